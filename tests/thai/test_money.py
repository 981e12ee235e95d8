from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import bahttext

from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.money import (
    LARGEST_SATANG,
    AmountError,
    AmountFault,
    baht_in_words,
    format_baht,
    parse_baht,
)


@pytest.mark.parametrize(
    ("typed", "baht"),
    [
        (" 1,632,820 ", 1_632_820),
        ("10,500,000.00", 10_500_000),
        ("๕๐๐,๐๐๐.-", 500_000),
        ("500,000 บาท", 500_000),
        ("500,000.-บาท", 500_000),
        ("500,000.- บาทถ้วน", 500_000),
        ("500,000,-", 500_000),
        ("500,000.–", 500_000),
        ("500000", 500_000),
        ("฿ 500", 500),
        ("฿500.", 500),
        ("\u00a01,632,820\u00a0", 1_632_820),
        ("\ufeff20,000\u200b", 20_000),
        ("1.5 ล้านบาท", 1_500_000),
        ("๒ แสน", 200_000),
        ("50 ล้าน", 50_000_000),
        ("50ล้าน", 50_000_000),
        ("1.25 พันล้านบาท", 1_250_000_000),
        ("5 หมื่นบาท", 50_000),
        ("0.29 ล้าน", 290_000),
        ("1 ล้าน 5 แสนบาท", 1_500_000),
        ("1 ล้าน 500,000 บาท", 1_500_000),
        ("0", 0),
        ("0.00", 0),
        ("๐", 0),
        ("1,250,\n000", 1_250_000),
        ("1,250\n,000", 1_250_000),
        ("10,500,\r\n000.00", 10_500_000),
        ("1,250,0\n00", 1_250_000),
        ("10,500,000\n.00", 10_500_000),
        ("1,250, 000", 1_250_000),
        ("500,000\nบาท", 500_000),
        (285000, 285_000),
        (285000.0, 285_000),
        (Decimal("285000.00"), 285_000),
    ],
)
def test_what_clerks_type(typed: object, baht: int):
    assert parse_baht(typed) == baht * 100


@pytest.mark.parametrize(
    "typed", [None, "", "  \n ", "-", " -   ", "–", "—", "--", ".-", "- บาท", "\u00a0-\u00a0"]
)
def test_no_amount_is_none_and_not_zero(typed: str | None):
    assert parse_baht(typed) is None


def test_satang_are_exact():
    assert parse_baht("0.01") == 1
    assert parse_baht("1,632,820.5") == 163_282_050
    assert parse_baht(0.1 + 0.2) == 30
    assert parse_baht(1.1 * 3) == 330
    assert parse_baht(-0.0) == 0
    assert parse_baht(Decimal("99999999999.99")) == 9_999_999_999_999


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("เงินรายได้", AmountFault.TEXT),
        ("500,000-", AmountFault.TEXT),
        ("=SUM(A1:A5)", AmountFault.TEXT),
        ("1O0,000", AmountFault.TEXT),
        ("5E+06", AmountFault.TEXT),
        ("๕ บาทต่อคน", AmountFault.TEXT),
        ("1" * 201, AmountFault.TEXT),
        ("100,000\n200,000", AmountFault.TWO_AMOUNTS),
        ("100,000 200,000", AmountFault.TWO_AMOUNTS),
        ("500\n000", AmountFault.TWO_AMOUNTS),
        ("500 000", AmountFault.TWO_AMOUNTS),
        ("2.\n50", AmountFault.TWO_AMOUNTS),
        ("100,000 - 200,000", AmountFault.TWO_AMOUNTS),
        ("100,000+50,000", AmountFault.TWO_AMOUNTS),
        ("5 แสน 5 ล้าน", AmountFault.TWO_AMOUNTS),
        ("1.5 ล้าน 2 แสน", AmountFault.TWO_AMOUNTS),
        ("500 บาท 200 บาท", AmountFault.TWO_AMOUNTS),
        ("1.250.000", AmountFault.GROUPING),
        ("12,50,000", AmountFault.GROUPING),
        ("1,2345", AmountFault.GROUPING),
        ("500,00", AmountFault.GROUPING),
        ("0500,000", AmountFault.GROUPING),
        ("1,250\n000", AmountFault.GROUPING),
        ("1.250", AmountFault.DECIMALS),
        ("1,250.505", AmountFault.DECIMALS),
        (0.001, AmountFault.DECIMALS),
        (Decimal("0.005"), AmountFault.DECIMALS),
        ("(500)", AmountFault.NEGATIVE),
        ("-500", AmountFault.NEGATIVE),
        ("−500,000.-", AmountFault.NEGATIVE),
        ("-1.5 ล้าน", AmountFault.NEGATIVE),
        (-500, AmountFault.NEGATIVE),
        (-0.01, AmountFault.NEGATIVE),
        (Decimal(-1), AmountFault.NEGATIVE),
        ("10,000,000,000,000.01", AmountFault.TOO_LARGE),
        (10**14, AmountFault.TOO_LARGE),
        pytest.param(10**6000, AmountFault.TOO_LARGE, id="huge"),
        (1e308, AmountFault.TOO_LARGE),
        (Decimal("1e999999"), AmountFault.TOO_LARGE),
        ("9" * 150, AmountFault.TOO_LARGE),
        (float("nan"), AmountFault.NOT_FINITE),
        (float("inf"), AmountFault.NOT_FINITE),
        (Decimal("sNaN"), AmountFault.NOT_FINITE),
        (True, AmountFault.LOGICAL),
        (dt.datetime(2026, 7, 1), AmountFault.DATE),  # noqa: DTZ001 - as Excel gives it
        (dt.date(2026, 7, 1), AmountFault.DATE),
        (dt.time(7, 0), AmountFault.DATE),
        ("1/7/2569", AmountFault.DATE),
        ("2026-07-01", AmountFault.DATE),
        ("#REF!", AmountFault.ERROR_VALUE),
        (" #value! ", AmountFault.ERROR_VALUE),
        ("#N/A", AmountFault.ERROR_VALUE),
        ("#DIV/0!", AmountFault.ERROR_VALUE),
        (["500"], AmountFault.KIND),
        (b"500", AmountFault.KIND),
    ],
)
def test_what_is_no_amount_is_named_and_never_guessed(value: object, reason: AmountFault):
    with pytest.raises(AmountError) as caught:
        parse_baht(value)
    assert caught.value.reason is reason
    assert caught.value.value is value
    assert reason.explanation in caught.value.sentence
    assert len(caught.value.sentence) < 500


def test_every_fault_has_its_own_explanation():
    assert len({fault.explanation for fault in AmountFault}) == len(AmountFault)


def test_the_largest_amount_is_still_read():
    assert parse_baht("10,000,000,000,000.00") == LARGEST_SATANG


@given(st.integers(0, LARGEST_SATANG), st.sampled_from(DigitStyle), st.sampled_from(["auto", "always"]))
def test_a_printed_amount_is_read_back(satang: int, digits: DigitStyle, decimals):
    assert parse_baht(format_baht(satang, digits, decimals)) == satang


@given(st.integers(0, 10**13), st.data())
def test_a_line_break_inside_an_amount_changes_nothing_or_is_named(baht: int, data: st.DataObject):
    text = f"{baht:,}"
    position = data.draw(st.integers(0, len(text)))
    try:
        assert parse_baht(f"{text[:position]}\n{text[position:]}") == baht * 100
    except AmountError as error:
        assert error.reason in {AmountFault.TWO_AMOUNTS, AmountFault.GROUPING}  # noqa: PT017


@given(st.one_of(st.text(), st.text("0123456789๐๑๒,.-– ()\nบาทล้านแสน", max_size=20)))
def test_any_text_is_an_amount_or_a_named_fault(text: str):
    try:
        satang = parse_baht(text)
    except AmountError as error:
        assert error.sentence  # noqa: PT017
    else:
        assert satang is None or 0 <= satang <= LARGEST_SATANG


def test_printing():
    assert format_baht(163_282_000) == "1,632,820"
    assert format_baht(163_282_050) == "1,632,820.50"
    assert format_baht(163_282_000, decimals="always") == "1,632,820.00"
    assert format_baht(50_000_000, DigitStyle.THAI) == "๕๐๐,๐๐๐"
    assert format_baht(-150) == "-1.50"
    assert format_baht(0) == "0"
    assert format_baht(None) == "-"
    assert format_baht(None, blank="") == ""


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (100, "หนึ่งบาทถ้วน"),
        (2_100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (163_282_025, "หนึ่งล้านหกแสนสามหมื่นสองพันแปดร้อยยี่สิบบาทยี่สิบห้าสตางค์"),
        (50, "ห้าสิบสตางค์"),
        (1, "หนึ่งสตางค์"),
        (-150, "ลบหนึ่งบาทห้าสิบสตางค์"),
        (
            999_999_999_999_999,
            "เก้าล้านเก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าล้านเก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าบาทเก้าสิบเก้าสตางค์",
        ),
    ],
)
def test_amounts_in_words(satang: int, words: str):
    assert baht_in_words(satang) == words


@given(st.integers(1, 10**9))
def test_whole_baht_are_the_words_of_pythainlp(baht: int):
    assert baht_in_words(baht * 100) == bahttext(baht)


def test_where_bahttext_itself_is_not_used():
    assert bahttext(0.5) == "ศูนย์บาทห้าสิบสตางค์"  # nobody writes the zero
    assert bahttext(-0.5) == bahttext(0.5)  # the sign is lost
    assert bahttext(99_999_999_999_999_999.99) != baht_in_words(
        9_999_999_999_999_999_999
    )  # a float has too few digits
