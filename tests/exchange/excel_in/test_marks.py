"""Floating texts of a workbook: each placed on its rows and kept as their history."""

from __future__ import annotations

from collections import Counter

import pytest
from exchange.excel_in.untidy import FIRST_ROW, HEAD, TITLES, empty_plan, project

from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form, MarkKind
from kkplanner.plan.model import Organisation, Plan
from kkplanner.thai.period import Period

ROADS = [project(number, f"ก่อสร้างถนนสาย {number}", 100_000) for number in range(1, 6)]
EDUCATION = "ยุทธ2.1แผนงานการศึกษา"


def write(path, rows, *boxes, comments=(), state=None):
    """One sheet; boxes and comments are (row, column, text), 1-based."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("ถนน")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
        for row, column, text in boxes:
            sheet.insert_textbox(row - 1, column - 1, text, {"width": 60, "height": 15})
        for row, column, text in comments:
            sheet.write_comment(row - 1, column - 1, text, {"author": "สมหญิง"})
        if state:
            workbook.add_worksheet("อื่น").activate()
            sheet.hide()
    return path


@pytest.fixture
def bring(tmp_path):
    def bring(*boxes, rows=(*TITLES, *HEAD, *ROADS), comments=(), into=None, state=None):
        path = write(tmp_path / "book.xlsx", rows, *boxes, comments=comments, state=state)
        return import_into(into or empty_plan(), read_book(path))

    return bring


def said(outcome, at):
    """(kind, edition's label, certain) of the marks of one project."""
    plan = outcome.document
    return [
        (mark.kind, mark.edition and plan.edition(mark.edition).label, mark.certain)
        for mark in plan.projects[at].marks
    ]


def test_an_amendment_is_certain_for_its_row_and_possible_for_the_rows_beside_it(bring):
    outcome = bring((FIRST_ROW + 2, 5, "แก้ไข ครั้งที่ ๒/๒๕๗๒"))
    label = "แก้ไข ครั้งที่ 2/2572"
    assert said(outcome, 2) == [(MarkKind.AMENDMENT, label, True)]
    assert said(outcome, 1) == said(outcome, 3) == [(MarkKind.AMENDMENT, label, False)]
    assert said(outcome, 0) == said(outcome, 4) == []
    [mark] = outcome.document.projects[2].marks
    assert (mark.text, mark.source) == ("แก้ไข ครั้งที่ 2/2572", f"ถนน!E{FIRST_ROW + 2}")
    assert outcome.document.projects[2].edition is None


def test_other_notes_speak_of_their_row_alone(bring):
    outcome = bring((FIRST_ROW + 1, 7, "ซ้ำลำดับที่ 63"), (FIRST_ROW + 1, 9, "ไปประสาน 02/2"))
    assert [said(outcome, at) for at in (0, 2)] == [[], []]
    duplicate, coordination = outcome.document.projects[1].marks
    assert (duplicate.kind, duplicate.refers_to) == (MarkKind.DUPLICATE, "ลำดับที่ 63")
    assert (coordination.kind, coordination.refers_to) == (MarkKind.COORDINATION, "ผ.02/2")


def test_a_note_on_a_sub_item_or_a_continuation_is_of_the_project(bring):
    more = [None, None, None, "งวดที่สอง", 5_000]
    tail = [None, None, "และปลอดภัย"]
    rows = [*TITLES, *HEAD, ROADS[0], more, tail, *ROADS[1:]]
    outcome = bring((FIRST_ROW + 1, 5, "เงินอุดหนุน"), (FIRST_ROW + 2, 5, "ยกเลิก"), rows=rows)
    assert [kind for kind, _, _ in said(outcome, 0)] == [MarkKind.BUDGET_SOURCE, MarkKind.NOTE]


def test_a_note_beside_a_blank_row_means_the_one_row_next_to_it(bring):
    rows = [*TITLES, *HEAD, *ROADS, [], ["รวมงบประมาณ", None, None, None, 500_000]]
    outcome = bring((FIRST_ROW + 5, 7, "เพิ่มเติม ครั้งที่ 1/2571"), rows=rows)
    assert said(outcome, 4) == [(MarkKind.AMENDMENT, "เพิ่มเติม ครั้งที่ 1/2571", True)]


def test_a_box_over_a_block_that_counts_anew_holds_for_the_rows_under_it(bring):
    rows = [*TITLES, *HEAD, *ROADS[:2], [], *ROADS[:3]]
    outcome = bring((FIRST_ROW + 2, 5, "เพิ่มเติม ครั้งที่ 1/2571"), rows=rows)
    plan = outcome.document
    labels = [one.edition and plan.edition(one.edition).label for one in plan.projects]
    assert labels == [None, None, *["เพิ่มเติม ครั้งที่ 1/2571"] * 3]
    assert said(outcome, 2) == [(MarkKind.AMENDMENT, "เพิ่มเติม ครั้งที่ 1/2571", True)]
    assert said(outcome, 1) == [(MarkKind.AMENDMENT, "เพิ่มเติม ครั้งที่ 1/2571", False)]
    assert said(outcome, 3) == []
    [box] = outcome.report.text_boxes
    assert box.use.is_used


def test_a_form_number_in_a_box_names_the_form_when_no_title_does(bring):
    bare = [["องค์การบริหารส่วนตำบลตัวอย่าง"], *TITLES[3:], *HEAD, *ROADS]
    outcome = bring((1, 12, "แบบ ผ.02/1"), rows=bare)
    assert {one.form for one in outcome.document.projects} == {Form.P02_1}


def test_a_comment_is_a_note_too_without_its_author(bring):
    outcome = bring(comments=[(FIRST_ROW, 2, "สมหญิง:\nรวมกับลำดับที่ 2")])
    [mark] = outcome.document.projects[0].marks
    assert (mark.kind, mark.text) == (MarkKind.MERGED, "รวมกับลำดับที่ 2")


def test_a_note_typed_beside_the_table_is_of_its_row(bring):
    rows = [*TITLES, *HEAD, [*ROADS[0], None, "ซ้ำลำดับที่ 63"], [*ROADS[1], "เรียบร้อย"], ROADS[2]]
    outcome = bring(rows=rows)
    [mark] = outcome.document.projects[0].marks
    assert (mark.kind, mark.source) == (MarkKind.DUPLICATE, f"ถนน!N{FIRST_ROW}")
    assert outcome.document.projects[1].marks == ()
    assert outcome.report.text_boxes == []


def test_what_is_not_understood_is_kept_word_for_word_and_told_with_its_cell(bring):
    outcome = bring((FIRST_ROW, 5, "ถามพี่เล็กก่อน"))
    [mark] = outcome.document.projects[0].marks
    assert (mark.kind, mark.text) == (MarkKind.NOTE, "ถามพี่เล็กก่อน")
    [finding] = [one for one in outcome.report.findings if one.id == "import.text-box-not-understood"]
    assert (finding.sheet, finding.row, finding.column, finding.value) == (
        "ถนน",
        FIRST_ROW,
        "E",
        "ถามพี่เล็กก่อน",
    )


def test_boxes_of_a_hidden_sheet_are_told_as_left_out(bring):
    outcome = bring((FIRST_ROW, 5, "แก้ไข ครั้งที่ 1/2571"), state="hidden")
    [box] = outcome.report.as_json()["text_boxes"]
    assert (box["used"], box["cell"], box["rows"]) == (False, f"E{FIRST_ROW}", [])


def test_the_same_boxes_again_change_nothing(bring):
    boxes = [(FIRST_ROW + 1, 5, "แก้ไข ครั้งที่ 1/2571"), (FIRST_ROW, 6, "เงินอุดหนุน")]
    first = bring(*boxes)
    again = bring(*boxes, into=first.document)
    assert again.document == first.document


# ------------------------------------------------------------------ a real city's fifteen sheets


@pytest.fixture(scope="module")
def real(real_workbook):
    book = read_book(real_workbook)
    plan = PlanDocument(
        organisation=Organisation(type="ทน.", name="เทศบาลนครนครสวรรค์"), plan=Plan(period=Period(2566, 2570))
    )
    return book, import_into(plan, book)


def test_all_boxes_of_the_real_workbook_are_placed(real):
    boxes = real[1].report.text_boxes
    assert len(boxes) == 68
    assert all(box.box.row and box.box.column for box in boxes)
    assert [box.box.text for box in boxes if not box.use.is_used] == ["รวมเล่มถึง ปี 68 เรียบร้อย"]
    kinds = Counter(kind for box in boxes for kind in box.says)
    assert kinds[MarkKind.FORM_NUMBER] == 14
    assert kinds[MarkKind.BUDGET_SOURCE] == 6
    assert kinds[MarkKind.MOVED] == 4


def test_amendments_agree_with_the_other_reader(real, real_truth):
    """187 of 189 projects have the same set of amendments.

    The two others are boxes that stand on rows of sub-items (rows 39 and 80 of the education sheet): we give
    them to the project that the sub-items belong to; the other reader looked at title rows only.
    """
    book, outcome = real
    plan = outcome.document
    truths = {(row["sheet"], row["row"]): set(row["amendments"] or ()) for row in real_truth}
    differing = set()
    rows = [row for sheet in book.sheets for row in sheet.projects]
    for row, one in zip(rows, plan.projects, strict=True):
        editions = [plan.edition(mark.edition) for mark in one.marks if mark.edition is not None]
        ours = {f"{edition.kind} {edition.number}/{edition.year}" for edition in editions}
        if ours != truths[row.sheet, row.row]:
            differing.add((row.sheet, row.row))
    assert differing == {(EDUCATION, 22), (EDUCATION, 76)}
    assert len(rows) - len(differing) >= 0.95 * len(rows)
