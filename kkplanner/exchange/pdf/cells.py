"""Rows of a form table set into their columns: what each cell says, how wide, how tall, and where it may be cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kkplanner.exchange.pdf.columns import NUMERIC_KINDS, TOTAL_KINDS, number_text, plan_columns
from kkplanner.exchange.pdf.paragraph import Align, SetText, TextStyle, set_line, set_text
from kkplanner.forms.table import Column, ColumnKind, FormTable, Row, RowKind
from kkplanner.thai.digits import DigitStyle, in_style

if TYPE_CHECKING:
    from kkplanner.exchange.pdf.font import DocumentFonts
    from kkplanner.thai.lines import Cutter


CONTINUED = "(ต่อ)"
# A title cut short does not end with a word that leads on to the next.
_LEADING_ON = frozenset(
    (
        "และ",
        "หรือ",
        "ของ",
        "ใน",
        "เพื่อ",
        "สำหรับ",
        "โดย",
        "ที่",
        "กับ",
        "การ",
        "ความ",
        "ให้",
        "แก่",
        "จาก",
        "ด้วย",
        "ตาม",
        "ระหว่าง",
    )
)

_TITLE_FIELD = "title"

# Plans say the same agency, indicator and result hundreds of times; the memo keeps the recent ones.
_REMEMBERED_CELLS = 8192


@dataclass(frozen=True, slots=True)
class TableLook:
    """Sizes of a table in points, for a family of size ratio 1 (see `FontFamily.size_ratio`)."""

    size: float = 13.0
    leading: float = 14.5
    pad_x: float = 3.0
    pad_y: float = 1.6


@dataclass(frozen=True, slots=True)
class LaidCell:
    """Text in the columns `first` up to, not including, `end`."""

    first: int
    end: int
    text: SetText


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row ready to be drawn, or the part of one that goes on this page."""

    kind: RowKind
    cells: tuple[LaidCell, ...]
    height: float
    edges: tuple[int, ...]
    """Column boundaries at which a vertical line stands, from 0 to the number of columns."""
    amounts: tuple[tuple[int, int], ...] = ()
    """(column, satang or count) that the row adds to its page's totals."""
    open_above: frozenset[int] = frozenset()
    """Columns without a line above: a sub-item hangs under its project's cell."""
    unparted: frozenset[int] = frozenset()
    """Columns whose text no page end may cut: a title is read, and searched for, as a whole."""

    @property
    def unparted_height(self) -> float:
        """Height of the tallest text that must stay whole, without its padding."""
        return max((cell.text.height for cell in self.cells if cell.first in self.unparted), default=0.0)

    def cut(self, room: float, pad_y: float, *, anywhere: bool = False) -> tuple[LaidRow, LaidRow] | None:
        """Split across pages: what fits into `room`, and the rest. None when that would leave a stray part.

        Amounts are single lines: they stay, and count, with the first part. `anywhere` parts even what should
        stay whole: for a row that can be placed in no other way.
        """
        if not anywhere and self.unparted_height > room - 2 * pad_y + 1e-6:
            return None
        here: list[LaidCell] = []
        later: list[LaidCell] = []
        for cell in self.cells:
            fits, rest = cell.text.cut(room - 2 * pad_y, anywhere=anywhere)
            if fits is not None:
                here.append(replace(cell, text=fits))
            if rest is not None:
                later.append(replace(cell, text=rest))
        if not here or not later:
            return None
        top = replace(self, cells=tuple(here), height=_height(here, pad_y))
        tail = replace(
            self, cells=tuple(later), height=_height(later, pad_y), amounts=(), open_above=frozenset()
        )
        return top, tail


def _height(cells: list[LaidCell], pad_y: float) -> float:
    return max(cell.text.height for cell in cells) + 2 * pad_y


class CellSetter:
    """Sets the cells of one table. All lengths in points."""

    def __init__(
        self,
        table: FormTable,
        frame_width: float,
        fonts: DocumentFonts,
        cutter: Cutter,
        digits: DigitStyle,
        look: TableLook,
    ) -> None:
        self.columns = table.columns
        self.look = look
        self._cutter = cutter
        self._digits = digits
        size = look.size * fonts.family.size_ratio
        self._plain = TextStyle(fonts.regular, size, look.leading)
        self._bold = TextStyle(fonts.bold, size, look.leading)
        plan = plan_columns(table, frame_width, look.pad_x, self._plain, self._bold, digits)
        self.widths = plan.widths
        self._index = next(
            (n for n, column in enumerate(self.columns) if column.kind is ColumnKind.INDEX), None
        )
        self._title = next(
            (n for n, column in enumerate(self.columns) if _TITLE_FIELD in column.fields), None
        )
        self._plain_number = self._plain.scaled(plan.item_scale)
        self._bold_number = self._bold.scaled(plan.total_scale)
        self._text = lru_cache(maxsize=_REMEMBERED_CELLS)(self._set_text)
        self._line = lru_cache(maxsize=_REMEMBERED_CELLS)(self._set_line)

    def head_cell(self, text: str, width: float) -> SetText:
        """Text of the head: bold, centred."""
        return self._set_text(text, width, Align.CENTER, bold=True)

    def row(self, row: Row, *, blank_amounts: bool = False) -> LaidRow:
        """Set one row of the table. `blank_amounts`: money stands with its sub-items only, so no row of dashes."""
        count = len(self.columns)
        if row.kind is RowKind.GROUP:
            label = next((str(value) for value in row.cells if value is not None), "")
            cells = [LaidCell(0, count, self._text(label, self._span(0, count), Align.LEFT, bold=True))]
            return self._laid(row.kind, cells)
        total = row.kind in TOTAL_KINDS
        cells = []
        start = 0
        if row.label_span:
            label = str(row.cells[0] or "")
            span = self._span(0, row.label_span)
            cells.append(LaidCell(0, row.label_span, self._text(label, span, Align.CENTER, bold=total)))
            start = row.label_span
        for index in range(start, count):
            if blank_amounts and self.columns[index].kind in NUMERIC_KINDS:
                continue
            text = self._value(row, index, bold=total)
            if text is not None:
                cells.append(LaidCell(index, index + 1, text))
        laid = self._laid(row.kind, cells)
        if row.kind not in (RowKind.ITEM, RowKind.SUB_ITEM):
            return laid
        amounts = tuple(
            (index, value)
            for index, (column, value) in enumerate(zip(self.columns, row.cells, strict=True))
            if column.kind in NUMERIC_KINDS and isinstance(value, int)
        )
        filled = {cell.first for cell in cells}
        hanging = frozenset(range(count)) - filled if row.kind is RowKind.SUB_ITEM else frozenset()
        titles = frozenset() if self._title is None else frozenset({self._title})
        return replace(laid, amounts=amounts, open_above=hanging, unparted=titles)

    def resumed(self, laid: LaidRow, item: Row) -> LaidRow:
        """`laid`, which goes on with `item` from an earlier page, with the item's number and title named again."""
        filled = {cell.first for cell in laid.cells}
        again: list[LaidCell] = []
        if self._index is not None and self._index not in filled and item.cells[self._index] is not None:
            number = self._value(item, self._index, bold=False)
            if number is not None:
                again.append(LaidCell(self._index, self._index + 1, number))
        if self._title is not None and self._title not in filled and item.cells[self._title]:
            again.append(LaidCell(self._title, self._title + 1, self._continued_title(item, self._title)))
        if not again:
            return laid
        cells = sorted([*laid.cells, *again], key=lambda cell: cell.first)
        height = _height(cells, self.look.pad_y)
        return replace(laid, cells=tuple(cells), height=height, open_above=frozenset())

    def _continued_title(self, item: Row, column: int) -> SetText:
        width, align = self._span(column, column + 1), Align(self.columns[column].align)
        line = self._text(str(item.cells[column]), width, align, bold=False).lines[0]
        boxes = list(line.boxes)
        while len(boxes) > 1 and boxes[-1].text in _LEADING_ON:
            boxes.pop()
        name = line._replace(boxes=tuple(boxes)).text
        return self._text(f"{name} {CONTINUED}", width, align, bold=False)

    def continued_group(self, row: Row) -> LaidRow:
        """A group line as it stands on the pages after its first."""
        label = next((str(value) for value in row.cells if value is not None), "")
        count = len(self.columns)
        text = self._text(f"{label} {CONTINUED}", self._span(0, count), Align.LEFT, bold=True)
        return self._laid(row.kind, [LaidCell(0, count, text)])

    def page_total(self, label: str, sums: dict[int, int]) -> LaidRow:
        """A foot row of the page: the label before the first number, the sums in their columns."""
        first = min(sums)
        cells = []
        if first:
            text = set_line(label, replace(self._bold, align=Align.RIGHT), self._span(0, first))
            cells.append(LaidCell(0, first, text))
        for index, value in sums.items():
            text = self._line(
                number_text(value or None, self.columns[index].kind, self._digits), index, bold=True
            )
            cells.append(LaidCell(index, index + 1, text))
        return self._laid(RowKind.SUBTOTAL, cells)

    def _laid(self, kind: RowKind, cells: list[LaidCell]) -> LaidRow:
        inner = {edge for cell in cells for edge in range(cell.first + 1, cell.end)}
        edges = tuple(edge for edge in range(len(self.columns) + 1) if edge not in inner)
        height = _height(cells, self.look.pad_y) if cells else self.look.leading + 2 * self.look.pad_y
        return LaidRow(kind, tuple(cells), height, edges)

    def _value(self, row: Row, index: int, *, bold: bool) -> SetText | None:
        column, value = self.columns[index], row.cells[index]
        if isinstance(value, str) and column.kind in NUMERIC_KINDS:
            return self._line(in_style(value, self._digits), index, bold=bold)
        if isinstance(value, str):
            align = Align(column.align)
            return self._text(value, self._span(index, index + 1), align, bold=bold) if value else None
        if column.kind in NUMERIC_KINDS:
            counted = row.kind is RowKind.COUNT_TOTAL or column.kind is ColumnKind.COUNT
            kind = ColumnKind.COUNT if counted else ColumnKind.MONEY
            return self._line(number_text(value, kind, self._digits), index, bold=bold)
        return None if value is None else self._line(in_style(str(value), self._digits), index, bold=bold)

    def _span(self, first: int, end: int) -> float:
        return sum(self.widths[first:end]) - 2 * self.look.pad_x

    def _set_text(self, text: str, width: float, align: Align, *, bold: bool) -> SetText:
        style = replace(self._bold if bold else self._plain, align=align)
        return set_text(in_style(text, self._digits), style, width, self._cutter)

    def _set_line(self, text: str, index: int, *, bold: bool) -> SetText:
        column = self.columns[index]
        style = self._bold_number if bold else self._plain_number
        if column.kind is ColumnKind.INDEX:
            style = self._plain
        return set_line(text, replace(style, align=_number_align(column)), self._span(index, index + 1))


def _number_align(column: Column) -> Align:
    """Numbers stand right (ที่: in the middle) unless the form says otherwise than "left"."""
    if column.align != Align.LEFT:
        return Align(column.align)
    return Align.CENTER if column.kind is ColumnKind.INDEX else Align.RIGHT
