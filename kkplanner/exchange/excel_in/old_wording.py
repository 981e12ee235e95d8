"""Books of changes print what was and what shall be: only the new wording is the plan's.

Above each other, under lines "ข้อความเดิม" and "ข้อความที่ขอเปลี่ยนแปลง" (or those words in place of the number), or side by
side under two heads. What was is passed by and told; where nothing new follows, it is read like any other row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.amounts import read_amounts
from kkplanner.exchange.excel_in.cell_text import text_of
from kkplanner.exchange.excel_in.findings import Severity
from kkplanner.exchange.excel_in.place_lines import line_of
from kkplanner.thai.money import format_baht
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.book import SheetRead
    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells

_MOST_LINE_CELLS: Final = 2
_MOST_NAMED: Final = 10
_LONGEST: Final = 100
_TAIL: Final = r"(?:[:：(].*|ตาม.*|ใน.*|ของ.*|เป็น|ดังนี้)?[.:：]*"
_OLD: Final = re.compile(rf"[-–(]*(?:(?:ข้อความ|โครงการ|รายการ|แผน|รายละเอียด|จาก|ตามแผน)เดิม|เดิม){_TAIL}\)?")
_NEW: Final = re.compile(
    rf"[-–(]*(?:(?:ข้อความ|โครงการ|รายการ|แผน|รายละเอียด)(?:ใหม่|ที่(?:ขอ)?(?:เปลี่ยนแปลง|แก้ไข|เปลี่ยน)(?:ใหม่)?)"
    rf"|ขอ(?:เปลี่ยนแปลง|แก้ไข)|(?:ขอ)?(?:เปลี่ยนแปลง|แก้ไข|เปลี่ยน)(?:ใหม่)?เป็น|ใหม่){_TAIL}\)?"
)


def is_old(text: object) -> bool:
    """A heading over what was: "ข้อความเดิม", "โครงการเดิม", "เดิม"."""
    return _may_be(text, "เดิม") and _OLD.fullmatch(same_text_key(str(text))) is not None


def is_new(text: object) -> bool:
    """A heading over what shall be: "ข้อความที่ขอเปลี่ยนแปลง", "แก้ไขเป็น", "ใหม่"."""
    return _may_be(text, "ใหม่", "เปลี่ยน", "แก้ไข") and _NEW.fullmatch(same_text_key(str(text))) is not None


def _may_be(text: object, *words: str) -> bool:
    return isinstance(text, str) and len(text) <= _LONGEST and any(word in text for word in words)


def superseded_rows(sheet: SheetCells) -> frozenset[int]:
    """Rows of what was, each block with a block of what shall be under it; group lines among them stay."""
    found: set[int] = set()
    block: set[int] | None = None  # rows since a heading over what was
    for row, cells in sheet.rows.items():
        heading = _heading(cells)
        if is_old(heading):
            block = set()
        if block is None:
            continue
        if is_new(heading):
            found |= block
            if len(cells) <= _MOST_LINE_CELLS:
                found.add(row)
            block = None
        elif not _is_group_line(cells):
            block.add(row)
    return frozenset(found)


class PassedBy:
    """The rows of what was in one sheet, and their money."""

    def __init__(self) -> None:
        self._rows: list[int] = []  # those with amounts
        self._satang = 0

    def take(self, row: int, cells: Mapping[int, CellValue], head: Head, baht_per_unit: int) -> None:
        """One row is passed by."""
        amounts = read_amounts("", row, cells, head.budgets, baht_per_unit)
        if amounts.typed:
            self._rows.append(row)
            self._satang += sum(amounts.budgets.values())

    def tell(self, sheet: SheetRead) -> None:
        """Add the finding, if anything was passed by."""
        if not self._rows:
            return
        named = ", ".join(map(str, self._rows[:_MOST_NAMED])) + (
            " …" if len(self._rows) > _MOST_NAMED else ""
        )
        sheet.find(
            Severity.WARNING,
            "import.old-wording",
            f"แถว {named} เป็นข้อความเดิมก่อนเปลี่ยนแปลง เป็นเงินรวม {format_baht(self._satang)} บาท จึงนำเข้าเฉพาะข้อความใหม่ที่อยู่ถัดไป โปรดตรวจ",
            self._rows[0],
        )


def old_columns(sheet: SheetCells, rows: range) -> frozenset[int]:
    """Columns under a head over what was, where a head over what shall be stands to the right of it."""
    for row in rows:
        cells = sheet.rows.get(row, {})
        old = [column for column, value in cells.items() if is_old(value)]
        new = [column for column, value in cells.items() if is_new(value)]
        if old and new and old[0] < new[0]:
            return frozenset(range(old[0], new[0]))
    return frozenset()


def _heading(cells: Mapping[int, CellValue]) -> str:
    """The text of a row that has little else, or the word that stands in place of a number at its left."""
    first = text_of(next(iter(cells.values()), None))
    if len(cells) <= _MOST_LINE_CELLS or is_old(first) or is_new(first):
        return first
    return ""


def _is_group_line(cells: Mapping[int, CellValue]) -> bool:
    return len(cells) <= _MOST_LINE_CELLS and any(
        isinstance(value, str) and line_of(value) is not None for value in cells.values()
    )
