"""Tables over pages: heads repeated, rows cut sensibly, sums of the page and up to the page."""

from __future__ import annotations

import re

import pytest

from kkplanner.forms.table import RowKind
from kkplanner.thai.money import parse_baht


def lines_of(page) -> list[str]:
    return page.extract_text().splitlines()


def amounts_after(label: str, page) -> list[int] | None:
    for line in lines_of(page):
        if line.startswith(label):
            return [parse_baht(word) or 0 for word in line.removeprefix(label).split()]
    return None


def test_each_page_repeats_the_head(make_table, write):
    reader = write(make_table(40))
    assert len(reader.pages) > 3
    for page in reader.pages:
        text = page.extract_text()
        for head in ("โครงการ", "วัตถุประสงค์", "งบประมาณ", "2571", "2575", "(บาท)"):
            assert head in text


def test_page_totals_add_up_to_the_foot_of_the_form(make_table, write):
    table = make_table(60, sub_items=(3, 20, 41), group_every=10)
    grand = next(row for row in table.rows if row.kind is RowKind.BUDGET_TOTAL).cells[4:9]
    reader = write(table)
    page_sums = [amounts_after("รวมหน้านี้", page) for page in reader.pages]
    running = [amounts_after("รวมสะสม", page) for page in reader.pages]
    assert len(page_sums) > 3
    so_far = [0] * 5
    for number, (sums, carried) in enumerate(zip(page_sums, running, strict=True)):
        so_far = [a + b for a, b in zip(so_far, sums, strict=True)]
        # On the first page it would repeat the line above, on the last the foot of the form.
        assert carried == (None if number in (0, len(running) - 1) else so_far)
    assert tuple(so_far) == grand
    assert amounts_after("รวมงบประมาณ", reader.pages[-1]) == list(grand)


def test_a_table_of_one_page_has_no_page_totals(make_table, write):
    reader = write(make_table(2))
    assert len(reader.pages) == 1
    assert "รวมหน้านี้" not in reader.pages[0].extract_text()


def test_page_totals_can_be_switched_off(make_table, write):
    reader = write(make_table(40), page_totals=False)
    assert not any("รวมหน้านี้" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("place", [0, 7, 19])
def test_a_row_taller_than_a_page_goes_on_and_loses_nothing(make_table, write, place):
    marks = [f"<{number:03d}>" for number in range(120)]
    text = "\n".join(f"{mark} เพื่อส่งเสริมคุณภาพชีวิตของผู้สูงอายุและผู้ป่วยติดเตียงในชุมชน" for mark in marks)
    table = make_table(20, tall={place: text})
    reader = write(table)
    found = re.findall(r"<\d{3}>", "".join(page.extract_text() for page in reader.pages))
    assert found == marks
    whole = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    for number in range(20):
        assert whole.count(f"ช่วงที่{number + 1}") >= 1
    so_far = [0] * 5
    for page in reader.pages:
        so_far = [a + b for a, b in zip(so_far, amounts_after("รวมหน้านี้", page) or [0] * 5, strict=True)]
    assert tuple(so_far) == table.rows[-2].cells[4:9]


def test_no_sliver_of_a_cut_row(make_table, write):
    """Of the cut cell, each page holds at least two lines."""
    for before in range(4, 9):
        text = "\n".join(f"<{number:03d}>" for number in range(60))
        reader = write(make_table(12, tall={before: text}))
        shares = [len(re.findall(r"<\d{3}>", page.extract_text())) for page in reader.pages]
        assert sum(shares) == 60
        assert all(share == 0 or share >= 2 for share in shares)


def test_sums_stand_under_an_item_on_the_last_page(make_table, write):
    for items in range(3, 26):
        last = write(make_table(items)).pages[-1].extract_text()
        assert "รวมงบประมาณ" in last
        assert "รวมจำนวนโครงการ" in last
        assert "ตารางเมตร" in last.split("(บาท)")[-1]


def test_a_group_line_never_ends_a_page(make_table, write):
    reader = write(make_table(48, group_every=3), page_totals=False)
    for page in reader.pages:
        body = [line for line in lines_of(page) if line]
        assert not body[-1].startswith("แนวทางการพัฒนาที่")
        text = page.extract_text()
        if "แนวทางการพัฒนาที่" in text:
            assert "ตารางเมตร" in text.rsplit("แนวทางการพัฒนาที่", 1)[1]


def test_numbers_stay_on_one_line(make_table, write):
    table = make_table(3)
    huge = 123_456_789_012_345_67
    row = table.rows[0]
    rows = (
        type(row)(kind=row.kind, cells=(*row.cells[:4], huge, *row.cells[5:])),
        *table.rows[1:],
    )
    fields = {name: getattr(table, name) for name in table.__slots__} | {"rows": rows}
    text = write(type(table)(**fields)).pages[0].extract_text()
    assert "123,456,789,012,345.67" in text


def test_an_empty_table_is_a_page_with_a_head(make_table, write):
    reader = write(make_table(0))
    assert len(reader.pages) == 1
    assert "วัตถุประสงค์" in reader.pages[0].extract_text()


def test_a_cell_of_excels_largest_size(make_table, write):
    """32,767 characters without a single space."""
    reader = write(make_table(2, tall={0: ("ก่อสร้าง" * 4096)[:32767]}), page_totals=False)
    text = re.sub(r"\s", "", "".join(page.extract_text().split("(บาท)")[-1] for page in reader.pages))
    assert text.count("ก่อสร้าง") >= 4095
