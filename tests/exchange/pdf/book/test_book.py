"""The plan book: order, numbers, contents, outline, choices."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pytest

from kkplanner.exchange.book_content import FormsItem
from kkplanner.exchange.pdf.book.book_pdf import BookOptions, NothingToPrintError, write_book
from kkplanner.exchange.pdf.book.options import PageNumbers
from kkplanner.exchange.typeface import official_fonts
from kkplanner.forms.table import RowKind
from kkplanner.thai.digits import DigitStyle, to_arabic, to_thai
from kkplanner.thai.money import format_baht


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


@cache
def texts(reader) -> list[str]:
    return [squash(page.extract_text()) for page in reader.pages]


def first_page_with(pages: list[str], text: str, start: int = 0) -> int:
    return next(number for number in range(start, len(pages)) if squash(text) in pages[number])


def flat(outline, depth: int = 0):
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry, depth + 1)
        else:
            yield depth, entry


@pytest.fixture(scope="module")
def printed(book, cutter, tmp_path_factory):
    import pypdf

    path = tmp_path_factory.mktemp("book") / "book.pdf"
    pages = write_book(book, path, cutter=cutter)
    reader = pypdf.PdfReader(path)
    assert pages == len(reader.pages)
    return reader


def test_everything_stands_in_its_order(printed):
    pages = texts(printed)
    at = [
        first_page_with(pages, "ตราสัญลักษณ์"),
        first_page_with(pages, "คำนำ", 1),
        first_page_with(pages, "สารบัญหน้า"),
        first_page_with(pages, "สารบัญตารางหน้า"),
    ]
    after = at[-1] + 1
    for part in ("ส่วนที่๑สภาพทั่วไป", "ส่วนที่๒ประเด็น", "ส่วนที่๓การนำแผน", "ส่วนที่๔การติดตาม", "ประกาศณวันที่", "ภาคผนวก"):
        at.append(first_page_with(pages, part, after))
        after = at[-1]
    assert at == sorted(set(at))


def test_no_page_is_empty(printed, book):
    foot = squash(to_thai(book.title))
    for number, text in enumerate(texts(printed), 1):
        rest = text.replace(foot, "").replace(
            f"หน้า{to_thai(str(number))}/{to_thai(str(len(printed.pages)))}", ""
        )
        assert len(rest) > 20, number


def test_text_pages_are_upright_and_forms_lie_between_them(printed):
    wide = [page.mediabox.width > page.mediabox.height for page in printed.pages]
    pages = texts(printed)
    form = first_page_with(pages, "แบบผ.02", 6)
    assert wide[form]
    assert not wide[0]
    assert not wide[first_page_with(pages, "ส่วนที่๔", form)]


def test_the_contents_name_the_right_pages(printed):
    """Each line of the contents ends with the page on which its heading stands, and leads there."""
    pages = texts(printed)
    contents = first_page_with(pages, "สารบัญหน้า")
    lines = to_arabic(printed.pages[contents].extract_text())
    titles = {
        entry["/Title"]: printed.get_destination_page_number(entry) + 1 for _, entry in flat(printed.outline)
    }
    assert len(titles) > 20
    whole = squash(lines)
    at = 0
    checked = 0
    for title, page in titles.items():
        found = whole.find(squash(to_arabic(title)), at)
        if found >= 0:
            at = found + len(squash(to_arabic(title)))
            assert re.match(rf"{page}(?!\d\d)", whole[at:]), title
            checked += 1
    assert checked >= 15
    links = [note.get_object() for note in printed.pages[contents]["/Annots"]]
    assert len(links) >= checked
    assert all(link["/Subtype"] == "/Link" for link in links)


def test_the_outline_has_parts_items_and_tables(printed):
    levels = [depth for depth, _ in flat(printed.outline)]
    assert set(levels) == {0, 1, 2}
    top = [entry["/Title"] for depth, entry in flat(printed.outline) if depth == 0]
    assert top[0] == "คำนำ"
    assert "ส่วนที่ ๒ ประเด็นการพัฒนาท้องถิ่น" in top
    assert top[-1] == "ภาคผนวก"


def test_running_heads_name_the_part_except_where_it_opens(printed, book):
    pages = texts(printed)
    opening = first_page_with(pages, "ส่วนที่๑สภาพทั่วไป", 4)
    assert squash(book.organisation) not in pages[opening].replace(squash(to_thai(book.title)), "")[:120]
    assert f"ส่วนที่๑สภาพทั่วไปและข้อมูลพื้นฐาน{squash(book.organisation)}" in pages[opening + 1]


def test_pages_are_numbered_of_how_many(printed):
    total = len(printed.pages)
    for number, text in enumerate(texts(printed), 1):
        assert (to_thai(f"หน้า{number}/{total}") in text) == (number > 1)


def test_plain_numbers_begin_with_the_first_part(book, write):
    reader = write(book, page_numbers=PageNumbers.PLAIN)
    pages = texts(reader)
    assert "หน้าก" in pages[1]
    assert "หน้าข" in pages[2]
    first = first_page_with(pages, "ส่วนที่๑สภาพทั่วไป", 4)
    assert re.search("หน้า๑(?![๐-๙])", pages[first])
    assert re.search("หน้า๒(?![๐-๙])", pages[first + 1])
    contents = squash(reader.pages[2].extract_text())
    assert "คำนำก" in contents
    assert "สภาพทั่วไปและข้อมูลพื้นฐาน๑" in contents


@pytest.mark.parametrize("text_digits", list(DigitStyle))
@pytest.mark.parametrize("table_digits", list(DigitStyle))
def test_digits_of_text_and_tables_are_chosen_apart(book, write, text_digits, table_digits):
    pages = texts(write(book, text_digits=text_digits, table_digits=table_digits))
    number = to_thai if text_digits is DigitStyle.THAI else to_arabic
    amount = to_thai if table_digits is DigitStyle.THAI else to_arabic
    whole = "".join(pages)
    assert number("36,406ไร่") in whole
    assert amount("817") in whole
    form = next(page for page in pages if "รวมงบประมาณ" in page)
    other = "[0-9]" if table_digits is DigitStyle.THAI else "[๐-๙]"
    foot = re.escape(squash(number(book.title))) + "|" + number(r"หน้า") + r"[\d๐-๙]+/[\d๐-๙]+"
    assert not re.search(other, re.sub(foot, "", form))


@pytest.mark.parametrize("family", list(official_fonts()))
def test_no_private_characters_in_any_font(book, write, family):
    for text in texts(write(book, font_family=family)):
        assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", text)


def test_a_draft_says_so_with_its_day_on_every_page(book, write, printed):
    day = dt.date(2026, 11, 21)
    for text in texts(write(book, draft=day)):
        assert "ฉบับร่าง" in text
        assert "๒๑พฤศจิกายน๒๕๖๙" in text
    assert not any("ฉบับร่าง" in text for text in texts(printed))


def test_metadata_and_fonts(printed, book):
    assert printed.metadata.title == to_thai(book.title)
    assert printed.metadata.author == book.organisation
    assert printed.trailer["/Root"]["/Lang"] == "th-TH"
    for page in printed.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font["/FontDescriptor"]


def test_the_cover_bears_plan_and_hash(printed, book):
    text = texts(printed)[0]
    assert book.cover.plan_uuid in text
    assert book.cover.content_hash[:16] in text


def test_the_same_book_gives_the_same_bytes(book, cutter, tmp_path):
    paths = tmp_path / "a.pdf", tmp_path / "b.pdf"
    for path in paths:
        write_book(book, path, cutter=cutter)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_one_part_alone_has_no_cover_and_its_own_page_count(book, write):
    reader = write(book, parts=frozenset({1}))
    pages = texts(reader)
    assert "ส่วนที่๑สภาพทั่วไป" in pages[0]
    assert not any("สารบัญ" in page or "ส่วนที่๒" in page for page in pages)
    assert to_thai(f"หน้า1/{len(pages)}") in pages[0]


def test_chosen_forms_alone(book, write):
    reader = write(book, tables_only=True, forms=frozenset({"ผ.02"}))
    pages = texts(reader)
    assert all("ผ.02" in page for page in pages)
    assert not any("ผ.03" in page or "ส่วนที่" in page for page in pages)
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)


def test_sums_of_the_pages_make_the_sum_of_the_form(book, write):
    reader = write(book, tables_only=True, forms=frozenset({"ผ.02"}))
    item = next(item for item in book.part(3).items if isinstance(item, FormsItem) and item.form == "ผ.02")
    wanted = [row.cells for table in item.tables for row in table.rows if row.kind is RowKind.BUDGET_TOTAL]
    whole = "".join(texts(reader))
    for cells in wanted:
        amounts = "".join(format_baht(cell) for cell in cells if isinstance(cell, int))
        assert squash(amounts) in whole.replace("-", "")


def test_an_empty_choice_is_said_in_thai_and_leaves_no_file(book, tmp_path):
    empty = replace(book, parts=tuple(replace(part, items=()) for part in book.parts))
    with pytest.raises(NothingToPrintError, match="ยังไม่มีเนื้อหา"):
        write_book(empty, tmp_path / "x.pdf", options=BookOptions(parts=frozenset({1})))
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_all_rows(book, cutter, tmp_path):
    seen: list[tuple[int, int]] = []
    write_book(book, tmp_path / "x.pdf", cutter=cutter, progress=lambda done, of: seen.append((done, of)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 50
