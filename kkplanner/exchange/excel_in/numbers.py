"""The typed numbers of a sheet's tables: whether a table numbers its projects, and where it begins again at 1."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.cell_text import text_of
from kkplanner.exchange.excel_in.head_words import INDEX, TITLE
from kkplanner.exchange.excel_in.typed_row import number_of
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells

_FEW: Final = 2


class Numbers:
    """Looked up by the head of the table, which is its place in the sheet."""

    def __init__(self, cells: SheetCells, heads: Sequence[Head]) -> None:
        self._numbered = self._unnumbered = 0
        self._first: dict[int, set[int]] = {}  # those whose number is 1
        self._cells = cells.rows
        following = [head.first_row for head in heads[1:]] + [None]
        rows = self._all = list(cells.rows)
        for head, end in zip(heads, following, strict=True):
            first = bisect_right(rows, head.last_row)
            last = len(rows) if end is None else bisect_right(rows, end - 1)
            numbers = {
                row: number for row in rows[first:last] if (number := number_of(cells.rows[row], head))
            }
            self._numbered += len(numbers)
            self._unnumbered += sum(
                row not in numbers and _is_full(cells.rows[row], head) for row in rows[first:last]
            )
            self._first[head.first_row] = {row for row, number in numbers.items() if number == "1"}

    def is_numbered(self, head: Head) -> bool:
        """The table has a column of numbers, and most rows of the sheet that could be projects carry them.

        The sheet, not the table: a page may hold the rest of a row only.
        """
        return INDEX in head.fields and self._numbered > 0 and self._numbered >= self._unnumbered

    def lacks_number(self, head: Head, number: str) -> bool:
        """A row without a number where other rows have one."""
        return not number and INDEX in head.fields and self._numbered > 0

    def begins_again(self, head: Head, row: int) -> bool:
        """The next row with content is the first of a new block."""
        at = bisect_right(self._all, row)
        return at < len(self._all) and self._all[at] in self._first[head.first_row]

    def agency_below(self, head: Head, row: int) -> str:
        """Comparison key of the agency in the next row with content: it may be the village that stands over it."""
        at = bisect_right(self._all, row)
        below = self._cells[self._all[at]] if at < len(self._all) else {}
        return same_text_key(text_of(below.get(head.fields.get("agency", 0))))


def _is_full(cells: Mapping[int, CellValue], head: Head) -> bool:
    """A title with more beside it: a project, were it numbered."""
    columns = head.text_columns
    return head.fields.get(TITLE) in cells and sum(column in columns for column in cells) > _FEW
