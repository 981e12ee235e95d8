"""Heights of Excel rows with wrapped Thai text: Excel and LibreOffice keep the height that is in the file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.thai.lines import Cutter, line_count
from kkplanner.thai.words import default_segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

_POINTS_PER_MM = 72 / 25.4
# Spreadsheets keep a margin left and right inside a cell and round column widths to whole pixels.
CELL_MARGIN_MM = 3.0
# Line height of TH Sarabun in spreadsheets, as a share of its size, and the room above and below the text.
_LINE_SPACING = 1.35
_PADDING_PT = 3.0
# Excel refuses rows higher than this and would cut the text silently.
EXCEL_HIGHEST_ROW_PT = 409.0


def row_height_pt(
    texts: Sequence[str | None],
    widths_mm: Sequence[float],
    size_pt: float,
    *,
    bold: bool = False,
    cutter: Cutter | None = None,
) -> float:
    """As `natural_row_height_pt`, at most `EXCEL_HIGHEST_ROW_PT`."""
    return min(
        natural_row_height_pt(texts, widths_mm, size_pt, bold=bold, cutter=cutter), EXCEL_HIGHEST_ROW_PT
    )


def natural_row_height_pt(
    texts: Sequence[str | None],
    widths_mm: Sequence[float],
    size_pt: float,
    *,
    bold: bool = False,
    cutter: Cutter | None = None,
) -> float:
    """Height in points at which every cell of a row shows all its lines; it may be more than Excel allows.

    Args:
        texts: as written into the cells; None for an empty one.
        widths_mm: the column widths, one for each text (the sum of them for a merged cell).
        size_pt: size of TH Sarabun in the sheet.
        bold: the row is bold.
        cutter: where lines may break; the shared segmenter unless given.
    """
    count = max(
        (
            _lines(text, width, size_pt, bold, cutter or default_segmenter())
            for text, width in zip(texts, widths_mm, strict=True)
            if text
        ),
        default=1,
    )
    return count * size_pt * _LINE_SPACING + _PADDING_PT


@lru_cache(maxsize=16384)
def _lines(text: str, width_mm: float, size_pt: float, bold: bool, cutter: Cutter) -> int:
    face = official_fonts()[OFFICIAL_FAMILY].face(bold=bold)
    width = max(width_mm - CELL_MARGIN_MM, 1.0) * _POINTS_PER_MM
    return line_count(text, width, lambda piece: face.width(piece, size_pt), cutter)
