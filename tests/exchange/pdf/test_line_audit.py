"""Every cell of the real workbook and every paragraph of the PAO's document, set at many widths: no line offends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from kkplanner.exchange.typeface import official_fonts
from kkplanner.thai.glue import NEVER_FIRST, NEVER_LAST
from kkplanner.thai.lines import Breaker, Line, break_lines, greedy
from kkplanner.thai.normalise import normalise
from kkplanner.thai.total_fit import total_fit
from kkplanner.thai.words import Segmenter

MM = 72 / 25.4
CELL, TEXT = 13.0, 16.0
WIDTHS_MM = (25, 30, 40, 60, 100, 160)


@pytest.fixture(scope="module")
def cells(real_workbook: Path) -> list[str]:
    from openpyxl import load_workbook

    book = load_workbook(real_workbook, read_only=True, data_only=True)
    found = {
        normalise(value): None
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if isinstance(value, str) and value.strip()
    }
    book.close()
    return list(found)


@pytest.fixture(scope="module")
def paragraphs(shared_dir: Path) -> list[str]:
    text = next(shared_dir.glob("seeds/004_*.txt")).read_text(encoding="utf-8")
    return list(dict.fromkeys(normalise(line) for line in text.splitlines() if line.strip()))


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def offences(lines: Sequence[Line], width: float) -> list[str]:
    found = []
    opens = True  # how a text begins and ends is its writer's choice
    for line in lines:
        text = line.text
        if text and not opens and text[0] in NEVER_FIRST:
            found.append(f"begins: {text}")
        if text and not line.closes_paragraph and text[-1] in NEVER_LAST:
            found.append(f"ends: {text}")
        opens = line.closes_paragraph
        if line.width + line.indent > width + 1e-6:
            found.append(f"overfull: {text}")
    for before, after in pairwise(lines):
        if before.boxes and after.boxes and not before.boxes[-1].space and not before.closes_paragraph:
            end, start = before.text[-2:], after.text[:1]
            if start.isdigit() and (end[-1:].isdigit() or (end[-1:] in ",." and end[:1].isdigit())):
                found.append(f"number broken: {before.text} | {after.text}")
    return found


def audit(
    texts: list[str], width_mm: float, size: float, breaker: Breaker, segmenter: Segmenter, longest: float
) -> list[str]:
    face = next(iter(official_fonts().values())).face()
    width = width_mm * MM
    found, seen = [], 0
    for text in texts:
        lines = break_lines(
            text,
            width,
            lambda piece: face.width(piece, size),
            segmenter,
            breaker=breaker,
            longest_unit=longest,
        )
        seen += len(lines)
        found += offences(lines, width)
    assert seen >= len(texts) > 500
    return found


@pytest.mark.parametrize("width_mm", WIDTHS_MM)
def test_cells_of_the_real_workbook(cells, segmenter, width_mm):
    assert audit(cells, width_mm, CELL, greedy, segmenter, float("inf")) == []


@pytest.mark.parametrize("width_mm", WIDTHS_MM)
def test_paragraphs_of_the_frame_document(paragraphs, segmenter, width_mm):
    assert audit(paragraphs, width_mm, TEXT, greedy, segmenter, float("inf")) == []


@pytest.mark.parametrize("width_mm", WIDTHS_MM)
def test_paragraphs_broken_as_a_whole(paragraphs, segmenter, width_mm):
    assert audit(paragraphs, width_mm, TEXT, total_fit(TEXT), segmenter, 5 * TEXT) == []


@pytest.mark.parametrize("width_mm", WIDTHS_MM)
def test_cells_broken_as_a_whole(cells, segmenter, width_mm):
    assert audit(cells, width_mm, CELL, total_fit(CELL), segmenter, 5 * CELL) == []
