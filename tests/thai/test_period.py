from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.period import Period, PeriodError


@pytest.mark.parametrize(
    "text",
    [
        "2571-2575",
        " 2571 - 2575 ",
        "พ.ศ. ๒๕๗๑ - ๒๕๗๕",
        "(พ.ศ.2571 – 2575)",
        "พ.ศ. 2571 ถึง พ.ศ. 2575",
        "ปีงบประมาณ พ.ศ. 2571-2575",
        "พุทธศักราช ๒๕๗๑ — ๒๕๗๕",
    ],
)
def test_clerks_write_a_period_in_many_ways(text: str):
    assert Period.parse(text) == Period(2571, 2575)


def test_a_period_knows_its_years():
    period = Period(2571, 2575)
    assert period.years == (2571, 2572, 2573, 2574, 2575)
    assert len(period) == 5
    assert 2573 in period
    assert 2576 not in period
    assert "2573" not in period


def test_a_period_prints_as_titles_do():
    assert str(Period(2571, 2575)) == "2571-2575"
    assert Period(2571, 2575).printed() == "พ.ศ. 2571 - 2575"
    assert Period(2571, 2575).printed(DigitStyle.THAI) == "พ.ศ. ๒๕๗๑ - ๒๕๗๕"
    assert Period.parse("2571").printed() == "พ.ศ. 2571"


@pytest.mark.parametrize(
    "text", ["", "2575-2571", "2028-2032", "2571-75", "ห้าปี", "แผน 2571-2575", "25711-2575", "2571-2575-2580"]
)
def test_anything_else_is_named(text: str):
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert "2571-2575" in caught.value.sentence  # shows how to write one


def test_periods_sort_by_their_first_year():
    assert min([Period(2571, 2575), Period(2566, 2570)]).first == 2566


def test_a_title_line_gives_up_its_period():
    assert Period.find("แผนพัฒนาท้องถิ่น (พ.ศ.๒๕๖๖ - ๒๕๗๐) เทศบาลนคร") == Period(2566, 2570)
    assert Period.find("โทร. 1234-5678 แผนพัฒนา พ.ศ. 2571-2575") == Period(2571, 2575)
    assert Period.find("แผนพัฒนาท้องถิ่น") is None


@given(st.integers(2400, 2700), st.integers(0, 20), st.sampled_from(DigitStyle))
def test_what_is_printed_is_read_back(first: int, more: int, digits: DigitStyle):
    period = Period(first, min(first + more, 2700))
    assert Period.parse(period.printed(digits)) == period == Period.parse(str(period))
