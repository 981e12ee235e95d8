"""What a reader copies or searches is what the clerk typed: the fault of other Thai PDF writers."""

from __future__ import annotations

import re
import shutil
import subprocess
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pypdf
import pytest
from real_plan import real_plan

from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.exchange.typeface import official_fonts
from kkplanner.forms import build_all
from kkplanner.forms.table import ColumnKind, FormTable, RowKind
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.thai.money import format_baht
from kkplanner.thai.normalise import normalise


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
    assert not re.search(other, re.sub("[!-~]*[A-Za-z][!-~]*", "", text))  # codes keep theirs: PM2.5


@pytest.mark.parametrize("family", list(official_fonts()))
def test_spaces_are_copied_too(make_table, write, family):
    line = "ก่อสร้างถนน คสล. หมู่ที่ 3 บ้านน้ำใส"
    reader = write(make_table(1, tall={0: line}), font_family=family)
    assert "ประเด็นการพัฒนาที่ 1: การพัฒนาโครงสร้างพื้นฐาน" in reader.pages[0].extract_text()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("family", list(official_fonts()))
@pytest.mark.parametrize("digits", list(DigitStyle))
def test_a_second_reader_agrees(make_table, cutter, family, digits, tmp_path):
    table = make_table(6, sub_items=(1,))
    path = tmp_path / "forms.pdf"
    settings = {"font_family": family, "digits": digits, "cutter": cutter}
    write_forms_pdf([table], path, title="แผน", author="อบต.", **settings)
    text = squash(by_poppler(path))
    assert [cell for cell in printed_cells(table, digits) if cell not in text] == []
    assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", text)


def by_poppler(path: Path) -> str:
    """The text as a second, independent reader extracts it."""
    out = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return out.stdout.decode()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("layout", ["2571", "2566"])
@pytest.mark.parametrize("digits", list(DigitStyle))
def test_a_second_reader_finds_every_title_of_the_real_plan(layout, digits, cutter, tmp_path, real_truth):
    document = real_plan(real_truth)
    path = tmp_path / "forms.pdf"
    tables = list(chain.from_iterable(build_all(document, layout).values()))
    write_forms_pdf(tables, path, title="แผน", author="ทน.", digits=digits, cutter=cutter)
    pages = [squash(page) for page in by_poppler(path).split("\f")]
    titles = [squash(in_style(project.title, digits)) for project in document.projects]
    assert [title for title in titles if not any(title in page for page in pages)] == []


def amounts_of(tables: list[FormTable], digits: DigitStyle) -> Counter[str]:
    """Every amount of every project, sub-item and sum, as it is printed."""
    return Counter(
        format_baht(value, digits)
        for table in tables
        for row in table.rows
        for column, value in zip(table.columns, row.cells, strict=True)
        if column.kind is ColumnKind.MONEY and isinstance(value, int) and row.kind is not RowKind.COUNT_TOTAL
    )


@pytest.mark.parametrize("layout", ["2571", "2566"])
@pytest.mark.parametrize("digits", list(DigitStyle))
def test_titles_and_amounts_of_the_real_plan_are_found_exactly(layout, digits, cutter, tmp_path, real_truth):
    document = real_plan(real_truth)
    tables = list(chain.from_iterable(build_all(document, layout).values()))
    path = tmp_path / "forms.pdf"
    write_forms_pdf(tables, path, title="แผน", author="ทน.", digits=digits, cutter=cutter)
    texts = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    # Every title stands whole on one page, however its row is cut.
    pages = [squash(text) for text in texts]
    titles = [squash(in_style(project.title, digits)) for project in document.projects]
    assert len(titles) == 189
    assert [title for title in titles if not any(title in page for page in pages)] == []
    found = Counter(word for text in texts for word in text.split())
    assert amounts_of(tables, digits) - found == Counter()


@pytest.mark.parametrize("layout", ["2571", "2566"])
def test_every_page_of_the_real_plan_names_its_projects(layout, cutter, tmp_path, real_truth):
    """What goes on from an earlier page stands under its number and title, marked (ต่อ)."""
    document = real_plan(real_truth)
    tables = list(chain.from_iterable(build_all(document, layout).values()))
    path = tmp_path / "forms.pdf"
    write_forms_pdf(tables, path, title="แผน", author="ทน.", cutter=cutter, page_totals=False)
    begun = [squash(project.title) for project in document.projects]
    nameless = []
    for number, page in enumerate(pypdf.PdfReader(path).pages, start=1):
        text = squash(page.extract_text())
        body = text.split("(บาท)")[-1]
        if "วัตถุประสงค์" not in text or "(บาท)" not in text or body.startswith("รวม"):
            continue  # a summary
        # A title may begin with a figure itself.
        named = [body[digits:] for digits in (1, 2, 3) if body[:digits].isdecimal()]
        if not any(rest.startswith(title[:10]) for rest in named for title in begun):
            nameless.append((number, body[:60]))
    assert nameless == []


@pytest.mark.parametrize("family", list(official_fonts()))
@pytest.mark.parametrize("digits", list(DigitStyle))
def test_every_text_of_the_real_plan_is_copied_exactly(make_table, write, family, digits, real_truth):
    """Every distinct text of the real workbook in a cell of its own that no page end cuts: 100 in 100."""
    fields = ("title", "objective", "target", "kpi", "expected", "agency")
    texts = sorted({normalise(str(row[field])) for row in real_truth for field in fields if row[field]})
    table = make_table(len(texts))
    rows = tuple(
        replace(row, cells=(row.cells[0], text, *row.cells[2:]))
        for row, text in zip(table.rows[: len(texts)], texts, strict=True)
    )
    reader = write(replace(table, rows=rows), font_family=family, digits=digits, page_totals=False)
    pages = [squash(page.extract_text()) for page in reader.pages]
    printed = [squash(in_style(text, digits)) for text in texts]
    cut = [text for text in printed if not any(text in page for page in pages)]
    # Only a text taller than a page goes on, and then on the very next one, nothing left out between.
    assert len(cut) <= 9
    assert [text for text in cut if not goes_on(text, pages)] == []
    assert not any(re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", page) for page in pages)


def goes_on(text: str, pages: list[str]) -> bool:
    """Whether `text` begins on some page and goes on over the next ones, nothing left out."""
    return any(_from_here(text, pages[number:]) for number in range(len(pages)))


def _from_here(text: str, pages: list[str]) -> bool:
    if not pages:
        return False
    size = bisect_right(range(1, len(text) + 1), 0, key=lambda letters: text[:letters] not in pages[0])
    return size == len(text) or (size >= 20 and _from_here(text[size:], pages[1:]))


def test_characters_the_font_lacks_are_still_copied(make_table, write):
    reader = write(make_table(1, tall={0: "ระยะทาง → 5 กม. ✓"}))
    assert "→" in reader.pages[0].extract_text()


def test_the_files_are_not_left_readable_only_by_their_writer(make_table, cutter, tmp_path: Path):
    path = tmp_path / "forms.pdf"
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_forms_pdf([make_table(1)], path, title="แผน", author="อบต.", cutter=cutter)
    assert path.stat().st_mode == plain.stat().st_mode
