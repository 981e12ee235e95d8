"""Which project of the plan a row without identity is a later state of.

A corrected file comes back: a title was reworded, amounts changed. Rows are paired with projects that nothing
else claimed, each at most once, best first. Numbers and villages must be the same: "หมู่ที่ 3" is never "หมู่ที่ 4".
Every pair is shown before it is taken and can be refused.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.alike import LONGEST
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.plan.model import Project

_GRAM: Final = 3
_COMMON: Final = 200  # projects; a run of letters in more of them is no lead
_SHARED: Final = 0.4  # of a title's runs of letters that a candidate must have
_CANDIDATES: Final = 8  # looked at closely for each row
_SAME_TITLE: Final = 0.85
_RENAMED_TITLE: Final = 0.7
_SAME_MATTER: Final = 0.6
_UNCHANGED: Final = 0.9
_DIGITS: Final = re.compile("[0-9]+")
_VILLAGE: Final = re.compile(r"(?:หมู่(?:บ้าน)?(?:ที่)?|ม\.|ชุมชน)\s*([0-9]+)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Index of the row's project among those given, the plan's project, and how alike they are (0–1)."""

    index: int
    uuid: str
    likeness: float


class _Text:
    """What of a project is compared, prepared once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.title = same_text_key(project.title)[:LONGEST]
        self.matter = [
            same_text_key(text)[:LONGEST]
            for text in (project.target, project.objective, project.expected_result)
        ]
        self.digits = Counter(_DIGITS.findall(to_arabic(project.title)))
        self.villages = frozenset(_VILLAGE.findall(to_arabic(f"{project.title} {project.target}")))
        self.grams = frozenset(
            self.title[at : at + _GRAM] for at in range(max(1, len(self.title) - _GRAM + 1))
        )


def pair(rows: Sequence[Project], projects: Sequence[Project]) -> list[Pair]:
    """Pairs of rows (as the projects they would become) with projects of the plan, best first."""
    known = [_Text(project) for project in projects]
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(known):
        for gram in text.grams:
            postings[gram].append(at)
    scored: list[Pair] = []
    for index, row in enumerate(rows):
        text = _Text(row)
        for at in _candidates(text, postings, known):
            likeness = _likeness(text, known[at])
            if likeness:
                scored.append(Pair(index, known[at].project.uuid, likeness))
    scored.sort(key=lambda found: (-found.likeness, found.index))
    taken_rows: set[int] = set()
    taken: set[str] = set()
    best = []
    for found in scored:
        if found.index not in taken_rows and found.uuid not in taken:
            taken_rows.add(found.index)
            taken.add(found.uuid)
            best.append(found)
    return best


def _candidates(text: _Text, postings: Mapping[str, Sequence[int]], known: Sequence[_Text]) -> list[int]:
    shared: Counter[int] = Counter()
    for gram in text.grams:
        places = postings.get(gram, ())
        if len(places) <= _COMMON:
            shared.update(places)
    # Many rows with one and the same title have no rare run of letters: they are found by the title itself.
    if not shared and len(known) > _COMMON:
        shared.update(at for at, one in enumerate(known) if one.title == text.title)
    enough = len(text.grams) * _SHARED
    return [
        at
        for at, count in shared.most_common(_CANDIDATES)
        if (count >= enough or known[at].title == text.title) and known[at].project.form is text.project.form
    ]


def _likeness(row: _Text, known: _Text) -> float:
    """0 when they are not the same project."""
    if row.villages != known.villages and (row.villages and known.villages):
        return 0.0
    title = _ratio(row.title, known.title)
    if row.digits != known.digits:
        return 0.0
    matter = [
        _ratio(one, other) for one, other in zip(row.matter, known.matter, strict=True) if one and other
    ]
    mean = sum(matter) / len(matter) if matter else 0.0
    same_money = row.project.budgets == known.project.budgets and bool(row.project.budgets)
    same_place = (row.project.issue, row.project.programme) == (known.project.issue, known.project.programme)
    is_same = (
        (title == 1.0 and (same_place or same_money or mean >= _SAME_MATTER))
        or (title >= _SAME_TITLE and (mean >= _SAME_MATTER or same_money))
        or (title >= _RENAMED_TITLE and same_place and len(matter) > 1 and min(matter) >= _UNCHANGED)
    )
    return round((3 * title + mean + 0.5 * same_money + 0.5 * same_place) / 5, 3) if is_same else 0.0


def _ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 0.0 if matcher.quick_ratio() < _RENAMED_TITLE else matcher.ratio()
