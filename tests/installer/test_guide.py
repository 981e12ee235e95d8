"""The page for clerks says what the source of it says, on one sheet, with its pictures."""

from __future__ import annotations

import re

import pypdfium2
from conftest import ROOT

GUIDE = ROOT / "installer" / "README.th.md"


def test_the_printed_guide_is_one_page_and_of_this_text() -> None:
    document = pypdfium2.PdfDocument((ROOT / "installer" / "README.th.pdf").read_bytes())
    try:
        assert len(document) == 1
        printed = re.sub(r"[\s\u200b]", "", document[0].get_textpage().get_text_range())
    finally:
        document.close()
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        numbers = re.findall(r"\d{2,}|[A-Za-z%\\.-]{5,}", re.sub(r"!\[.*?\]\(.*?\)", "", line))
        for word in numbers:
            assert word in printed, f"`python installer/print_guide.py` is due: {word}"


def test_its_pictures_are_there() -> None:
    named = re.findall(r"\((pictures/.*?)\)", GUIDE.read_text(encoding="utf-8"))
    assert len(named) == 3
    assert all((GUIDE.parent / name).stat().st_size > 1000 for name in named)
