"""Other kinds of file by the same stages: .xlsm, .xls, .ods, CSV, TSV and what was pasted."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile

import pytest
from exchange.excel_in.untidy import HEAD, TITLES, empty_plan, project, write

from kkplanner.exchange.excel_in import ColumnChoices, Limits, errors, import_into, read_book, read_text
from kkplanner.plan.kinds import MarkKind

ROWS = [*TITLES, *HEAD, project(1, "ก่อสร้างถนน", "1,200.50", None, 30_000), project(2, "อบรมอาชีพ", 5_000)]
MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_BOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def as_text(rows, separator):
    import csv

    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def taken(book):
    plan = import_into(empty_plan(), book).document
    return [(one.title, one.own_budgets, one.agency) for one in plan.projects]


WANTED = [
    ("ก่อสร้างถนน", {2571: 120_050, 2573: 3_000_000}, "กองช่าง"),
    ("อบรมอาชีพ", {2571: 500_000}, "กองช่าง"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize(("separator", "suffix"), [(",", "csv"), (";", "csv"), ("\t", "tsv"), ("\t", "txt")])
def test_tables_as_text(tmp_path, encoding, separator, suffix):
    path = tmp_path / f"แผน.{suffix}"
    path.write_bytes(as_text(ROWS, separator).encode(encoding))
    assert taken(read_book(path)) == WANTED


def test_a_cell_with_a_line_break_stays_one_cell():
    rows = [*ROWS[:-1], project(2, "อบรมอาชีพ", 5_000, target="สตรี 50 คน\nผู้สูงอายุ 20 คน")]
    plan = import_into(empty_plan(), read_text(as_text(rows, "\t"))).document
    assert plan.projects[1].target == "สตรี 50 คน\nผู้สูงอายุ 20 คน"


def test_pasted_rows_without_a_head_are_read_by_the_columns_that_the_clerk_names():
    pasted = as_text(ROWS[-2:], "\t")
    assert taken(read_text(pasted)) == []
    named = {"A": "index", "B": "title", "D": "target", "E": "budget:2571", "G": "budget:2573", "L": "agency"}
    book = read_text(pasted, "วาง", columns=ColumnChoices(by_sheet={"วาง": named}))
    assert taken(book) == WANTED


def test_text_that_is_no_table_is_told(tmp_path):
    letter = read_text("เรียน นายก\nตามที่ท่านขอ")
    assert [finding.id for finding in letter.sheets[0].findings] == ["import.not-a-form"]
    with pytest.raises(errors.EmptyBookError):
        read_text(" \n")
    path = tmp_path / "รูป.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\xff\xfe")
    with pytest.raises(errors.NotExcelError):
        read_book(path)
    path.write_bytes(b"\xff\xff\xff\xdb\xdc")
    with pytest.raises(errors.DamagedBookError):
        read_book(path)


def test_text_of_more_cells_than_any_plan_is_refused():
    with pytest.raises(errors.BookTooLargeError):
        read_text("a,b,c\n" * 100, limits=Limits(cells=200))


def test_a_workbook_with_macros_is_read_without_them(tmp_path):
    plain = write(tmp_path / "plain.xlsx", ROWS)
    path = tmp_path / "แผน.xlsm"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "[Content_Types].xml":
                assert PLAIN_BOOK in data
                data = data.replace(PLAIN_BOOK, MACRO_BOOK)
            target.writestr(member, data)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not read")
    assert taken(read_book(path)) == WANTED


@pytest.fixture(scope="module")
def office():
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice, which writes the old kinds here, is not installed")
    return found


@pytest.fixture(scope="module")
def converted(office, tmp_path_factory):
    """A workbook with a text box and a hidden sheet, saved as .xls and .ods by LibreOffice."""
    import xlsxwriter

    folder = tmp_path_factory.mktemp("kinds")
    with xlsxwriter.Workbook(folder / "book.xlsx") as workbook:
        sheet = workbook.add_worksheet("ถนน")
        for at, row in enumerate(ROWS):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
        sheet.insert_textbox(len(ROWS) - 1, 5, "แก้ไข ครั้งที่ 1/2572", {"width": 60, "height": 15})
        sheet.insert_textbox(len(ROWS) - 1, 4, "เงินอุดหนุน", {"width": 60, "height": 15})
        workbook.add_worksheet("ซ่อน").hide()
    for kind in ("xls", "ods"):
        home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
        subprocess.run(
            [office, home, "--headless", "--convert-to", kind, "--outdir", folder, folder / "book.xlsx"],
            check=True,
            capture_output=True,
            timeout=110,
        )
    return folder


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_excel_and_libreoffice(converted, kind):
    book = read_book(converted / f"book.{kind}")
    assert taken(book) == WANTED
    assert [sheet.reason for sheet in book.sheets][1] == "แผ่นงานที่ซ่อนไว้"


def test_boxes_of_libreoffice_stand_apart_from_the_cells_under_them(converted):
    outcome = import_into(empty_plan(), read_book(converted / "book.ods"))
    kinds = [mark.kind for mark in outcome.document.projects[1].marks]
    assert sorted(kinds) == [MarkKind.AMENDMENT, MarkKind.BUDGET_SOURCE]


def test_old_excel_says_that_boxes_are_not_read(converted):
    assert "import.only-cells" in [one.id for one in read_book(converted / "book.xls").findings]


def test_an_ods_that_unfolds_without_end_is_refused(converted, tmp_path):
    path = tmp_path / "bomb.ods"
    cell = (
        '<table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/>'
    )
    with zipfile.ZipFile(converted / "book.ods") as source, zipfile.ZipFile(path, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "content.xml":
                row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row></table:table>'
                data = data.replace(b"</table:table>", row.encode(), 1)
            target.writestr(member, data)
    with pytest.raises(errors.BookTooLargeError):
        read_book(path)


def test_damaged_old_kinds_are_refused_with_a_sentence(converted, tmp_path):
    for kind in ("xls", "ods"):
        whole = (converted / f"book.{kind}").read_bytes()
        path = tmp_path / f"half.{kind}"
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(errors.BookError):
            read_book(path)


@pytest.mark.parametrize(
    ("row", "column", "error"),
    [(20, 60_000, errors.DamagedBookError), (65_535, 200, errors.BookTooLargeError)],
)
def test_a_cell_at_the_far_end_of_an_xls_is_refused_before_room_is_made_for_it(
    converted, tmp_path, row, column, error
):
    label = b"\xfd\x00\x0a\x00"  # a cell with a shared text: type, length; then row and column
    data = (converted / "book.xls").read_bytes()
    at = data.rindex(label) + len(label)
    path = tmp_path / "far.xls"
    path.write_bytes(data[:at] + row.to_bytes(2, "little") + column.to_bytes(2, "little") + data[at + 4 :])
    with pytest.raises(error):
        read_book(path)
