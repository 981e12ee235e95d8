"""ผ.01: groups, their sums, and the further blocks below the first."""

from __future__ import annotations

import pytest

from kkplanner.forms.table import Column, ColumnKind, FormTable, HeadCell, Row, RowKind


@pytest.fixture
def make_summary():
    def make(lines: int, caption: str = "") -> FormTable:
        columns = (
            Column(key="label", kind=ColumnKind.TEXT, width_mm=117),
            Column(key="n", kind=ColumnKind.COUNT, width_mm=60, align="center"),
            Column(key="b", kind=ColumnKind.MONEY, width_mm=100),
        )
        rows: list[Row] = []
        for number in range(lines):
            rows.append(Row(kind=RowKind.GROUP, cells=(f"{number + 1}) ยุทธศาสตร์ที่ {number + 1}", None, None)))
            rows.append(Row(kind=RowKind.ITEM, cells=("แผนงานการศึกษา", 2, 150_000_50)))
            rows.append(Row(kind=RowKind.SUBTOTAL, cells=("รวม", 2, 150_000_50), label_span=1))
        total = ("รวมทั้งสิ้น", 2 * lines, 150_000_50 * lines)
        rows.append(Row(kind=RowKind.GRAND_TOTAL, cells=total, label_span=1))
        head = (("ยุทธศาสตร์", 0), ("จำนวนโครงการ", 1), ("งบประมาณ (บาท)", 2))
        return FormTable(
            form="ผ.01",
            layout="2566",
            stamp="แบบ ผ.01",
            title_lines=("บัญชีสรุปโครงการพัฒนา",),
            lines_above=(caption,) if caption else (),
            outline=f"ผ.01 {caption}",
            orientation="landscape",
            columns=columns,
            head=tuple(HeadCell(text=text, row=0, column=column) for text, column in head),
            rows=tuple(rows),
        )

    return make


def test_a_summary_over_pages_has_its_own_sums_only(make_summary, write):
    reader = write(make_summary(20))
    assert len(reader.pages) > 1
    text = "".join(page.extract_text() for page in reader.pages)
    assert "รวมหน้านี้" not in text
    assert "รวมทั้งสิ้น 40 3,000,010" in text


def test_sums_of_groups_stay_with_what_they_add_up(make_summary, write):
    for lines in range(5, 16):
        for page in write(make_summary(lines)).pages:
            body = page.extract_text().split("งบประมาณ (บาท)")[-1].strip().splitlines()
            assert not body[0].startswith("รวม")


def test_a_further_block_stands_below_where_it_fits(make_summary, write):
    reader = write(make_summary(2), make_summary(1, "ผ.03 ครุภัณฑ์"))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert text.count("บัญชีสรุปโครงการพัฒนา") == 1
    assert text.count("รวมทั้งสิ้น") == 2
    assert len(reader.outline[1]) == 2


def test_a_further_block_that_does_not_fit_begins_a_page(make_summary, write):
    reader = write(make_summary(6), make_summary(3, "ผ.03 ครุภัณฑ์"))
    assert ["ผ.03 ครุภัณฑ์" in page.extract_text() for page in reader.pages] == [False, True]
