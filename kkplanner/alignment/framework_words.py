"""The words of a framework's text, so that reasons show whole words without loading a dictionary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kkplanner.alignment.text_features import folded_text
from kkplanner.assets import resource


@dataclass(frozen=True)
class FrameworkWords:
    """`words` cut the framework's text; `generic` are those that stand everywhere and tell nothing.

    `connectives` (และ, ของ, …) are never shown at the beginning or end of a reason.
    """

    words: frozenset[str]
    generic: frozenset[str]
    connectives: frozenset[str]

    @cached_property
    def _longest(self) -> int:
        return max((len(word) for word in self.words), default=0)

    def cut(self, letters: str) -> tuple[tuple[int, int], ...]:
        """Spans of the known words in folded letters, the longest first at each place."""
        spans: list[tuple[int, int]] = []
        start = 0
        while start < len(letters):
            for end in range(min(len(letters), start + self._longest), start, -1):
                if letters[start:end] in self.words:
                    spans.append((start, end))
                    start = end
                    break
            else:
                start += 1
        return tuple(spans)

    def is_generic(self, word: str) -> bool:
        """Whether a folded word tells nothing about a project."""
        return word in self.generic

    def is_connective(self, word: str) -> bool:
        """Whether a folded word only joins others."""
        return word in self.connectives


@lru_cache(maxsize=8)
def words_of(framework_id: str) -> FrameworkWords:
    """The words that travel with the program for this framework; empty where there are none."""
    path = resource("lexicon", "framework-words.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    if document["framework"] != framework_id:
        return FrameworkWords(frozenset(), frozenset(), frozenset())
    words, generic, connectives = (
        frozenset(folded_text(word) for word in document[key]) for key in ("words", "generic", "connectives")
    )
    return FrameworkWords(words, generic, connectives)
