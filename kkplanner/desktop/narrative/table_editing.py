"""Tables in the editor: made, grown and cut at the caret, walked through with Tab as in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextTable

from kkplanner.desktop.narrative.to_rich_text import HEADER, LINE, table_format
from kkplanner.plan.narrative import MOST_COLUMNS, Narrative, TableBlock, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTextEdit

COMFORTABLE_COLUMNS: Final = 10
"""So many stand well readable on an upright page of the book."""
MOST_ROWS: Final = 500
FULL: Final = f"ตารางในเล่มมีได้ไม่เกิน {MOST_COLUMNS} คอลัมน์ จึงยังไม่ได้เพิ่ม"
PLAIN_CELLS: Final = "ในช่องของตารางใส่ได้เฉพาะข้อความ จัดตัวหนา หัวข้อ หรือรายการได้นอกตาราง"
NARROW: Final = f"ตารางที่เกิน {COMFORTABLE_COLUMNS} คอลัมน์จะแคบและอ่านยากเมื่อพิมพ์ในเล่ม"


class TableEditing:
    """The table under the caret of one editor; without one nothing happens.

    Each change is one step of undo. What the clerk should know is told to `hint`.
    """

    def __init__(self, editor: QTextEdit, hint: Callable[[str], None]) -> None:
        self._editor = editor
        self._hint = hint

    @property
    def table(self) -> QTextTable | None:
        """The table in which the caret stands."""
        return self._editor.textCursor().currentTable()

    @property
    def has_header(self) -> bool:
        table = self.table
        return table is not None and bool(table.format().property(HEADER))

    def insert(self, rows: int, columns: int, *, header: bool = True) -> None:
        """An empty table behind the caret, which goes into its first cell."""
        cursor = self._editor.textCursor()
        if cursor.currentTable() is not None:
            cursor.setPosition(cursor.currentTable().lastPosition() + 1)
        table = cursor.insertTable(rows, columns, table_format(header=header))
        show_header(table)
        self._editor.setTextCursor(table.cellAt(0, 0).firstCursorPosition())
        if columns > COMFORTABLE_COLUMNS:
            self._hint(NARROW)

    def add_row(self, *, below: bool = True) -> None:
        self._change(lambda table, row, _column: table.insertRows(row + below, 1), by=(int(below), 0))

    def add_column(self, *, after: bool = True) -> None:
        table = self.table
        if table is not None and table.columns() >= MOST_COLUMNS:
            self._hint(FULL)
            return
        self._change(lambda table, _row, column: table.insertColumns(column + after, 1), by=(0, int(after)))
        if table is not None and table.columns() > COMFORTABLE_COLUMNS:
            self._hint(NARROW)

    def remove_row(self) -> None:
        """The row of the caret, or all rows of the selection; the last one takes the table along."""
        self._remove(lambda table, first, count: table.removeRows(first, count), is_row=True)

    def remove_column(self) -> None:
        self._remove(lambda table, first, count: table.removeColumns(first, count), is_row=False)

    def remove_table(self) -> None:
        table = self.table
        if table is not None:
            table.removeRows(0, table.rows())

    def turn_header(self) -> None:
        """The first row a header that the book repeats on each page, or a row like the others."""
        table = self.table
        if table is None:
            return
        cursor = self._editor.textCursor()
        cursor.beginEditBlock()
        table.setFormat(table_format(header=not self.has_header))
        show_header(table)
        cursor.endEditBlock()

    def next_cell(self, *, back: bool = False) -> bool:
        """Tab: to the next cell; behind the last a new row. False: the caret stands in no table."""
        table = self.table
        if table is None:
            return False
        row, column = self._place(table)
        number = row * table.columns() + column + (-1 if back else 1)
        if number < 0:
            return True
        if number == table.rows() * table.columns():
            self.add_row()
            column = 0
            row += 1
        else:
            row, column = divmod(number, table.columns())
        self._go_to(table, row, column, select=True)
        return True

    def fill(self, narrative: Narrative) -> None:
        """Pasted text into the cell of the caret; a pasted table into the cells from there on, as in Excel."""
        table = self.table
        if table is None:
            return
        cursor = self._editor.textCursor()
        match narrative.blocks:
            case (TableBlock(header, rows),):
                cursor.beginEditBlock()
                self._fill_cells(table, [header, *rows] if header else list(rows))
                cursor.endEditBlock()
            case _:
                cursor.insertText(plain_text(narrative).replace("\n", LINE))

    def _fill_cells(self, table: QTextTable, rows: list[tuple[str, ...]]) -> None:
        row, column = self._place(table)
        columns = min(column + max(map(len, rows)), MOST_COLUMNS)
        if columns > table.columns():
            table.appendColumns(columns - table.columns())
        if row + len(rows) > table.rows():
            table.appendRows(row + len(rows) - table.rows())
        for down, cells in enumerate(rows):
            for across, text in enumerate(cells):
                if column + across >= columns:
                    self._hint(FULL)
                    break
                cell = table.cellAt(row + down, column + across)
                cursor = cell.firstCursorPosition()
                cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(text.replace("\n", LINE))
        show_header(table)

    # ------------------------------------------------------------------

    def _place(self, table: QTextTable) -> tuple[int, int]:
        cell = table.cellAt(self._editor.textCursor())
        return max(cell.row(), 0), max(cell.column(), 0)

    def _go_to(self, table: QTextTable, row: int, column: int, *, select: bool = False) -> None:
        cell = table.cellAt(min(row, table.rows() - 1), min(column, table.columns() - 1))
        cursor = cell.firstCursorPosition()
        if select:
            cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def _change(self, change: Callable[[QTextTable, int, int], None], *, by: tuple[int, int]) -> None:
        table = self.table
        if table is None:
            return
        row, column = self._place(table)
        cursor = self._editor.textCursor()
        cursor.beginEditBlock()
        change(table, row, column)
        show_header(table)
        cursor.endEditBlock()
        self._go_to(table, row + by[0], column + by[1])

    def _remove(self, remove: Callable[[QTextTable, int, int], None], *, is_row: bool) -> None:
        table = self.table
        if table is None:
            return
        row, column = self._place(table)
        first, count = (row, 1) if is_row else (column, 1)
        chosen = self._editor.textCursor().selectedTableCells()
        if isinstance(chosen, tuple) and chosen[0] >= 0:
            first, count = (chosen[0], chosen[1]) if is_row else (chosen[2], chosen[3])
        whole = count >= (table.rows() if is_row else table.columns())
        cursor = self._editor.textCursor()
        cursor.beginEditBlock()
        remove(table, first, count)
        if not whole:
            show_header(table)
        cursor.endEditBlock()
        if not whole:
            self._go_to(table, min(row, first), min(column, first) if not is_row else column)


def show_header(table: QTextTable) -> None:
    """Bold letters in the first row where that is a header, plain ones everywhere else."""
    header = bool(table.format().property(HEADER))
    for row in range(min(table.rows(), 2)):
        letters = QTextCharFormat()
        bold = header and row == 0
        letters.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            cursor = cell.firstCursorPosition()
            cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
            cursor.mergeBlockCharFormat(letters)


def table_actions(tables: TableEditing) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What can be done at the caret in a table, with its Thai name."""
    return (
        ("เพิ่มแถวด้านล่าง", tables.add_row),
        ("เพิ่มแถวด้านบน", lambda: tables.add_row(below=False)),
        ("เพิ่มคอลัมน์ด้านขวา", tables.add_column),
        ("เพิ่มคอลัมน์ด้านซ้าย", lambda: tables.add_column(after=False)),
        ("ลบแถว", tables.remove_row),
        ("ลบคอลัมน์", tables.remove_column),
        ("ลบตาราง", tables.remove_table),
        ("ให้แถวแรกเป็นหรือไม่เป็นหัวตาราง", tables.turn_header),
    )
