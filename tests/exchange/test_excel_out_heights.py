"""Rows are high enough for their text, and Excel can show and print them."""

from __future__ import annotations

import pytest

from kkplanner.exchange.excel_out.heights import SEGMENT_PT, TALLEST_ROW_PT, segments
from kkplanner.exchange.row_height import natural_row_height_pt
from kkplanner.exchange.sample import sample_plan
from kkplanner.forms import build
from kkplanner.forms.table import Column, ColumnKind, Row, RowKind

NARROW, WIDE = (
    Column(key="a", kind=ColumnKind.TEXT, width_mm=25),
    Column(key="b", kind=ColumnKind.TEXT, width_mm=80),
)


@pytest.mark.parametrize("layout", ["2571", "2566"])
def test_leaving_out_low_cells_changes_no_height(layout: str) -> None:
    for table in build(sample_plan(), "ผ.02", layout):
        widths = [column.width_mm for column in table.columns]
        for row in table.rows:
            if row.kind in (RowKind.ITEM, RowKind.SUB_ITEM):
                texts = [cell if isinstance(cell, str) else None for cell in row.cells]
                assert sum(segments(row, table.columns)) == pytest.approx(
                    natural_row_height_pt(texts, widths, 14), abs=0.1
                )


def test_a_low_row_stays_one_row() -> None:
    row = Row(kind=RowKind.ITEM, cells=("ถนน", "ถนนคอนกรีตเสริมเหล็ก"))
    assert len(segments(row, (NARROW, WIDE))) == 1


def test_a_tall_row_is_cut_into_pieces_of_whole_lines() -> None:
    row = Row(kind=RowKind.ITEM, cells=("เพื่อพัฒนาคุณภาพชีวิต " * 100, "สั้น"))
    pieces = segments(row, (NARROW, WIDE))
    assert len(pieces) > 3
    assert set(pieces[:-1]) == {SEGMENT_PT}
    assert SEGMENT_PT <= pieces[-1] < 2 * SEGMENT_PT < TALLEST_ROW_PT


def test_line_breaks_count_as_lines() -> None:
    one = sum(segments(Row(kind=RowKind.ITEM, cells=("ก", "ก")), (NARROW, WIDE)))
    six = sum(segments(Row(kind=RowKind.ITEM, cells=("ก\nข\nค\nง\nจ\nฉ", "ก")), (NARROW, WIDE)))
    assert six > 5 * (one - 3)
