"""The lines above and amid a table, remembered: where the next rows belong and which form they are."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.book import Place
from kkplanner.exchange.excel_in.lines import (
    ApproachLine,
    EditionMark,
    EquipmentTypeLine,
    IssueLine,
    Line,
    PlanLine,
    ProgrammeLine,
    TitleLine,
    UnassignedLine,
    UnitLine,
    UpwardLine,
    VillageLine,
    find_edition,
    form_stamp,
    purpose_of,
    read_line,
    village_line,
)
from kkplanner.exchange.excel_in.mark_reading import read_notes
from kkplanner.plan.kinds import Form, MarkKind
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import ProjectRow
    from kkplanner.exchange.excel_in.head import Head

_LONGEST_MARK: Final = 80
_MAY_BE_MARK: Final = re.compile("เพิ|เติม|แก|เปลี|แปลง|ครั้ง")


class PlaceLines:
    """State of one sheet while it is walked from top to bottom."""

    def __init__(self) -> None:
        self.place = Place()
        self.baht_per_unit = 1
        self._upward: list[str] = []
        self._purpose: Form | None = None
        self._stamp: Form | None = None
        self._before_title: Place | None = None  # where rows belonged before a title that follows no foot

    def take(self, row: int, text: str, *, after_foot: bool) -> Line | None:  # noqa: C901 - one case a kind of line
        """Take over a line of known meaning and give it back; None when it has none.

        `after_foot`: the line follows a foot row, so a title in it begins a new table.
        """
        line = line_of(text)
        match line:
            case UpwardLine():
                self._upward.append(line.text)
            case IssueLine():
                upward = tuple(self._upward)
                kept = self.place
                self.place = Place(
                    issue=line, upward=upward, edition=kept.edition, issue_row=row, village=kept.village
                )
                self._upward = []
            case ApproachLine():
                self.place = replace(self.place, approach=line, programme="", equipment_type="")
            case ProgrammeLine():
                self.place = replace(self.place, programme=line.text, programme_row=row, equipment_type="")
            case EquipmentTypeLine():
                self.place = replace(self.place, equipment_type=line.text)
            case EditionMark():
                self._before_title = None
                self.place = replace(self.place, edition=line)
            case PlanLine():
                if line.edition is not None:
                    self._before_title = None
                    self.place = replace(self.place, edition=line.edition)
            case UnassignedLine():
                self._unassign(line)
            case TitleLine():
                self._title(line, after_foot=after_foot)
            case UnitLine():
                self.baht_per_unit = line.baht
            case None:
                self.stamp(text)
        return line

    def take_above(self, row: int, text: str, *, after_foot: bool) -> None:
        """Take over a line above a head, where looser words speak of the form and a village may stand alone."""
        line = self.take(row, text, after_foot=after_foot)
        if line is None or (isinstance(line, TitleLine) and line.form is None):
            purpose = purpose_of(text)
            if purpose is not None:
                self._title(TitleLine(purpose, text), after_foot=after_foot)
            elif line is None and self._purpose is Form.P02_1 and (village := village_line(text)):
                self.enter(village)

    def enter(self, village: VillageLine) -> None:
        """The rows that follow are of this village or community."""
        self.place = replace(self.place, village=village.text)

    def stamp(self, text: str) -> bool:
        """Remember a stamp such as "แบบ ผ.02"; False when the text is none."""
        form = form_stamp(text)
        self._stamp = form or self._stamp
        return form is not None

    def form_under(self, head: Head) -> tuple[Form, Form | None]:
        """The form of a table by its purpose, and the stamp over it when that says another form."""
        if head.is_equipment or self._purpose is Form.P03:
            form = Form.P03
        elif "asked_agency" in head.fields:
            form = Form.P02_2
        else:
            form = self._purpose or self._stamp or Form.P02
        stamp, self._stamp = self._stamp, None
        if self._before_title is not None and _group(self._before_title) != _group(self.place):
            self.place = replace(
                self.place, edition=None
            )  # another table, not the next page of the one above
        self._before_title = None
        return form, None if stamp == form else stamp

    def is_table_of(self, project: ProjectRow) -> bool:
        """The lines above a head say what those over the project said: its table goes on."""
        return project.place.edition == self.place.edition and _group(project.place) == _group(self.place)

    def _unassign(self, line: UnassignedLine) -> None:
        match line.what:
            case "issue":
                self.place = Place(edition=self.place.edition)
                self._upward = []
            case "approach":
                self.place = replace(self.place, approach=None, programme="", equipment_type="")
            case "programme":
                self.place = replace(self.place, programme="", equipment_type="")
            case _:
                self.place = replace(self.place, equipment_type="")

    def _title(self, line: TitleLine, *, after_foot: bool) -> None:
        if line.form is Form.P03 and self._purpose is not Form.P03:
            # The equipment of 2566 stands under no ยุทธศาสตร์: not under that of the table above it.
            self.place = Place(edition=self.place.edition)
            self._upward = []
        self._purpose = line.form
        self.place = replace(self.place, village="")
        edition = find_edition(line.text)
        if edition is not None or after_foot:
            self.place = replace(self.place, edition=edition)
            self._before_title = None
        elif self.place.edition is not None and self._before_title is None:
            self._before_title = self.place


def _group(place: Place) -> tuple[str, str, str]:
    titles = (line.title if line else "" for line in (place.issue, place.approach))
    first, second = map(same_text_key, titles)
    return first, second, same_text_key(place.programme)


@lru_cache(maxsize=256)
def line_of(text: str) -> Line | None:
    """What a text that stands alone says; None when it is no known kind of line."""
    return read_line(text) or _loose_mark(text)


def _loose_mark(text: str) -> EditionMark | None:
    """An amendment written otherwise than the form ("เพิ่มเติม 5/67"), when the line says nothing else."""
    if len(text) > _LONGEST_MARK or not _MAY_BE_MARK.search(text):
        return None
    notes = read_notes(text)
    if not notes or any(note.kind is not MarkKind.AMENDMENT for note in notes):
        return None
    return notes[-1].edition
