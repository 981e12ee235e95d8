"""Lines end between words, hold as much as fits, and lose nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.thai.clusters import clusters
from kkplanner.thai.glue import NEVER_FIRST, NEVER_LAST
from kkplanner.thai.lines import Box, Line, break_lines, greedy, line_count
from kkplanner.thai.words import Segmenter, Unit

MARKS = set(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)


def measure(text: str) -> float:
    """One for each letter that takes room; marks stand over or under it."""
    return float(sum(character not in MARKS for character in text))


class Words:
    """A stand-in that breaks at | and at spaces, and finer at every letter cluster."""

    def units(self, text: str) -> list[Unit]:
        parts = re.split(r"([| ])", text.strip(" |"))
        return [
            Unit(word, parts[n + 1 : n + 2] == [" "]) for n, word in enumerate(parts) if n % 2 == 0 and word
        ]

    def fine(self, unit_text: str) -> list[str]:
        return clusters(unit_text)

    def __hash__(self) -> int:
        return id(self)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_a_line_takes_as_many_words_as_fit():
    lines = break_lines("ก่อสร้าง|ถนน|คอนกรีต|สาย|หลัก", 9, measure, Words())
    assert texts(lines) == ["ก่อสร้างถนน", "คอนกรีตสาย", "หลัก"]
    assert [line.width for line in lines] == [9, 9, 3]


def test_a_space_counts_between_words_and_not_at_the_end():
    lines = break_lines("กกก กกก กกก", 7, measure, Words())
    assert texts(lines) == ["กกก กกก", "กกก"]
    assert [line.width for line in lines] == [7, 3]


def test_each_line_break_of_the_text_starts_a_paragraph():
    lines = break_lines("กก\r\nกก กก\n\nกก", 3, measure, Words())
    assert texts(lines) == ["กก", "กก", "กก", "", "กก"]
    assert [line.closes_paragraph for line in lines] == [True, False, True, True, True]


def test_empty_text_is_one_line():
    assert line_count("", 10, measure, Words()) == 1


def test_the_first_line_is_moved_in():
    lines = break_lines("กก กก กก", 5, measure, Words(), first_indent=2)
    assert texts(lines) == ["กก", "กก กก"]
    assert [line.indent for line in lines] == [2, 0]


def test_a_word_wider_than_the_column_is_cut_between_clusters():
    assert texts(break_lines("เก้าอี้ที่นั่ง", 3, measure, Words())) == ["เก้า", "อี้ที่นั่", "ง"]


def test_a_cut_word_starts_no_line_with_what_leans_on_the_letter_before():
    class Letters(Words):
        def fine(self, unit_text: str) -> list[str]:
            return list(unit_text)

    lines = texts(break_lines("จังหวัดๆ(ก)", 3, measure, Letters()))
    assert "".join(lines) == "จังหวัดๆ(ก)"
    assert all(line[0] not in NEVER_FIRST and line[-1] not in NEVER_LAST for line in lines)


def test_a_cut_word_is_cut_no_finer_than_needed():
    class Stages(Words):
        def fine(self, unit_text: str) -> list[str]:
            return {
                "กองสาธารณสุขและสิ่งแวดล้อมชุมชน": ["กอง", "สาธารณสุข", "และ", "สิ่งแวดล้อมชุมชน"],
                "สิ่งแวดล้อมชุมชน": ["สิ่งแวดล้อม", "ชุมชน"],
            }.get(unit_text, [unit_text])

    lines = break_lines("กองสาธารณสุขและสิ่งแวดล้อมชุมชน", 9, measure, Stages())
    assert texts(lines) == ["กอง", "สาธารณสุข", "และ", "สิ่งแวดล้อม", "ชุมชน"]


def test_another_breaker_may_decide():
    def one_each(boxes, first_width: float, width: float) -> list[int]:
        return list(range(1, len(boxes) + 1))

    lines = break_lines("ก|ข ค", 10, measure, Words(), breaker=one_each)
    assert texts(lines) == ["ก", "ข", "ค"]


def test_greedy_never_leaves_a_line_empty():
    assert greedy([Box("กกกกก", 5, 0), Box("ก", 1, 0)], 1, 3) == [1, 2]
    assert greedy([], 1, 3) == []


thai = st.text(st.sampled_from("กขคงจนมรลวสอเแโใไะาำๆฯ่้ิีุู์ํ()0123456789๐๑๒,.- \nabc"), max_size=60)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


@given(text=thai, width=st.integers(4, 40), indent=st.integers(0, 3))
def test_nothing_is_lost_and_nothing_sticks_out(segmenter: Segmenter, text: str, width: int, indent: int):
    lines = break_lines(text, width, measure, segmenter, first_indent=indent)
    assert "".join(re.sub(r"\s", "", line.text) for line in lines) == re.sub(r"\s", "", text)
    for line in lines:
        assert line.width + line.indent <= width + 1e-6 or len(line.boxes) == 1
        assert line.width == pytest.approx(measure(line.text))


def test_lines_of_the_real_segmenter(segmenter: Segmenter):
    text = "ก่อสร้างถนนคอนกรีตเสริมเหล็ก (คสล.) หมู่ที่ 3 พ.ศ. ๒๕๗๑ ยาว 1,250.00 เมตร เด็ก ๆ ฯลฯ"
    for width in range(4, 60):
        for line in texts(break_lines(text, width, measure, segmenter)):
            assert line[0] not in NEVER_FIRST or width < 8
            assert line[-1] not in NEVER_LAST or width < 8
    assert "1,250.00" in " ".join(texts(break_lines(text, 9, measure, segmenter)))
