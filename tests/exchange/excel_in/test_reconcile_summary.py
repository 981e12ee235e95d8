"""ผ.01 of a book against its rows: every real disagreement told, none invented."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import HEAD, TITLES, empty_plan, project, write

from kkplanner.exchange.excel_in import ImportChoices, import_into, read_book
from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Organisation, Plan
from kkplanner.thai.period import Period

LAYOUTS = ("2566", "2571")
YEARS = (2571, 2572, 2573, 2574, 2575)
SUMMARY_HEAD = [
    ["บัญชีสรุปโครงการพัฒนา"],
    ["แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)"],
    ["ยุทธศาสตร์", *[cell for year in YEARS for cell in (f"ปี {year}", None)], "รวม 5 ปี", None],
    [None, *["จำนวน\nโครงการ", "งบประมาณ\n(บาท)"] * 6],
]
ROADS = [
    *TITLES,
    *HEAD,
    project(1, "ก่อสร้างถนนสายหนึ่ง", 100_000, 200_000),
    project(2, "ก่อสร้างถนนสายสอง", 50_000),
]
RIGHT = [2, 150_000, 1, " ๒๐๐,๐๐๐ ", 0, " -   ", None, None, 0, 0, 3, 350_000]


def summary(*lines):
    return [*SUMMARY_HEAD, ["1) ยุทธศาสตร์ด้านโครงสร้างพื้นฐาน"], ["1.1 กลยุทธ์พัฒนาเส้นทางคมนาคม"], *lines]


@pytest.fixture
def bring(tmp_path):
    def bring(*lines, choices=None):
        path = write(tmp_path / "book.xlsx", summary(*lines), ROADS)
        return import_into(empty_plan(), read_book(path), choices=choices or ImportChoices())

    return bring


def told(outcome):
    return [
        (one.id, one.row, one.column, one.value)
        for one in outcome.report.findings
        if one.id.startswith("import.summary-") and one.id != "import.summary-sheet"
    ]


def test_a_summary_that_agrees_is_not_spoken_of(bring):
    outcome = bring(["  (1) ผง.อุตสาหกรรมและการโยธา", *RIGHT], ["รวม", *RIGHT], ["รวมทั้งสิ้น", *RIGHT])
    assert told(outcome) == []
    [found] = outcome.report.summaries
    assert (found.lines, found.compared, found.differing) == (1, 1, 0)


def test_a_line_that_differs_is_told_by_year(bring):
    wrong = [1, 150_000, 1, 900_000, *RIGHT[4:10], 2, 1_050_000]
    assert told(bring(["แผนงานอุตสาหกรรมและการโยธา", *wrong])) == [
        ("import.summary-differs", 7, "B", "1 โครงการ 150,000 บาท"),
        ("import.summary-differs", 7, "E", "1 โครงการ 900,000 บาท"),
    ]


def test_sums_that_are_not_the_sums_of_their_lines_are_told(bring):
    line = ["แผนงานอุตสาหกรรมและการโยธา", *RIGHT]
    assert told(bring(line, ["รวม", 2, 140_000, *RIGHT[2:10], 3, 350_000])) == [
        ("import.summary-sum-differs", 8, "M", "350,000"),
        ("import.summary-sum-differs", 8, "C", "140,000"),
    ]


def test_a_line_without_rows_in_the_file_is_one_note_and_no_disagreement(bring):
    outcome = bring(["แผนงานอุตสาหกรรมและการโยธา", *RIGHT], ["แผนงานการพาณิชย์", *RIGHT])
    assert [finding_id for finding_id, *_ in told(outcome)] == ["import.summary-not-in-file"]
    assert outcome.report.summaries[0].absent == ["1.1 แผนงานการพาณิชย์"]


def test_rows_that_no_line_counts_are_told_with_their_sheet(bring):
    [finding] = [one for one in bring(["แผนงานการพาณิชย์"]).report.findings if "line-missing" in one.id] or [
        None
    ]
    assert finding is None, "a summary without any line says nothing about what it lacks"
    [finding] = [
        one
        for one in bring(["แผนงานการพาณิชย์", *RIGHT]).report.findings
        if one.id == "import.summary-line-missing"
    ]
    assert (finding.sheet, finding.row) == ("แผ่น2", 10)
    assert "2 รายการ รวม 350,000 บาท" in finding.message


def test_a_sheet_that_the_clerk_leaves_out_is_no_disagreement(bring):
    choices = ImportChoices(sheets_left_out=frozenset({"แผ่น2"}))
    outcome = bring(["แผนงานอุตสาหกรรมและการโยธา", *RIGHT], choices=choices)
    assert [finding_id for finding_id, *_ in told(outcome)] == ["import.summary-not-in-file"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_our_own_summary_agrees_with_our_own_forms(tmp_path, layout):
    write_workbook(sample_plan(), tmp_path / "plan.xlsx", layout=layout)
    outcome = import_into(empty_plan(), read_book(tmp_path / "plan.xlsx"))
    assert told(outcome) == []
    assert outcome.report.summaries[0].compared > 5


# ------------------------------------------------------------------ a real city's fifteen sheets


@pytest.fixture(scope="module")
def real(real_workbook):
    plan = PlanDocument(
        organisation=Organisation(type="ทน.", name="เทศบาลนครนครสวรรค์"), plan=Plan(period=Period(2566, 2570))
    )
    return import_into(plan, read_book(real_workbook))


def test_the_two_sums_of_the_real_summary_that_do_not_add_up(real):
    """The five-year cells of strategy 3 leave out one กลยุทธ์, and so does the grand total (domain notes, 7.1)."""
    wrong = [
        (row, column, value) for finding_id, row, column, value in told(real) if "sum-differs" in finding_id
    ]
    assert wrong == [
        (34, "L", "129"),
        (34, "M", "93,590,000"),
        (62, "L", "1,186"),
        (62, "M", "2,847,165,072"),
    ]


def test_the_lines_of_the_real_summary_that_differ_from_its_sheets(real):
    """Rows added later (เพิ่มเติม) and forgotten in ผ.01; 42 projects of education in 2566 where 41 have money."""
    differing = {
        (row, column) for finding_id, row, column, _ in told(real) if finding_id == "import.summary-differs"
    }
    assert differing == {
        (9, "H"),
        (13, "H"),
        (13, "J"),
        (15, "B"),
        (20, "B"),
        (20, "H"),
        (20, "J"),
        (22, "H"),
        (22, "J"),
        (24, "H"),
        (24, "J"),
        (25, "H"),
        (25, "J"),
    }
    assert [row for finding_id, row, _, _ in told(real) if finding_id == "import.summary-line-missing"] == [
        16
    ]
    [found] = real.report.summaries
    assert (found.lines, found.compared, found.differing, len(found.absent)) == (31, 12, 7, 19)
