"""One row of a table as typed: its number, its texts, its amounts; faulty cells are findings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.amounts import Amounts, read_amounts
from kkplanner.exchange.excel_in.cell_text import EXCEL_LONGEST, is_faulty, says_nothing, text_of
from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.head import Head, hidden_text
from kkplanner.exchange.excel_in.head_words import INDEX, KIND, TITLE, UUID
from kkplanner.exchange.excel_in.row_kinds import RowFacts, is_stamp
from kkplanner.exchange.excel_in.sheet_cells import NoValue
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.book import SheetRead
    from kkplanner.exchange.excel_in.cell_looks import NumberLook
    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells

_SUB_ITEM_KIND: Final = "sub_item"
_NUMBER_WORD: Final = re.compile(r"^(?:ลำดับที่|ลำดับ|ข้อที่|ข้อ|ที่)\s*")
_NUMBER: Final = re.compile(r"\d{1,4}(?:[./-]\d{1,3})*\s?[ก-ฮ]?")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """What stands in the columns of a table in one row."""

    row: int
    cells: Mapping[int, CellValue]
    number: str
    texts: dict[str, str]
    amounts: Amounts
    enacted: Amounts
    facts: RowFacts
    remarks: dict[int, str]  # column → a note in place of a number or an amount


def number_of(cells: Mapping[int, CellValue], head: Head) -> str:
    """The typed number of a row: "1", "1.", "(1)", "5/1"; empty when there is none."""
    text = to_arabic(text_of(cells.get(head.fields.get(INDEX, 0))))
    text = _NUMBER_WORD.sub("", text.strip()).strip(" .()*-–,:;")
    return text if _NUMBER.fullmatch(text) else ""


def read_row(
    sheet: SheetRead,
    grid: SheetCells,
    head: Head,
    row: int,
    cells: Mapping[int, CellValue],
    baht_per_unit: int,
) -> TypedRow:
    """Read one row; what is wrong with a text cell is added to the sheet's findings, with an amount to its own."""
    number = number_of(cells, head)
    texts = _texts(sheet, grid, head, row, cells)
    amounts = read_amounts(sheet.name, row, cells, head.budgets, baht_per_unit)
    enacted = read_amounts(sheet.name, row, cells, head.enacted, baht_per_unit)
    remarks = dict(amounts.remarks)
    if not number and is_stamp(stamp := text_of(cells.get(head.fields.get(INDEX, 0)))):
        remarks[head.fields[INDEX]] = stamp
    sub_item = hidden_text(cells, head, KIND) == _SUB_ITEM_KIND
    own_project = bool(hidden_text(cells, head, UUID)) and not sub_item
    facts = RowFacts(
        texts=texts if own_project or not all(map(says_nothing, texts.values())) else {},
        numbered=bool(number),
        money=amounts.typed,
        enacted=enacted.typed,
        remark=bool(remarks),
        title_above=_merged_above(grid, head, row, head.fields.get(TITLE, 0)),
        type_above=_merged_above(grid, head, row, head.fields.get("equipment_type", 0)),
        sub_item=sub_item,
        own_project=own_project,
    )
    return TypedRow(row, cells, number, texts, amounts, enacted, facts, remarks)


def _merged_above(grid: SheetCells, head: Head, row: int, column: int) -> bool:
    merge = grid.covered.get((row, column))
    return merge is not None and head.last_row < merge.first_row < row


def _texts(
    sheet: SheetRead, grid: SheetCells, head: Head, row: int, cells: Mapping[int, CellValue]
) -> dict[str, str]:
    texts = {}
    for column, name in head.text_columns.items():
        value = cells.get(column)
        if value is None:
            continue
        place = f"{column_letter(column)}{row}"
        if is_faulty(value):
            what = (
                "เป็นสูตรที่ยังไม่มีผลคำนวณ"
                if isinstance(value, NoValue)
                else f"มีค่าผิดพลาดจากสูตรใน Excel ({shown(value)})"
            )
            sheet.find(
                Severity.ERROR,
                "import.text-error-value",
                f"ช่อง {place} {what} จึงเว้นว่างไว้ โปรดแก้ในแฟ้มแล้วนำเข้าใหม่",
                row,
                column_letter(column),
                shown(value),
            )
        elif isinstance(value, str) and len(value) >= EXCEL_LONGEST:
            sheet.find(
                Severity.WARNING,
                "import.cell-very-long",
                f"ช่อง {place} ยาว {len(value):,} ตัวอักษรเต็มขนาดที่ Excel รับได้ ข้อความอาจถูกตัดท้าย โปรดตรวจ",
                row,
                column_letter(column),
            )
        if text := _as_shown(value, grid.looks.get((row, column))):
            texts[name] = text
    return texts


def _as_shown(value: CellValue, look: NumberLook | None) -> str:
    """The text of a cell; a number as its format shows it: "80%", "500 คน"."""
    if look is not None and isinstance(value, int | float):
        return look.of(value)
    return text_of(value)
