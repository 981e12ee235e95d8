"""Amount columns without a year of their own: what stands in them is summed and told, never passed by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.amounts import satang_of
from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.thai.money import AmountError, format_baht

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.book import SheetRead
    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import CellValue


@dataclass(slots=True)
class _Lost:
    satang: int = 0
    cells: int = 0
    faulty: int = 0


@dataclass(slots=True)
class LostColumns:
    """Sums of one table's columns that stand among the amounts but have no year, or one that another has."""

    head: Head
    _columns: dict[int, _Lost] = field(default_factory=dict)

    def take(self, cells: Mapping[int, CellValue], baht_per_unit: int) -> None:
        """A row of the table that is no foot."""
        for column in self.head.lost:
            if column not in cells:
                continue
            lost = self._columns.setdefault(column, _Lost())
            try:
                satang = satang_of(cells[column], baht_per_unit)
            except AmountError:
                lost.faulty += 1
                continue
            if satang:
                lost.satang += satang
                lost.cells += 1

    def tell(self, sheet: SheetRead) -> None:
        """Add an error for each column that holds anything."""
        for column, lost in sorted(self._columns.items()):
            if not (lost.cells or lost.faulty):
                continue
            letter = column_letter(column)
            words = self.head.lost[column]
            year = f"(หัวตาราง “{shown(words)}”) " if words else ""
            faulty = f" และมีอีก {lost.faulty} ช่องที่อ่านเป็นจำนวนเงินไม่ได้" if lost.faulty else ""
            sheet.find(
                Severity.ERROR,
                "import.amount-column-without-year",
                f"คอลัมน์ {letter} {year}อยู่ในกลุ่มงบประมาณแต่ไม่มีปีหรือปีซ้ำกับคอลัมน์อื่น จึงไม่ได้นำเข้าจำนวนเงิน {lost.cells} ช่อง "
                f"รวม {format_baht(lost.satang)} บาท{faulty} โปรดแก้ปีในหัวตารางหรือจับคู่คอลัมน์นี้กับปีที่ถูกต้องแล้วนำเข้าใหม่",
                self.head.first_row,
                letter,
                format_baht(lost.satang),
            )
