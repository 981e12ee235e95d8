"""From a file to a `Book`: guard, read, recognise, rows. No plan is needed and none is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.book import Book, SheetRead
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.guard import DEFAULT_LIMITS, Limits, guarded
from kkplanner.exchange.excel_in.recognise import read_sheet
from kkplanner.exchange.excel_in.sheet_cells import SheetCells, read_sheets
from kkplanner.exchange.excel_in.text_boxes import count_text_boxes

if TYPE_CHECKING:
    from pathlib import Path

CARRIED_SHEET: Final = "_kkplan"
"""Very hidden sheet of our own exports: key and JSON of what the forms do not print."""


def read_book(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Book:
    """Read a workbook of plan forms.

    Raises:
        BookError: the file as a whole cannot be read; one of its kinds, by what is wrong.
    """
    sheets: list[SheetRead] = []
    carried: dict[str, str] = {}
    with guarded(path, limits) as archive:
        for cells in read_sheets(path, archive, limits):
            if cells.name == CARRIED_SHEET and cells.state != "visible":
                carried = _carried(cells)
            else:
                sheets.append(read_sheet(cells))
        boxes = count_text_boxes(archive)
    findings = [_boxes_left_out(boxes)] if boxes else []
    return Book(path.name, sheets, carried, findings)


def _boxes_left_out(boxes: int) -> Finding:
    return Finding(
        severity=Severity.NOTE,
        id="import.text-boxes-not-read",
        message=f"แฟ้มนี้มีกล่องข้อความลอย {boxes} กล่อง (เช่น เลขแบบ หรือเครื่องหมายแก้ไข/เปลี่ยนแปลง) ซึ่งไม่ได้นำเข้า โปรดตรวจเอง",
    )


def _carried(cells: SheetCells) -> dict[str, str]:
    """Key (first column) → text (the cells beside it, joined: a long JSON is cut over several cells)."""
    return {
        key: "".join(str(row[column]) for column in sorted(row) if column > 1)
        for row in cells.rows.values()
        if isinstance(key := row.get(1), str)
    }
