"""Widths of a table's columns and the size of the numbers in them, settled once for the whole table.

The widths are the form's own. Amounts are never broken, so where they need more room (Thai digits are a quarter
wider) their columns take a little from the text columns; what is then still missing makes all numbers smaller
together, because a column of amounts in different sizes is hard to compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.units import mm

from kkplanner.forms.table import ColumnKind, RowKind
from kkplanner.thai.digits import in_style
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kkplanner.exchange.pdf.paragraph import TextStyle
    from kkplanner.forms.table import CellValue, FormTable, Row
    from kkplanner.thai.digits import DigitStyle

TOTAL_KINDS = frozenset({RowKind.SUBTOTAL, RowKind.BUDGET_TOTAL, RowKind.COUNT_TOTAL, RowKind.GRAND_TOTAL})
NUMERIC_KINDS = frozenset({ColumnKind.MONEY, ColumnKind.COUNT})

# A table nearly as wide as the page is stretched to it; a clearly narrower one keeps its widths.
_NEARLY_FULL = 0.8
# The text columns give up at most this share of their width to the numbers, each of what it has above the narrowest
# width in which the long words of offices stand whole.
_LARGEST_GIFT = 0.15
_NARROWEST = 24 * mm
# One huge amount shrinks alone below this scale and leaves the others readable.
_SMALLEST_COMMON = 0.75


class ColumnPlan(NamedTuple):
    """Column widths in points, and by how much numbers are set smaller than text."""

    widths: tuple[float, ...]
    item_scale: float
    total_scale: float


def plan_columns(
    table: FormTable, frame_width: float, pad_x: float, plain: TextStyle, bold: TextStyle, digits: DigitStyle
) -> ColumnPlan:
    """Settle widths and number sizes; `plain` sets the items, `bold` the sums."""
    items = [row for row in table.rows if row.kind not in TOTAL_KINDS]
    totals = [row for row in table.rows if row.kind in TOTAL_KINDS]
    numeric = [index for index, column in enumerate(table.columns) if column.kind in NUMERIC_KINDS]
    item_needs, total_needs = {}, {}
    for index in numeric:
        kind = table.columns[index].kind
        values = _numbers(items, index)
        # The last running total is the sum of the column.
        item_needs[index] = 2 * pad_x + _widest(values, kind, plain, digits)
        total_needs[index] = 2 * pad_x + _widest([*_numbers(totals, index), sum(values)], kind, bold, digits)
    widths = _widths(table, frame_width)
    needs = {index: max(item_needs[index], total_needs[index]) for index in numeric}
    widths = _with_room_for_numbers(table, widths, needs)

    def scale(wanted: dict[int, float]) -> float:
        fits = ((widths[index] - 2 * pad_x) / (need - 2 * pad_x) for index, need in wanted.items())
        return max(min(fits, default=1.0), _SMALLEST_COMMON)

    return ColumnPlan(tuple(widths), min(scale(item_needs), 1.0), min(scale(total_needs), 1.0))


def number_text(value: CellValue, kind: ColumnKind, digits: DigitStyle) -> str:
    """An amount (satang, printed as baht) or a count as the form prints it; "-" where there is none."""
    if not isinstance(value, int):
        return "-"
    return format_baht(value, digits) if kind is ColumnKind.MONEY else in_style(f"{value:,}", digits)


def _numbers(rows: Iterable[Row], index: int) -> list[int]:
    return [value for row in rows if isinstance(value := row.cells[index], int)]


def _widest(values: Sequence[int], kind: ColumnKind, style: TextStyle, digits: DigitStyle) -> float:
    """Width of the longest number: the largest, or the largest of those with satang."""
    longest = {max(values, key=abs, default=0), max((v for v in values if v % 100), key=abs, default=0)}
    return max(style.width(number_text(value, kind, digits)) for value in longest)


def _widths(table: FormTable, frame_width: float) -> list[float]:
    widths = [column.width_mm * mm for column in table.columns]
    total = sum(widths)
    if total < frame_width * _NEARLY_FULL:
        return widths
    return [width * frame_width / total for width in widths]


def _with_room_for_numbers(table: FormTable, widths: list[float], needs: dict[int, float]) -> list[float]:
    texts = [index for index, column in enumerate(table.columns) if column.kind is ColumnKind.TEXT]
    missing = dict.fromkeys(needs, 0.0)
    for kind in NUMERIC_KINDS:  # the years stay equally wide
        alike = [index for index in needs if table.columns[index].kind is kind]
        most = max((needs[index] - widths[index] for index in alike), default=0.0)
        missing.update(dict.fromkeys(alike, max(most, 0.0)))
    wanted, room = sum(missing.values()), sum(widths[index] for index in texts)
    if not wanted or not room:
        return widths
    spare = {index: max(widths[index] - _NARROWEST, 0.0) for index in texts}
    if not any(spare.values()):
        spare = {index: widths[index] for index in texts}
    given = min(wanted, room * _LARGEST_GIFT)
    changed = list(widths)
    for index, more in missing.items():
        changed[index] += more * given / wanted
    for index in texts:
        changed[index] -= spare[index] * given / sum(spare.values())
    return changed
