"""What the stages up to "rows" found in a workbook, before any plan is touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.plan.budget import Budgets, added

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.columns import ColumnUse
    from kkplanner.exchange.excel_in.lines import ApproachLine, EditionMark, IssueLine
    from kkplanner.exchange.excel_in.marks import PlacedBox, RowMark
    from kkplanner.exchange.excel_in.summary_reading import Summary
    from kkplanner.plan.kinds import Form


@dataclass(slots=True)
class SubItemRow:
    """A row with text and money of its own under a project."""

    row: int
    text: str
    budgets: Budgets
    years: tuple[int, ...]  # the amount columns that could be read, พ.ศ.
    uuid: str = ""
    record: str = ""  # JSON text of the hidden column, unchecked


@dataclass(frozen=True, slots=True)
class Place:
    """The lines above a row that say where it belongs."""

    issue: IssueLine | None = None
    upward: tuple[str, ...] = ()  # lines ก.–จ. above the issue
    approach: ApproachLine | None = None
    programme: str = ""
    equipment_type: str = ""
    edition: EditionMark | None = None
    issue_row: int | None = None
    programme_row: int | None = None
    village: str = ""


@dataclass(slots=True)
class ProjectRow:
    """A project or piece of equipment as it stands in a sheet, continuation and sub-item rows joined."""

    sheet: str
    row: int
    form: Form
    place: Place
    texts: dict[str, str]  # field of Project → normalised text; only the columns that the sheet has
    budgets: Budgets  # of the row itself, by the years of the sheet
    enacted: Budgets | None  # None: the sheet has no such columns
    years: tuple[int, ...] = ()  # the sheet's amount columns that could be read, พ.ศ.
    enacted_years: tuple[int, ...] = ()  # of the enacted amounts
    sub_items: list[SubItemRow] = field(default_factory=list)
    uuid: str = ""
    record: str = ""
    marks: list[RowMark] = field(default_factory=list)  # what notes beside the row say, oldest first
    number: str = ""  # as typed; it begins again in each table

    @property
    def total(self) -> Budgets:
        return added([self.budgets, *(item.budgets for item in self.sub_items)])


@dataclass(slots=True)
class SheetRead:
    """One sheet. `form` is the printed number, None when the sheet holds no form of the plan."""

    name: str
    form: str | None = None
    reason: str = ""  # why it was taken for that form, or for none; Thai
    projects: list[ProjectRow] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)  # row, reason
    sub_items: int = 0
    continuations: int = 0
    lines: int = 0  # group lines, amendment marks, titles and heads that were understood
    years: tuple[int, ...] = ()  # of the amount columns, พ.ศ.
    findings: list[Finding] = field(default_factory=list)
    boxes: list[PlacedBox] = field(default_factory=list)  # floating texts and what became of each
    columns: tuple[ColumnUse, ...] = ()  # of its first table, as they were read
    signature: str = ""  # of that table's head
    summary: Summary | None = None  # a ผ.01
    width: int = 0  # last column in which anything stands

    def skip(self, row: int, reason: str) -> None:
        self.skipped.append((row, reason))

    def find(
        self,
        severity: Severity,
        finding_id: str,
        message: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        self.findings.append(
            Finding(
                severity=severity,
                id=finding_id,
                message=message,
                sheet=self.name,
                row=row,
                column=column,
                value=value,
            )
        )


@dataclass(slots=True)
class Book:
    """A workbook read: its sheets in order, and the plan that our own export carries along."""

    name: str
    sheets: list[SheetRead]
    carried: dict[str, str] = field(default_factory=dict)  # key → JSON text of the sheet "_kkplan", unchecked
    findings: list[Finding] = field(default_factory=list)  # about the book, not about one sheet

    @property
    def first_year(self) -> int | None:
        """First year (พ.ศ.) of the amount columns of most projects."""
        years = self.years
        return years[0] if years else None

    @property
    def years(self) -> tuple[int, ...]:
        """Years (พ.ศ.) of the amount columns that most projects begin with."""
        votes: Counter[int] = Counter()
        for sheet in self.sheets:
            if sheet.years:
                votes[sheet.years[0]] += max(1, len(sheet.projects))
        first = votes.most_common(1)[0][0] if votes else None
        alike = (sheet.years for sheet in self.sheets if sheet.years and sheet.years[0] == first)
        return tuple(sorted({year for years in alike for year in years}))
