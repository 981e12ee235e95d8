"""Amounts get the room they need, and all of them the same size."""

from __future__ import annotations

import pytest

from kkplanner.exchange.pdf.columns import plan_columns
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.pdf.paragraph import TextStyle
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.forms.table import Column, ColumnKind, FormTable, HeadCell, Row, RowKind
from kkplanner.thai.digits import DigitStyle


def plan(
    amounts: list[int], money_mm: float, digits: DigitStyle, *, text_mm: float = 200, frame: float = 785.0
):
    """A table of one text column and a money column for each amount."""
    years = [
        Column(key=str(n), kind=ColumnKind.MONEY, width_mm=money_mm, align="right")
        for n in range(len(amounts))
    ]
    table = FormTable(
        form="ผ.02",
        layout="2571",
        stamp="แบบ ผ.02",
        title_lines=(),
        lines_above=(),
        outline="ผ.02",
        orientation="landscape",
        columns=(Column(key="title", kind=ColumnKind.TEXT, width_mm=text_mm), *years),
        head=(HeadCell(text="โครงการ", row=0, column=0),),
        rows=(Row(kind=RowKind.ITEM, cells=("ก", *amounts)),),
    )
    fonts = DocumentFonts(official_fonts()[OFFICIAL_FAMILY])
    plain, bold = TextStyle(fonts.regular, 13, 15), TextStyle(fonts.bold, 13, 15)
    return plan_columns(table, frame, 2.0, plain, bold, digits)


def test_wide_enough_columns_stay_as_the_form_has_them():
    made = plan([100_000_00] * 3, 30, DigitStyle.ARABIC)
    assert made.widths[0] / made.widths[1] == pytest.approx(200 / 30)
    assert (made.item_scale, made.total_scale) == (1.0, 1.0)


def test_thai_digits_widen_the_years_equally_at_the_cost_of_the_text():
    narrow = plan([1_632_820_00, None, 50_000_00], 15, DigitStyle.ARABIC)
    thai = plan([1_632_820_00, None, 50_000_00], 15, DigitStyle.THAI)
    assert thai.widths[1] == thai.widths[2] == thai.widths[3] > narrow.widths[1]
    assert sum(thai.widths) == pytest.approx(sum(narrow.widths)) == pytest.approx(785)
    assert thai.item_scale == 1.0


def test_what_is_still_missing_makes_all_numbers_smaller_together():
    made = plan([123_456_789_00] * 5, 9, DigitStyle.THAI, text_mm=60, frame=300)
    assert made.item_scale < 1.0
    assert made.item_scale >= 0.75


def test_a_narrow_table_is_not_stretched():
    assert sum(plan([1_00], 20, DigitStyle.ARABIC, text_mm=40).widths) == pytest.approx(60 * 72 / 25.4)
