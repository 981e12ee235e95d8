"""Short tables share a page; a row that goes on takes enough of itself along."""

from __future__ import annotations

import re
from dataclasses import replace

from kkplanner.forms.table import RowKind


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def of_issue(table, number: int):
    line = f"ประเด็นการพัฒนาที่ {number}: การพัฒนาด้านที่ {number}"
    return replace(table, lines_above=("แผนระดับบน", line), outline=line)


def test_short_tables_of_a_form_stand_below_each_other(make_table, write):
    reader = write(*(of_issue(make_table(1), number) for number in (1, 2)))
    text = squash(reader.pages[0].extract_text())
    assert len(reader.pages) == 1
    # Title and the lines that are the same stand once, each table's own line and sums over and under it.
    assert text.count("รายละเอียดโครงการพัฒนา") == 1
    assert text.count("แผนระดับบน") == 1
    assert text.count("รวมงบประมาณ") == 2
    assert text.index("การพัฒนาด้านที่1") < text.index("รวมงบประมาณ") < text.index("การพัฒนาด้านที่2")


def test_a_table_that_does_not_fit_whole_begins_a_page_with_its_titles(make_table, write):
    reader = write(of_issue(make_table(1), 1), of_issue(make_table(12), 2))
    first, second = (squash(page.extract_text()) for page in reader.pages[:2])
    assert "การพัฒนาด้านที่2" not in first
    assert "รายละเอียดโครงการพัฒนา" in second
    assert "แผนระดับบน" in second
    assert "การพัฒนาด้านที่2(ต่อ)" not in second


def test_no_page_is_empty_however_full_the_page_before_it(make_table, write):
    for items in range(1, 16):
        reader = write(of_issue(make_table(items), 1), of_issue(make_table(2), 2))
        assert all("วัตถุประสงค์" in page.extract_text() for page in reader.pages)


def test_the_next_form_begins_a_page(make_table, write):
    other = replace(make_table(1), form="ผ.03", stamp="แบบ ผ.03")
    assert len(write(make_table(1), other).pages) == 2


def test_money_that_stands_with_the_sub_items_leaves_no_row_of_dashes(make_table, write):
    table = make_table(1, sub_items=(0,))
    bare = replace(table.rows[0], cells=(*table.rows[0].cells[:4], *[None] * 5, table.rows[0].cells[9]))
    text = write(replace(table, rows=(bare, *table.rows[1:]))).pages[0].extract_text()
    assert not re.search(r"-\s+-", text)


def test_a_project_without_money_still_says_so(make_table, write):
    table = make_table(1)
    bare = replace(table.rows[0], cells=(*table.rows[0].cells[:4], *[None] * 5, table.rows[0].cells[9]))
    text = write(replace(table, rows=(bare, *table.rows[1:]))).pages[0].extract_text()
    assert len(re.findall(r"(?m)^-$|(?<=\s)-(?=\s)", text)) >= 5


def test_at_least_four_lines_of_a_cut_row_go_on(make_table, write):
    for before in range(3, 9):
        text = "\n".join(f"<{number:03d}>" for number in range(40))
        pages = write(make_table(12, tall={before: text})).pages
        shares = [len(re.findall(r"<\d{3}>", page.extract_text())) for page in pages]
        assert sum(shares) == 40
        assert all(share == 0 or share >= 3 for share in shares)
        last = [share for share in shares if share][-1]
        assert last >= 4


def test_sub_items_on_a_later_page_stand_under_their_project(make_table, write):
    table = make_table(1, sub_items=(0,))
    item, sub = table.rows[0], table.rows[1]
    assert sub.kind is RowKind.SUB_ITEM
    rows = (item, *[sub] * 20, *table.rows[2:])
    pages = [squash(page.extract_text()) for page in write(replace(table, rows=rows)).pages]
    assert len(pages) > 1
    assert all("(ต่อ)วางท่อระบายน้ำ" in page for page in pages[1:])


def test_the_last_page_holds_more_than_one_row(make_table, write):
    for items in range(6, 20):
        pages = write(make_table(items), page_totals=False).pages
        if len(pages) > 1:
            assert pages[-1].extract_text().count("ตารางเมตร") >= 2


def test_the_page_number_ends_at_the_right_edge(make_table, write):
    reader = write(make_table(30))
    total = len(reader.pages)
    places = [(str(number), place_of(f"/{total}", page)) for number, page in enumerate(reader.pages, start=1)]
    assert all(
        f"หน้า {number}/{total}" in page.extract_text() for number, page in enumerate(reader.pages, start=1)
    )
    # Numbers of equally many figures begin at one place, so they end at one place.
    short = {round(at, 1) for number, at in places if len(number) == 1}
    assert len(short) == 1


def place_of(part: str, page) -> float:
    """The x of the text that holds `part`, in points."""
    found: list[float] = []

    def visit(text, cm, tm, *_):
        if part in text:
            found.append(cm[4] + tm[4])

    page.extract_text(visitor_text=visit)
    return found[0]
