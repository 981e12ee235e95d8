"""From a file to a `Book`: guard, read, recognise, rows. No plan is needed and none is touched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.book import Book, SheetRead
from kkplanner.exchange.excel_in.columns import AS_READ, ColumnChoices
from kkplanner.exchange.excel_in.drawings import read_text_boxes
from kkplanner.exchange.excel_in.errors import EmptyBookError
from kkplanner.exchange.excel_in.external_links import tell_links
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.guard import DEFAULT_LIMITS, Kind, Limits, bytes_of, guarded, kind_of
from kkplanner.exchange.excel_in.marks import place_boxes, with_lines
from kkplanner.exchange.excel_in.old_books import read_old_sheets
from kkplanner.exchange.excel_in.recognise import SUMMARY, read_sheet
from kkplanner.exchange.excel_in.sheet_cells import SheetCells, read_sheets, sheet_parts
from kkplanner.exchange.excel_in.summary_reading import read_summary
from kkplanner.exchange.excel_in.text_table import decoded, table_cells
from kkplanner.exchange.excel_in.twin_sheets import tell_amended_twice, tell_twins
from kkplanner.exchange.excel_in.void_rows import tell_void

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.exchange.excel_in.drawings import TextBox

CARRIED_SHEET: Final = "_kkplan"
"""Very hidden sheet of our own exports: key and JSON of what the forms do not print."""

PASTED: Final = "ข้อความที่วาง"
"""Name of the one sheet of a table that was pasted."""

_ONLY_CELLS: Final = Finding(
    severity=Severity.NOTE,
    id="import.only-cells",
    message="แฟ้ม .xls อ่านได้เฉพาะช่องในตาราง ไม่อ่านกล่องข้อความลอยและไม่รู้ว่าแถวใดซ่อนไว้ หากแฟ้มนี้มี โปรดบันทึกเป็น .xlsx แล้วนำเข้าแฟ้มนั้น",
)


def read_book(
    path: Path,
    *,
    columns: ColumnChoices = AS_READ,
    limits: Limits = DEFAULT_LIMITS,
    include_hidden: bool = False,
) -> Book:
    """Read a workbook of plan forms: .xlsx, .xlsm, .xls, .ods, or a table as text (.csv, .tsv).

    Args:
        path: the workbook.
        columns: which column holds what, where the clerk says otherwise than the heads.
        limits: the largest workbook that is read.
        include_hidden: take hidden sheets and hidden or filtered rows too; else they are passed by and told.

    Raises:
        BookError: the file as a whole cannot be read; one of its kinds, by what is wrong.
    """
    data = bytes_of(path, limits)
    kind = kind_of(path.name, data)
    if kind is Kind.TEXT:
        return read_text(decoded(path.name, data), path.name, columns=columns, limits=limits)
    if kind is not Kind.WORKBOOK:
        old = read_old_sheets(path.name, data, limits, is_open_document=kind is Kind.OPEN_DOCUMENT)
        sheets = [_read(_shown(cells, include_hidden), boxes, columns) for cells, boxes in old]
        book = _book(path.name, sheets, {})
        if kind is Kind.OLD_EXCEL:
            book.findings.append(_ONLY_CELLS)
        return book
    sheets = []
    carried: dict[str, str] = {}
    with guarded(path, limits, data) as archive:
        boxes = read_text_boxes(archive, sheet_parts(path, archive))
        for cells in read_sheets(path, archive, limits):
            if cells.name == CARRIED_SHEET and cells.state != "visible":
                carried = _carried(cells)
            else:
                cells = _shown(cells, include_hidden)
                sheets.append(_read(cells, boxes.get(cells.name, ()), columns))
        book = _book(path.name, sheets, carried)
        book.findings += tell_links(archive)
    return book


def read_text(
    text: str, name: str = PASTED, *, columns: ColumnChoices = AS_READ, limits: Limits = DEFAULT_LIMITS
) -> Book:
    """Read a table pasted from the clipboard, or the text of a CSV or TSV file.

    A paste may lack the head of its table; then `columns.by_sheet[name]` must say what its columns hold.

    Raises:
        BookError: it is empty, too large, or no table.
    """
    if not text.strip():
        raise EmptyBookError(name)
    return _book(name, [_read(table_cells(name, text, limits), (), columns)], {})


def _book(name: str, sheets: list[SheetRead], carried: dict[str, str]) -> Book:
    return Book(name, sheets, carried, [*_told(sheets), *tell_twins(sheets), *tell_amended_twice(sheets)])


def _read(cells: SheetCells, boxes: tuple[TextBox, ...], columns: ColumnChoices) -> SheetRead:
    cells, lines = with_lines(cells, boxes)
    sheet = read_sheet(cells, columns)
    if sheet.form == SUMMARY:
        sheet.summary = read_summary(cells)
    place_boxes(sheet, cells, boxes, lines)
    tell_void(sheet)
    sheet.width = max((max(row) for row in cells.rows.values() if row), default=0)
    return sheet


def _shown(cells: SheetCells, include_hidden: bool) -> SheetCells:
    """The sheet with what was hidden in it brought to light, when that is asked for."""
    if not include_hidden or (cells.state == "visible" and not cells.hidden_rows):
        return cells
    hidden = (
        "แผ่นงานนี้ซ่อนไว้"
        if cells.state != "visible"
        else f"แผ่นงานนี้มีแถวที่ซ่อนหรือกรองไว้ {len(cells.hidden_rows)} แถว"
    )
    told = Finding(
        severity=Severity.NOTE,
        id="import.hidden-taken",
        sheet=cells.name,
        message=f"{hidden} ซึ่งนำเข้าด้วยตามที่เลือกไว้",
    )
    return replace(cells, state="visible", hidden_rows=frozenset(), findings=(*cells.findings, told))


def _told(sheets: list[SheetRead]) -> list[Finding]:
    boxes = [box for sheet in sheets for box in sheet.boxes]
    if not boxes:
        return []
    used = sum(box.use.is_used for box in boxes)
    rest = len(boxes) - used
    message = f"อ่านกล่องข้อความลอยและข้อคิดเห็น {len(boxes)} กล่อง ใช้ได้ {used} กล่อง"
    if rest:
        message += f" อีก {rest} กล่องไม่ได้ใช้ ดูรายการในผลการนำเข้า"
    return [Finding(severity=Severity.NOTE, id="import.text-boxes-read", message=message)]


def _carried(cells: SheetCells) -> dict[str, str]:
    """Key (first column) → text (the cells beside it, joined: a long JSON is cut over several cells)."""
    return {
        key: "".join(str(row[column]) for column in sorted(row) if column > 1)
        for row in cells.rows.values()
        if isinstance(key := row.get(1), str)
    }
