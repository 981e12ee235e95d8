"""The file around the tables: numbers of pages, outline, draft mark, metadata, bytes."""

from __future__ import annotations

import pytest

from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.thai.digits import DigitStyle, to_thai
from kkplanner.whole_file import TargetFolderError

TITLE = "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)"


def squashed(page) -> str:
    return "".join(page.extract_text().split())


@pytest.mark.parametrize("digits", list(DigitStyle))
def test_each_page_says_which_of_how_many_it_is(make_table, write, digits):
    reader = write(make_table(20), make_table(3), digits=digits)
    total = len(reader.pages)
    assert total > 3
    for number, page in enumerate(reader.pages, 1):
        wanted = f"หน้า{number}/{total}"
        assert (to_thai(wanted) if digits is DigitStyle.THAI else wanted) in squashed(page)


def test_the_plan_stands_at_the_foot_of_each_page(make_table, write):
    for page in write(make_table(20), title=TITLE).pages:
        assert TITLE in page.extract_text()


def test_the_draft_mark_is_on_every_page_of_a_draft_and_on_no_other(make_table, write):
    table = make_table(20)
    assert all("ฉบับร่าง" in page.extract_text() for page in write(table, draft=True).pages)
    assert not any("ฉบับร่าง" in page.extract_text() for page in write(table).pages)


def test_the_outline_leads_to_each_table(make_table, write):
    first, second = make_table(20), make_table(2)
    reader = write(first, second)
    form, tables = reader.outline
    assert form["/Title"] == "แบบ ผ.02 รายละเอียดโครงการพัฒนา"
    assert [entry["/Title"] for entry in tables] == [first.outline, second.outline]
    pages = [reader.get_destination_page_number(entry) for entry in tables]
    assert pages == [0, len(reader.pages) - 1]


def test_language_title_and_author_are_named(make_table, write):
    reader = write(make_table(1), title=TITLE)
    assert reader.trailer["/Root"]["/Lang"] == "th-TH"
    assert reader.metadata.title == TITLE
    assert reader.metadata.author == "อบต.ตัวอย่าง"


def test_all_fonts_are_embedded(make_table, write):
    reader = write(make_table(20), draft=True)
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font
        assert "Helvetica" not in font["/BaseFont"]


def test_pages_of_both_orientations(make_table, write):
    reader = write(make_table(2), make_table(2, orientation="portrait"), make_table(2))
    wide = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert wide[0]
    assert not wide[1]
    assert wide[-1]


def test_the_same_tables_give_the_same_bytes(make_table, cutter, tmp_path):
    paths = tmp_path / "a.pdf", tmp_path / "b.pdf"
    for path in paths:
        tables = [make_table(15, sub_items=(2,))]
        write_forms_pdf(tables, path, title=TITLE, author="อบต.", draft=True, cutter=cutter)
        # What was written before must not matter.
        write_forms_pdf([make_table(1)], tmp_path / "c.pdf", title="อื่น ๆ", author="อบต.", cutter=cutter)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_progress_counts_rows_to_the_end(make_table, write):
    seen: list[tuple[int, int]] = []
    tables = [make_table(20), make_table(5)]
    total = sum(len(table.rows) for table in tables)
    write(*tables, progress=lambda done, of: seen.append((done, of)))
    assert seen == sorted(seen)
    assert seen[-1] == (total, total)


def test_stopping_midway_leaves_the_old_file_and_nothing_else(make_table, cutter, tmp_path):
    path = tmp_path / "forms.pdf"
    path.write_bytes(b"old")

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_forms_pdf([make_table(20)], path, title="แผน", author="อบต.", cutter=cutter, progress=stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_said_in_one_thai_sentence(make_table, cutter, tmp_path):
    with pytest.raises(TargetFolderError, match="ไม่พบโฟลเดอร์"):
        write_forms_pdf(
            [make_table(1)], tmp_path / "none" / "forms.pdf", title="แผน", author="อบต.", cutter=cutter
        )
