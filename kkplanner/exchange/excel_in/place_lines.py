"""The lines above and amid a table, remembered: where the next rows belong and which form they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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
    find_edition,
    form_stamp,
    read_line,
)
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.head import Head


class PlaceLines:
    """State of one sheet while it is walked from top to bottom."""

    def __init__(self) -> None:
        self.place = Place()
        self.baht_per_unit = 1
        self._upward: list[str] = []
        self._purpose: Form | None = None
        self._stamp: Form | None = None

    def take(self, row: int, text: str, *, after_foot: bool) -> Line | None:  # noqa: C901 - one case a kind of line
        """Take over a line of known meaning and give it back; None when it has none.

        `after_foot`: the line follows a foot row, so a title in it begins a new table.
        """
        line = read_line(text)
        match line:
            case UpwardLine():
                self._upward.append(line.text)
            case IssueLine():
                upward = tuple(self._upward)
                self.place = Place(issue=line, upward=upward, edition=self.place.edition, issue_row=row)
                self._upward = []
            case ApproachLine():
                self.place = replace(self.place, approach=line, programme="", equipment_type="")
            case ProgrammeLine():
                self.place = replace(self.place, programme=line.text, programme_row=row, equipment_type="")
            case EquipmentTypeLine():
                self.place = replace(self.place, equipment_type=line.text)
            case EditionMark():
                self.place = replace(self.place, edition=line)
            case PlanLine():
                if line.edition is not None:
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
        return form, None if stamp == form else stamp

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
        self._purpose = line.form
        edition = find_edition(line.text)
        if edition is not None or after_foot:
            self.place = replace(self.place, edition=edition)
