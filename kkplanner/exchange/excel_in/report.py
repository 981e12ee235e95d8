"""What an import did, for the clerk and for other programs.

How rows are counted: `rows_read` counts the rows of a sheet that stand for themselves, which is every project
row and every row that was not taken over; always `rows_read == imported + skipped`. Each skipped row is listed
with its reason in `skipped_rows` (foot rows, notes, projects already in the plan, all rows of a sheet that is no
form). Sub-item and continuation rows are read as part of the project above them and are counted apart in
`sub_items` and `continuations`; heads, titles, group lines and amendment marks in `lines`. Blank rows count
nowhere. `rows` tells of every project row what becomes of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kkplanner.thai.money import SATANG_PER_BAHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.columns import ColumnUse
    from kkplanner.exchange.excel_in.findings import Finding
    from kkplanner.exchange.excel_in.issue_mapping import IssueProposal
    from kkplanner.exchange.excel_in.marks import PlacedBox
    from kkplanner.exchange.excel_in.reconcile_summary import Reconciliation
    from kkplanner.plan.model import Project


def in_baht(satang: int) -> int | float:
    """Baht; a whole number as an integer."""
    baht, rest = divmod(satang, SATANG_PER_BAHT)
    return baht if rest == 0 else satang / SATANG_PER_BAHT


class Action(StrEnum):
    """What an import does with a project row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


class PairedBy(StrEnum):
    """What told which project of the plan a row is."""

    NOTHING = ""
    UUID = "uuid"  # the hidden column of our own export
    SAME = "same"  # every printed word and amount
    LIKENESS = "likeness"
    CHOICE = "choice"  # the clerk


@dataclass(frozen=True, slots=True)
class RowReport:
    """One project row. `likeness` is 0–1; `changed` names fields of `plan.model.Project`."""

    sheet: str
    row: int
    action: Action
    project: Project | None = None  # as it is after the import; None: the row was skipped
    before: Project | None = None  # as the plan had it
    paired_by: PairedBy = PairedBy.NOTHING
    likeness: float = 0.0
    changed: tuple[str, ...] = ()
    reason: str = ""
    typed_title: str = ""

    @property
    def title(self) -> str:
        return self.project.title if self.project else self.typed_title

    def as_json(self) -> dict[str, object]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "action": str(self.action),
            "title": self.title,
            "uuid": self.project.uuid if self.project else None,
            "paired_by": str(self.paired_by),
            "paired_with": self.before.title if self.before else None,
            "likeness": self.likeness,
            "changed": list(self.changed),
            "reason": self.reason,
        }


@dataclass(slots=True)
class SheetReport:
    """One sheet of the book."""

    name: str
    form: str | None
    reason: str
    imported: int
    skipped_rows: list[tuple[int, str]]
    sub_items: int
    continuations: int
    lines: int
    columns: tuple[ColumnUse, ...] = ()  # of its first table
    signature: str = ""  # of that table's head; under it a changed mapping is remembered
    baht_by_year: Mapping[int, int | float] = field(default_factory=dict)  # of its project rows, as read

    @property
    def rows_read(self) -> int:
        return self.imported + len(self.skipped_rows)

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "form": self.form,
            "rows_read": self.rows_read,
            "imported": self.imported,
            "skipped": len(self.skipped_rows),
            "reason": self.reason,
            "sub_items": self.sub_items,
            "continuations": self.continuations,
            "lines": self.lines,
            "columns": [column.as_json() for column in self.columns],
            "baht_by_year": {str(year): amount for year, amount in self.baht_by_year.items()},
            "skipped_rows": [{"row": row, "reason": reason} for row, reason in self.skipped_rows],
        }


@dataclass(slots=True)
class ImportReport:
    """The whole import. `satang` is the sum of the imported rows over all years, sub-items included."""

    sheets: list[SheetReport] = field(default_factory=list)
    projects: int = 0
    equipment: int = 0
    added: int = 0
    updated: int = 0
    already_there: int = 0
    satang: int = 0
    rows: list[RowReport] = field(default_factory=list)
    issues: list[IssueProposal] = field(default_factory=list)
    summaries: list[Reconciliation] = field(default_factory=list)
    text_boxes: list[PlacedBox] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def total_baht(self) -> int | float:
        """Whole baht as an integer."""
        return in_baht(self.satang)

    def as_json(self) -> dict[str, object]:
        return {
            "sheets": [sheet.as_json() for sheet in self.sheets],
            "projects": self.projects,
            "equipment": self.equipment,
            "total_baht": self.total_baht,
            "added": self.added,
            "updated": self.updated,
            "already_there": self.already_there,
            "rows": [row.as_json() for row in self.rows],
            "issues": [issue.as_json() for issue in self.issues],
            "summaries": [summary.as_json() for summary in self.summaries],
            "text_boxes": [box.as_json() for box in self.text_boxes],
            "findings": [finding.as_json() for finding in self.findings],
        }
