"""One reading of a project's texts: its pieces, the phrases met, and what only names a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.text_features import Folded, fold

if TYPE_CHECKING:
    from kkplanner.alignment.suggest_records import ProjectText
    from kkplanner.alignment.vocabulary import Match, Vocabulary

_LONGEST_TEXT: Final = 1500  # letters of a field that are read; a cell may hold 32,767
_SHORTEST_WORK: Final = 6  # a place is named after some work, never before these many letters


@dataclass(frozen=True, slots=True)
class Hint:
    """A phrase of the vocabulary met in one field. `lateness`: 0 at the field's beginning, 1 at its end."""

    match: Match
    field: int
    weight: float
    lateness: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A project as the ranking sees it; `fields` are folded, the title first."""

    fields: tuple[Folded, ...]
    pieces: tuple[tuple[str, float], ...]  # folded text without silent words, with its weight
    hints: tuple[Hint, ...]
    fits_none: float


def read_project(project: ProjectText, vocabulary: Vocabulary, after_place: float) -> Reading:
    """Fold the fields and find the vocabulary in them; words after a place mark count `after_place`."""
    fields: list[Folded] = []
    pieces: list[tuple[str, float]] = []
    hints: dict[int, Hint] = {}
    nothing: dict[int, float] = {}
    for number, (text, weight) in enumerate(project.fields()):
        folded = fold(text[:_LONGEST_TEXT])
        if not folded.text:
            continue
        fields.append(folded)
        place = vocabulary.place_start(folded, _SHORTEST_WORK)
        lead = _silent_lead(folded.text, vocabulary)
        pieces += _without_silent(folded.text[:place], weight, vocabulary)
        pieces += _without_silent(folded.text[place:], weight * after_place, vocabulary)
        for match in vocabulary.matches(folded):
            entry = match.entry
            counted = weight * (after_place if match.start >= place else 1.0)
            if entry.fits_none and number == 0:
                nothing[id(entry)] = max(nothing.get(id(entry), 0.0), entry.fits_none * counted)
            if entry.targets:
                lateness = max(0, match.start - lead) / (len(folded.text) - lead)
                known = hints.get(id(entry))
                if known is None or known.weight < counted:
                    hints[id(entry)] = Hint(match, len(fields) - 1, counted, lateness)
    return Reading(tuple(fields), tuple(pieces), tuple(hints.values()), max(nothing.values(), default=0.0))


def _silent_lead(letters: str, vocabulary: Vocabulary) -> int:
    """How many letters at the beginning are silent words ("โครงการ")."""
    lead = next((len(word) for word in vocabulary.silent_folded if letters.startswith(word)), 0)
    return lead if lead < len(letters) else 0


def _without_silent(letters: str, weight: float, vocabulary: Vocabulary) -> list[tuple[str, float]]:
    parts = [letters]
    for word in vocabulary.silent_folded:
        if word in letters:
            parts = [piece for part in parts for piece in part.split(word)]
    return [(part, weight) for part in parts if part]
