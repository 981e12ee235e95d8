"""A column of sums over the years, held against the years: money that stands in the sum only is never missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.amounts import satang_of
from kkplanner.exchange.excel_in.findings import Severity, column_letter
from kkplanner.thai.money import AmountError, format_baht

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead
    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.typed_row import TypedRow


class RowTotals:
    """The sums that the rows of one sheet state, by project."""

    def __init__(self) -> None:
        self._stated: list[tuple[ProjectRow, int, list[int]]] = []  # project, column, satang of its rows

    def take(self, typed: TypedRow, head: Head, project: ProjectRow, baht_per_unit: int) -> None:
        """A row of a project; one with an amount that cannot be read has its own finding."""
        column = _column(head)
        if column not in typed.cells or typed.amounts.unread or project.uuid:
            return
        try:
            satang = satang_of(typed.cells[column], baht_per_unit)
        except AmountError:
            return  # words in a column that is not imported
        if not satang:
            return
        if not self._stated or self._stated[-1][0] is not project:
            self._stated.append((project, column, []))
        self._stated[-1][2].append(satang)

    def tell(self, sheet: SheetRead) -> None:
        """Add a finding for each project whose stated sum is neither that of its own years nor that of all its rows."""
        for project, column, stated in self._stated:
            own, whole = sum(project.budgets.values()), sum(project.total.values())
            if stated[0] in {own, whole} or sum(stated) == whole:
                continue
            letter = column_letter(column)
            years = f"แต่ปีต่าง ๆ รวมได้ {format_baht(whole)} บาท" if whole else "แต่ไม่มีจำนวนเงินในปีใด"
            sheet.find(
                Severity.WARNING if whole else Severity.ERROR,
                "import.row-total-differs",
                f"แถว {project.row} ช่องรวม {letter}{project.row} ระบุ {format_baht(stated[0])} บาท {years} จึงนำเข้าตามช่องรายปี โปรดตรวจ",
                project.row,
                letter,
                format_baht(stated[0]),
            )


def _column(head: Head) -> int:
    """The sum right behind the plan's years; 0: there is none. Other sums may be those of enacted budgets."""
    last = max(head.budgets.values(), default=0)
    return last + 1 if last and last + 1 in head.totals else 0
