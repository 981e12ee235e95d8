"""A sheet with titles and simple tables below each other, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_out.formulas import address
from kkplanner.exchange.excel_out.heights import CELL_PT, LINE_HEIGHT_PT, TITLE_HEIGHT_PT
from kkplanner.exchange.excel_out.lengths import ExcelTextTooLongError, too_long
from kkplanner.exchange.excel_out.page import footer_code
from kkplanner.exchange.row_height import row_height_pt
from kkplanner.forms.table import ColumnKind, RowKind
from kkplanner.thai.digits import DigitStyle, in_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kkplanner.exchange.excel_out.styles import Styles

VIEW_MARK: Final = "kk:view"
"""Stands in a hidden column of the first row: the reader passes the sheet by."""

_A4: Final = 9
_PIXELS_PER_MM: Final = 96 / 25.4
_SATANG: Final = 100

Value = str | int | None


@dataclass(frozen=True, slots=True)
class ViewColumn:
    head: str
    width_mm: float
    kind: ColumnKind = ColumnKind.TEXT  # MONEY in satang

    @property
    def align(self) -> str:
        if self.kind is ColumnKind.TEXT:
            return "left"
        return "right" if self.kind is ColumnKind.MONEY else "center"


@dataclass(frozen=True, slots=True)
class Written:
    """Where a table stands: 0-based sheet rows of its body."""

    head: int
    body: range


class View:
    """One worksheet being filled from the top down."""

    def __init__(
        self,
        workbook: Workbook,
        name: str,
        styles: Styles,
        digits: DigitStyle,
        columns: Sequence[ViewColumn],
    ) -> None:
        self.name = name
        self.worksheet: Worksheet = workbook.add_worksheet(name)
        self.columns = tuple(columns)
        self._styles = styles
        self._digits = digits
        self._at = 0
        self._holds_a_table = False
        self._breaks: list[int] = []
        for at, column in enumerate(self.columns):
            self.worksheet.set_column_pixels(at, at, round(column.width_mm * _PIXELS_PER_MM))

    def title(self, *lines: str) -> None:
        for line in lines:
            self._across(line, self._styles.title(), TITLE_HEIGHT_PT)

    def line(self, text: str, *, bold: bool = False) -> None:
        """A line of text over all columns."""
        style = self._styles.label_line() if bold else self._styles.note()
        self._across(text, style, self._height([text], [self.width_mm], bold=bold))

    def gap(self) -> None:
        self._at += 1

    def new_page(self) -> None:
        """What follows begins a page, unless nothing but titles stands above: a head is never left alone."""
        if self._holds_a_table:
            self._breaks.append(self._at)

    @property
    def width_mm(self) -> float:
        return sum(column.width_mm for column in self.columns)

    def table(
        self,
        rows: Sequence[Sequence[Value]],
        *,
        total: str = "",
        columns: Sequence[ViewColumn] | None = None,
        one_line: bool = False,
    ) -> Written:
        """A head and its rows; with `total` a last row that adds the numbers up by formula.

        `columns` are other heads for the same columns of the sheet; `one_line` rows are not made higher for
        their text, so that a long list stays a list.
        """
        used = tuple(columns or self.columns)
        head = self._at
        self.worksheet.set_row(
            head, self._height([c.head for c in used], [c.width_mm for c in used], bold=True)
        )
        for at, column in enumerate(used):
            self.worksheet.write_string(head, at, self.styled(column.head), self._styles.head())
        self._at += 1
        self._holds_a_table = True
        for row in rows:
            self._row(row, used, one_line=one_line)
        body = range(head + 1, self._at)
        if total:
            self._total(total, rows, used, body)
        return Written(head, body)

    def finish(self, footer: str, *, repeat: Written | None = None) -> None:
        """Page set-up and the mark."""
        worksheet = self.worksheet
        worksheet.set_paper(_A4)
        worksheet.set_landscape()
        worksheet.set_margins(left=0.39, right=0.39, top=0.47, bottom=0.59)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_footer(footer_code(footer), {"margin": 0.24})
        if repeat is not None:
            worksheet.repeat_rows(repeat.head)
            worksheet.freeze_panes(repeat.head + 1, 0)
        worksheet.set_h_pagebreaks(self._breaks)
        worksheet.print_area(0, 0, max(self._at - 1, 0), len(self.columns) - 1)
        unseen = len(self.columns) + 1
        worksheet.write_string(0, unseen, VIEW_MARK, self._styles.hidden())
        worksheet.set_column(unseen, unseen, None, None, {"hidden": True})

    def styled(self, text: str) -> str:
        return in_style(text, self._digits)

    def skip(self, rows: int) -> int:
        """Leave room, for example for a chart; gives the first free row."""
        first = self._at
        self._at += rows
        return first

    def _row(self, row: Sequence[Value], columns: Sequence[ViewColumn], *, one_line: bool) -> None:
        texts = [cell if isinstance(cell, str) else None for cell in row]
        if not one_line:
            self.worksheet.set_row(self._at, self._height(texts, [column.width_mm for column in columns]))
        for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
            self._cell(at, cell, column, RowKind.ITEM)
        self._at += 1

    def _cell(self, at: int, cell: Value, column: ViewColumn, kind: RowKind) -> None:
        if column.kind is ColumnKind.TEXT:
            style = self._styles.text(kind, column.align)
            text = "" if cell is None else str(cell)
            if too_long(text):
                raise ExcelTextTooLongError(text)
            self.worksheet.write_string(self._at, at, self.styled(text), style)
            return
        number = cell if isinstance(cell, int) else 0
        self.worksheet.write_number(
            self._at, at, _shown(number, column.kind), self._number(column, number, kind)
        )

    def _number(self, column: ViewColumn, number: int, kind: RowKind) -> Format:
        satang = column.kind is ColumnKind.MONEY and number % _SATANG != 0
        return self._styles.number(kind, column.kind, column.align, satang=satang)

    def _total(
        self, label: str, rows: Sequence[Sequence[Value]], columns: Sequence[ViewColumn], body: range
    ) -> None:
        kind = RowKind.GRAND_TOTAL
        for at, column in enumerate(columns):
            if column.kind not in (ColumnKind.MONEY, ColumnKind.COUNT):
                text = self.styled(label) if at == 0 else ""
                self.worksheet.write_string(self._at, at, text, self._styles.text(kind, "left"))
                continue
            added = sum(cell for row in rows if isinstance(cell := row[at], int))
            style = self._number(column, added, kind)
            if rows:
                formula = f"=SUM({address(body.start, at)}:{address(body.stop - 1, at)})"
                self.worksheet.write_formula(self._at, at, formula, style, _shown(added, column.kind))
            else:
                self.worksheet.write_number(self._at, at, 0, style)
        self._at += 1

    def _across(self, text: str, style: object, height: float) -> None:
        self.worksheet.set_row(self._at, height)
        if len(self.columns) > 1:
            self.worksheet.merge_range(self._at, 0, self._at, len(self.columns) - 1, "", style)
        self.worksheet.write_string(self._at, 0, self.styled(text), style)
        self._at += 1

    def _height(self, texts: Sequence[str | None], widths: Sequence[float], *, bold: bool = False) -> float:
        return max(LINE_HEIGHT_PT, round(row_height_pt(texts, widths, CELL_PT, bold=bold), 2))


def _shown(number: int, kind: ColumnKind) -> int | float:
    """Baht for money, whole where it is whole."""
    if kind is not ColumnKind.MONEY:
        return number
    return number // _SATANG if number % _SATANG == 0 else number / _SATANG
