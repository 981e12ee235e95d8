"""What a page goes on with is said at its top: "(ต่อ)" after the group and after the line over the table."""

from __future__ import annotations

import re


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_line_over_the_table_is_repeated_on_each_further_page(make_table, write):
    table = make_table(30)
    line = squash(table.lines_above[-1])
    pages = [squash(page.extract_text()) for page in write(table).pages]
    assert len(pages) > 2
    assert line in pages[0]
    assert f"{line}(ต่อ)" not in pages[0]
    assert all(f"{line}(ต่อ)" in page for page in pages[1:])


def test_a_group_that_goes_on_is_named_again(make_table, write):
    pages = [squash(page.extract_text()) for page in write(make_table(48, group_every=7)).pages]
    begun = 0
    for page in pages:
        groups = [int(number) for number in re.findall(r"แนวทางการพัฒนาที่(\d+)ก่อสร้าง", page)]
        again = [int(number) for number in re.findall(r"แนวทางการพัฒนาที่(\d+)ก่อสร้าง[^(]{0,40}\(ต่อ\)", page)]
        assert again in ([], [begun])
        # Either the page goes on with the last group, or it begins with a new one.
        body = page.split("หน่วยงานรับผิดชอบหลัก")[-1]
        assert body.startswith("แนวทางการพัฒนาที่") or "รวม" in body[:40]
        begun = groups[-1] if groups else begun
    assert begun == 7
    assert any("(ต่อ)" in page for page in pages)


def test_the_row_that_is_cut_stands_under_its_group(make_table, write):
    tall = "\n".join(f"<{number:03d}>" for number in range(90))
    pages = [squash(p.extract_text()) for p in write(make_table(3, tall={1: tall}, group_every=3)).pages]
    assert len(pages) > 2
    assert all("แนวทางการพัฒนาที่1ก่อสร้าง" in page for page in pages[:-1])
    assert re.findall(r"<\d{3}>", "".join(pages)) == [f"<{number:03d}>" for number in range(90)]
