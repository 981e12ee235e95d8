"""Heads of tables: which column holds what, found by the head's words wherever the head stands.

A head has one to five rows. Its first row carries at least three of the words below; the years stand in it
or beneath it, under "งบประมาณ" (the plan's amounts) or "เทศบัญญัติ" (enacted budgets, never printed).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.head_guesses import guess_amounts, guess_title
from kkplanner.exchange.excel_in.head_tiers import begins_head, last_row
from kkplanner.exchange.excel_in.head_words import (
    BUDGET,
    CHRISTIAN,
    ENACTED,
    HIDDEN,
    LONGEST_HEAD,
    OTHER_YEARS,
    SMALL,
    TARGET,
    TEXT_FIELDS,
    TITLE,
    TOTAL,
    buddhist,
    meaning,
    misspelt,
    years_of,
)
from kkplanner.exchange.excel_in.lines import unit_of
from kkplanner.exchange.excel_in.old_wording import old_columns
from kkplanner.thai.dates import MONTHS_SHORT
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells

_FEWEST_MONTHS: Final = 3
_MONTHS: Final = frozenset(month.replace(".", "") for month in MONTHS_SHORT)


@dataclass(slots=True)
class Head:
    """A table's head. Columns are 1-based; years are พ.ศ."""

    first_row: int
    last_row: int
    fields: dict[str, int] = field(default_factory=dict)  # field → column
    budgets: dict[int, int] = field(default_factory=dict)  # year → column
    enacted: dict[int, int] = field(default_factory=dict)
    hidden: dict[str, list[int]] = field(
        default_factory=dict
    )  # "kk:uuid" … → columns, a long record has more
    unread: dict[int, str] = field(default_factory=dict)  # column → its head, for columns of no known meaning
    lost: dict[int, str] = field(
        default_factory=dict
    )  # the same for amount columns without a year of their own
    old: frozenset[int] = frozenset()  # columns of what was before a change, beside those of what shall be
    totals: list[int] = field(default_factory=list)  # columns of sums over the years
    baht_per_unit: int = 1
    christian_years: bool = False
    guessed: dict[int, str] = field(
        default_factory=dict
    )  # column → its unknown head, where its place alone tells the field

    @property
    def is_equipment(self) -> bool:
        return "equipment_type" in self.fields or (TITLE not in self.fields and "category" in self.fields)

    @property
    def text_columns(self) -> dict[int, str]:
        return {self.fields[name]: name for name in TEXT_FIELDS if name in self.fields}

    @property
    def money(self) -> set[int]:
        """All columns that hold amounts."""
        return {*self.budgets.values(), *self.enacted.values(), *self.lost, *self.totals}

    @property
    def hidden_columns(self) -> set[int]:
        return {column for columns in self.hidden.values() for column in columns}


def hidden_text(cells: Mapping[int, CellValue], head: Head, name: str) -> str:
    """What our own export wrote into a hidden column; a text cut over several cells is put together."""
    return "".join(
        value for column in head.hidden.get(name, ()) if isinstance(value := cells.get(column), str)
    )


def find_heads(sheet: SheetCells) -> list[Head]:
    """Every table head of a sheet, from top to bottom; repeated ones (one a page) included.

    Community plans may name no year, with one column of amounts or none: where no head of the sheet has years,
    such heads count too.
    """
    heads: list[Head] = []
    yearless: list[Head] = []
    for row in sheet.rows:
        last = max((found[-1].last_row for found in (heads, yearless) if found), default=0)
        if row <= last or not begins_head(sheet, row):
            continue
        head = _read(sheet, row)
        if _is_schedule(sheet, head):
            continue
        if head.budgets and (TITLE in head.fields or TARGET in head.fields):
            heads.append(head)
        elif not head.budgets and _is_of_a_village_plan(sheet, head):
            yearless.append(head)
    return heads or yearless


def _is_of_a_village_plan(sheet: SheetCells, head: Head) -> bool:
    """Projects and at most one column of amounts; that column is lost for want of a year, and will be told."""
    amounts = [column for column, words in head.unread.items() if meaning(words) == BUDGET]
    tiers = range(head.first_row, head.last_row + 1)
    spread = any(
        (merge := sheet.merges.get((row, column))) is not None and merge.last_column > merge.first_column
        for row in tiers
        for column in amounts
    )
    beside = [words for words in head.unread.values() if SMALL.fullmatch(same_text_key(words))]
    known = head.fields.keys()
    if TITLE not in known or len(amounts) > 1 or spread or beside:
        return False
    if not (known & {"objective", TARGET} or (amounts and "village" in known)):
        return False
    head.lost = {column: head.unread.pop(column) for column in amounts}
    return True


def find_schedule(sheet: SheetCells) -> int | None:
    """Row of the first head with months under its years: a yearly action plan, whose cells hold no amounts."""
    return next(
        (row for row in sheet.rows if begins_head(sheet, row) and _is_schedule(sheet, _read(sheet, row))),
        None,
    )


def _is_schedule(sheet: SheetCells, head: Head) -> bool:
    return any(
        sum(
            isinstance(value, str) and same_text_key(value).replace(".", "") in _MONTHS
            for value in sheet.rows.get(row, {}).values()
        )
        >= _FEWEST_MONTHS
        for row in range(head.first_row, head.last_row + 2)
    )


def find_yearless_head(sheet: SheetCells) -> int | None:
    """Row of the first table head that names no year, so that its amounts belong nowhere."""
    for row in sheet.rows:
        if begins_head(sheet, row) and _read(sheet, row).fields.keys() & {TITLE, TARGET}:
            return row
    return None


def _read(sheet: SheetCells, first: int) -> Head:
    head = Head(first, last_row(sheet, first))
    rows = range(first, head.last_row + 1)
    old = old_columns(sheet, range(first - 1, head.last_row + 1))
    above = first - 1 if old or _only_groups(sheet, first - 1) else first
    columns = {column for row in range(above, rows.stop) for column in sheet.rows.get(row, ())} - old
    for column in sorted(columns):
        _place(sheet, head, column, range(above, head.last_row + 1))
    guess_amounts(sheet, head, range(above, head.last_row + 1))
    guess_title(head)
    _find_lost(sheet, head, range(above, head.last_row + 1))
    head.old = old
    for column in old:
        head.lost.pop(column, None)
    return head


def _find_lost(sheet: SheetCells, head: Head, rows: range) -> None:
    """Columns among the amounts that have no year, or one that another column has."""
    if not head.budgets:
        return
    first, last = min(head.budgets.values()), max(head.budgets.values())
    among = set(range(first, last + 1))
    for row in rows:
        for column, value in sheet.rows.get(row, {}).items():
            merge = sheet.merges.get((row, column))
            if merge is not None and meaning(value) == BUDGET and merge.first_column <= last:
                among |= set(range(merge.first_column, merge.last_column + 1))
    after = last + 1  # "(บาท)" without a year beside the last year
    while after in head.unread and SMALL.fullmatch(same_text_key(head.unread[after])):
        among.add(after)
        after += 1
    for year, column in list(head.enacted.items()):
        if first < column < last and _group_word(sheet, column, rows) is None:
            del head.enacted[year]
            head.unread[column] = str(year)
    known = {*head.fields.values(), *head.budgets.values(), *head.enacted.values(), *head.totals}
    for column in sorted(among - known - head.hidden_columns):
        head.lost[column] = head.unread.pop(column, "")


def _group_word(sheet: SheetCells, column: int, rows: range) -> str | None:
    """The word for plan or enacted amounts that stands over a column itself."""
    for row in rows:
        for left, value in sheet.rows.get(row, {}).items():
            name = meaning(value)
            if name in {BUDGET, ENACTED} and (left == column or _spans(sheet, row, left, column)):
                return name
    return None


def _only_groups(sheet: SheetCells, row: int) -> bool:
    cells = sheet.rows.get(row, {})
    return bool(cells) and all(meaning(value) in {BUDGET, ENACTED} for value in cells.values())


def _place(sheet: SheetCells, head: Head, column: int, rows: range) -> None:
    texts = [(row, value) for row in rows if (value := sheet.rows.get(row, {}).get(column)) is not None]
    for _, value in texts:
        if isinstance(value, str) and len(value) <= LONGEST_HEAD and (unit := unit_of(value)) and unit != 1:
            head.baht_per_unit = unit
    for row, _ in texts:
        year = years_of(sheet.rows[row]).get(column)
        if year is not None:
            _place_year(head, column, year, _group(sheet, head, row, column, rows))
            return
    words = " ".join(str(value) for row, value in texts if row >= head.first_row)
    names = [name for _, value in texts if (name := meaning(value)) is not None]
    name = meaning(words) or (names[0] if names else None) or misspelt(words)
    if name in HIDDEN:
        head.hidden.setdefault(str(name), []).append(column)
    elif name in {None, BUDGET, ENACTED} or name in head.fields:
        head.unread[column] = " ".join((words or " ".join(str(value) for _, value in texts)).split())
    elif name == TOTAL:
        head.totals.append(column)
    else:
        head.fields[str(name)] = column


def _place_year(head: Head, column: int, year: int, group: str | None) -> None:
    head.christian_years |= year in CHRISTIAN
    year = buddhist(year)
    if group == ENACTED or (group is None and year in head.budgets):
        places = head.enacted
    elif group in {BUDGET, None}:
        places = head.budgets
    else:
        head.unread[column] = str(year)
        return
    if year in places:
        head.unread[column] = str(year)
    else:
        places[year] = column


def _group(sheet: SheetCells, head: Head, row: int, column: int, rows: range) -> str | None:
    """What a year column belongs to: the word over it, or the nearest one to its left in a row above."""
    if meaning(sheet.rows[row][column]) == ENACTED:
        return ENACTED
    for above in reversed(range(rows.start, row)):
        cells = sheet.rows.get(above, {})
        for left in range(column, 0, -1):
            if left not in cells:
                continue
            name = meaning(cells[left])
            if name in {BUDGET, ENACTED}:
                return name
            if left == column or _spans(sheet, above, left, column):
                return OTHER_YEARS if name is None else None
            if name is None and left > max(head.fields.values(), default=0):
                return OTHER_YEARS
            break
    return None


def _spans(sheet: SheetCells, row: int, first: int, column: int) -> bool:
    merge = sheet.merges.get((row, first))
    return merge is not None and merge.last_column >= column
