"""Texts with blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.drafting.pattern import PatternError, render, slots_in, slots_outside_segments


def test_blanks_are_filled() -> None:
    assert render("กว้าง {กว้าง} เมตร", {"กว้าง": "4.00"}) == "กว้าง 4.00 เมตร"


def test_a_segment_is_printed_only_when_all_of_it_is_given() -> None:
    pattern = "ก่อสร้างถนน[ สาย{สาย} ช่วง {ช่วง}] {หมู่บ้าน}"
    assert render(pattern, {"หมู่บ้าน": "บ้านโนน", "สาย": "วัด", "ช่วง": "1"}) == "ก่อสร้างถนน สายวัด ช่วง 1 บ้านโนน"
    assert render(pattern, {"หมู่บ้าน": "บ้านโนน", "สาย": "วัด"}) == "ก่อสร้างถนน บ้านโนน"
    assert render(pattern, {"หมู่บ้าน": "บ้านโนน", "สาย": "", "ช่วง": "1"}) == "ก่อสร้างถนน บ้านโนน"


def test_a_number_never_touches_a_thai_word() -> None:
    assert render("ภายใน{ที่}", {"ที่": "12 หมู่บ้าน"}) == "ภายใน 12 หมู่บ้าน"
    assert render("ข้าม{ที่}", {"ที่": "ห้วยทราย"}) == "ข้ามห้วยทราย"
    assert render("ท่อชนิด{ขนาด}ยาว", {"ขนาด": "HDPE ชั้น PN 8"}) == "ท่อชนิด HDPE ชั้น PN 8 ยาว"


def test_what_is_missing_outside_segments_is_no_silent_hole() -> None:
    with pytest.raises(KeyError):
        render("ยาว {ยาว} เมตร", {})


@pytest.mark.parametrize("broken", ["{ก", "ก}", "[ก", "ก]", "[ก [ข]]", "{}", "{ก{ข}}"])
def test_brackets_pair(broken: str) -> None:
    with pytest.raises(PatternError):
        render(broken, {"ก": "1", "ข": "2"})


def test_slots_are_named_in_order() -> None:
    assert list(slots_in("{ก}[ {ข}]{ค}")) == ["ก", "ข", "ค"]
    assert list(slots_outside_segments("{ก}[ {ข}]{ค}")) == ["ก", "ค"]


@given(st.text(alphabet="กข 1"), st.text(alphabet="คง 2"))
def test_no_double_space_is_left(before: str, value: str) -> None:
    result = render(f"{before} {{ก}} ท้าย", {"ก": value})
    assert "  " not in result
    assert result == result.strip()
