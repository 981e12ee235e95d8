"""Files and cells that no plan should hold: one clear finding or error each, the good rows still imported."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, empty_plan, found, project, write

from kkplanner.errors import UserError
from kkplanner.exchange.excel_in import Limits, errors, import_into, read_book
from kkplanner.plan.budget import total

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def rezipped(path, change):
    """The same archive with its members passed through `change(name, data) -> data | None`."""
    members = []
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            changed = change(name, data)
            if changed is not None:
                archive.writestr(name, changed)
    return path


@pytest.fixture
def good_book(tmp_path):
    return write(tmp_path / "แผน.xlsx", [*TITLES, *HEAD, project(1, "ก่อสร้างถนน", 100_000)])


def refused(path, kind, **limits):
    with pytest.raises(kind) as caught:
        read_book(path, limits=Limits(**limits)) if limits else read_book(path)
    assert isinstance(caught.value, UserError)
    sentence = caught.value.sentence
    assert path.name in sentence
    assert "แผนยังอยู่ครบ" in sentence
    assert "โปรด" in sentence
    assert "\n" not in sentence


# ---- the file as a whole ---------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"hello", "ชื่อ,จำนวน\n".encode(), b"%PDF-1.7", b"<html></html>", OLE])
def test_something_else_is_no_excel_file(tmp_path, data):
    path = tmp_path / "แผน.xlsx"
    path.write_bytes(data)
    refused(path, errors.NotExcelError)


def test_an_empty_file_and_a_missing_one_and_a_folder(tmp_path):
    path = tmp_path / "ว่าง.xlsx"
    path.touch()
    refused(path, errors.EmptyBookError)
    refused(tmp_path / "ไม่มี.xlsx", errors.BookNotFoundError)
    refused(tmp_path, errors.BookNotReadableError)


def test_a_broken_old_xls(tmp_path):
    path = tmp_path / "เก่า.xls"
    path.write_bytes(OLE + "Workbook".encode("utf-16-le"))
    refused(path, errors.DamagedBookError)


def test_a_binary_xlsb(good_book):
    refused(
        rezipped(good_book, lambda name, data: None if name == "xl/workbook.xml" else data)
        and _with_member(good_book, "xl/workbook.bin", b"x"),
        errors.OldExcelError,
    )


def _with_member(path, name, data):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)
    return path


def test_a_password(tmp_path):
    path = tmp_path / "ลับ.xlsx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100)
    refused(path, errors.ProtectedBookError)


def test_a_password_of_the_archive(good_book):
    data = bytearray(good_book.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1  # the directory's "encrypted" flag
    good_book.write_bytes(data)
    refused(good_book, errors.ProtectedBookError)


def test_another_archive(tmp_path):
    path = tmp_path / "รูป.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    refused(path, errors.NotExcelError)


def test_a_truncated_file(good_book):
    good_book.write_bytes(good_book.read_bytes()[:-200])
    refused(good_book, errors.DamagedBookError)


def test_missing_parts(good_book):
    refused(
        rezipped(good_book, lambda name, data: None if name == "xl/workbook.xml" else data),
        errors.DamagedBookError,
    )


def test_a_workbook_part_that_is_no_xml(good_book):
    refused(
        rezipped(good_book, lambda name, data: b"<<<" if name == "xl/workbook.xml" else data),
        errors.DamagedBookError,
    )


def test_zip_bombs_by_entries_size_and_ratio(good_book, tmp_path):
    refused(good_book, errors.BookTooLargeError, entries=3)
    refused(good_book, errors.BookTooLargeError, total_bytes=5_000)
    refused(good_book, errors.BookTooLargeError, part_bytes=1_000)
    refused(good_book, errors.BookTooLargeError, file_bytes=1_000)
    bomb = rezipped(
        good_book, lambda name, data: data + b" " * 30_000_000 if name == "xl/worksheets/sheet1.xml" else data
    )
    refused(bomb, errors.BookTooLargeError)


def test_a_thousand_thousand_entries_are_refused_before_the_directory_is_read(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"xl/{number}", b"")
    path = tmp_path / "มาก.xlsx"
    path.write_bytes(buffer.getvalue())
    refused(path, errors.BookTooLargeError)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_entity_bombs_in_any_part_and_encoding(good_book, part, encoding):
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    ).encode(encoding)
    refused(rezipped(good_book, lambda name, data: bomb if name == part else data), errors.HostileBookError)


def test_an_external_entity(good_book):
    hostile = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    refused(
        rezipped(good_book, lambda name, data: hostile if name == "xl/styles.xml" else data),
        errors.HostileBookError,
    )


def test_the_same_member_twice(good_book):
    with zipfile.ZipFile(good_book, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    refused(good_book, errors.HostileBookError)


def test_one_damaged_sheet_does_not_cost_the_others(tmp_path):
    rows = [*TITLES, *HEAD, project(1, "ก่อสร้างถนน", 100_000)]
    path = write(tmp_path / "แผน.xlsx", rows, [*rows[:-1], project(1, "ขุดลอกคลอง", 50_000)])
    rezipped(path, lambda name, data: data[: len(data) // 2] if name.endswith("sheet1.xml") else data)
    outcome = import_into(empty_plan(), read_book(path))
    assert [project.title for project in outcome.document.projects] == ["ขุดลอกคลอง"]
    assert [(one.sheet, one.id) for one in outcome.report.findings] == [("แผ่น1", "import.sheet-cut-off")]


# ---- sheets ----------------------------------------------------------------------------------------------


def test_a_sheet_that_is_no_form_is_said_with_its_reason(bring_in):
    outcome = bring_in(whole=[[["บันทึกการประชุม"], ["วาระที่ 1"]], [*TITLES, *HEAD, project(1, "ถนน", 1)]])
    first, second = outcome.report.sheets
    assert (first.form, first.imported, first.rows_read) == (None, 0, 2)
    assert "ไม่พบหัวตาราง" in first.reason
    assert second.imported == 1
    assert len(found(outcome, "import.not-a-form")) == 1


def test_hidden_sheets_and_rows_are_not_imported_silently(bring_in):
    def hide(workbook):
        workbook.worksheets[0].sheet_state = "hidden"
        workbook.worksheets[1].row_dimensions[FIRST_ROW].hidden = True

    rows = [*TITLES, *HEAD, project(1, "ถนน", 1), project(2, "คลอง", 2)]
    outcome = bring_in(whole=[rows, rows], change=hide)
    assert [one.title for one in outcome.document.projects] == ["คลอง"]
    assert len(found(outcome, "import.hidden-sheet")) == 1
    assert len(found(outcome, "import.hidden-rows")) == 1
    assert (FIRST_ROW, "แถวที่ซ่อนไว้") in outcome.report.sheets[1].skipped_rows


def test_ten_thousand_formatted_blank_rows_are_no_rows(bring_in):
    from openpyxl.styles import Border, Side

    def format_rows(workbook):
        border = Border(bottom=Side("thin"))
        for row in workbook.active.iter_rows(min_row=FIRST_ROW + 1, max_row=10_000, max_col=12):
            for cell in row:
                cell.border = border

    outcome = bring_in(project(1, "ถนน", 100), change=format_rows)
    assert outcome.report.as_json()["sheets"][0]["rows_read"] == 1
    assert outcome.report.findings == []


def test_a_cell_far_away_does_not_cost_the_sheet(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), change=lambda book: book.active.cell(1_000_000, 9_000, "x"))
    assert outcome.report.projects == 1
    assert len(found(outcome, "import.cells-outside")) == 1


def test_years_outside_the_plan(bring_in):
    head = [[*row, None] for row in HEAD]
    head[1] = [None, None, None, "(ผลผลิตของโครงการ)", 2571, 2572, 2573, 2574, 2576]
    outcome = bring_in(whole=[[*TITLES, *head, project(1, "ถนน", 1, 2, 3, 4, 500)]])
    [imported] = outcome.document.projects
    assert imported.budgets == {2571: 100, 2572: 200, 2573: 300, 2574: 400}
    [finding] = [one for one in outcome.report.findings if one.id == "import.year-outside"]
    assert finding.severity == "error"
    assert "2576" in finding.message
    assert "500" in finding.message


def test_a_sheet_of_another_period_among_the_right_ones(bring_in):
    old = [list(row) for row in HEAD]
    old[1] = [None, None, None, "(ผลผลิตของโครงการ)", 2561, 2562, 2563, 2564, 2565]
    outcome = bring_in(
        whole=[
            [*TITLES, *HEAD, project(1, "ถนน", 1), project(2, "คลอง", 1)],
            [*TITLES, *old, project(1, "เก่า", 1)],
        ]
    )
    assert [one.title for one in outcome.document.projects] == ["ถนน", "คลอง"]
    assert len(found(outcome, "import.sheet-years-outside")) == 1
    assert outcome.report.sheets[1].imported == 0


# ---- cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "finding_id"),
    [
        ("ตามที่จ่ายจริง", "import.amount-not-number"),
        (True, "import.amount-not-number"),
        (dt.datetime(2024, 10, 1), "import.amount-is-date"),  # noqa: DTZ001 - Excel has no zones
        ("#REF!", "import.amount-error-value"),
        ("=SUM(A1:A2)", "import.amount-formula-without-value"),
        (-500, "import.amount-negative"),
        ("500 หรือ 600", "import.amount-two-amounts"),
        ("1.234", "import.amount-decimals"),
    ],
)
def test_a_wrong_amount_leaves_its_year_blank_and_names_the_cell(bring_in, value, finding_id):
    outcome = bring_in(project(1, "ถนน", 100, value, 300), project(2, "คลอง", 400))
    assert [one.budgets for one in outcome.document.projects] == [
        {2571: 10_000, 2573: 30_000},
        {2571: 40_000},
    ]
    assert found(outcome, finding_id) == [(FIRST_ROW, "F")]
    [finding] = outcome.report.findings
    assert finding.severity == "error"
    assert f"F{FIRST_ROW}" in finding.message


def test_a_formula_without_value_in_the_foot_is_a_note(bring_in):
    foot = [None, None, None, "รวมงบประมาณ", f"=SUM(E{FIRST_ROW}:E{FIRST_ROW})", 0, 0, 0, 0]
    outcome = bring_in(project(1, "ถนน", 100), foot)
    assert [(one.severity, one.id) for one in outcome.report.findings] == [
        ("note", "import.footer-formula-without-value")
    ]
    assert total(outcome.document.projects[0].budgets) == 10_000


def test_an_error_value_in_a_text_cell(bring_in):
    outcome = bring_in(project(1, "ถนน", 100, objective="#REF!"))
    assert outcome.document.projects[0].objective == ""
    assert found(outcome, "import.text-error-value") == [(FIRST_ROW, "C")]


def test_a_cell_as_long_as_excel_allows_is_imported_with_a_warning(bring_in):
    outcome = bring_in(project(1, "ถนน", 100, target="ก" * 32_767))
    assert len(outcome.document.projects[0].target) == 32_767
    assert found(outcome, "import.cell-very-long") == [(FIRST_ROW, "D")]


def test_money_without_a_title_is_an_error_and_belongs_to_nobody(bring_in):
    outcome = bring_in(project(1, "ถนน", 100), project(2, None, 200), project(3, "คลอง", 300))
    assert [(one.title, one.budgets[2571]) for one in outcome.document.projects] == [
        ("ถนน", 10_000),
        ("คลอง", 30_000),
    ]
    assert found(outcome, "import.title-missing") == [(FIRST_ROW + 1, None)]
    assert (FIRST_ROW + 1, "มีจำนวนเงินแต่ไม่มีชื่อโครงการ") in outcome.report.sheets[0].skipped_rows


def test_formulas_as_text_stay_text(bring_in):
    outcome = bring_in(project(1, "'=1+1", 100), project(2, "@คำสั่ง", 100))
    assert [one.title for one in outcome.document.projects] == ["'=1+1", "@คำสั่ง"]
