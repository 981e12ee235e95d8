"""The typed numbers of a sheet's tables: whether a table numbers its projects, and where it begins again at 1."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.head_words import INDEX
from kkplanner.exchange.excel_in.typed_row import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import SheetCells


class Numbers:
    """Looked up by the head of the table, which is its place in the sheet."""

    def __init__(self, cells: SheetCells, heads: Sequence[Head]) -> None:
        self._any = False
        self._first: dict[int, set[int]] = {}  # those whose number is 1
        following = [head.first_row for head in heads[1:]] + [None]
        rows = self._all = list(cells.rows)
        for head, end in zip(heads, following, strict=True):
            first = bisect_right(rows, head.last_row)
            last = len(rows) if end is None else bisect_right(rows, end - 1)
            numbers = {
                row: number for row in rows[first:last] if (number := number_of(cells.rows[row], head))
            }
            self._any = self._any or bool(numbers)
            self._first[head.first_row] = {row for row, number in numbers.items() if number == "1"}

    def is_numbered(self, head: Head) -> bool:
        """The table has a column of numbers, and rows of the sheet carry them; a page may hold the rest of a row only."""
        return INDEX in head.fields and self._any

    def begins_again(self, head: Head, row: int) -> bool:
        """The next row with content is the first of a new block."""
        at = bisect_right(self._all, row)
        return at < len(self._all) and self._all[at] in self._first[head.first_row]
