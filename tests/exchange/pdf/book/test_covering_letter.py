"""หนังสือนำส่ง: the letter that goes with the plan, as an official letter is laid out."""

from __future__ import annotations

import re

import pypdf

from kkplanner.exchange.pdf.book.covering_letter import write_covering_letter
from kkplanner.exchange.sample import sample_plan
from kkplanner.thai.digits import DigitStyle

SETTINGS = {
    "book.letter_number": "ขก 71801/125",
    "book.letter_day": "16 พฤศจิกายน 2570",
    "book.recipient": "นายอำเภอพล",
    "book.executive_name": "นายสมชาย ใจดี",
}


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_letter_says_what_is_sent_by_whom_and_to_whom(tmp_path):
    path = tmp_path / "letter.pdf"
    assert write_covering_letter(sample_plan(), SETTINGS, path, digits=DigitStyle.ARABIC) == 1
    text = squash(pypdf.PdfReader(path).pages[0].extract_text())
    order = (
        "ที่ขก71801/125",
        "วันที่16พฤศจิกายน2570",
        "เรื่องขอส่ง",
        "เรียนนายอำเภอพล",
        "จึงเรียนมาเพื่อโปรดทราบ",
        "ขอแสดงความนับถือ",
    )
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "50,506,240" in text  # the plan's own total, ผ.01 says the same


def test_letters_are_written_in_thai_digits(tmp_path):
    path = tmp_path / "letter.pdf"
    write_covering_letter(sample_plan(), SETTINGS, path)
    text = pypdf.PdfReader(path).pages[0].extract_text()
    assert "๒๕๗๑" in text
    assert not re.search("[0-9]", text)


def test_what_is_not_known_is_left_to_fill_in(tmp_path):
    path = tmp_path / "letter.pdf"
    assert write_covering_letter(sample_plan(), {}, path) == 1
    assert "เรียน" in pypdf.PdfReader(path).pages[0].extract_text()


def test_the_same_letter_gives_the_same_bytes(tmp_path):
    made = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for path in made:
        write_covering_letter(sample_plan(), SETTINGS, path)
    assert made[0].read_bytes() == made[1].read_bytes()
