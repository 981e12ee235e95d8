"""A form table as a flowable: repeated head, rows over pages, totals of the page and up to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, PageBreak

from kkplanner.exchange.pdf.cells import CONTINUED, CellSetter, LaidRow, TableLook
from kkplanner.exchange.pdf.columns import NUMERIC_KINDS
from kkplanner.exchange.pdf.pagination import Page, Paginator, Position
from kkplanner.exchange.pdf.paragraph import set_text
from kkplanner.exchange.pdf.table_head import TableHead
from kkplanner.forms.table import RowKind
from kkplanner.thai.digits import in_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportlab.pdfgen.canvas import Canvas

    from kkplanner.exchange.pdf.font import DocumentFonts
    from kkplanner.exchange.pdf.paragraph import TextStyle
    from kkplanner.forms.table import FormTable
    from kkplanner.thai.digits import DigitStyle
    from kkplanner.thai.lines import Cutter

PAGE_TOTAL = "รวมหน้านี้"
RUNNING_TOTAL = "รวมสะสม"

_GROUP_SHADE = 0.96


class TableSetting:
    """What all pages of one table share."""

    def __init__(
        self,
        table: FormTable,
        frame_width: float,
        frame_height: float,
        fonts: DocumentFonts,
        cutter: Cutter,
        digits: DigitStyle,
        *,
        look: TableLook | None = None,
        page_totals: bool = True,
        on_row: Callable[[int], None] | None = None,
        continued: str = "",
        line_above: TextStyle | None = None,
    ) -> None:
        """`continued` stands, in the style `line_above`, over the head on every page but the first."""
        self.frame_height = frame_height
        self.look = look or TableLook()
        self.setter = CellSetter(table, frame_width, fonts, cutter, digits, self.look)
        self.head = TableHead(table, self.setter)
        self.x = (frame_width - self.head.width) / 2.0
        self.edges = [sum(self.setter.widths[:n]) for n in range(len(self.setter.widths) + 1)]
        self.numeric = [n for n, column in enumerate(table.columns) if column.kind in NUMERIC_KINDS]
        self._rows = table.rows
        self._laid: dict[int, LaidRow] = {}
        self._on_row = on_row
        kinds = tuple(row.kind for row in table.rows)
        summed = page_totals and self.numeric and not _SUMMARY_KINDS.intersection(kinds)
        totals = 2 * (self.look.leading + 2 * self.look.pad_y) if summed else 0.0
        self.paginator = Paginator(
            kinds, self._lay, totals, self.look.leading, self.look.pad_y, self._lay_continued, self._resume
        )
        self.continued = (
            set_text(in_style(f"{continued} {CONTINUED}", digits), line_above, frame_width, cutter)
            if continued and line_above
            else None
        )

    def forget_before(self, row: int) -> None:
        """Let go of rows already on paper: memory stays flat however long the table."""
        for index in [index for index in self._laid if index < row]:
            del self._laid[index]
        if self._on_row is not None:
            self._on_row(row)

    def _lay(self, index: int) -> LaidRow:
        row = self._laid.get(index)
        if row is None:
            blank = self._only_sub_items_have_money(index)
            row = self._laid[index] = self.setter.row(self._rows[index], blank_amounts=blank)
        return row

    def _only_sub_items_have_money(self, index: int) -> bool:
        row = self._rows[index]
        following = self._rows[index + 1].kind if index + 1 < len(self._rows) else None
        if row.kind is not RowKind.ITEM or following is not RowKind.SUB_ITEM:
            return False
        return all(row.cells[column] is None for column in self.numeric)

    def _resume(self, item: int, laid: LaidRow) -> LaidRow:
        return self.setter.resumed(laid, self._rows[item])

    def _lay_continued(self, index: int) -> LaidRow:
        return self.setter.continued_group(self._rows[index])

    def height_above(self, start: Position) -> float:
        """Height of what stands over the rows of a page: its head and the line that it goes on."""
        above = self.continued.height if self.continued and start != Position(0) else 0.0
        return self.head.height + above

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def whole_height(self) -> float:
        """Height of the table on one page: sets every row, so for short tables only."""
        return self.head.height + sum(self._lay(index).height for index in range(self.row_count))


class FormTableFlow(Flowable):
    """The part of a table that is not on paper yet. Splitting it puts one page's rows on paper."""

    def __init__(
        self,
        setting: TableSetting,
        start: Position | None = None,
        carried: dict[int, int] | None = None,
        *,
        whole: bool = False,
    ) -> None:
        """`whole`: a table that fits any page moves to the next one rather than split."""
        super().__init__()
        self._keep_whole = whole
        self._setting = setting
        self._start = start or Position(0)
        self._carried = carried or dict.fromkeys(setting.numeric, 0)
        self._planned: tuple[float, Page | None] | None = None
        self._whole: TablePage | None = None

    def _plan(self, height: float) -> Page | None:
        if self._planned is None or self._planned[0] != height:
            setting = self._setting
            whole = height >= setting.frame_height - 1.0
            room = height - setting.height_above(self._start)
            page = setting.paginator.fill(self._start, room, whole_page=whole)
            self._planned = height, page
        return self._planned[1]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (Flowable's interface)
        page = self._plan(aH)
        self._whole = None if page is None or page.next else self._page(page)
        self.width = aW
        # More than there is makes the page builder ask for a split.
        self.height = self._whole.height if self._whole else aH + 1.0
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002, N803  (Flowable's interface)
        page = self._plan(aH)
        if page is None or (self._keep_whole and page.next is not None):
            return []
        drawn = self._page(page)
        if page.next is None:
            drawn.spaceAfter = self.getSpaceAfter()
            return [drawn]
        self._setting.forget_before(page.next.row)
        rest = FormTableFlow(self._setting, page.next, drawn.running)
        rest.spaceAfter = self.getSpaceAfter()
        # Rows kept back to keep others company must not slip into the room they left.
        return [drawn, PageBreak(), rest]

    def draw(self) -> None:
        if self._whole is None:
            raise ValueError("a table that does not fit its page is split, not drawn")
        self._whole.paint(self.canv, self.height)
        self._setting.forget_before(self._setting.row_count)

    def _page(self, page: Page) -> TablePage:
        return TablePage(self._setting, page, self._carried, self._start)


class TablePage(Flowable):
    """The rows of one page, with the head above and the page's totals under the last item."""

    def __init__(self, setting: TableSetting, page: Page, carried: dict[int, int], start: Position) -> None:
        super().__init__()
        self._setting = setting
        self._goes_on = setting.continued if start != Position(0) else None
        sums = dict.fromkeys(setting.numeric, 0)
        for row in page.rows:
            for column, amount in row.amounts:
                sums[column] += amount
        self.running = {column: carried[column] + amount for column, amount in sums.items()}
        rows = list(page.rows)
        if page.with_totals:
            at = len(rows)
            while page.next is None and at and rows[at - 1].kind in _FOOT_KINDS:
                at -= 1
            rows[at:at] = self._totals(sums, is_last=page.next is None)
        if page.continued is not None:
            rows.insert(0, page.continued)
        self._rows = rows
        self.width = setting.head.width
        self.height = setting.height_above(start) + sum(row.height for row in rows)

    def _totals(self, sums: dict[int, int], *, is_last: bool) -> list[LaidRow]:
        """The sums of this page, and those so far where they say more: not on the first page of a table,
        where both are the same, nor on its last, where the table's own foot says it.
        """
        lines = []
        if any(sums.values()):
            lines.append(self._setting.setter.page_total(PAGE_TOTAL, sums))
        if self.running != sums and not is_last:
            lines.append(self._setting.setter.page_total(RUNNING_TOTAL, self.running))
        return lines

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        return self.width, self.height

    def draw(self) -> None:
        self.paint(self.canv, self.height)

    def paint(self, canvas: Canvas, top: float) -> None:
        """Draw with the upper edge at `top`, from the frame's left edge."""
        setting = self._setting
        x = setting.x
        if self._goes_on is not None:
            self._goes_on.paint(canvas, 0.0, top)
            top -= self._goes_on.height
        # Shades first: they would cover half of the lines beside them.
        self._paint_shades(canvas, x, top - setting.head.height)
        setting.head.paint(canvas, x, top)
        top -= setting.head.height
        y = top
        for row in self._rows:
            for cell in row.cells:
                cell.text.paint(
                    canvas, x + setting.edges[cell.first] + setting.look.pad_x, y - setting.look.pad_y
                )
            y -= row.height
        canvas.addLiteral(f"q 0.5 w {' '.join(self._rules(x, top))} S Q")

    def _paint_shades(self, canvas: Canvas, x: float, top: float) -> None:
        y = top
        for row in self._rows:
            y -= row.height
            if row.kind is RowKind.GROUP:
                canvas.addLiteral(
                    f"q {_GROUP_SHADE:g} g {x:.2f} {y:.2f} {self.width:.2f} {row.height:.2f} re f Q"
                )

    def _rules(self, x: float, top: float) -> Iterable[str]:
        """Lines of the body. Rows with the same columns share their vertical lines."""
        edges = self._setting.edges
        y = begun = top
        if not self._setting.head.height:
            yield f"{x:.2f} {top:.2f} m {x + edges[-1]:.2f} {top:.2f} l"
        for number, row in enumerate(self._rows):
            if number:
                yield from _above(row, edges, x, y)
            y -= row.height
            following = self._rows[number + 1] if number + 1 < len(self._rows) else None
            if following is None or following.edges != row.edges:
                for edge in row.edges:
                    at = x + edges[edge]
                    yield f"{at:.2f} {begun:.2f} m {at:.2f} {y:.2f} l"
                begun = y
        yield f"{x:.2f} {y:.2f} m {x + edges[-1]:.2f} {y:.2f} l"


# A table with sums of groups of its own is a summary (ผ.01); sums of pages between them would only confuse.
_SUMMARY_KINDS = frozenset({RowKind.SUBTOTAL, RowKind.GRAND_TOTAL})
_FOOT_KINDS = frozenset({RowKind.BUDGET_TOTAL, RowKind.COUNT_TOTAL, RowKind.GRAND_TOTAL})


def _above(row: LaidRow, edges: list[float], x: float, y: float) -> Iterable[str]:
    """The line over a row, left out where a sub-item hangs under its project."""
    start = 0
    for column in [*sorted(row.open_above), len(edges) - 1]:
        if column > start:
            yield f"{x + edges[start]:.2f} {y:.2f} m {x + edges[column]:.2f} {y:.2f} l"
        start = column + 1
