from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import arabic_digit_to_thai_digit, thai_digit_to_arabic_digit

from kkplanner.thai.digits import THAI_DIGITS, DigitStyle, in_style, to_arabic, to_thai


def test_digits_go_both_ways_and_nothing_else_changes():
    assert to_thai("แบบ ผ.02/1 ปี 2571") == "แบบ ผ.๐๒/๑ ปี ๒๕๗๑"
    assert to_arabic("๑,๒๕๐,๐๐๐.- บาท") == "1,250,000.- บาท"
    assert to_arabic(THAI_DIGITS) == "0123456789"


def test_a_style_makes_mixed_digits_uniform():
    assert in_style("หมู่ที่ ๓ ม.4", DigitStyle.ARABIC) == "หมู่ที่ 3 ม.4"
    assert in_style("หมู่ที่ ๓ ม.4", DigitStyle("thai")) == "หมู่ที่ ๓ ม.๔"


@given(st.text())
def test_the_tables_are_those_of_pythainlp(text: str):
    assert to_arabic(text) == thai_digit_to_arabic_digit(text)
    assert to_thai(text) == arabic_digit_to_thai_digit(text)
    assert to_arabic(to_thai(text)) == to_arabic(text)


@pytest.mark.parametrize(
    ("text", "thai"),
    [
        ("ปี 2571", "ปี ๒๕๗๑"),
        ("ฝุ่น PM2.5 เกิน 50", "ฝุ่น PM2.5 เกิน ๕๐"),
        ("ตามหลัก 3Rs", "ตามหลัก 3Rs"),
        ("ดู https://example.go.th/2571-2575?x=1 หน้า 5", "ดู https://example.go.th/2571-2575?x=1 หน้า ๕"),
        ("หมู่ที่3", "หมู่ที่๓"),
    ],
)
def test_codes_and_addresses_keep_their_digits(text, thai):
    assert in_style(text, DigitStyle.THAI) == thai
