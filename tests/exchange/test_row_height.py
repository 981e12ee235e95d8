"""Row heights for Excel: every line of every cell is to be seen."""

from __future__ import annotations

import pytest

from kkplanner.exchange.row_height import EXCEL_HIGHEST_ROW_PT, row_height_pt
from kkplanner.thai.words import Segmenter

TEXT = "เพื่อให้ประชาชนมีเส้นทางคมนาคมที่สะดวก ปลอดภัย และขนส่งผลผลิตทางการเกษตรได้ตลอดทั้งปี"


@pytest.fixture(scope="module")
def cutter() -> Segmenter:
    return Segmenter()


def test_an_empty_row_is_one_line_high(cutter):
    assert row_height_pt([None, ""], [20, 30], 16, cutter=cutter) == pytest.approx(16 * 1.35 + 3)


def test_the_tallest_cell_decides(cutter):
    one = row_height_pt(["กองช่าง", "ก"], [30, 30], 14, cutter=cutter)
    assert row_height_pt(["กองช่าง", "1\n2\n3"], [30, 30], 14, cutter=cutter) == pytest.approx(
        one + 2 * 14 * 1.35
    )


def test_a_narrower_column_is_never_lower(cutter):
    heights = [row_height_pt([TEXT], [width], 14, cutter=cutter) for width in range(120, 10, -5)]
    assert heights == sorted(heights)
    assert heights[-1] > 4 * heights[0] / 2


def test_bold_text_is_wider(cutter):
    plain = sum(row_height_pt([TEXT], [width], 14, cutter=cutter) for width in range(20, 80, 3))
    assert (
        sum(row_height_pt([TEXT], [width], 14, bold=True, cutter=cutter) for width in range(20, 80, 3))
        > plain
    )


def test_excels_limit_is_kept(cutter):
    assert row_height_pt(["1\n" * 100], [30], 16, cutter=cutter) == EXCEL_HIGHEST_ROW_PT


def test_each_text_has_a_width(cutter):
    with pytest.raises(ValueError, match="shorter"):
        row_height_pt(["ก", "ข"], [30], 16, cutter=cutter)
