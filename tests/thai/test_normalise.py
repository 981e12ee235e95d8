from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import normalize as pythainlp_normalize

from kkplanner.thai.normalise import normalise, same_text_key

NIKHAHIT, SARA_AA, MAI_EK, MAI_THO, SARA_II = "\u0e4d", "\u0e32", "\u0e48", "\u0e49", "\u0e35"
THAI = st.text("กนปร่้๊๋์็ิีุูัำาะเแโไใๆฯํฺ\u0e4e๑1 \n\u00a0\u200bAé\u0301", max_size=12)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("จ\u0e4d\u0e32นวน", "จำนวน"),
        (f"น{NIKHAHIT}{MAI_THO}{SARA_AA}", "น้ำ"),
        (f"น{MAI_THO}{NIKHAHIT}{SARA_AA}", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        (f"ท{MAI_EK}{SARA_II}", "ที่"),
        (f"ท{SARA_II}{SARA_II}{MAI_EK}{MAI_EK}", "ที่"),
        ("ค\u0e30\u0e48", "ค่ะ"),
        ("ท ำงาน", "ทำงาน"),
        ("ท \u0e35\u0e48", "ที่"),
        ("พระ\u200bเจ้า", "พระเจ้า"),
        ("\ufeffโครงการ\u2060", "โครงการ"),
        ("อบต.\u00a0โนน", "อบต. โนน"),
        ("ก\tข", "ก ข"),
        ("ก  ข   ค", "ก ข ค"),
        (" ก \r\n ข \r\n\r\n ค ", "ก\nข\n\nค"),
        ("ก\vข\u2028ค", "ก\nข\nค"),
        ("\n\nก\n\n", "ก"),
        ("ก\x00\x1fข\ufffe", "กข"),
        ("cafe\u0301", "café"),
        ("ก\ud800", "ก\ufffd"),
        ("เเผนงานเเปลก", "แผนงานแปลก"),  # no Thai word has two เ
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_is_put_right(typed: str, stored: str):
    assert normalise(typed) == stored


@pytest.mark.parametrize(
    "text",
    [
        "กิจกรรมที่ ๑\nกิจกรรมที่ ๒",
        "พ.ศ. ๒๕๗๑ – ๒๕๗๕",
        "“ประชารัฐ” ฯลฯ เด็ก ๆ",
        "ฤๅษี",
        "1,250,000.-",
        "ก่๊",  # two different tones: nobody can know which was meant
    ],
)
def test_what_stays_as_it_is(text: str):
    assert normalise(text) == text


@given(st.one_of(st.text(), THAI))
def test_twice_is_once(text: str):
    once = normalise(text)
    assert normalise(once) == once


@given(THAI)
def test_the_marks_of_a_consonant_have_one_order(text: str):
    clean = normalise(text)
    assert not re.search("[\u0e47-\u0e4e][\u0e38-\u0e3a]|[\u0e48-\u0e4c][\u0e31\u0e34-\u0e37\u0e4d]", clean)
    assert not re.search("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1", clean)
    assert not re.search(f"{NIKHAHIT}[\u0e48-\u0e4b]*{SARA_AA}|[\u0e30\u0e32\u0e33][\u0e48-\u0e4b]", clean)
    assert unicodedata.is_normalized("NFC", clean)


@given(st.permutations([SARA_II, MAI_EK]), st.permutations(["\u0e38", MAI_THO]))
def test_typing_order_of_marks_does_not_matter(above: list[str], below: list[str]):
    assert normalise("ท" + "".join(above) + "ป" + "".join(below)) == "ที่ปุ้"


@given(st.one_of(st.text(), THAI))
def test_only_blanks_marks_and_invisible_characters_change(text: str):
    def letters(value: str) -> list[str]:
        # แ and two เ count alike: the only letters that are ever put together.
        alike = value.replace("\u0e33", "\u0e32").replace("\u0e41", "\u0e40\u0e40")
        decomposed = unicodedata.normalize("NFD", alike)
        return [c for c in decomposed if unicodedata.category(c)[0] in "LNPS"]

    assert letters(normalise(text)) == letters(text)


def test_clean_text_of_the_province_changes_only_its_tabs(shared_dir: Path):
    text = next((shared_dir / "seeds").glob("004_*.txt")).read_text(encoding="utf-8")
    lines = text.split("\n")
    assert len(lines) > 1000
    for line in lines:
        assert normalise(line) == " ".join(line.split())


def test_a_real_workbook_needs_it(real_truth: list[dict[str, object]]):
    texts = [value for row in real_truth for value in row.values() if isinstance(value, str)]
    assert sum(NIKHAHIT in text for text in texts) >= 10
    assert any("\u200b" in text for text in texts)
    cleaned = "".join(map(normalise, texts))
    assert not set(cleaned) & {NIKHAHIT, "\u200b", "\r"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("โครงการ ที่ ๑", "โครงการที่ 1"),
        ("เเผนงาน", "แผนงาน"),
        ("จ\u0e4d\u0e32นวน\r\n๑๐ คน", "จำนวน 10 คน"),
        ("กิจกรรม 3Rs:Reduce", "กิจกรรม3RS:REDUCE"),
        ("น้\nำ", "น้ำ"),
    ],
)
def test_texts_a_clerk_calls_the_same(one: str, other: str):
    assert same_text_key(one) == same_text_key(other)


def test_texts_a_clerk_tells_apart():
    assert same_text_key("ป่า") != same_text_key("ป้า")
    assert same_text_key("หมู่ 1") != same_text_key("หมู่ 11")
    assert same_text_key("ระยะที่ 1.") != same_text_key("ระยะที่ 1")


@given(st.one_of(st.text(), THAI))
def test_the_key_is_stable_and_blind_to_cleaning(text: str):
    key = same_text_key(text)
    assert same_text_key(key) == key == same_text_key(normalise(text))
    assert not any(map(str.isspace, key))


def test_where_the_normalize_of_pythainlp_is_not_used():
    assert pythainlp_normalize("ก\n\nข") == "ก\nข"  # the blank line between paragraphs is lost
    assert pythainlp_normalize("นานาาาชาติ") == "นานาชาติ"  # letters are guessed away
    assert pythainlp_normalize("ทางแยกหน้า าคาร") != "ทางแยกหน้า าคาร"  # even across a blank
    assert pythainlp_normalize("ก\u00a0ข\ufeff") == "ก\u00a0ข\ufeff"  # what cannot be seen stays
    twice = pythainlp_normalize(pythainlp_normalize(f"ก{MAI_EK}{NIKHAHIT}{SARA_AA}"))
    assert twice == "ก่ำ"  # this much it does right
