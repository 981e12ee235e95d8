"""The live sums of the workbook, in Excel's own formulas (A1 notation, English names).

Each returns a formula or None where a value can only be written as a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.forms.table import Column, ColumnKind, FormTable, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.exchange.excel_out.placement import Placed, Sheet

# Excel's limit is 8,192 characters.
_LONGEST_FORMULA = 8000


class Formulas:
    """Formulas of all sheets of one workbook."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._tables = {
            placed.table.key: (sheet.name, placed)
            for sheet in sheets
            for placed in sheet.tables
            if placed.table.key
        }

    def cell(self, placed: Placed, at: int, column: int) -> str | None:
        """The formula of table row `at` in leaf column `column`, None for a plain value."""
        row = placed.table.rows[at]
        leaf = placed.table.columns[column]
        if leaf.kind not in (ColumnKind.MONEY, ColumnKind.COUNT):
            return None
        if row.kind is RowKind.BUDGET_TOTAL:
            return f"=SUM({_range(column, placed.body)})" if leaf.kind is ColumnKind.MONEY else None
        if row.kind is RowKind.COUNT_TOTAL:
            return _funded(placed, column) if leaf.kind is ColumnKind.MONEY else None
        if row.kind in (RowKind.SUBTOTAL, RowKind.GRAND_TOTAL):
            return _total(placed, at, column)
        if row.kind is RowKind.ITEM and _is_summary(placed.table):
            return self._summary_item(row, placed, at, column)
        return None

    def _summary_item(self, row: Row, placed: Placed, at: int, column: int) -> str | None:
        leaf = placed.table.columns[column]
        if leaf.year is None:
            return _over_years(placed, at, column)
        found = self._tables.get(row.source or "")
        if found is None:
            return None
        name, detail = found
        wanted = RowKind.BUDGET_TOTAL if leaf.kind is ColumnKind.MONEY else RowKind.COUNT_TOTAL
        foot = next((at for at, row in enumerate(detail.table.rows) if row.kind is wanted), None)
        source = next(
            (
                at
                for at, other in enumerate(detail.table.columns)
                if other.kind is ColumnKind.MONEY and other.year == leaf.year
            ),
            None,
        )
        if foot is None or source is None:
            return None
        return f"={_quoted(name)}!{address(detail.rows[foot], source)}"


def address(row: int, column: int) -> str:
    """A1 address of a 0-based cell."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _quoted(sheet: str) -> str:
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def _range(column: int, rows: range) -> str:
    return f"{address(rows.start, column)}:{address(rows.stop - 1, column)}"


def _is_summary(table: FormTable) -> bool:
    return any(column.kind is ColumnKind.COUNT for column in table.columns)


def _funded(placed: Placed, column: int) -> str:
    """Projects with money in this column, each once, however its money is split over sub-items.

    COUNTIF counts lines with money. In a project with sub-items several lines may have some, so for each
    of these its lines are taken off and one is added when they hold money together. Ranges, not stored
    identities, so that a row the clerk inserts is counted, too.
    """
    whole = f'=COUNTIF({_range(column, placed.body)},">0")'
    blocks = [_range(column, block) for block in _split_projects(placed)]
    mended = whole + "".join(f'-COUNTIF({block},">0")+(SUM({block})>0)' for block in blocks)
    if len(mended) <= _LONGEST_FORMULA:
        return mended
    return _funded_by_lines(placed, column)


def _funded_by_lines(placed: Placed, column: int) -> str:
    """The same count for hundreds of divided projects: by the hidden identities, in one short formula.

    For every project line: its own money and that of the lines that name it as their parent.
    """
    rows = placed.body
    identity, parent, kind = (_range(placed.unseen + offset, rows) for offset in range(3))
    money = _range(column, rows)
    own = f"SUMIF({identity},{identity},{money})"
    under = f"SUMIF({parent},{identity},{money})"
    return f'=SUMPRODUCT(({kind}="{RowKind.ITEM}")*(({own}+{under})>0))'


def _split_projects(placed: Placed) -> list[range]:
    """Sheet rows of each project that has sub-items, its own line included."""
    rows = placed.table.rows
    blocks = []
    for at, row in enumerate(rows):
        if row.kind is not RowKind.ITEM:
            continue
        end = at + 1
        while end < len(rows) and rows[end].kind is RowKind.SUB_ITEM:
            end += 1
        if end > at + 1:
            blocks.append(range(placed.rows[at], placed.rows[end - 1] + len(placed.heights[end - 1])))
    return blocks


def _total(placed: Placed, at: int, column: int) -> str | None:
    """A subtotal adds up the lines since the last one; the grand total adds up the subtotals."""
    rows = placed.table.rows
    subtotals = [i for i in range(at) if rows[i].kind is RowKind.SUBTOTAL]
    if rows[at].kind is RowKind.GRAND_TOTAL and subtotals:
        added = "+".join(address(placed.rows[i], column) for i in subtotals)
        return f"={added}" if len(added) < _LONGEST_FORMULA else None
    first = subtotals[-1] + 1 if subtotals else 0
    if first >= at:
        return None
    return f"=SUM({_range(column, range(placed.rows[first], placed.rows[at]))})"


def _over_years(placed: Placed, at: int, column: int) -> str:
    """The column over all years: sum of the yearly ones of the same kind in this row."""
    kind = placed.table.columns[column].kind
    row = placed.rows[at]
    parts = [address(row, i) for i, leaf in enumerate(placed.table.columns) if _yearly(leaf, kind)]
    return "=" + "+".join(parts)


def _yearly(column: Column, kind: ColumnKind) -> bool:
    return column.kind is kind and column.year is not None
