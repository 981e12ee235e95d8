"""A justified line gives way between letters and at spaces, never inside a number or under a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.thai.lines import Box, Run
from kkplanner.thai.spreading import WIDEST_LETTER, Gaps, letters, line_gaps


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ที่ทำการ", ("ที่", "ทำ", "กา", "ร")),
        ("พ.ศ. ๒๕๗๑", ("พ", ".", "ศ", ".", " ", "๒๕๗๑")),
        ("1,234.50 บาท", ("1,234.50", " ", "บา", "ท")),
        ("PM2.5", ("PM2.5",)),
        ("", ()),
    ],
)
def test_marks_stay_with_letters_and_numbers_stay_closed(text, pieces):
    assert letters(text) == pieces


@given(st.text(alphabet="กขคงำะาิี่้เแโ๑๒12a. ", max_size=40))
def test_the_pieces_give_back_the_text(text):
    assert "".join(letters(text)) == text


def test_the_gaps_of_a_line_are_between_its_letters_not_after_the_last():
    assert line_gaps([]) == Gaps(0, 0)
    assert line_gaps([Box("กก", 10, 0)]) == Gaps(0, 1)
    assert line_gaps([Box("กก", 10, 0), Box("ก", 5, 3)]) == Gaps(0, 2)
    assert line_gaps([Box("กก", 10, 3), Box("กก", 5, 0)]) == Gaps(1, 2)
    bold = Box("กก", 10, 0, (Run("ก"), Run("ก", 1)))
    assert line_gaps([bold, Box("ก", 5, 0)]) == Gaps(0, 2)


@given(
    st.integers(min_value=0, max_value=9),
    st.integers(min_value=0, max_value=90),
    st.floats(min_value=0, max_value=8),
)
def test_all_slack_is_placed_where_there_is_a_space(spaces, joints, slack):
    letter, space = Gaps(spaces, joints).spread(slack)
    placed = letter * joints + space * spaces
    assert letter <= WIDEST_LETTER
    assert placed <= slack + 1e-9
    if spaces:
        assert placed == pytest.approx(slack)
        assert space >= letter
