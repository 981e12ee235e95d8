"""The paragraph as a whole: even lines, nothing overfull that greedy breaking could have saved."""

from __future__ import annotations

import re
import statistics
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.exchange.typeface import official_fonts
from kkplanner.thai.glue import NEVER_FIRST, NEVER_LAST
from kkplanner.thai.lines import Box, break_lines, greedy
from kkplanner.thai.spreading import SPACE_SHARES, line_gaps
from kkplanner.thai.total_fit import total_fit
from kkplanner.thai.words import Segmenter

SIZE = 16.0
MM = 72 / 25.4
PARAGRAPH = (
    "องค์การบริหารส่วนตำบลตัวอย่างจัดทำแผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575) ขึ้นเพื่อใช้เป็นกรอบในการจัดทำงบประมาณรายจ่ายประจำปี "
    "งบประมาณรายจ่ายเพิ่มเติม และวางแนวทางเพื่อให้มีการปฏิบัติให้บรรลุวัตถุประสงค์ตามโครงการที่กำหนดไว้ในแผนพัฒนาท้องถิ่น "
    "โดยให้ประชาชนทุกหมู่บ้านมีส่วนร่วมในการแสดงความคิดเห็น เสนอปัญหาความต้องการ และติดตามผลการดำเนินงานอย่างต่อเนื่อง "
    "ทั้งนี้ เพื่อให้การพัฒนาเป็นไปอย่างมีทิศทาง คุ้มค่า และเกิดประโยชน์สูงสุดแก่ประชาชนในพื้นที่ เด็ก ๆ ผู้สูงอายุ และผู้ด้อยโอกาส ฯลฯ"
)

boxes = st.lists(
    st.builds(Box, st.just("ก"), st.floats(0.5, 60.0), st.sampled_from((0.0, 0.0, 3.0))), max_size=40
)


def extent(row: list[Box]) -> float:
    return sum(box.width + box.space for box in row) - row[-1].space


def rows(pieces: list[Box], ends: list[int]) -> list[list[Box]]:
    return [pieces[start:end] for start, end in pairwise([0, *ends])]


@given(pieces=boxes, width=st.floats(20.0, 120.0), indent=st.floats(-10.0, 15.0))
def test_every_box_once_and_no_line_overfull_that_greedy_saves(pieces, width, indent):
    ends = total_fit(SIZE)(pieces, width - indent, width)
    assert ends == sorted(set(ends))
    assert ends[-1:] == ([len(pieces)] if pieces else [])

    def overfull(taken: list[int]) -> list[Box]:
        found = []
        for number, row in enumerate(rows(pieces, taken)):
            room = width if number else width - indent
            if extent(row) > room + 1e-6:
                assert len(row) == 1
                found += row
        return found

    assert overfull(ends) == overfull(greedy(pieces, width - indent, width))


def test_one_line_stays_one_line():
    assert total_fit(SIZE)([Box("ก", 5, 3), Box("ก", 5, 0)], 20, 20) == [2]
    assert total_fit(SIZE)([], 20, 20) == []


def test_an_even_paragraph_is_preferred_to_a_full_first_line():
    """Greedy: 3 + 1 words, of which the second line has a hole; together 2 + 2 are better."""
    pieces = [Box("ก", 30, 4), Box("ก", 30, 4), Box("ก", 24, 4), Box("ก", 60, 4), Box("ก", 92, 0)]
    assert greedy(pieces, 100, 100) == [3, 4, 5]
    assert total_fit(SIZE)(pieces, 100, 100) == [2, 4, 5]


def stretches(breaker, width: float, cutter: Segmenter) -> list[float]:
    """How far the spaces of each full line give way, in em, by the rule of justified text."""
    face = next(iter(official_fonts().values())).face()
    lines = break_lines(PARAGRAPH, width, lambda text: face.width(text, SIZE), cutter, breaker=breaker)
    found = []
    for line in lines[:-1]:
        letter, space = line_gaps(line.boxes).spread((width - line.width) / SIZE)
        found.append(max(space / SPACE_SHARES, letter))
    return found


@pytest.fixture(scope="module")
def cutter() -> Segmenter:
    return Segmenter()


def test_the_worst_line_of_real_text_is_better_than_by_greedy_breaking(cutter):
    """No rivers: over many widths the widest hole and the unevenness both shrink."""
    worst: dict[str, list[float]] = {"greedy": [], "optimal": []}
    spread: dict[str, list[float]] = {"greedy": [], "optimal": []}
    for width in range(60, 165, 5):
        for name, breaker in (("greedy", greedy), ("optimal", total_fit(SIZE))):
            found = stretches(breaker, width * MM, cutter)
            worst[name].append(max(found))
            spread[name].append(statistics.pstdev(found))
    assert statistics.mean(worst["optimal"]) < 0.9 * statistics.mean(worst["greedy"])
    assert statistics.mean(spread["optimal"]) < 0.9 * statistics.mean(spread["greedy"])


@pytest.mark.parametrize("width_mm", [25, 30, 40, 60, 80, 100, 120, 160])
def test_the_audit_holds_for_the_optimal_breaker(cutter, width_mm):
    face = next(iter(official_fonts().values())).face()
    width = width_mm * MM
    lines = break_lines(
        PARAGRAPH, width, lambda text: face.width(text, SIZE), cutter, breaker=total_fit(SIZE)
    )
    assert "".join(re.sub(r"\s", "", line.text) for line in lines) == re.sub(r"\s", "", PARAGRAPH)
    for line in lines:
        assert line.text[0] not in NEVER_FIRST
        assert line.text[-1] not in NEVER_LAST
        assert line.width <= width + 1e-6
