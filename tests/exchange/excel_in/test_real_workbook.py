"""Fifteen sheets of a real city's plan 2566-2570, against what another reader took from the same sheets."""

from __future__ import annotations

import pytest

from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.plan.budget import added
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Organisation, Plan
from kkplanner.thai.normalise import normalise
from kkplanner.thai.period import Period

YEARS = range(2566, 2571)
TEXTS = {
    "title": "title",
    "objective": "objective",
    "target": "target",
    "kpi": "kpi",
    "expected": "expected_result",
    "agency": "agency",
}
EDUCATION = "ยุทธ2.1แผนงานการศึกษา"

# The truth file joins the texts of sub-item rows into the target of their project. In these two projects the
# cell itself holds only the first line; the other lines stand in our sub-items, each with its own amounts.
TARGET_JOINED_FROM_SUB_ITEMS = {(EDUCATION, 22), (EDUCATION, 62)}

# The cells hold sara am as two characters (or a zero width space) that `normalise` puts right: the same
# letters to every reader, other code points than in the truth file.
INVISIBLY_DIFFERENT = {
    ("ยุทธ1.1แผนงานสาธารณสุข", 25),
    ("ยุทธ1.1แผนงานสาธารณสุข", 29),
    ("ยุทธ1.1แผนงานสาธารณสุข", 39),
    ("ยุทธ1.3แผนงานเคหะชุมชน", 21),
    (EDUCATION, 116),
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 25),
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 28),
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 29),
    ("ยุทธ2.3แผนงานศาสนา", 28),
    ("ยุทธ3.2แผนงานสร้างความเข้มแข็งช", 34),
    ("ยุทธ3.2แผนงานสร้างความเข้มแข็งช", 36),
    ("ยุทธ3.3แผนงานสังคมสงเคราะห์", 24),
}

# On this sheet the group lines are cut with "...": the other reader left them out, we know them by number and
# beginning from the other sheets.
CUT_TITLES = ("ยุทธ2.2แผนงานการศึกษา", 16)

EDITIONS = {
    ("ยุทธ1.1แผนงานสาธารณสุข", 42): "เพิ่มเติม ครั้งที่ 5/2567",
    ("ยุทธ1.1แผนงานสาธารณสุข", 44): "เพิ่มเติม ครั้งที่ 3/2568",
    ("ยุทธ1.3แผนงานบริหารงานทั่วไป", 17): "เปลี่ยนแปลง ครั้งที่ 1/2567",
    ("ยุทธ1.3แผนงานบริหารงานทั่วไป", 18): "เปลี่ยนแปลง ครั้งที่ 1/2567",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 27): "เพิ่มเติม ครั้งที่ 2/2566",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 28): "เพิ่มเติม ครั้งที่ 2/2566",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 29): "เพิ่มเติม ครั้งที่ 2/2566",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 31): "เพิ่มเติม ครั้งที่ 2/2567",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 32): "เพิ่มเติม ครั้งที่ 2/2567",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 34): "เพิ่มเติม ครั้งที่ 6/2567",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 35): "เพิ่มเติม ครั้งที่ 6/2567",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 37): "เพิ่มเติม ครั้งที่ 3/2568",
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 38): "เพิ่มเติม ครั้งที่ 3/2568",
    ("ยุทธ2.2แผนงานการศึกษา", 16): "เพิ่มเติม ครั้งที่ 5/2567",
    ("ยุทธ2.3แผนงานศาสนา", 39): "เพิ่มเติม ครั้งที่ 5/2568",
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 27): "เพิ่มเติม ครั้งที่ 3/2566",
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 29): "เพิ่มเติม ครั้งที่ 5/2567",
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 30): "เพิ่มเติม ครั้งที่ 5/2567",
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 32): "เพิ่มเติม ครั้งที่ 3/2568",
    ("ยุทธ3.2แผนงานสร้างความเข้มแข็งช", 52): "เพิ่มเติม ครั้งที่ 4/2567",
    ("ยุทธ3.2แผนงานสร้างความเข้มแข็งช", 54): "เพิ่มเติม ครั้งที่ 5/2567",
    ("ยุทธ3.2แผนงานสร้างความเข้มแข็งช", 55): "เพิ่มเติม ครั้งที่ 5/2567",
    ("ยุทธ3.3แผนงานสังคมสงเคราะห์", 29): "เพิ่มเติม ครั้งที่ 5/2567",
}

# (sheet, row of the foot, column): the sheet's own sums forget rows that were added later.
FOOTERS_THAT_DISAGREE = {
    ("ยุทธ1.1แผนงานสาธารณสุข", 45, "H"),
    ("ยุทธ1.1แผนงานสาธารณสุข", 46, "H"),
    ("ยุทธ1.2แผนงานสร้างความเข้มแข็งข", 21, "H"),
    ("ยุทธ1.2แผนงานสร้างความเข้มแข็งข", 21, "I"),
    ("ยุทธ1.2แผนงานสร้างความเข้มแข็งข", 22, "H"),
    ("ยุทธ1.2แผนงานสร้างความเข้มแข็งข", 22, "I"),
    ("ยุทธ1.3แผนงานเคหะชุมชน", 24, "E"),
    ("ยุทธ1.3แผนงานเคหะชุมชน", 25, "E"),
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 39, "H"),
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 39, "I"),
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 40, "H"),
    ("ยุทธ2.2แผนงานศาสนาวัฒนธรรม", 40, "I"),
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 33, "H"),
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 33, "I"),
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 34, "H"),
    ("ยุทธ2.3แผนงานบริหารงานทั่วไป", 34, "I"),
}


@pytest.fixture(scope="module")
def book(real_workbook):
    return read_book(real_workbook)


@pytest.fixture(scope="module")
def outcome(book):
    plan = PlanDocument(
        organisation=Organisation(type="ทน.", name="เทศบาลนครนครสวรรค์"), plan=Plan(period=Period(2566, 2570))
    )
    return import_into(plan, book)


@pytest.fixture(scope="module")
def pairs(book, outcome, real_truth):
    """(place, truth, imported project), joined by sheet and row."""
    places = [(row.sheet, row.row) for sheet in book.sheets for row in sheet.projects]
    truths = {(row["sheet"], row["row"]): row for row in real_truth}
    assert set(places) == set(truths)
    return [
        (place, truths[place], project)
        for place, project in zip(places, outcome.document.projects, strict=True)
    ]


def squeezed(text):
    return "".join((text or "").split())


def differing_texts(pairs, put_right=lambda text: text):
    return {
        place
        for place, truth, project in pairs
        if any(
            squeezed(put_right(truth[theirs] or "")) != squeezed(getattr(project, ours))
            for theirs, ours in TEXTS.items()
        )
    }


def test_every_project_is_imported_and_nothing_else(outcome):
    assert (outcome.report.projects, outcome.report.equipment) == (189, 0)
    assert outcome.report.total_baht == 1_678_530_200
    assert {str(project.form) for project in outcome.document.projects} == {"ผ.02"}


def test_texts_equal_the_truth_but_for_two_explained_targets(pairs):
    assert differing_texts(pairs, normalise) == TARGET_JOINED_FROM_SUB_ITEMS
    assert len(pairs) - len(TARGET_JOINED_FROM_SUB_ITEMS) >= 186


def test_code_points_differ_only_where_sara_am_was_split_or_an_invisible_space_stood(pairs):
    assert differing_texts(pairs) == TARGET_JOINED_FROM_SUB_ITEMS | INVISIBLY_DIFFERENT


def test_amounts_of_all_five_years_equal_the_truth(pairs):
    for place, truth, project in pairs:
        ours = [project.budgets.get(year, 0) for year in YEARS]
        assert ours == [(amount or 0) * 100 for amount in truth["budgets"]], place


def test_sub_items_keep_their_own_amounts(pairs):
    with_items = [(truth, project) for _, truth, project in pairs if truth["sub_items"] or project.sub_items]
    assert len(with_items) == 8
    assert sum(len(project.sub_items) for _, project in with_items) == 44
    for truth, project in with_items:
        assert [squeezed(item.text) for item in project.sub_items] == [
            squeezed(item["text"]) for item in truth["sub_items"]
        ]
        assert [[item.budgets.get(year, 0) for year in YEARS] for item in project.sub_items] == [
            [(amount or 0) * 100 for amount in item["budgets"]] for item in truth["sub_items"]
        ]


def test_education_equals_its_line_of_the_summary(outcome):
    approach = next(a for issue in outcome.document.issues for a in issue.approaches if a.number == "2.1")
    sums = added(
        project.budgets
        for project in outcome.document.projects
        if project.approach == approach.uuid and project.programme == "แผนงานการศึกษา"
    )
    assert [sums[year] for year in (2566, 2567, 2568)] == [13_769_620_000, 21_100_460_000, 27_918_600_000]


def test_groups_equal_the_truth(pairs, outcome):
    for place, truth, project in pairs:
        issue = outcome.document.issue(project.issue)
        approach = outcome.document.approach(project.approach)
        if place == CUT_TITLES:
            assert (issue.number, approach.number) == ("2", "2.2")
            continue
        assert squeezed(issue.title) == squeezed(truth["strategy"]), place
        assert squeezed(approach.title) == squeezed(truth["tactic"]), place
        assert squeezed(project.programme) == squeezed(truth["programme"]), place
    assert [issue.number for issue in outcome.document.issues] == ["1", "2", "3"]
    assert all([line[0] for line in issue.upward_lines] == list("กขคงจ") for issue in outcome.document.issues)


def test_amendment_marks_are_the_edition_of_the_rows_under_them(pairs, outcome):
    ours = {
        place: outcome.document.edition(project.edition).label
        for place, _, project in pairs
        if project.edition is not None
    }
    assert ours == EDITIONS


def test_disagreements_with_the_sheets_own_feet_are_findings(outcome):
    differs = {"import.footer-sum-differs", "import.footer-count-differs"}
    findings = [finding for finding in outcome.report.findings if finding.id in differs]
    assert {(one.sheet, one.row, one.column) for one in findings} == FOOTERS_THAT_DISAGREE
    first = findings[0].message
    assert "1,504,920" in first
    assert "7,504,920" in first
    assert "6,000,000" in first


def test_enacted_budgets_of_the_extra_columns_are_kept(pairs):
    by_place = {place: project for place, _, project in pairs}
    assert by_place["ยุทธ1.1แผนงานสาธารณสุข", 15].enacted_budgets == {2566: 2_000_000}
    milk = (435_100 + 7_724_300 + 6_521_900 + 304_400) * 100  # the project's row and its three sub-items
    assert by_place[EDUCATION, 15].enacted_budgets == {2566: milk}


def test_every_row_is_accounted_for(outcome):
    for sheet in outcome.report.as_json()["sheets"]:
        assert sheet["rows_read"] == sheet["imported"] + sheet["skipped"]
        assert len(sheet["skipped_rows"]) == sheet["skipped"]
        assert all(row["reason"] for row in sheet["skipped_rows"])
    continuations = {sheet.name: sheet.continuations for sheet in outcome.report.sheets}
    assert continuations["ยุทธ3.2แผนงานสร้างความเข้มแข็งช"] == 16


def test_the_summary_and_the_link_table_are_said_with_a_reason(outcome):
    sheets = {sheet.name: sheet for sheet in outcome.report.sheets}
    assert sheets["ผ.01 สรุป"].form == "ผ.01"
    assert sheets["แผนงาน"].form is None
    assert "ความเชื่อมโยง" in sheets["แผนงาน"].reason
    assert sheets["ผ.01 สรุป"].imported == sheets["แผนงาน"].imported == 0


def test_the_same_file_again_changes_nothing(book, outcome):
    again = import_into(outcome.document, book)
    assert again.document == outcome.document
    assert (again.report.added, again.report.updated, again.report.already_there) == (0, 0, 189)


def test_into_a_plan_of_other_years_only_when_told_to_shift(book):
    plan = PlanDocument(organisation=Organisation(type="ทน.", name="ก"), plan=Plan(period=Period(2571, 2575)))
    refused = import_into(plan, book)
    assert refused.document is plan
    assert refused.report.projects == 0
    assert refused.report.findings[0].id == "import.years-differ"
    assert refused.report.findings[0].severity == "critical"
    shifted = import_into(plan, book, years="shift")
    assert shifted.report.total_baht == 1_678_530_200
    assert all(year in plan.plan.period for project in shifted.document.projects for year in project.budgets)
