"""What the documents can show is what their font has."""

from __future__ import annotations

import unicodedata

import pytest
import uharfbuzz as hb

from kkplanner.exchange.sample import sample_plan
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.plan.printable import named, unprintable


@pytest.mark.parametrize("style", [(False, False), (True, False), (False, True), (True, True)])
def test_the_list_is_what_every_style_of_the_font_of_the_documents_draws(style):
    bold, italic = style
    face = official_fonts()[OFFICIAL_FAMILY].face(bold=bold, italic=italic)
    drawn = hb.Face(hb.Blob.from_file_path(str(face.path))).unicodes
    every = "".join(map(chr, [*range(32, 0xFE00), *range(0xFE10, 0x20000)]))
    expected = {one for one in every if unicodedata.category(one)[0] not in "CZ" and ord(one) not in drawn}
    found = {one for one in unprintable(every) if unicodedata.category(one)[0] not in "CZ"}
    assert found == expected


def test_thai_texts_with_all_their_signs_print():
    text = "กว้าง ๔ เมตร × ยาว 1,200.50 ม² ≥ ½ “ถนน” – ฿ % °C …\n\tวรรคใหม่\u200b\u00a0ๆ ฯลฯ ๏ ๚๛"
    assert unprintable(text) == ()
    assert all(not unprintable(one.title + one.target) for one in sample_plan().projects)


def test_each_character_is_named_once_with_its_number():
    assert unprintable("\uf0b7 ถนน") == ("\uf0b7",)  # a bullet of a font of signs, copied from Word
    assert unprintable("ถนน 😀 → 施 😀 ❤️") == ("😀", "→", "施", "❤")
    assert named(("😀", "→")) == "“😀” (U+1F600), “→” (U+2192)"
    assert named(tuple("施工中国語文")) == (
        "“施” (U+65BD), “工” (U+5DE5), “中” (U+4E2D), “国” (U+56FD), “語” (U+8A9E) และอีก 1 ตัว"
    )
