"""Heights of the rows: Excel does not fit merged or wrapped Thai rows by itself when a file is opened."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from kkplanner.exchange.row_height import CELL_MARGIN_MM, natural_row_height_pt, row_height_pt
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.forms.table import Column, ColumnKind, FormTable, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL_PT = 14
TITLE_PT = 16
TITLE_HEIGHT_PT = 22.5
LINE_HEIGHT_PT = 20.25

# More than half of the room under a repeated head on a landscape page. A taller row is written as several
# sheet rows merged cell by cell: a page can then end inside it, and Excel's limit of 409 points for a row
# cuts no text. Lower rows stay single, because merged rows cannot be sorted.
TALLEST_ROW_PT = 210.0
# Four lines of text, so that a page ends between two lines.
SEGMENT_PT = 4 * 18.9
_PLAIN = (RowKind.ITEM, RowKind.SUB_ITEM)
# Cutting Thai into words is what costs time here, so cells that cannot be the tallest of their row are left
# out by the widths of their letters alone. A line loses some room at its end, where the next word did not
# fit: nothing at the least, at the most about the width of a long word in 14 pt type.
_LEAST_LOSS_MM = 0.0
_MOST_LOSS_MM = 7.0
_MM_PER_PT = 25.4 / 72


def segments(row: Row, columns: Sequence[Column]) -> tuple[float, ...]:
    """Heights in points of the sheet rows that one table row takes: one, or several for a tall one."""
    height = natural_row_height_pt(*_candidates(row, columns), CELL_PT, bold=row.kind not in _PLAIN)
    if height <= TALLEST_ROW_PT:
        return (round(height, 2),)
    whole, rest = divmod(height, SEGMENT_PT)
    # A sliver is not worth a row of its own: the last piece takes it.
    return (SEGMENT_PT,) * (int(whole) - 1) + (round(SEGMENT_PT + rest, 2),)


def line_height(text: str, width_mm: float) -> float:
    """Height in points of a full-width line above a table."""
    return max(LINE_HEIGHT_PT, row_height_pt([text], [width_mm], CELL_PT, bold=True))


def tier_heights(table: FormTable) -> tuple[float, ...]:
    """Heights in points of the head's tiers; a cell over several tiers asks each for its share."""
    heights = [LINE_HEIGHT_PT] * table.head_tiers
    for cell in table.head:
        width = sum(column.width_mm for column in table.columns[cell.column : cell.column + cell.columns])
        share = row_height_pt([cell.text], [width], CELL_PT, bold=True) / cell.rows
        for tier in range(cell.row, cell.row + cell.rows):
            heights[tier] = max(heights[tier], share)
    return tuple(round(height, 2) for height in heights)


def _candidates(row: Row, columns: Sequence[Column]) -> tuple[list[str], list[float]]:
    """Texts and widths of the cells that may be the tallest."""
    if row.kind is RowKind.GROUP:
        return [str(row.cells[0])], [sum(column.width_mm for column in columns)]
    if row.label_span:
        return [str(row.cells[0])], [sum(column.width_mm for column in columns[: row.label_span])]
    texts = [
        (cell, column.width_mm)
        for cell, column in zip(row.cells, columns, strict=True)
        if column.kind is ColumnKind.TEXT and isinstance(cell, str) and cell
    ]
    if len(texts) > 1:
        letters = [_paragraph_widths(text) for text, _ in texts]
        bounds = [
            (_rough_lines(widths, width, _LEAST_LOSS_MM), _rough_lines(widths, width, _MOST_LOSS_MM))
            for widths, (_, width) in zip(letters, texts, strict=True)
        ]
        least = max(low for low, _ in bounds)
        # Of cells that are one line at most, any one stands for all.
        worth = [at for at, (_, high) in enumerate(bounds) if high >= max(least, 2)] or [0]
        texts = [texts[at] for at in worth]
    return [text for text, _ in texts], [width for _, width in texts]


def _rough_lines(widths: Sequence[float], column_mm: float, loss_mm: float) -> int:
    room = max(column_mm - CELL_MARGIN_MM - loss_mm, 1.0)
    return sum(max(1, math.ceil(width / room)) for width in widths)


@cache
def _letter_mm(letter: str) -> float:
    return official_fonts()[OFFICIAL_FAMILY].face().width(letter, CELL_PT) * _MM_PER_PT


def _paragraph_widths(text: str) -> list[float]:
    return [sum(map(_letter_mm, part)) for part in text.split("\n")]
