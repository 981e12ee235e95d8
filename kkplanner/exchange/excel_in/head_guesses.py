"""Columns whose heads are no known words, told by their place in the table; the clerk is told of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.head_words import CHRISTIAN, INDEX, TARGET, TITLE, buddhist, years_of

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import SheetCells

_SPEAKS_OF_MONEY: Final = re.compile("งบ|เงิน|บาท|จ่าย")
_ASKS: Final = ("objective", TARGET)


def guess_amounts(sheet: SheetCells, head: Head, rows: range) -> None:
    """Years under a word that is unknown are the plan's amounts where no other years are, if it speaks of money."""
    if head.budgets:
        return
    for row in rows:
        for column, year in sorted(years_of(sheet.rows.get(row, {})).items()):
            words = _over(sheet, row, column, rows)
            if column in head.unread and _SPEAKS_OF_MONEY.search(words):
                head.christian_years |= year in CHRISTIAN
                if buddhist(year) not in head.budgets:
                    head.budgets[buddhist(year)] = column
                    head.guessed.setdefault(column, words)
                    del head.unread[column]


def _over(sheet: SheetCells, row: int, column: int, rows: range) -> str:
    """The words that stand over a column, its own or those spread over it from the left."""
    for above in reversed(range(rows.start, row)):
        cells = sheet.rows.get(above, {})
        left = max((one for one in cells if one <= column), default=None)
        if left is not None:
            return str(cells[left])
    return ""


def guess_title(head: Head) -> None:
    """A column of unknown name right after the numbers, before objective or target, names the projects."""
    fields = head.fields
    if fields.keys() & {TITLE, "programme", "category", "equipment_type"} or INDEX not in fields:
        return
    column = fields[INDEX] + 1
    if column in head.unread and any(fields.get(name, 0) > column for name in _ASKS):
        fields[TITLE] = column
        head.guessed[column] = head.unread.pop(column)
