"""What a reader copies or searches is what the clerk typed: the fault of other Thai PDF writers."""

from __future__ import annotations

import re
import shutil
import subprocess
from bisect import bisect_right
from pathlib import Path

import pytest

from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.exchange.typeface import official_fonts
from kkplanner.forms.table import ColumnKind, FormTable, RowKind
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.thai.money import format_baht


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def printed_cells(table: FormTable, digits: DigitStyle) -> list[str]:
    cells = [*table.title_lines, *table.lines_above, table.stamp, *(cell.text for cell in table.head)]
    for row in table.rows:
        for column, value in zip(table.columns, row.cells, strict=True):
            if isinstance(value, str):
                cells.append(value)
            elif isinstance(value, int):
                money = column.kind is ColumnKind.MONEY and row.kind is not RowKind.COUNT_TOTAL
                cells.append(format_baht(value) if money else f"{value:,}")
    return [squash(in_style(cell, digits)) for cell in cells]


@pytest.mark.parametrize("family", list(official_fonts()))
@pytest.mark.parametrize("digits", list(DigitStyle))
def test_every_cell_is_copied_exactly(make_table, write, family, digits):
    table = make_table(12, sub_items=(2, 5), group_every=6)
    reader = write(table, font_family=family, digits=digits)
    text = "".join(squash(page.extract_text()) for page in reader.pages)
    assert [cell for cell in printed_cells(table, digits) if cell not in text] == []
    assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", text)
    other = "[0-9]" if digits is DigitStyle.THAI else "[๐-๙]"
    assert not re.search(other, text)


@pytest.mark.parametrize("family", list(official_fonts()))
def test_spaces_are_copied_too(make_table, write, family):
    line = "ก่อสร้างถนน คสล. หมู่ที่ 3 บ้านน้ำใส"
    reader = write(make_table(1, tall={0: line}), font_family=family)
    assert "ประเด็นการพัฒนาที่ 1: การพัฒนาโครงสร้างพื้นฐาน" in reader.pages[0].extract_text()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("family", list(official_fonts()))
def test_a_second_reader_agrees(make_table, cutter, family, tmp_path):
    table = make_table(6, sub_items=(1,))
    path = tmp_path / "forms.pdf"
    write_forms_pdf([table], path, title="แผน", author="อบต.", font_family=family, cutter=cutter)
    out = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    text = squash(out.stdout.decode())
    assert [cell for cell in printed_cells(table, DigitStyle.ARABIC) if cell not in text] == []


@pytest.mark.parametrize("family", list(official_fonts()))
def test_the_real_plan_is_copied_exactly(make_table, write, family, real_truth):
    """Every distinct text of the real workbook, one cell each."""
    fields = ("title", "objective", "target", "kpi", "expected", "agency")
    texts = sorted({str(row[field]) for row in real_truth for field in fields if row[field]})[::4]
    texts = [text.replace("\u200b", "") for text in texts]
    reader = write(make_table(len(texts), tall=dict(enumerate(texts))), font_family=family, page_totals=False)
    text = squash("".join(_body(page.extract_text()) for page in reader.pages))
    parts = {cell: _parts(squash(in_style(cell, DigitStyle.ARABIC)), text) for cell in texts}
    # A cell that a page end cuts is copied in two parts, with the other cells' parts between them.
    assert sum(count > 1 for count in parts.values()) <= len(reader.pages)
    assert max(parts.values()) <= 3


def _parts(cell: str, text: str) -> int:
    """In how many unbroken parts `cell` is found in `text`."""
    count = 0
    while cell:
        longest = bisect_right(range(1, len(cell) + 1), 0, key=lambda size: cell[:size] not in text)
        assert longest, f"lost: {cell}"
        cell = cell[longest:]
        count += 1
    return count


def _body(page: str) -> str:
    """What follows the head, whose last tier is (บาท) in five columns."""
    return page.split("(บาท)", 5)[-1]


def test_characters_the_font_lacks_are_still_copied(make_table, write):
    reader = write(make_table(1, tall={0: "ระยะทาง → 5 กม. ✓"}))
    assert "→" in reader.pages[0].extract_text()


def test_the_files_are_not_left_readable_only_by_their_writer(make_table, cutter, tmp_path: Path):
    path = tmp_path / "forms.pdf"
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_forms_pdf([make_table(1)], path, title="แผน", author="อบต.", cutter=cutter)
    assert path.stat().st_mode == plain.stat().st_mode
