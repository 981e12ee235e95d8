"""The words that earned a suggestion, in the project's own spelling and in the framework's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.framework_words import FrameworkWords, words_of
from kkplanner.alignment.suggest_records import Reason
from kkplanner.alignment.text_features import Folded, fold, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kkplanner.alignment.confirmed import Neighbour
    from kkplanner.alignment.suggest_index import Index
    from kkplanner.alignment.suggest_reading import Reading

_MOST: Final = 4
_SHORTEST_SHARED: Final = 4  # letters; three letters meet by chance
_SHORTEST_WORD: Final = 3
_LONGEST_WORD: Final = 45  # letters between the first and the last part of a phrase that are shown whole
_LIKE_ENOUGH: Final = 0.25  # a confirmed project less like than this gives no reason


@dataclass(frozen=True, slots=True)
class Grounds:
    """The reasons for one suggestion; `tell` is false where only words met that stand everywhere."""

    reasons: tuple[Reason, ...]
    tell: bool


def reasons_for(
    index: Index, reading: Reading, code: str, measure: str, neighbours: Iterable[Neighbour]
) -> Grounds:
    """At most four reasons, the strongest way first: confirmed projects, vocabulary, shared words."""
    strong = [
        *_from_plan(index, reading, code, neighbours),
        *_from_vocabulary(index, reading, code, measure),
    ]
    telling, weak = _from_text(index, reading, [one for one in (measure, code) if one])
    if not strong and not telling:
        more, weaker = _from_wordings(index, reading, code)
        telling, weak = more, weak + weaker
    found = _without_repeats(strong) + _without_repeats(_longest_first(telling))
    if found:
        return Grounds(tuple(found[:_MOST]), tell=True)
    return Grounds(tuple(_without_repeats(_longest_first(weak))[:1]), tell=False)


def _longest_first(reasons: list[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: -len(reason.word))


def _without_repeats(reasons: list[Reason]) -> list[Reason]:
    kept: list[Reason] = []
    for reason in reasons:
        if not any(reason.word in other.word for other in kept):
            kept.append(reason)
    return kept


def _from_plan(
    index: Index, reading: Reading, code: str, neighbours: Iterable[Neighbour]
) -> Iterator[Reason]:
    for neighbour in neighbours:
        if index.approach_of[neighbour.project.code] != code or neighbour.likeness < _LIKE_ENOUGH:
            continue
        pairs = _shared(reading.fields[0], _folded(neighbour.project.title))
        if pairs:
            yield Reason(max(pairs, key=lambda pair: len(pair[0]))[0], neighbour.project.title, "plan")
            return


def _from_vocabulary(index: Index, reading: Reading, code: str, measure: str) -> Iterator[Reason]:
    strongest = sorted(
        reading.hints,
        key=lambda hint: -hint.weight * max(hint.match.entry.targets.values()),
    )
    for hint in strongest:
        targets = [one for one in hint.match.entry.targets if index.approach_of.get(one) == code]
        if not targets:
            continue
        target = measure if measure in targets else targets[0]
        folded = reading.fields[hint.field]
        start, end = hint.match.start, hint.match.spans[-1][1]
        if end - start > _LONGEST_WORD:
            start, end = hint.match.spans[0]
        word = folded.as_typed(start, end)
        yield Reason(word, index.framework.node(target).text, "vocabulary")


def _from_text(index: Index, reading: Reading, codes: Iterable[str]) -> tuple[list[Reason], list[Reason]]:
    """Telling and weak reasons out of the text of these nodes."""
    words = words_of(index.framework.id)
    telling: list[Reason] = []
    weak: list[Reason] = []
    for code in codes:
        text = _folded(index.framework.node(code).text)
        for folded in reading.fields[:2]:
            if not words.words:
                telling += [Reason(word, met, "text") for word, met in _shared(folded, text)]
                continue
            for word, met, tells in _shared_words(folded, text, words):
                (telling if tells else weak).append(Reason(word, met, "text"))
    return telling, weak


def _from_wordings(index: Index, reading: Reading, code: str) -> tuple[list[Reason], list[Reason]]:
    """Words of the vocabulary's phrases for this approach, where no phrase was met whole."""
    words = words_of(index.framework.id)
    project = reading.fields[0]
    telling: list[Reason] = []
    weak: list[Reason] = []
    for word, wording in index.words_in_phrases(code, words).items():
        place = project.text.find(word)
        if place >= 0 and project.stands_alone(place, place + len(word)):
            reason = Reason(project.as_typed(place, place + len(word)), wording, "vocabulary")
            (weak if words.is_generic(word) else telling).append(reason)
    return telling, weak


def _shared_words(project: Folded, node: Folded, words: FrameworkWords) -> Iterator[tuple[str, str, bool]]:
    """Runs of the node's words that stand in the project too, and whether they tell anything particular."""
    spans = words.cut(node.text)
    number = 0
    while number < len(spans):
        start = spans[number][0]
        run: list[tuple[int, int]] = []
        while number < len(spans) and node.text[start : spans[number][1]] in project.text:
            run.append(spans[number])
            number += 1
        if not run:
            number += 1
            continue
        while run and words.is_connective(node.text[slice(*run[0])]):
            del run[0]
        while run and words.is_connective(node.text[slice(*run[-1])]):
            del run[-1]
        if not run or run[-1][1] - run[0][0] < _SHORTEST_WORD:
            continue
        piece = node.text[run[0][0] : run[-1][1]]
        place = project.text.find(piece)
        if project.stands_alone(place, place + len(piece)):
            tells = not all(words.is_generic(node.text[first:last]) for first, last in run)
            yield project.as_typed(place, place + len(piece)), node.as_typed(run[0][0], run[-1][1]), tells


def _shared(project: Folded, other: Folded) -> list[tuple[str, str]]:
    """Pieces of four letters and more that stand in both, as typed in each, cut where syllables may be."""
    letters, sought = other.text, project.text
    pairs: list[tuple[str, str]] = []
    start = 0
    while start + _SHORTEST_SHARED <= len(sought):
        end = start + _SHORTEST_SHARED
        if sought[start:end] not in letters:
            start += 1
            continue
        while end < len(sought) and sought[start : end + 1] in letters:
            end += 1
        first, last = trimmed(sought, start, end)
        if last - first >= _SHORTEST_SHARED:
            there = letters.find(sought[first:last])
            pairs.append((project.as_typed(first, last), other.as_typed(there, there + last - first)))
        start = end
    return pairs


@lru_cache(maxsize=4096)
def _folded(text: str) -> Folded:
    return fold(text)
