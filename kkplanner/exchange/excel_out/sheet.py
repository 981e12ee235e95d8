"""Writes the tables of one form onto one worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.excel_out.carried import HEADS, Carried
from kkplanner.exchange.excel_out.heights import LINE_HEIGHT_PT, TITLE_HEIGHT_PT, line_height, tier_heights
from kkplanner.forms.table import CellValue, Column, ColumnKind, FormTable, Row, RowKind
from kkplanner.thai.digits import DigitStyle, in_style

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kkplanner.exchange.excel_out.formulas import Formulas
    from kkplanner.exchange.excel_out.placement import Placed, Sheet
    from kkplanner.exchange.excel_out.styles import Styles

NO_AMOUNT = "-"
"""What stands in a cell whose year was left blank; a typed zero is the number 0."""

FILL_IN_HEAD = "แผนงาน"
"""Head of the column beside the printed page; the reader knows it like one inside a form."""

_FILL_IN_MM = 45
_PIXELS_PER_MM = 96 / 25.4
_SATANG = 100
_NUMBERS = (ColumnKind.MONEY, ColumnKind.COUNT, ColumnKind.INDEX)


class SheetWriter:
    """One worksheet being filled."""

    def __init__(
        self,
        worksheet: Worksheet,
        sheet: Sheet,
        styles: Styles,
        formulas: Formulas,
        carried: Carried,
        digits: DigitStyle,
    ) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._styles = styles
        self._formulas = formulas
        self._carried = carried
        self._digits = digits
        self._columns = sheet.tables[0].table.columns
        self._last = len(self._columns) - 1
        self._unseen = sheet.tables[0].unseen
        self._record_columns = 1

    def write(self) -> None:
        for at, column in enumerate(self._columns):
            self._worksheet.set_column_pixels(at, at, round(column.width_mm * _PIXELS_PER_MM))
        for placed in self._sheet.tables:
            if placed.heading is not None:
                self._write_heading(placed)
            for at, line in enumerate(placed.table.lines_above):
                width = sum(column.width_mm for column in self._columns)
                text = self._styled(line)
                self._full_width(placed.lines + at, text, self._styles.line(), line_height(text, width))
            for at in range(len(placed.table.rows)):
                self._write_row(placed, at)
        self._write_hidden_heads()

    def _write_heading(self, placed: Placed) -> None:
        table = placed.table
        row = placed.heading or 0
        self._full_width(row, self._styled(table.stamp), self._styles.stamp(), LINE_HEIGHT_PT)
        for at, title in enumerate(table.title_lines, 1):
            self._full_width(row + at, self._styled(title), self._styles.title(), TITLE_HEIGHT_PT)
        for tier, height in enumerate(tier_heights(table)):
            self._worksheet.set_row(placed.head + tier, height)
        for cell in table.head:
            self._merged(
                placed.head + cell.row,
                cell.column,
                placed.head + cell.row + cell.rows - 1,
                cell.column + cell.columns - 1,
                self._styled(cell.text),
                self._styles.head(),
            )
        if placed.fill_in:
            column = self._unseen - 1
            self._worksheet.set_column_pixels(column, column, round(_FILL_IN_MM * _PIXELS_PER_MM))
            bottom = placed.head + table.head_tiers - 1
            self._merged(placed.head, column, bottom, column, FILL_IN_HEAD, self._styles.head())

    def _write_row(self, placed: Placed, at: int) -> None:
        row = placed.table.rows[at]
        first = placed.rows[at]
        heights = placed.heights[at]
        for offset, height in enumerate(heights):
            self._worksheet.set_row(first + offset, height)
        last = first + len(heights) - 1
        if row.kind is RowKind.GROUP:
            self._merged(
                first,
                0,
                last,
                self._last,
                self._styled(str(row.cells[0])),
                self._styles.text(row.kind, "left"),
            )
            return
        start = 0
        if row.label_span:
            label = self._styled(str(row.cells[0]))
            self._merged(first, 0, last, row.label_span - 1, label, self._styles.label(row.kind))
            start = row.label_span
        for column in range(start, len(row.cells)):
            self._write_cell(placed, at, column, last)
        if row.uuid is not None:
            self._write_hidden(placed.table, row, first)
            self._write_fill_in(placed, row, first)

    def _write_cell(self, placed: Placed, at: int, column: int, last: int) -> None:
        row = placed.table.rows[at]
        leaf = placed.table.columns[column]
        first = placed.rows[at]
        value = row.cells[column]
        style = self._style(row, leaf, value)
        if last > first:
            self._worksheet.merge_range(first, column, last, column, "", style)
        formula = self._formulas.cell(placed, at, column)
        if formula is not None:
            self._worksheet.write_formula(first, column, formula, style, _number(row, leaf, value))
        elif isinstance(value, str):
            self._worksheet.write_string(first, column, self._styled(value), style)
        elif value is not None:
            self._worksheet.write_number(first, column, _number(row, leaf, value), style)
        elif leaf.kind is ColumnKind.MONEY and row.kind in (RowKind.ITEM, RowKind.SUB_ITEM):
            if _is_detail(placed.table):
                self._worksheet.write_string(first, column, NO_AMOUNT, style)
            else:
                self._worksheet.write_number(first, column, 0, style)
        elif leaf.kind is ColumnKind.COUNT:
            self._worksheet.write_number(first, column, 0, style)
        else:
            self._worksheet.write_blank(first, column, None, style)

    def _style(self, row: Row, leaf: Column, value: CellValue) -> Format:
        if leaf.kind not in _NUMBERS:
            return self._styles.text(row.kind, leaf.align)
        satang = _is_money(row, leaf) and isinstance(value, int) and value % _SATANG != 0
        return self._styles.number(row.kind, leaf.kind, leaf.align, satang=satang)

    def _write_hidden(self, table: FormTable, row: Row, at: int) -> None:
        printed = [self._styled(cell) if isinstance(cell, str) else None for cell in row.cells]
        style = self._styles.hidden()
        cells = self._carried.cells(row, table, printed)
        for offset, text in enumerate(cells):
            if text:
                self._worksheet.write_string(at, self._unseen + offset, text, style)
        self._record_columns = max(self._record_columns, len(cells) - len(HEADS) + 1)

    def _write_fill_in(self, placed: Placed, row: Row, at: int) -> None:
        """แผนงาน beside the printed page; as stored, so that reading it back changes nothing."""
        if placed.fill_in and row.kind is RowKind.ITEM:
            text = self._carried.programme(row)
            self._worksheet.write_string(at, self._unseen - 1, text, self._styles.text(row.kind, "left"))

    def _write_hidden_heads(self) -> None:
        heads = [*HEADS, *(HEADS[-1:] * (self._record_columns - 1))]
        headed = [
            placed for placed in self._sheet.tables if placed.heading is not None and _is_detail(placed.table)
        ]
        for placed in headed:
            bottom = placed.head + placed.table.head_tiers - 1
            for offset, text in enumerate(heads):
                self._worksheet.write_string(bottom, self._unseen + offset, text, self._styles.hidden())
        if headed:
            last = self._unseen + len(heads) - 1
            self._worksheet.set_column(self._unseen, last, None, None, {"hidden": True})

    def _full_width(self, row: int, text: str, style: Format, height: float) -> None:
        self._worksheet.set_row(row, height)
        self._merged(row, 0, row, self._last, text, style)

    def _merged(
        self, row: int, column: int, last_row: int, last_column: int, text: str, style: Format
    ) -> None:
        """One cell or a merged block, its text always written as text."""
        if (row, column) != (last_row, last_column):
            self._worksheet.merge_range(row, column, last_row, last_column, "", style)
        self._worksheet.write_string(row, column, text, style)

    def _styled(self, text: str) -> str:
        return in_style(text, self._digits)


def _is_detail(table: FormTable) -> bool:
    return all(column.kind is not ColumnKind.COUNT for column in table.columns)


def _is_money(row: Row, leaf: Column) -> bool:
    return leaf.kind is ColumnKind.MONEY and row.kind is not RowKind.COUNT_TOTAL


def _number(row: Row, leaf: Column, value: CellValue) -> int | float:
    """The cell's number: baht for money, whole where it is whole; nothing counts as 0."""
    if not isinstance(value, int):
        return 0
    if not _is_money(row, leaf):
        return value
    return value // _SATANG if value % _SATANG == 0 else value / _SATANG
