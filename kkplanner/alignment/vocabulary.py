"""The curated vocabulary: what clerks write, and the approach or measure of the framework it stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.text_features import folded_text
from kkplanner.assets import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.alignment.text_features import Folded

_PART_WORTH: Final = 3
_FORMAT: Final = "kkplanner-lexicon"
APART: Final = "…"  # within a phrase: anything may stand between the two parts


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated phrase. `targets` maps codes of the framework to the strength of the hint.

    `fits_none` is the strength with which the phrase says that no approach fits (a bare purchase, the
    organisation's own building). `within` is the rank the first target must reach for `example`.
    """

    phrase: str
    also: tuple[str, ...]
    targets: Mapping[str, float]
    fits_none: float
    example: str
    within: int

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.phrase, *self.also)


@dataclass(frozen=True, slots=True)
class Match:
    """A wording of an entry met in a text, with the span of each of its parts in the folded letters."""

    entry: Entry
    wording: str
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def size(self) -> int:
        """How much the match knows: its letters, and some more for each further part."""
        return sum(end - start for start, end in self.spans) + _PART_WORTH * (len(self.spans) - 1)


@dataclass(frozen=True)
class Vocabulary:
    """All entries for one framework, and the words that say nothing or lead to a place name."""

    entries: tuple[Entry, ...]
    silent: tuple[str, ...] = ()
    place_marks: tuple[str, ...] = ()

    @cached_property
    def _patterns(self) -> tuple[tuple[tuple[str, ...], str, Entry], ...]:
        return tuple(
            (tuple(folded_text(part) for part in wording.split(APART)), wording, entry)
            for entry in self.entries
            for wording in entry.wordings
        )

    @cached_property
    def silent_folded(self) -> tuple[str, ...]:
        return tuple(sorted({folded_text(word) for word in self.silent}, key=lambda word: (-len(word), word)))

    @cached_property
    def _place_marks_folded(self) -> tuple[str, ...]:
        return tuple(folded_text(word) for word in self.place_marks if word == word.strip())

    def place_start(self, text: Folded, after: int) -> int:
        """Where the first place mark stands after some letters; the end of the text where none does.

        A mark that begins with a blank (" ณ ") is a word only between blanks and is sought as typed.
        """
        starts = [text.text.find(mark, after) for mark in self._place_marks_folded]
        starts += [
            text.index_of(position)
            for mark in self.place_marks
            if mark != mark.strip() and (position := text.typed.find(mark)) >= 0
        ]
        return min((start for start in starts if start >= after), default=len(text.text))

    def matches(self, text: Folded) -> list[Match]:
        """Every wording met in the text, except those that lie within a longer one that was met."""
        found: list[Match] = []
        letters = text.text
        for parts, wording, entry in self._patterns:
            if parts[0] not in letters:
                continue
            if len(parts) == 1:
                found += [Match(entry, wording, (span,)) for span in _occurrences(text, parts[0])]
            elif spans := _in_order(text, parts):
                found.append(Match(entry, wording, spans))
        return _not_swallowed(found)


def _occurrences(text: Folded, part: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    letters = text.text
    start = letters.find(part)
    while start >= 0:
        end = start + len(part)
        if text.stands_alone(start, end):
            spans.append((start, end))
        start = letters.find(part, end)
    return spans


def _in_order(text: Folded, parts: Iterable[str]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    place = 0
    for part in parts:
        start = text.text.find(part, place)
        if start < 0 or not text.stands_alone(start, start + len(part)):
            return ()
        place = start + len(part)
        spans.append((start, place))
    return tuple(spans)


def _not_swallowed(found: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(found, key=lambda one: (-one.size, one.spans, one.wording)):
        if not any(_swallows(larger, match) for larger in kept):
            kept.append(match)
    return sorted(kept, key=lambda one: (one.spans, one.wording))


def _swallows(larger: Match, smaller: Match) -> bool:
    """Whether each part of the smaller match lies under the larger one.

    Within one run of letters it must lie inside; under a phrase of several parts two thirds of it are enough
    ("แผงโซล่าเซลล์" under "ประปา…โซล่าเซลล์"), for there the longer phrase knows the context.
    """
    if not (larger.size > smaller.size or larger.entry is smaller.entry):
        return False
    if len(larger.spans) == 1:
        (start, end) = larger.spans[0]
        return all(start <= first and last <= end for first, last in smaller.spans)
    return all(
        any(3 * (min(end, last) - max(start, first)) >= 2 * (last - first) for start, end in larger.spans)
        for first, last in smaller.spans
    )


@lru_cache(maxsize=8)
def vocabulary_for(framework_id: str) -> Vocabulary:
    """The vocabulary that travels with the program for this framework; empty where there is none."""
    entries: list[Entry] = []
    silent: list[str] = []
    place_marks: list[str] = []
    for path in sorted(resource("lexicon").glob("*.json")):
        if path.name.endswith(".schema.json"):
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("format") != _FORMAT or document["framework"] != framework_id:
            continue
        silent += document.get("silent", ())
        place_marks += document.get("place_marks", ())
        entries += [_entry(raw) for raw in document.get("entries", ())]
    return Vocabulary(tuple(entries), tuple(silent), tuple(place_marks))


def _entry(raw: Mapping[str, object]) -> Entry:
    targets = raw.get("targets", {})
    also = raw.get("also", ())
    fits_none = raw.get("fits_none", 0.0)
    within = raw.get("within", 1)
    if not (isinstance(targets, dict) and isinstance(also, (list, tuple))):
        raise TypeError(raw)
    if not (isinstance(fits_none, (int, float)) and isinstance(within, int)):
        raise TypeError(raw)
    return Entry(
        phrase=str(raw["phrase"]),
        also=tuple(str(wording) for wording in also),
        targets={str(code): float(weight) for code, weight in targets.items()},
        fits_none=float(fits_none),
        example=str(raw["example"]),
        within=within,
    )
