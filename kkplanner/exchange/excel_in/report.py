"""What an import did, for the clerk and for other programs.

How rows are counted: `rows_read` counts the rows of a sheet that stand for themselves, which is every project
row and every row that was not taken over; always `rows_read == imported + skipped`. Each skipped row is listed
with its reason in `skipped_rows` (foot rows, notes, projects already in the plan, all rows of a sheet that is no
form). Sub-item and continuation rows are read as part of the project above them and are counted apart in
`sub_items` and `continuations`; heads, titles, group lines and amendment marks in `lines`. Blank rows count
nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.thai.money import SATANG_PER_BAHT

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.findings import Finding


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
    findings: list[Finding] = field(default_factory=list)

    @property
    def total_baht(self) -> int | float:
        """Whole baht as an integer."""
        baht, rest = divmod(self.satang, SATANG_PER_BAHT)
        return baht if rest == 0 else self.satang / SATANG_PER_BAHT

    def as_json(self) -> dict[str, object]:
        return {
            "sheets": [sheet.as_json() for sheet in self.sheets],
            "projects": self.projects,
            "equipment": self.equipment,
            "total_baht": self.total_baht,
            "added": self.added,
            "updated": self.updated,
            "already_there": self.already_there,
            "findings": [finding.as_json() for finding in self.findings],
        }
