"""Which rows of a table stand on which page.

Rules, in falling order of strength: a page makes progress; sums stay with the last row they add up; a group line
stays with its first row; short rows and titles stay whole; a tall row is cut only where both parts are worth
reading; the last page holds more than one row. What goes on from an earlier page is named again at its top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kkplanner.exchange.pdf.columns import TOTAL_KINDS
from kkplanner.forms.table import RowKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.exchange.pdf.cells import LaidRow

# A row lower than this share of the page's body goes to the next page whole: the gap it leaves is small.
_SHORT_ROW = 1 / 3
# Fewer lines than this at the foot of a page are not worth beginning a row for.
_LINES_BEGUN = 3
# Fewer lines than this at the head of the next page are not worth cutting a row for.
_LINES_CARRIED = 4
# A page that keeps fewer rows than this, or less of its body filled, gives none away to keep the last row company.
_ROWS_KEPT = 3
_BODY_KEPT = 2 / 3


class Position(NamedTuple):
    """Where the next page begins: a row, or the rest of one that was cut."""

    row: int
    rest: LaidRow | None = None


class Page(NamedTuple):
    """Rows of one page; `next` is None on the table's last page."""

    rows: tuple[LaidRow, ...]
    next: Position | None
    with_totals: bool
    continued: LaidRow | None = None
    """The group line that is repeated above the rows: they belong to a group begun on an earlier page."""


@dataclass(frozen=True)
class Paginator:
    """Fills pages of one table. Lengths in points."""

    kinds: tuple[RowKind, ...]
    lay: Callable[[int], LaidRow]
    """Sets row n; called again for a row that did not fit, so it should remember."""
    totals_height: float
    """Room for the page's own total rows, 0 for a table without."""
    leading: float
    pad_y: float
    lay_continued: Callable[[int], LaidRow]
    """Sets group line n as it is repeated on a later page."""
    resume: Callable[[int, LaidRow], LaidRow]
    """Names item n again in a row that goes on with it on a later page."""

    def fill(self, start: Position, room: float, *, whole_page: bool) -> Page | None:
        """The page that begins at `start` with `room` below the head; None: not worth beginning here.

        On a `whole_page` something is always placed, even if a row must be cut anywhere.
        """
        group = self._group_of(start)
        if group is None:
            return self._fill(start, room, whole_page=whole_page)
        continued = self.lay_continued(group)
        page = self._fill(start, room - continued.height, whole_page=whole_page)
        return page and page._replace(continued=continued)

    def _group_of(self, start: Position) -> int | None:
        """The group line, already on paper, under which the row at `start` stands."""
        if start.row == 0 or self.kinds[start.row] in (RowKind.GROUP, *TOTAL_KINDS):
            return None
        return next((n for n in range(start.row - 1, -1, -1) if self.kinds[n] is RowKind.GROUP), None)

    def _fill(self, start: Position, room: float, *, whole_page: bool) -> Page | None:
        rows, used = self._gather(start, room)
        end = start.row + len(rows)
        if end == len(self.kinds) and start == Position(0):
            return Page(tuple(rows), None, with_totals=False)
        body = room - self.totals_height
        with_totals = self.totals_height > 0
        while rows and used > body:
            used -= rows.pop().height
        end = start.row + len(rows)
        if end == len(self.kinds):
            return Page(tuple(rows), None, with_totals)
        page = self._break(start, rows, body, used, whole_page=whole_page)
        return page and Page(page.rows, page.next, with_totals)

    def _gather(self, start: Position, room: float) -> tuple[list[LaidRow], float]:
        rows: list[LaidRow] = []
        used = 0.0
        for index in range(start.row, len(self.kinds)):
            row = self._row(index, start)
            if used + row.height > room + 1e-6:
                break
            rows.append(row)
            used += row.height
        return rows, used

    def _row(self, index: int, start: Position) -> LaidRow:
        if index != start.row or start == Position(0):
            return self.lay(index)
        goes_on = start.rest is not None
        row = start.rest or self.lay(index)
        if self.kinds[index] is RowKind.SUB_ITEM:
            item = next((n for n in range(index - 1, -1, -1) if self.kinds[n] is RowKind.ITEM), None)
            return row if item is None else self.resume(item, row)
        return self.resume(index, row) if goes_on else row

    def _break(
        self, start: Position, rows: list[LaidRow], body: float, used: float, *, whole_page: bool
    ) -> Page | None:
        """`rows` fit and the row after them does not: cut that row, or end the page before it or earlier."""
        end = start.row + len(rows)
        row = self._row(end, start)
        if row.kind not in TOTAL_KINDS and row.height > body * _SHORT_ROW:
            page = self._cut(rows, row, end, body - used)
            if page is not None:
                return page
        first = self._whole_before(start.row, end)
        if first < end:
            page = self._carry_along(start, rows, end, body)
            if page is not None:
                return page
        if first > start.row:
            filled = sum(row.height for row in rows[: first - start.row])
            first = self._with_company(start.row, first, filled, body)
            return Page(tuple(rows[: first - start.row]), Position(first), with_totals=False)
        if rows and whole_page:
            return Page(tuple(rows), Position(end), with_totals=False)
        return self._force(row, end, body) if whole_page else None

    def _whole_before(self, start: int, end: int) -> int:
        """The last place up to `end` where the page may end between two rows."""
        while end > start and self._belongs(end - 1, end):
            end -= 1
        return end

    def _with_company(self, start: int, first: int, filled: float, body: float) -> int:
        """Where the next page begins: a row earlier where else one short row alone would stand on it."""
        left = 0
        for index in range(first, len(self.kinds)):
            left += self.kinds[index] in (RowKind.ITEM, RowKind.SUB_ITEM)
            if left > 1:
                return first
        earlier = self._whole_before(start, first - 1)
        if left != 1 or earlier - start < _ROWS_KEPT or self.kinds[earlier] in TOTAL_KINDS:
            return first
        moved = sum(self.lay(index).height for index in range(earlier, first))
        return earlier if filled - moved >= body * _BODY_KEPT else first

    def _belongs(self, index: int, following: int) -> bool:
        """Whether row `index` must not be parted from the row after it."""
        return self.kinds[index] is RowKind.GROUP or self.kinds[following] in TOTAL_KINDS

    def _cut(self, rows: list[LaidRow], row: LaidRow, index: int, room: float) -> Page | None:
        """`row` begun on this page, if what stays and what goes on are both worth it."""
        here = min(self._lines(room), self._lines(row.height) - _LINES_CARRIED)
        if here < _LINES_BEGUN:
            return None
        parts = row.cut(here * self.leading + 2 * self.pad_y, self.pad_y)
        return parts and Page((*rows, parts[0]), Position(index, parts[1]), with_totals=False)

    def _lines(self, height: float) -> int:
        return int((height - 2 * self.pad_y + 1e-6) // self.leading)

    def _carry_along(self, start: Position, rows: list[LaidRow], end: int, body: float) -> Page | None:
        """The sums do not fit under a tall last row: its last lines go along with them, not all of it."""
        last = end - 1
        while last > start.row and self.kinds[last] in TOTAL_KINDS:
            last -= 1
        row = rows[last - start.row]
        if self.kinds[end] not in TOTAL_KINDS or row.kind in TOTAL_KINDS:
            return None
        if row.height <= body * _SHORT_ROW and last > start.row:
            return None
        return self._cut(rows[: last - start.row], row, last, row.height - _LINES_CARRIED * self.leading)

    def _force(self, row: LaidRow, index: int, body: float) -> Page | None:
        parts = row.cut(max(body, self.leading + 2 * self.pad_y), self.pad_y, anywhere=True)
        if parts is None:
            return None
        return Page((parts[0],), Position(index, parts[1]), with_totals=False)
