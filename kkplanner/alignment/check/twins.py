"""Finds projects that say the same thing twice, and keeps what it found while the plan is edited.

Candidates share rare runs of letters in their titles (an inverted index); two candidates are twins when
their titles differ only by spelling or by words that add nothing, and no text places them apart. The same
title for different villages or roads is how plans are written, not a fault.

A run of letters that more than `_COMMON` titles have ("คอนกรีต") points at nobody. When a run crosses that
line, every title that has it is looked at again: so the answer never depends on the order of the edits.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.reading import (
    bare_title,
    grams,
    is_construction,
    letters,
    likeness,
    place_texts,
)
from kkplanner.alignment.check.terms import terms
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.plan.model import Project

_COMMON: Final = 40  # titles; a run of letters in more of them is no lead
_LEADS: Final = 4  # rare runs that two titles must share to be compared
_ALIKE: Final = 0.8  # likeness of titles from which their differences are looked at
_SAME_MATTER: Final = 0.8  # likeness of objectives or targets that vouches for a longer difference
_LONGEST_ADDITION: Final = 16  # letters
_SMALL: Final = 2  # letters of a slip
_AROUND: Final = 4  # letters on both sides of a difference that may belong to its word
_SHORTEST: Final = 4  # letters; shorter titles say too little to be compared
_LONGEST: Final = 400  # letters; what a title says stands in them, and comparing longer ones takes long
_DIGITS: Final = re.compile("[0-9]+")
_MARKS_ONLY: Final = re.compile("[\u0e2f-\u0e3a\u0e40-\u0e4e]*")


@dataclass(frozen=True, slots=True)
class _Record:
    project: Project
    core: str
    grams: frozenset[str]
    digits: tuple[str, ...]
    sites: frozenset[str]


class Twins:
    """The twins of a plan's projects. `update` looks anew only at what changed."""

    def __init__(self) -> None:
        self._start("")

    def _start(self, owner: str) -> None:
        self._owner = owner
        self._owner_in_title = letters(owner)
        self._records: dict[str, _Record] = {}
        self._postings: defaultdict[str, set[str]] = defaultdict(set)
        self._same_core: defaultdict[str, set[str]] = defaultdict(set)
        self._pairs: defaultdict[str, set[str]] = defaultdict(set)

    def of(self, uuid: str) -> frozenset[str]:
        """The uuids of the projects that say the same as this one."""
        return frozenset(self._pairs.get(uuid, ()))

    @property
    def found(self) -> bool:
        return any(self._pairs.values())

    def update(self, projects: Sequence[Project], owner: str) -> None:
        """Take over the projects as they are now; `owner` (อปท.) is a name that says nothing in a title."""
        if owner != self._owner:
            self._start(owner)  # every title has to be read anew
        dirty: set[str] = set()
        present = {project.uuid for project in projects}
        for uuid in self._records.keys() - present:
            self._remove(uuid, dirty)
        for project in projects:
            known = self._records.get(project.uuid)
            if known is not None:
                if known.project is project or _reads_the_same(known.project, project):
                    continue
                self._remove(project.uuid, dirty)
            self._add(project, dirty)
        for uuid in dirty:
            self._unpair(uuid)
        for uuid in dirty:
            if uuid in self._records:
                self._find(uuid)

    def _remove(self, uuid: str, dirty: set[str]) -> None:
        record = self._records.pop(uuid)
        self._same_core[record.core].discard(uuid)
        for gram in record.grams:
            holders = self._postings[gram]
            if len(holders) == _COMMON + 1:
                dirty |= holders
            holders.discard(uuid)
            if not holders:
                del self._postings[gram]
        dirty.add(uuid)

    def _add(self, project: Project, dirty: set[str]) -> None:
        record = self._read(project)
        self._records[project.uuid] = record
        self._same_core[record.core].add(project.uuid)
        for gram in record.grams:
            holders = self._postings[gram]
            holders.add(project.uuid)
            if len(holders) == _COMMON + 1:
                dirty |= holders
        dirty.add(project.uuid)

    def _read(self, project: Project) -> _Record:
        core = bare_title(project.title)
        if self._owner_in_title:
            core = core.replace(self._owner_in_title, "")
        known = terms()
        pattern = known.building_site if is_construction(project) else known.site
        found = pattern.findall(to_arabic(place_texts(project)))
        return _Record(
            project=project,
            core=core[:_LONGEST],
            grams=grams(core[:_LONGEST]),
            digits=tuple(sorted(_DIGITS.findall(core))),
            sites=frozenset(letters(site) for site in found),
        )

    def _unpair(self, uuid: str) -> None:
        for other in self._pairs.pop(uuid, ()):
            self._pairs[other].discard(uuid)

    def _find(self, uuid: str) -> None:
        record = self._records[uuid]
        if len(record.core) < _SHORTEST:
            return
        leads: Counter[str] = Counter()
        for gram in record.grams:
            holders = self._postings[gram]
            if 1 < len(holders) <= _COMMON:
                leads.update(holders)
        candidates = {other for other, shared in leads.items() if shared >= _LEADS}
        candidates |= self._same_core[record.core]
        candidates.discard(uuid)
        for other in candidates:
            if other not in self._pairs[uuid] and _are_twins(record, self._records[other]):
                self._pairs[uuid].add(other)
                self._pairs[other].add(uuid)


def _reads_the_same(one: Project, other: Project) -> bool:
    """Whether nothing changed that twins are recognised by."""
    return (
        one.title == other.title
        and one.target == other.target
        and one.objective == other.objective
        and one.village == other.village
        and one.agency == other.agency
        and one.form is other.form
        and one.equipment_type == other.equipment_type
        and one.sub_items == other.sub_items
    )


def _are_twins(one: _Record, other: _Record) -> bool:
    first, second = one.project, other.project
    if first.form.is_equipment or second.form.is_equipment:
        return (
            first.form is second.form
            and one.core == other.core
            and letters(first.target) == letters(second.target)
            and letters(first.agency) == letters(second.agency)
        )
    return one.digits == other.digits and _stand_together(one, other) and _titles_agree(one, other)


def _stand_together(one: _Record, other: _Record) -> bool:
    """Whether no place, and no other matter in the hands of another agency, sets the two apart."""
    first, second = one.project, other.project
    if one.sites != other.sites and ((one.sites and other.sites) or is_construction(first)):
        return False
    return (
        letters(first.agency) == letters(second.agency)
        or _alike(first.target, second.target)
        or _alike(first.objective, second.objective)
    )


def _alike(one: str, other: str) -> bool:
    return likeness(grams(letters(one)), grams(letters(other))) >= _SAME_MATTER


def _titles_agree(one: _Record, other: _Record) -> bool:
    if one.core == other.core:
        return True
    if likeness(one.grams, other.grams) < _ALIKE:
        return False
    same_matter: bool | None = None
    # The order of the arguments must not matter: it depends on which of the two was edited last.
    left, right = sorted((one.core, other.core))
    for kind, start, end, from_, to in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = left[start:end], right[from_:to]
        if _is_slip(gone, come) or _is_filler(gone, come):
            continue
        around = left[max(0, start - _AROUND) : end + _AROUND], right[max(0, from_ - _AROUND) : to + _AROUND]
        if _sets_apart(gone, come, around):
            return False
        if same_matter is None:
            same_matter = _same_matter(one.project, other.project)
        if not same_matter:
            return False
    return True


def _is_slip(gone: str, come: str) -> bool:
    """A difference in vowels or tone marks only, as between เสี่ยง and เสียง."""
    return (
        max(len(gone), len(come)) <= _SMALL
        and _MARKS_ONLY.fullmatch(gone) is not None
        and _MARKS_ONLY.fullmatch(come) is not None
    )


def _is_filler(gone: str, come: str) -> bool:
    return all(terms().filler.fullmatch(part) for part in (gone, come))


def _sets_apart(gone: str, come: str, around: tuple[str, str]) -> bool:
    """Whether a difference is too long for a slip, or one that tells two places or groups apart."""
    known = terms()
    if gone and come:
        apart = max(len(gone), len(come)) > _SMALL
    else:
        apart = len(gone + come) > _LONGEST_ADDITION or known.building_site.search(gone + come) is not None
    words = [set(known.differs.findall(part)) for part in around]
    return apart or words[0] != words[1]


def _same_matter(one: Project, other: Project) -> bool:
    return _alike(one.objective, other.objective) and _alike(one.target, other.target)
