from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util.date import thai_abbr_months, thai_full_months

from kkplanner.thai.dates import (
    MONTHS,
    MONTHS_SHORT,
    DateError,
    buddhist_year,
    christian_year,
    fiscal_year,
    format_date,
    parse_date,
)
from kkplanner.thai.digits import DigitStyle

ANNOUNCED = dt.date(2026, 7, 1)


def test_month_names_are_those_of_pythainlp():
    assert list(MONTHS) == thai_full_months
    assert list(MONTHS_SHORT) == thai_abbr_months


def test_buddhist_and_christian_years():
    assert buddhist_year(2026) == 2569
    assert christian_year(2571) == 2028


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2027-09-30", 2570),
        ("2027-10-01", 2571),
        ("2027-12-31", 2571),
        ("2028-01-01", 2571),
        ("2028-09-30", 2571),
    ],
)
def test_the_fiscal_year_opens_in_october(day: str, year: int):
    assert fiscal_year(dt.date.fromisoformat(day)) == year


def test_three_ways_to_print_a_day():
    assert format_date(ANNOUNCED) == "1 กรกฎาคม 2569"
    assert format_date(ANNOUNCED, "official", DigitStyle.THAI) == "๑ กรกฎาคม พ.ศ. ๒๕๖๙"
    assert format_date(ANNOUNCED, "short") == "1 ก.ค. 69"


@pytest.mark.parametrize(
    "text",
    [
        "๑ กรกฎาคม ๒๕๖๙",
        "1 กรกฎาคม พ.ศ. 2569",
        "ประกาศ ณ วันที่ ๑ กรกฎาคม พ.ศ. ๒๕๖๙",
        "ลงวันที่ 1 ก.ค. 2569",
        "วันที่ 1 เดือน กรกฎาคม พุทธศักราช 2569",
        "1 ก.ค. 69",
        "1ก.ค.69",
        "1 กค 69",
        "01/07/2569",
        "1-7-69",
        "1.7.2569",
        "1/7/2026",
        "1 กรกฎาคม ค.ศ. 2026",
        "2026-07-01",
        " 1  กรกฎาคม\n2569 ",
    ],
)
def test_a_day_as_clerks_and_computers_write_it(text: str):
    assert parse_date(text) == ANNOUNCED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "กรกฎาคม 2569",
        "31 กุมภาพันธ์ 2569",
        "1 กรกฏา 2569",
        "1/13/2569",
        "1/7/256",
        "1 กรกฎาคม พ.ศ. 2026",
        "1 กรกฎาคม ค.ศ. 2569",
        "30/2/2569",
        "0/1/2569",
        "1/7-2569",
        "2569",
        "9" * 5000,
    ],
)
def test_what_is_no_day_is_named(text: str):
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert len(caught.value.sentence) < 400


@given(
    st.dates(dt.date(1957, 1, 1), dt.date(2056, 12, 31)),
    st.sampled_from(["long", "official", "short"]),
    st.sampled_from(DigitStyle),
)
def test_a_printed_day_is_read_back(day: dt.date, style, digits: DigitStyle):
    assert parse_date(format_date(day, style, digits)) == day
    assert parse_date(day.isoformat()) == day
