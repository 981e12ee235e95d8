"""What stands in a sheet and is easily missed: struck rows, hidden columns, numbers under no head. Told, never guessed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.head_words import TITLE
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead
    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import SheetCells

_MOST_NAMED: Final = 6  # cells named in one sentence


def tell_looks(sheet: SheetRead, cells: SheetCells, heads: Sequence[Head]) -> None:
    """Add the findings of a sheet whose rows are read."""
    _tell_headless_columns(sheet, cells, heads)
    if cells.struck:
        _tell_struck(sheet, cells, heads)
    if cells.hidden_columns:
        _tell_hidden_columns(sheet, cells, heads)


def _tell_struck(sheet: SheetRead, cells: SheetCells, heads: Sequence[Head]) -> None:
    """One warning for each project that has struck cells: cancelled, or amended in place."""
    rows = [project.row for project in sheet.projects]
    skipped = {row for row, _ in sheet.skipped}
    struck: dict[int, list[tuple[int, int]]] = {}  # index of the project → cells
    for row, column in sorted(cells.struck):
        at = bisect_right(rows, row) - 1
        head = _head_over(heads, row)
        if at >= 0 and head is not None and row not in skipped and column in _columns(head):
            struck.setdefault(at, []).append((row, column))
    for at, places in struck.items():
        project = sheet.projects[at]
        head = _head_over(heads, project.row)
        title = head and (project.row, head.fields.get(TITLE)) in cells.struck
        what = "ทั้งชื่อโครงการ" if title else "บางช่อง"
        named = ", ".join(f"{column_letter(column)}{row}" for row, column in places[:_MOST_NAMED])
        more = f" และอีก {len(places) - _MOST_NAMED} ช่อง" if len(places) > _MOST_NAMED else ""
        sheet.find(
            Severity.WARNING,
            "import.struck-through",
            f"แถว {project.row} “{_name(project)}” มีข้อความขีดฆ่า{what} (ช่อง {named}{more}) แต่นำเข้าตามที่พิมพ์ไว้ "
            f"เป็นเงินรวม {format_baht(sum(project.total.values()))} บาท โปรดตรวจ หากยกเลิกแล้วให้เลือกไม่นำเข้าแถวนี้",
            project.row,
        )


def _tell_hidden_columns(sheet: SheetRead, cells: SheetCells, heads: Sequence[Head]) -> None:
    """Hidden columns of a table are read as the others are; the clerk who hid them does not see what came in."""
    filled = {column for row in cells.rows.values() for column in row}
    read = {column for head in heads for column in _columns(head) - head.hidden_columns}
    letters = [column_letter(column) for column in sorted(read & filled & cells.hidden_columns)]
    if letters:
        sheet.find(
            Severity.WARNING,
            "import.hidden-columns",
            f"คอลัมน์ {', '.join(letters)} ของตารางซ่อนอยู่แต่มีข้อมูล จึงอ่านด้วยเหมือนคอลัมน์อื่น โปรดตรวจ",
            heads[0].first_row,
        )


def _tell_headless_columns(sheet: SheetRead, cells: SheetCells, heads: Sequence[Head]) -> None:
    """Numbers in the rows of projects, in columns that no head names, are in no amount of the plan."""
    counts: Counter[int] = Counter()
    named = {
        column
        for head in heads
        for column in _columns(head) | set(head.unread) | head.old | head.hidden_columns
    }
    for project in sheet.projects:
        counts.update(
            column
            for column, value in cells.rows[project.row].items()
            if column not in named and isinstance(value, int | float) and not isinstance(value, bool)
        )
    if counts:
        columns = ", ".join(f"{column_letter(column)} ({counts[column]} ช่อง)" for column in sorted(counts))
        sheet.find(
            Severity.NOTE,
            "import.numbers-without-head",
            f"คอลัมน์ {columns} ไม่มีหัวตาราง แต่มีตัวเลขในแถวโครงการ จึงไม่ได้นำเข้าตัวเลขเหล่านั้น โปรดตรวจ",
            heads[0].first_row,
        )


def _head_over(heads: Sequence[Head], row: int) -> Head | None:
    return next((head for head in reversed(heads) if head.last_row < row), None)


def _columns(head: Head) -> set[int]:
    return {*head.fields.values(), *head.money}


def _name(project: ProjectRow) -> str:
    return shown(project.texts.get(TITLE) or next(filter(None, project.texts.values()), ""))[:80]
