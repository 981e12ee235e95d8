"""The bad input that clerks' files really hold: one clear finding each, the good rows still imported."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from exchange.excel_in.test_bad_input import rezipped
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, empty_plan, found, project, write

from kkplanner.cli import main
from kkplanner.exchange.excel_in import errors, import_into, read_book
from kkplanner.plan.budget import total


def rows_of(outcome):
    return [(one.title, total(one.budgets) // 100) for one in outcome.document.projects]


def ids(outcome):
    return [finding.id for finding in outcome.report.findings]


# ---- hidden ----------------------------------------------------------------------------------------------


def hide(workbook):
    workbook.worksheets[0].sheet_state = "hidden"
    workbook.worksheets[1].row_dimensions[FIRST_ROW].hidden = True


@pytest.fixture
def hidden_book(tmp_path):
    rows = [*TITLES, *HEAD, project(1, "ถนน", 1), project(2, "คลอง", 2), project(3, "ฝาย", 3)]
    path = write(tmp_path / "ซ่อน.xlsx", [*rows[:-3], project(1, "สะพาน", 4)], rows, change=hide)
    row = f'<row r="{FIRST_ROW + 2}"'.encode()
    flat = row + b' ht="0" customHeight="1"'
    return rezipped(path, lambda name, data: data.replace(row, flat) if name.endswith("sheet2.xml") else data)


def test_hidden_sheets_and_rows_are_passed_by_and_told(hidden_book):
    outcome = import_into(empty_plan(), read_book(hidden_book))
    assert rows_of(outcome) == [("คลอง", 2)]
    assert sorted(ids(outcome)) == ["import.hidden-rows", "import.hidden-sheet"]


def test_hidden_sheets_and_rows_are_imported_when_asked(hidden_book, tmp_path, capsys):
    outcome = import_into(empty_plan(), read_book(hidden_book, include_hidden=True))
    assert rows_of(outcome) == [("สะพาน", 4), ("ถนน", 1), ("คลอง", 2), ("ฝาย", 3)]
    assert ids(outcome) == ["import.hidden-taken"] * 2
    plan = str(tmp_path / "plan.kkplan")
    assert main(["new", plan, "--org", "อบต.ก", "--type", "อบต.", "--district", "4004"]) == 0
    assert main(["import", plan, str(hidden_book), "--include-hidden"]) == 0
    assert "4 โครงการ" in capsys.readouterr().out


# ---- the file --------------------------------------------------------------------------------------------


def test_links_to_other_files_are_told_once_and_not_followed(tmp_path):
    path = write(tmp_path / "แผน.xlsx", [*TITLES, *HEAD, project(1, "ถนน", 100)])
    with zipfile.ZipFile(path, "a") as archive:
        for number, name in enumerate(("งบ 2571.xlsx", "เก่า.xlsx"), 1):
            relation = f'<Relationships><Relationship Id="rId1" Target="file:///C:/แผน/{name}" TargetMode="External"/></Relationships>'
            archive.writestr(f"xl/externalLinks/_rels/externalLink{number}.xml.rels", relation)
    outcome = import_into(empty_plan(), read_book(path))
    assert rows_of(outcome) == [("ถนน", 100)]
    [finding] = outcome.report.findings
    assert finding.id == "import.external-links"
    assert "2 แฟ้ม “งบ 2571.xlsx” “เก่า.xlsx”" in finding.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_in_the_archive_is_refused(tmp_path):
    path = write(tmp_path / "แผน.xlsx", [*TITLES, *HEAD, project(1, "ถนน", 100)])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    with pytest.raises(errors.HostileBookError):
        read_book(path)


def test_a_sheet_cut_off_amid_its_rows_keeps_the_rows_before(tmp_path):
    rows = [*TITLES, *HEAD, *(project(n, f"ถนนสาย {n}", n) for n in range(1, 6))]
    path = write(tmp_path / "แผน.xlsx", rows, [*TITLES, *HEAD, project(1, "คลอง", 9)])

    def cut(name, data):
        return (
            data[: data.index(f'<row r="{FIRST_ROW + 3}"'.encode()) + 40]
            if name.endswith("sheet1.xml")
            else data
        )

    outcome = import_into(empty_plan(), read_book(rezipped(path, cut)))
    assert rows_of(outcome) == [("ถนนสาย 1", 1), ("ถนนสาย 2", 2), ("ถนนสาย 3", 3), ("คลอง", 9)]
    [finding] = outcome.report.findings
    assert (finding.id, finding.severity, finding.row) == ("import.sheet-cut-off", "error", FIRST_ROW + 2)


def test_a_hundred_thousand_formatted_rows_are_no_rows(tmp_path):
    path = write(tmp_path / "แผน.xlsx", [*TITLES, *HEAD, project(1, "ถนน", 100)])
    blank = "".join(
        f'<row r="{n}"><c r="A{n}" s="0"/><c r="L{n}" s="0"/></row>' for n in range(FIRST_ROW + 1, 100_001)
    )
    end = b"</sheetData>"
    path = rezipped(
        path, lambda name, data: data.replace(end, blank.encode() + end) if "sheet1" in name else data
    )
    outcome = import_into(empty_plan(), read_book(path))
    assert rows_of(outcome) == [("ถนน", 100)]
    assert outcome.report.as_json()["sheets"][0]["rows_read"] == 1
    assert ids(outcome) == []


# ---- units and years -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("หน่วย : ล้านบาท", 1_000_000),
        ("(หน่วย: พันบาท)", 1_000),
        ("หน่วยนับ ล้าน บาท", 1_000_000),
    ],
)
def test_a_unit_above_the_table_counts_and_is_told_once(bring_in, line, unit):
    above = [*TITLES[:-1], [*TITLES[-1], *[None] * 10, line]]
    outcome = bring_in(whole=[[*above, *HEAD, project(1, "ถนน", 1.5), [None] * 3 + ["รวมงบประมาณ", "1.5"]]])
    assert rows_of(outcome) == [("ถนน", int(1.5 * unit))]
    assert ids(outcome) == ["import.unit"]


@pytest.mark.parametrize("words", ["งบประมาณ (ล้านบาท)", "งบประมาณ\n(หน่วย : ล้านบาท)", "งบประมาณ : ล้านบาท"])
def test_a_unit_in_the_head_counts(bring_in, words):
    head = [[*HEAD[0][:4], words, *HEAD[0][5:]], HEAD[1]]
    outcome = bring_in(whole=[[*TITLES, *head, project(1, "ถนน", "๑.๕")]])
    assert rows_of(outcome) == [("ถนน", 1_500_000)]
    assert ids(outcome) == ["import.unit"]


def test_an_amount_that_its_unit_makes_absurd_is_left_out_and_told(bring_in):
    head = [[*HEAD[0][:4], "งบประมาณ (ล้านบาท)", *HEAD[0][5:]], HEAD[1]]
    outcome = bring_in(whole=[[*TITLES, *head, project(1, "ถนน", 500_000, 2)]])
    assert rows_of(outcome) == [("ถนน", 2_000_000)]
    assert found(outcome, "import.amount-unit-doubted") == [(TITLES.__len__() + 3, "E")]


@pytest.mark.parametrize(
    "years",
    [
        [2028, 2029, 2030, 2031, 2032],
        ["ค.ศ. 2028", "ค.ศ. 2029", "ค.ศ. 2030", "ค.ศ. 2031", "ค.ศ. 2032"],
    ],
)
def test_years_of_the_christian_era_are_converted_and_told(bring_in, years):
    head = [HEAD[0], [*HEAD[1][:4], *years]]
    outcome = bring_in(whole=[[*TITLES, *head, project(1, "ถนน", 100)]])
    assert outcome.document.projects[0].budgets == {2571: 10_000}
    assert ids(outcome) == ["import.christian-years"]


@pytest.mark.parametrize(
    "pattern",
    [
        "พ.ศ. {0}",
        "ปีงบประมาณ พ.ศ. {0}\n(บาท)",
        "ปี {0} (บาท)",
        "ปีที่ 1 ({0})",
        "{0} (ค.ศ. {1})",
        "ปี {2}",
        "งบประมาณปี {0}",
    ],
)
def test_a_year_however_it_is_written(bring_in, pattern):
    years = [pattern.format(year, year - 543, year - 2500) for year in range(2571, 2576)]
    head = [HEAD[0], [*HEAD[1][:4], *years]]
    outcome = bring_in(whole=[[*TITLES, *head, project(1, "ถนน", 1, 2, 3, 4, 5)]])
    assert outcome.document.projects[0].budgets == {2571: 100, 2572: 200, 2573: 300, 2574: 400, 2575: 500}
    assert ids(outcome) == []


def test_a_head_without_any_year_is_an_error(bring_in):
    head = [HEAD[0], [*HEAD[1][:4], *["(บาท)"] * 5]]
    outcome = bring_in(whole=[[*TITLES, *head, project(1, "ถนน", 1)]])
    assert ids(outcome) == ["import.head-without-years"]
    assert outcome.report.findings[0].severity == "error"


# ---- cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [dt.date(2028, 1, 5), "5/1/2571"])
def test_a_date_in_an_amount_cell_is_one_error(bring_in, value):
    outcome = bring_in(project(1, "ถนน", value, 200))
    assert rows_of(outcome) == [("ถนน", 200)]
    assert len(outcome.report.findings) == 1
    assert found(outcome, outcome.report.findings[0].id) == [(FIRST_ROW, "E")]


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!"])
def test_an_error_value_in_an_amount_cell_is_one_error(bring_in, value):
    outcome = bring_in(project(1, "ถนน", value, 200))
    assert rows_of(outcome) == [("ถนน", 200)]
    assert ids(outcome) == ["import.amount-error-value"]


def test_a_note_in_place_of_an_amount_is_history_and_no_sub_item(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100),
        [None] * 4 + ["ย้ายไปแผนงานการศึกษา"],
        project(2, "คลอง", "ซ้ำลำดับที่ 63", 50),
        merges=[f"E{FIRST_ROW + 1}:I{FIRST_ROW + 1}"],
    )
    road, canal = outcome.document.projects
    assert (road.sub_items, [mark.text for mark in road.marks]) == ((), ["ย้ายไปแผนงานการศึกษา"])
    assert (total(canal.budgets), [mark.text for mark in canal.marks]) == (5_000, ["ซ้ำลำดับที่ 63"])
    assert ids(outcome) == [*["import.amount-is-note"] * 2, *["import.row-void"] * 2]  # both still have money


def test_an_amount_merged_over_two_projects_is_taken_once_and_told(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100),
        project(2, "คลอง"),
        merges=[f"E{FIRST_ROW}:E{FIRST_ROW + 1}"],
    )
    assert rows_of(outcome) == [("ถนน", 100), ("คลอง", 0)]
    assert found(outcome, "import.amount-merged") == [(FIRST_ROW + 1, "E")]


def test_a_title_merged_over_numbered_rows_is_one_project_with_items(bring_in):
    outcome = bring_in(
        project(1, "อบรมอาชีพ", 100, target="ชุมชนหนึ่ง"),
        [2, None, None, "ชุมชนสอง", 50],
        merges=[f"B{FIRST_ROW}:B{FIRST_ROW + 1}"],
    )
    assert rows_of(outcome) == [("อบรมอาชีพ", 150)]
    assert [item.text for item in outcome.document.projects[0].sub_items] == ["ชุมชนสอง"]
