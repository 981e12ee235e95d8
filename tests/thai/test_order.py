from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import collate

from kkplanner.thai.order import sort_key


def in_order(*words: str) -> bool:
    shuffled = random.Random(7).sample(words, len(words))
    return sorted(shuffled, key=sort_key) == list(words)


def test_leading_vowels_count_after_their_consonant():
    assert in_order("กลาง", "เกษตร", "แก้ว", "ไก่", "ขยะ", "เขต", "คลอง")


def test_tones_decide_only_between_words_alike_without_them():
    assert in_order("ปา", "ป่า", "ป้า", "ป๊า", "ป๋า", "ปาก")
    assert in_order("กก", "ก้กข", "กง")
    assert in_order("เกง", "เก็ง", "เก่ง", "เก้ง")


def test_a_tone_counts_where_it_stands():
    assert in_order("กาก่า", "ก่ากา", "ก่าก่า")


def test_numbers_go_by_value_in_either_digits():
    assert in_order("หมู่ที่ 1", "หมู่ที่ ๒", "หมู่ที่ 3", "หมู่ที่ ๑๐", "หมู่ที่ 11")


def test_numbers_before_latin_before_thai():
    assert in_order("3Rs", "CCTV", "e-Plan", "กองช่าง")


def test_letter_case_and_punctuation_do_not_separate():
    assert in_order("(ก)", "ก. ข", "กค")
    assert in_order("Bag", "bank")


def test_order_does_not_depend_on_how_sara_am_was_typed():
    assert sort_key("น\u0e4d\u0e49\u0e32") == sort_key("น้ำ")


def test_where_collate_is_not_used():
    assert collate(["ปาก", "ป่า"]) == ["ปาก", "ป่า"]  # a dictionary has ป่า first
    assert collate(["หมู่ 10", "หมู่ 2"]) == ["หมู่ 10", "หมู่ 2"]
    assert collate(["๒", "1", "ก"]) == ["1", "ก", "๒"]


@given(st.lists(st.text("กขปเแา่้์็ 12๑๒aB-.ำ", max_size=8)))
def test_the_order_is_total_and_stable_under_shuffling(words: list[str]):
    different = list({sort_key(word): word for word in words}.values())
    assert sorted(different, key=sort_key) == sorted(sorted(different), key=sort_key)
    assert [sort_key(word) for word in sorted(words, key=sort_key)] == sorted(map(sort_key, words))


@given(st.text())
def test_any_text_has_a_key(text: str):
    assert sort_key(text) == sort_key(text)
