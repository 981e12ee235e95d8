"""Running text: alignment, justification, and splitting without stray lines."""

from __future__ import annotations

import pytest

from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.pdf.paragraph import (
    Align,
    TextStyle,
    ThaiPara,
    _placing,
    set_line,
    set_text,
)
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.thai.spreading import WIDEST_LETTER, line_gaps

TEXT = "เพื่อให้ประชาชนมีเส้นทางคมนาคมที่สะดวก ปลอดภัย และขนส่งผลผลิตทางการเกษตรได้ตลอดทั้งปี ไม่มีน้ำท่วมขัง"


@pytest.fixture(scope="module")
def fonts() -> DocumentFonts:
    return DocumentFonts(official_fonts()[OFFICIAL_FAMILY])


def style(fonts: DocumentFonts, align: Align = Align.LEFT) -> TextStyle:
    return TextStyle(fonts.regular, 14, 17, align)


def lines_like(fonts, cutter, count: int) -> ThaiPara:
    """One paragraph of `count` lines in a column of 60 points."""
    words = "ประชาชน " * count
    paragraph = ThaiPara(words, style(fonts), cutter)
    assert len(paragraph.set_in(60).lines) == count
    return paragraph


@pytest.mark.parametrize(
    ("lines", "room", "kept"),
    [
        (10, 10, 10),
        (10, 9, 8),  # two lines go on, not one
        (10, 5, 5),
        (10, 2, 2),
        (10, 1, 0),  # one line alone does not stay
        (4, 3, 2),
        (3, 2, 2),  # a short paragraph may be cut anywhere
    ],
)
def test_split_leaves_no_stray_line(fonts, cutter, lines, room, kept):
    paragraph = lines_like(fonts, cutter, lines)
    parts = paragraph.split(60, room * 17)
    heights = [part.wrap(60, 1000)[1] / 17 for part in parts]
    assert heights == {0: [], lines: [lines]}.get(kept, [kept, lines - kept])


def test_a_paragraph_inside_the_text_leaves_no_stray_line_either(fonts, cutter):
    text = "\n".join(["ประชาชน " * 3] * 3)
    paragraph = ThaiPara(text, style(fonts), cutter)
    assert [len(paragraph.set_in(60).cut(room * 17)[0].lines) for room in range(2, 8)] == [2, 3, 3, 5, 6, 6][
        :6
    ]


def test_justified_lines_reach_the_margin_where_gaps_stay_decent(fonts, cutter):
    shape = style(fonts, Align.JUSTIFY)
    text = set_text(TEXT * 3, shape, 150, cutter)
    assert len(text.lines) > 6
    reached = []
    for line in text.lines[:-1]:
        letter, at_space, start = _placing(line, shape, 150)
        gaps = line_gaps(line.boxes)
        reached.append(line.width + letter * gaps.letters + at_space * gaps.spaces)
        assert start == 0
        assert reached[-1] <= 150 + 1e-6
        assert letter <= WIDEST_LETTER * 14
        assert at_space <= 1.2 * 14
    assert any(width == pytest.approx(150) for width in reached)
    assert _placing(text.lines[-1], shape, 150) == (0.0, 0.0, 0.0)


def test_centre_and_right(fonts, cutter):
    line = set_line("กองช่าง", style(fonts), 100).lines[0]
    slack = 100 - line.width
    assert _placing(line, style(fonts, Align.RIGHT), 100)[2] == pytest.approx(slack)
    assert _placing(line, style(fonts, Align.CENTER), 100)[2] == pytest.approx(slack / 2)


def test_a_number_shrinks_to_its_column(fonts):
    text = set_line("123,456,789,012.00", style(fonts), 40)
    assert len(text.lines) == 1
    assert text.lines[0].width == pytest.approx(40)
    assert text.style.size < 14
    assert set_line("5", style(fonts), 40).style.size == 14


def test_a_font_serves_one_document(fonts):
    first, second = object(), object()
    fonts.regular.pieces("", first)
    with pytest.raises(ValueError, match="one document"):
        fonts.regular.pieces("", second)
