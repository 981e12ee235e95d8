"""Pasting: what carries meaning stays, nothing else comes in, and nothing hostile hurts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    ListKind,
    Paragraph,
    Run,
    TableBlock,
    parse,
    plain_text,
)
from kkplanner.plan.narrative_paste import LONGEST_PASTE, PasteTooLongError, from_html, from_plain
from kkplanner.thai.normalise import normalise

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<style><!-- p.MsoNormal {font-family:"TH SarabunPSK"} --></style></head><body lang=EN-US>
<!--StartFragment-->
<p class=MsoNormal style='text-indent:36pt'><b><span lang=TH style='font-size:16.0pt;color:red'>สภาพทั่วไป</span></b><span
lang=TH>ของ<i>ตำบล</i></span><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>ถนน</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.1<span>&nbsp;</span></span><![endif]>ถนนดิน</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>แหล่งน้ำ</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>ป่าไม้</p>
<table border=1><tr><td><p><b>หมู่</b></p></td><td><p><b>ครัวเรือน</b></p></td></tr>
<tr><td><p>1</p></td><td><p>212</p><p>หลัง</p></td></tr></table>
<!--EndFragment--></body></html>"""


def test_word_keeps_its_paragraphs_styles_lists_and_tables() -> None:
    assert from_html(WORD).narrative.blocks == (
        Paragraph((Run("สภาพทั่วไป", bold=True), Run("ของ"), Run("ตำบล", italic=True))),
        ListBlock(ListKind.NUMBERED, ((Run("ถนน\n1.1 ถนนดิน"),), (Run("แหล่งน้ำ"),))),
        ListBlock(ListKind.BULLETED, ((Run("ป่าไม้"),),)),
        TableBlock(("หมู่", "ครัวเรือน"), (("1", "212\nหลัง"),)),
    )


@pytest.mark.parametrize(
    ("marker", "kind"),
    [
        ("1.", ListKind.NUMBERED),
        ("(๑)", ListKind.NUMBERED),
        ("ก.", ListKind.NUMBERED),
        ("a)", ListKind.NUMBERED),
        ("iv.", ListKind.NUMBERED),
        ("·", ListKind.BULLETED),
        ("o", ListKind.BULLETED),
        ("Ø", ListKind.BULLETED),
        ("-", ListKind.BULLETED),
    ],
)
def test_words_own_lists_count_where_their_mark_counts(marker: str, kind: ListKind) -> None:
    word = f"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{marker}<span>&nbsp;</span></span>ถนน</p>"
    assert from_html(word).narrative.blocks == (ListBlock(kind, ((Run("ถนน"),),)),)


def test_a_web_page_keeps_its_structure_and_loses_the_rest() -> None:
    page = (
        "<h1>หัวข้อ</h1><script>alert('x')</script><style>p{}</style><div onclick=evil()>ก <a href='javascript:x'>ลิงก์</a>"
        "<br>บรรทัดสอง</div><ul><li>ข<ol><li>ย่อยหนึ่ง<li>ย่อยสอง</ol></li><li><p>ค</p><p>ต่อ</p></ul>"
        "<p style='display:none'>ซ่อน</p><h5>ย่อย <b>หนา</b></h5><img src=x onerror=alert(1)>"
        "<b style='font-weight:normal'>ไม่หนา</b>"
    )
    pasted = from_html(page)
    assert pasted.narrative.blocks == (
        Heading(1, (Run("หัวข้อ"),)),
        Paragraph((Run("ก ลิงก์\nบรรทัดสอง"),)),
        ListBlock(ListKind.BULLETED, ((Run("ข\n1) ย่อยหนึ่ง\n2) ย่อยสอง"),), (Run("ค\nต่อ"),))),
        Heading(3, (Run("ย่อย หนา"),)),
        Paragraph((Run("ไม่หนา"),)),
    )
    assert pasted.pictures_left_out == 1


def test_merged_cells_are_filled_out_and_inner_tables_flattened() -> None:
    html = (
        "<table><tr><th>ก<th colspan=2>ข</tr><tr><td rowspan=2>ค<td>ง<td><table><tr><td>จ<td>ฉ</table></tr>"
        "<tr><td>ช</b><td>ซ</table>"
    )
    assert from_html(html).narrative.blocks == (
        TableBlock(("ก", "ข", ""), (("ค", "ง", "จ\nฉ"), ("", "ช", "ซ"))),
    )


def test_a_frame_around_one_cell_is_a_paragraph() -> None:
    assert from_html("<table><tr><td>ก</td></tr></table>").narrative.blocks == (Paragraph((Run("ก"),)),)


def test_marks_in_pasted_text_stay_letters() -> None:
    for typed in ("# ไม่ใช่หัวข้อ", "**ไม่หนา**", "| ไม่ใช่ | ตาราง |", "5. ข้อห้า", "![ก](picture:x)"):
        assert plain_text(from_html(f"<p>{typed}</p>").narrative) == typed
        assert from_html(f"<p>{typed}</p>").narrative.blocks[0] == Paragraph((Run(typed),))
        assert plain_text(from_plain(typed).narrative) == typed
    assert plain_text(from_html("&lt;b&gt;").narrative) == "<b>"


def test_plain_bullets_numbers_and_tabs() -> None:
    pasted = from_plain("มีดังนี้\r\n•\tก\r\n• ข\r\n1.\tหนึ่ง\r\n2.\tสอง\r\nหมู่\tคน\r\n1\t212\r\nจบ\tแล้ว\tนะ")
    assert pasted.narrative.blocks == (
        Paragraph((Run("มีดังนี้"),)),
        ListBlock(ListKind.BULLETED, ((Run("ก"),), (Run("ข"),))),
        ListBlock(ListKind.NUMBERED, ((Run("หนึ่ง"),), (Run("สอง"),))),
        TableBlock((), (("หมู่", "คน"), ("1", "212"))),
        Paragraph((Run("จบ แล้ว นะ"),)),
    )


def test_rows_that_begin_with_an_empty_cell_stay_in_their_table_and_indented_paragraphs_are_none() -> None:
    block = from_plain("\tชาย\tหญิง\nหมู่ 1\t100\t112\n\t5\t6").narrative.blocks
    assert block == (TableBlock((), (("", "ชาย", "หญิง"), ("หมู่ 1", "100", "112"), ("", "5", "6"))),)
    indented = from_plain("\tย่อหน้าหนึ่ง\n\tย่อหน้าสอง").narrative
    assert plain_text(indented).split("\n") == ["ย่อหน้าหนึ่ง", "ย่อหน้าสอง"]
    assert not any(isinstance(each, TableBlock) for each in indented.blocks)


@pytest.mark.parametrize(
    "html",
    [
        "<![bad stuff]>ก",
        "<!--" * 20_000,
        "<!" * 50_000,
        "<?x" * 30_000,
        "<a" * 50_000,
        "<div>" * 30_000 + "ก" + "</div>" * 30_000,
        "<b>" * 30_000 + "ก",
        "<table><tr><td>" * 5_000 + "ก",
        "<ul><li>" * 10_000 + "ก",
        "<td colspan=999999999 rowspan=999999999>ก" * 500,
        "<table>" + "<td rowspan=9999 colspan=9999>ก" * 500,
        "</p>" * 50_000,
        "<p " + "a='x' " * 30_000 + ">ก",
        "<p a='" + "x" * 100_000,
        "&#x110000;&#xD800;&bogus;ก\x00\u202e",
    ],
)
def test_hostile_html_is_read_as_text_at_worst(html: str) -> None:
    pasted = from_html(html)
    assert parse(pasted.markup) == pasted.narrative
    assert ("ก" in plain_text(pasted.narrative)) is ("ก" in html)


@given(st.text(st.sampled_from("<>/pbtdrilu oh1'\"=!-ก่ &;#\n\t"), max_size=150))
def test_any_html_gives_a_narrative_in_normal_form(html: str) -> None:
    pasted = from_html(html)
    assert parse(pasted.markup) == pasted.narrative


@given(st.text(max_size=150))
def test_any_plain_text_keeps_its_letters(text: str) -> None:
    kept = plain_text(parse(from_plain(text).markup))
    assert [letter for letter in kept if letter.isalpha()] == [
        letter for letter in normalise(text) if letter.isalpha()
    ]


def test_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(PasteTooLongError):
        from_html(" " * (LONGEST_PASTE + 1))
    with pytest.raises(PasteTooLongError):
        from_plain("ก" * 1_000_001)
