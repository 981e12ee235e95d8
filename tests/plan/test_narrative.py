"""The narrative markup: what a clerk types is kept, what a section shows comes back the same."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.narrative import (
    LONGEST_TEXT,
    Heading,
    ListBlock,
    ListKind,
    Narrative,
    NarrativeTooLongError,
    PageBreakBlock,
    Paragraph,
    PictureBlock,
    Run,
    TableBlock,
    parse,
    plain_text,
    to_markup,
)
from kkplanner.plan.narrative_inline import tidy
from kkplanner.thai.normalise import normalise

PICTURE = "6f0a4c1e-2f0b-4d0a-9a51-0f1c2d571575"

LETTERS = st.sampled_from("กขคงที่นั้นำเแ๑๒ab19*#-|![]().\\_`<>&: \n")
texts = st.text(LETTERS, max_size=30).map(normalise)
one_line = texts.map(lambda text: normalise(" ".join(text.split())))


def stored(runs: tuple[Run, ...]) -> bool:
    """Whether the letters are as the plan stores them, across the runs, too."""
    text = "".join(run.text for run in runs)
    return text == normalise(text) != ""


raw_runs = st.lists(st.builds(Run, texts, st.booleans(), st.booleans()), min_size=1, max_size=5)
some_runs = raw_runs.map(tidy).filter(stored)
line_runs = (
    st.lists(st.builds(Run, one_line, st.booleans(), st.booleans()), max_size=4).map(tidy).filter(stored)
)
cells = texts.filter(lambda text: "\n\n" not in text)
rectangles = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        TableBlock,
        st.just(()) | st.tuples(*[cells] * width),
        st.lists(st.tuples(*[cells] * width), min_size=1, max_size=3).map(tuple),
    )
)
blocks = st.one_of(
    st.builds(Paragraph, some_runs),
    st.builds(Heading, st.integers(1, 3), line_runs),
    st.builds(ListBlock, st.sampled_from(ListKind), st.lists(some_runs, min_size=1, max_size=4).map(tuple)),
    rectangles,
    st.builds(PictureBlock, st.uuids().map(str), one_line),
    st.just(PageBreakBlock()),
)


@given(st.lists(blocks, max_size=6))
def test_every_tree_comes_back_from_its_markup(some: list) -> None:
    tree = Narrative(tuple(some))
    assert parse(to_markup(tree)) == tree


@given(st.text(LETTERS, max_size=200) | st.text(max_size=100))
def test_whatever_is_typed_is_read_and_then_stays_the_same(typed: str) -> None:
    tree = parse(typed)
    assert parse(to_markup(tree)) == tree
    assert normalise(to_markup(tree)) == to_markup(tree)


@given(st.text(st.sampled_from("กขคที่นั้นำ๑๒ab19()_`<>&:, \n"), max_size=200))
def test_plain_text_loses_no_letter(typed: str) -> None:
    assert "".join(plain_text(parse(typed)).split()) == "".join(normalise(typed).split())


def test_plain_text_is_paragraphs_with_the_line_breaks_that_were_typed() -> None:
    assert parse("ก ข\nค\n\nง") == Narrative((Paragraph((Run("ก ข\nค"),)), Paragraph((Run("ง"),))))


def test_bold_and_italic() -> None:
    assert parse("ก **ข** *ค* ***ง***").blocks[0] == Paragraph(
        (
            Run("ก "),
            Run("ข", bold=True),
            Run(" "),
            Run("ค", italic=True),
            Run(" "),
            Run("ง", bold=True, italic=True),
        )
    )


@pytest.mark.parametrize(
    "typed", ["กว้าง 4*6 เมตร และ 5*7 เมตร", "3 * 4 * 5", "*หมายเหตุ ก", "ราคา* กับ", "*****"]
)
def test_an_asterisk_that_is_no_emphasis_stays(typed: str) -> None:
    assert plain_text(parse(typed)) == typed


def test_headings_lists_pictures_page_breaks() -> None:
    tree = parse(f"## สภาพทั่วไป\nมีดังนี้\n1. ก\n2. ข\nต่อ\n- ค\n- ง\n---\n![แผนที่](picture:{PICTURE})")
    assert tree.blocks == (
        Heading(2, (Run("สภาพทั่วไป"),)),
        Paragraph((Run("มีดังนี้"),)),
        ListBlock(ListKind.NUMBERED, ((Run("ก"),), (Run("ข\nต่อ"),))),
        ListBlock(ListKind.BULLETED, ((Run("ค"),), (Run("ง"),))),
        PageBreakBlock(),
        PictureBlock(PICTURE, "แผนที่"),
    )
    assert tree.pictures == (PICTURE,)


def test_numbers_with_empty_lines_between_are_one_list_and_thai_digits_count_too() -> None:
    assert parse("1. ก\n\n2. ข\n\n๓. ค").blocks == (
        ListBlock(ListKind.NUMBERED, ((Run("ก"),), (Run("ข"),), (Run("ค"),))),
    )


@pytest.mark.parametrize("typed", ["3. เริ่มที่สาม", "1.1 หัวข้อย่อย", "-5 องศา", "#แท็ก", "| ไม่จบ", "----"])
def test_what_only_looks_like_a_mark_is_text(typed: str) -> None:
    assert parse(typed) == Narrative((Paragraph((Run(typed),)),))


def test_a_number_that_counts_on_from_before_a_bullet_keeps_its_number() -> None:
    assert plain_text(parse("1. ก\n- ข\n2. ค")).splitlines() == ["ก", "ข", "2. ค"]


def test_tables_with_and_without_header_are_filled_up_to_rectangles() -> None:
    headed = parse("| หมู่ | ชื่อ |\n|---|---|\n| 1 | บ้าน\\|โนน |\n| 2 |").blocks[0]
    assert headed == TableBlock(("หมู่", "ชื่อ"), (("1", "บ้าน|โนน"), ("2", "")))
    assert parse("| ก\\nข | **ค** |").blocks[0] == TableBlock((), (("ก\nข", "ค"),))


def test_html_is_the_text_that_was_typed() -> None:
    typed = "<script>alert(1)</script><b>ก</b> &amp;"
    assert plain_text(parse(typed)) == typed


def test_a_picture_has_a_real_identity_or_is_text() -> None:
    assert plain_text(parse("![ก](picture:../../etc/passwd)")) == "![ก](picture:../../etc/passwd)"
    assert UUID(PICTURE)


def test_too_long_a_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(NarrativeTooLongError) as refused:
        parse("ก" * (LONGEST_TEXT + 1))
    assert "แบ่งข้อความ" in refused.value.sentence


@pytest.mark.parametrize(
    "piece", ["*", "**a", "|", "| a ", "\\", "1. ", "- *", "![", "![a](picture:", "# ", "\n\n1. a"]
)
def test_hostile_repetition_is_read_in_one_pass(piece: str) -> None:
    tree = parse(piece * (100_000 // len(piece)))
    assert parse(to_markup(tree)) == tree


def test_the_sample_plan_is_read_whole() -> None:
    for section in sample_plan().sections:
        assert parse(to_markup(parse(section.body))) == parse(section.body)
    missions = next(section for section in sample_plan().sections if section.key == "missions")
    assert [type(block) for block in parse(missions.body).blocks] == [ListBlock]
