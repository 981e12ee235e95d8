"""Bundled fonts: where they come from, what they measure, and that every glyph knows its text."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.assets import resource
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, Typeface, official_fonts
from kkplanner.thai.glue import NEVER_FIRST, NEVER_LAST
from kkplanner.thai.lines import break_lines
from kkplanner.thai.words import Segmenter

FAMILIES = list(official_fonts())
STYLES = [(bold, italic) for bold in (False, True) for italic in (False, True)]
STRESS = "ปิ้ง ปั๊ม ฟื้น ที่ ขั้น ซื้อ เก้าอี้ ป่า ป้า ฝั่ง ปี่ ญู ฐู ฐุ น้ำ ล้ำ ค่ำ ปำ ป้ำ ฤๅษี ๒๕๗๑ “ประชารัฐ” ฯลฯ ๆ กฎ ฎุ ฏู สิทธิ์ ศิลป์"


@pytest.fixture(params=[(family, *style) for family in FAMILIES for style in STYLES], ids=str)
def face(request: pytest.FixtureRequest) -> Typeface:
    family, bold, italic = request.param
    return official_fonts()[family].face(bold=bold, italic=italic)


def test_the_official_face_is_the_default():
    assert OFFICIAL_FAMILY == "TH Sarabun"
    assert FAMILIES == ["TH Sarabun", "Sarabun"]


def test_every_font_file_is_the_one_that_the_readme_names():
    readme = resource("fonts", "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| `(\S+\.ttf)` .*`([0-9a-f]{64})`", readme, re.MULTILINE))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in resource("fonts").glob("*.ttf")
    }
    assert named == found
    used = {family.path(bold=b, italic=i).name for family in official_fonts().values() for b, i in STYLES}
    assert used == set(found)


@pytest.mark.parametrize(
    ("family", "words"),
    [("TH Sarabun", "Department of Intellectual Property"), ("Sarabun", "SIL OPEN FONT LICENSE Version 1.1")],
)
def test_each_family_brings_its_licence(family, words):
    licence = resource("fonts", official_fonts()[family].licence)
    assert words in licence.read_text(encoding="utf-8")


def test_the_fonts_draw_all_that_plans_contain(face: Typeface):
    assert face.missing(STRESS + "฿²½°×–—…•©5%") == frozenset()
    assert face.missing("ก☐") == {"☐"}


def test_glyphs_share_out_the_text(face: Typeface):
    for word in STRESS.split():
        assert "".join(glyph.source for glyph in face.run(word).glyphs) == word


@given(text=st.text(st.sampled_from("กปฝฐญฎนทอเแโใไะาำิีึืุู่้๊๋์ํ๎ๆฯ 0๑aẞ\u200b("), max_size=12))
def test_glyphs_share_out_any_text(text: str):
    for family in official_fonts().values():
        assert "".join(glyph.source for glyph in family.face().run(text).glyphs) == text


def test_marks_take_no_room(face: Typeface):
    assert face.width("ที่", 16) == pytest.approx(face.width("ท", 16), abs=0.01)


def test_a_tone_over_a_tall_consonant_is_not_the_plain_one(face: Typeface):
    """ป่า: the mark is moved left or has another shape, or it would hit the stem."""
    plain, tall = face.run("ก่").glyphs[-1], face.run("ป่").glyphs[-1]
    assert (plain.id, plain.x_offset) != (tall.id, tall.x_offset)


def test_sara_am_stays_one_letter(face: Typeface):
    for word in ("น้ำ", "ค่ำ", "ทำ"):
        assert [glyph.source for glyph in face.run(word).glyphs][-1] == "ำ"


def test_the_families_set_text_equally_wide_at_their_ratio():
    text = "เพื่อให้ประชาชนมีเส้นทางคมนาคมที่สะดวก ปลอดภัย และขนส่งผลผลิตทางการเกษตรได้ตลอดทั้งปี"
    widths = [family.face().width(text, 16 * family.size_ratio) for family in official_fonts().values()]
    assert widths[0] == pytest.approx(widths[1], rel=0.02)


def audit(texts: list[str], width_mm: float, face: Typeface, segmenter: Segmenter) -> list[tuple[str, str]]:
    """Every line that starts, ends or sticks out as no line may."""
    width = width_mm * 72 / 25.4
    faults = []
    for text in texts:
        before = ""
        for line in break_lines(text, width, lambda piece: face.width(piece, 13), segmenter):
            shown = line.text
            if line.width > width + 0.01:
                faults.append(("overfull", shown))
            if shown and before and shown[0] in NEVER_FIRST:
                faults.append(("start", shown))
            if shown and not line.closes_paragraph and shown[-1] in NEVER_LAST:
                faults.append(("end", shown))
            before = "" if line.closes_paragraph else shown
    return faults


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("width_mm", [25, 40, 60])
def test_no_line_of_the_sample_starts_or_ends_wrongly(family, width_mm):
    texts = [
        STRESS,
        "จัดกิจกรรม “วันเด็กแห่งชาติ” (เด็ก ๆ ทุกหมู่บ้าน) ประจำปี พ.ศ. ๒๕๗๑ - ๒๕๗๕ งบประมาณ ๑,๒๕๐,๐๐๐.- บาท",
        "ถนน คสล. กว้าง 5.00 เมตร ยาว 1,250 เมตร หนา 0.15 เมตร หรือมีพื้นที่ไม่น้อยกว่า 6,250 ตร.ม. (ตามแบบ อบต.)",
        "https://www.example.go.th/plan/2571-2575/download?file=very_long_name_of_a_document.pdf",
    ]
    assert audit(texts, width_mm, official_fonts()[family].face(), Segmenter()) == []


@pytest.mark.parametrize("width_mm", [25, 40, 60])
def test_no_line_of_the_real_plan_starts_or_ends_wrongly(width_mm, real_truth):
    fields = ("strategy", "tactic", "title", "objective", "target", "kpi", "expected", "agency")
    texts = sorted({str(row[field]) for row in real_truth for field in fields if row[field]})
    assert len(texts) > 500
    # A line that the clerk began with a mark (a typing error) is the clerk's.
    assert audit(texts, width_mm, official_fonts()[OFFICIAL_FAMILY].face(), Segmenter()) == []
