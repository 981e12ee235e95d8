"""A framework made ready for ranking: which approaches there are, and profiles of all their texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.profiles import SHORTEST, Profiles
from kkplanner.alignment.text_features import folded_text
from kkplanner.alignment.vocabulary import APART

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kkplanner.alignment.framework_words import FrameworkWords
    from kkplanner.alignment.vocabulary import Entry, Vocabulary
    from kkplanner.framework import Framework, Node

_ISSUE_WEIGHT: Final = 0.3  # the issue's words are shared by all its approaches
_APPROACH_WEIGHT: Final = 1.5


@dataclass(frozen=True)
class Index:
    """Approaches and measures of a framework with the ways of meeting a text."""

    framework: Framework
    approaches: tuple[Node, ...]
    approach_of: Mapping[str, str]  # code of an approach or measure → code of the approach
    by_framework: Profiles  # labels: approaches
    by_examples: Profiles  # labels: approaches
    entries_of: Mapping[str, list[Entry]]  # approach → entries that point at it or at its measures
    _measures: dict[str, Profiles] = field(default_factory=dict)
    _words: dict[str, dict[str, str]] = field(default_factory=dict)

    def by_measure(self, approach: str) -> Profiles:
        """Profiles of the measures of one approach; made when first asked for, few are ever needed."""
        if approach not in self._measures:
            self._measures[approach] = Profiles(self._measure_texts(approach))
        return self._measures[approach]

    def words_in_phrases(self, approach: str, words: FrameworkWords) -> dict[str, str]:
        """The framework's words that stand in the phrases for an approach, each with such a phrase."""
        if approach not in self._words:
            found: dict[str, str] = {}
            for entry in self.entries_of.get(approach, ()):
                for wording in entry.wordings:
                    letters = folded_text(wording.replace(APART, " "))
                    for start, end in words.cut(letters):
                        if end - start >= SHORTEST:
                            found.setdefault(letters[start:end], wording)
            self._words[approach] = found
        return self._words[approach]

    def _measure_texts(self, approach: str) -> Iterator[tuple[str, str, float]]:
        measures = {node.code for node in self.framework.children(approach)}
        for node in self.framework.children(approach):
            yield node.code, folded_text(node.text), 1.0
        for entry in self.entries_of.get(approach, ()):
            for code, weight in entry.targets.items():
                if code in measures:
                    for text in _texts_of(entry, with_example=code == next(iter(entry.targets))):
                        yield code, text, min(weight, 1.0)


def build_index(framework: Framework, vocabulary: Vocabulary) -> Index:
    """Read the framework and the vocabulary once; about a tenth of a second."""
    approaches = framework.nodes_at("approach")
    approach_of = {node.code: node.code for node in approaches}
    for node in framework.nodes_at("measure"):
        approach_of[node.code] = node.parent or node.code
    entries_of: dict[str, list[Entry]] = {node.code: [] for node in approaches}
    for entry in vocabulary.entries:
        for approach in {approach_of[code] for code in entry.targets if code in approach_of}:
            entries_of[approach].append(entry)
    return Index(
        framework=framework,
        approaches=approaches,
        approach_of=approach_of,
        by_framework=Profiles(_framework_texts(framework, approaches)),
        by_examples=Profiles(_example_texts(vocabulary, approach_of)),
        entries_of=entries_of,
    )


def _framework_texts(framework: Framework, approaches: tuple[Node, ...]) -> Iterator[tuple[str, str, float]]:
    for approach in approaches:
        yield approach.code, folded_text(approach.text), _APPROACH_WEIGHT
        for measure in framework.children(approach.code):
            yield approach.code, folded_text(measure.text), 1.0
        for issue in framework.ancestors(approach.code):
            yield approach.code, folded_text(issue.text), _ISSUE_WEIGHT


def _example_texts(
    vocabulary: Vocabulary, approach_of: Mapping[str, str]
) -> Iterator[tuple[str, str, float]]:
    for entry in vocabulary.entries:
        weights: dict[str, float] = {}
        for code, weight in entry.targets.items():
            approach = approach_of.get(code)
            if approach:
                weights[approach] = max(weights.get(approach, 0.0), weight)
        first = next(iter(weights), "")
        for approach, weight in weights.items():
            for text in _texts_of(entry, with_example=approach == first):
                yield approach, text, min(weight, 1.0)


def _texts_of(entry: Entry, *, with_example: bool) -> Iterator[str]:
    for wording in entry.wordings:
        for part in wording.split(APART):
            yield folded_text(part)
    if with_example:
        yield folded_text(entry.example)
