"""A division's workbook: handed out, filled in, taken back, held against what changed in the plan meanwhile."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from division_workbook import KEYS, LINES, PLAN, ROADS, WORKS, Filled, changed_in_plan, handed_out, project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.fill_in import (
    NotFillInError,
    NothingToHandOutError,
    OtherPlanError,
    Part,
    RowKind,
    TakeChoices,
    read_fill_in,
    take_back,
    write_fill_in,
)
from kkplanner.exchange.fill_in.sent import FIRST_ROW, HEAD_ROW
from kkplanner.plan.kinds import Form


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return handed_out(tmp_path)


def test_the_workbook_holds_the_part_and_nothing_else(tmp_path):
    path = tmp_path / "ส่วน.xlsx"
    count = write_fill_in(PLAN, WORKS, path)
    assert count == sum(1 for one in PLAN.projects if one.agency == "กองช่าง")
    book = openpyxl.load_workbook(path)
    titles = {row[2].value for row in book["ผ.02"].iter_rows(min_row=FIRST_ROW) if row[1].value}
    assert titles == {one.title for one in PLAN.projects if one.agency == "กองช่าง" and one.form is Form.P02}


def test_heads_are_locked_lists_are_offered_and_explained(filled):
    sheet = openpyxl.load_workbook(filled.path)["ผ.02"]
    assert sheet.protection.sheet
    assert sheet.cell(HEAD_ROW, 3).protection.locked
    assert not sheet.cell(FIRST_ROW, 3).protection.locked
    offered = {str(one.sqref)[0] for one in sheet.data_validations.dataValidation}
    wanted = [KEYS.index(key) + 3 for key in ("agency", "issue", "approach", "programme", "remove")]
    assert offered == {openpyxl.utils.get_column_letter(column) for column in wanted}
    assert sheet.cell(HEAD_ROW, 3).comment is not None
    assert sheet.column_dimensions["A"].hidden


def test_what_nobody_touched_changes_nothing(filled):
    result = take_back(PLAN, filled.back())
    assert (result.document, result.rows, result.findings) == (PLAN, [], [])


def test_an_untouched_return_never_overwrites_the_plan(filled):
    now = changed_in_plan(ROADS.uuid, title="ชื่อใหม่ในแผน", own_budgets={2571: 100})
    result = take_back(now, filled.back())
    assert (result.document, result.rows) == (now, [])


def test_texts_and_amounts_come_back(filled):
    filled.set(ROADS.uuid, "target", "กว้าง ๕ เมตร")
    filled.set(ROADS.uuid, "budget:2572", "๑,๕๐๐,๐๐๐.-")
    result = take_back(PLAN, filled.back())
    after = project(result.document, ROADS.uuid)
    assert after.target == "กว้าง ๕ เมตร"
    assert after.own_budgets[2572] == 150_000_000
    assert [one.key for one in result.rows[0].fields] == ["target", "budget:2572"]
    assert result.conflicts == []


def test_an_amount_can_be_taken_away(filled):
    year = next(iter(ROADS.own_budgets))
    filled.set(ROADS.uuid, f"budget:{year}", None)
    assert year not in project(take_back(PLAN, filled.back()).document, ROADS.uuid).own_budgets


def test_choices_come_back_as_records(filled):
    other = next(issue for issue in PLAN.issues if issue.uuid != ROADS.issue)
    filled.set(ROADS.uuid, "issue", f"{other.number}. {other.title}")
    filled.set(ROADS.uuid, "programme", "ผง.การศึกษา")
    after = project(take_back(PLAN, filled.back()).document, ROADS.uuid)
    assert (after.issue, after.programme) == (other.uuid, "แผนงานการศึกษา")


def test_a_choice_that_the_plan_has_not_is_a_finding(filled):
    filled.set(ROADS.uuid, "issue", "ประเด็นที่ 99")
    result = take_back(PLAN, filled.back())
    assert [one.id for one in result.findings] == ["fill-in.unknown-choice"]
    assert result.document == PLAN


def test_both_changed_the_same_field_the_plan_keeps_its_own_until_decided(filled):
    filled.set(ROADS.uuid, "target", "ของกอง")
    now = changed_in_plan(ROADS.uuid, target="ของแผน")
    returned = filled.back()
    result = take_back(now, returned)
    ((row, conflict),) = result.conflicts
    assert (conflict.sent, conflict.now, conflict.returned) == (ROADS.target, "ของแผน", "ของกอง")
    assert result.document == now
    decided = TakeChoices(fields={(row.uuid, "target"): "returned"})
    assert project(take_back(now, returned, decided).document, ROADS.uuid).target == "ของกอง"


def test_both_changed_it_alike_is_no_conflict(filled):
    filled.set(ROADS.uuid, "target", "เหมือนกัน")
    now = changed_in_plan(ROADS.uuid, target="เหมือนกัน")
    assert take_back(now, filled.back()).rows == []


def test_both_changed_different_fields_both_stand(filled):
    filled.set(ROADS.uuid, "target", "ของกอง")
    now = changed_in_plan(ROADS.uuid, objective="ของแผน")
    after = project(take_back(now, filled.back()).document, ROADS.uuid)
    assert (after.target, after.objective) == ("ของกอง", "ของแผน")


def test_a_new_row_becomes_a_project_of_the_division(filled):
    row = filled.first_empty()
    filled.put(row, "title", "ก่อสร้างลานกีฬา หมู่ที่ 2")
    filled.put(row, "budget:2573", 300000)
    returned = filled.back()
    result = take_back(PLAN, returned)
    added = result.document.projects[-1]
    assert (added.title, added.agency, added.own_budgets) == (
        "ก่อสร้างลานกีฬา หมู่ที่ 2",
        "กองช่าง",
        {2573: 30_000_000},
    )
    assert take_back(result.document, returned).rows == []
    assert take_back(PLAN, returned, TakeChoices(left_out=frozenset({added.uuid}))).document == PLAN


def test_a_new_row_without_a_title_is_told(filled):
    filled.put(filled.first_empty(), "budget:2573", 300000)
    result = take_back(PLAN, filled.back())
    assert [one.id for one in result.findings] == ["fill-in.no-title"]
    assert result.document == PLAN


@pytest.mark.parametrize("how", ["asked", "deleted"])
def test_a_row_goes_only_when_somebody_says_so(filled, how):
    if how == "asked":
        filled.set(ROADS.uuid, "remove", "ลบ")
    else:
        filled.delete(ROADS.uuid)
    returned = filled.back()
    result = take_back(PLAN, returned)
    assert [(row.kind, row.uuid) for row in result.rows] == [(RowKind.REMOVED, ROADS.uuid)]
    assert result.document == PLAN
    gone = take_back(PLAN, returned, TakeChoices(removals=frozenset({ROADS.uuid})))
    assert ROADS.uuid not in {one.uuid for one in gone.document.projects}
    assert len(gone.document.projects) == len(PLAN.projects) - 1


def test_a_removal_of_what_the_plan_changed_meanwhile_says_so(filled):
    filled.delete(ROADS.uuid)
    (row,) = take_back(changed_in_plan(ROADS.uuid, target="ใหม่"), filled.back()).rows
    assert row.changed_meanwhile


def test_a_removal_that_was_never_offered_is_not_done(filled):
    stranger = TakeChoices(removals=frozenset({ROADS.uuid}))
    assert take_back(PLAN, filled.back(), stranger).document == PLAN


def test_the_plan_lost_the_row_meanwhile(filled):
    filled.set(ROADS.uuid, "target", "ของกอง")
    now = replace(PLAN, projects=tuple(one for one in PLAN.projects if one.uuid != ROADS.uuid))
    result = take_back(now, filled.back())
    assert [one.id for one in result.findings] == ["fill-in.row-gone"]
    assert result.document == now


def test_sub_items_come_back(filled):
    item = LINES.sub_items[0]
    filled.set(item.uuid, "target", "รายการที่แก้")
    filled.set(item.uuid, "budget:2571", 1000)
    after = project(take_back(PLAN, filled.back()).document, LINES.uuid).sub_items[0]
    assert (after.text, after.budgets[2571]) == ("รายการที่แก้", 100_000)


def test_a_removed_project_takes_its_lines_along_as_one(filled):
    for uuid in (LINES.uuid, *(item.uuid for item in LINES.sub_items)):
        filled.delete(uuid)
    (row,) = take_back(PLAN, filled.back()).rows
    assert row.uuid == LINES.uuid


def test_a_copied_row_is_a_new_one(filled):
    row = filled.first_empty()
    filled.put(row, "title", "สำเนา")
    filled._book["ผ.02"].cell(row, 1).value = ROADS.uuid
    returned = filled.back()
    assert [one.id for one in returned.findings] == ["fill-in.row-copied"]
    assert take_back(PLAN, returned).document.projects[-1].title == "สำเนา"


def test_nonsense_in_an_amount_is_told_and_the_plan_keeps_its_own(filled):
    filled.set(ROADS.uuid, "budget:2571", "ห้าแสน")
    returned = filled.back()
    assert [(one.id, one.value) for one in returned.findings] == [("fill-in.amount", "ห้าแสน")]
    assert take_back(PLAN, returned).document == PLAN


def test_an_emptied_title_keeps_the_old_one(filled):
    filled.set(ROADS.uuid, "title", None)
    result = take_back(PLAN, filled.back())
    assert [one.id for one in result.findings] == ["fill-in.title-empty"]
    assert result.document == PLAN


def test_rows_may_be_sorted(filled, tmp_path):
    sheet = filled._book["ผ.02"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]
    random.Random(7).shuffle(rows)
    for at, row in enumerate(rows, FIRST_ROW):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    assert take_back(PLAN, filled.back()).rows == []


def test_another_plan_is_refused(filled):
    other = replace(PLAN, plan=replace(PLAN.plan, uuid="00000000-0000-4000-8000-000000000000"))
    with pytest.raises(OtherPlanError):
        take_back(other, filled.back())


def test_an_ordinary_workbook_is_refused(tmp_path):
    path = tmp_path / "แบบ.xlsx"
    write_workbook(PLAN, path, layout="2571")
    with pytest.raises(NotFillInError):
        read_fill_in(path)


@pytest.mark.parametrize(
    "text", ["{}", "[]", "null", "{", '{"format":"kkplanner-fill-in","version":9}', "[" * 9000]
)
def test_a_tampered_record_is_refused(filled, text):
    sheet = filled._book["_kkfill"]
    sheet["A1"] = text
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 1).value = None
    with pytest.raises(NotFillInError):
        filled.back()


def test_a_lost_sheet_changes_nothing_and_is_told(filled):
    other = next(name for name in filled._book.sheetnames if name == "ผ.02")
    del filled._book[other]
    filled._book.create_sheet("Sheet1")
    result = take_back(PLAN, filled.back())
    assert result.document == PLAN
    assert "fill-in.sheet-missing" in {one.id for one in result.findings}


def test_no_such_agency_is_refused(tmp_path):
    with pytest.raises(NothingToHandOutError):
        write_fill_in(PLAN, Part(agency="กองที่ไม่มี"), tmp_path / "ไม่มี.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_same_part_gives_the_same_bytes(tmp_path):
    one, other = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_fill_in(PLAN, WORKS, one)
    write_fill_in(PLAN, WORKS, other)
    assert one.read_bytes() == other.read_bytes()


TYPED = st.dictionaries(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from(["title", "objective", "target", "kpi", "budget:2571", "budget:2574"]),
    ),
    st.integers(1, 10**7),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(theirs=TYPED, ours=TYPED)
def test_nothing_that_either_side_typed_is_lost(tmp_path, theirs, ours):
    """Every value that either side gave is in the plan afterwards or in the list of conflicts."""
    path = tmp_path / "กอง.xlsx"
    write_fill_in(PLAN, WORKS, path)
    filled = Filled(path)
    rows = [one for one in PLAN.projects if one.agency == "กองช่าง" and one.form is Form.P02][:8]
    now = PLAN
    for (at, key), number in ours.items():
        value = (
            {**rows[at].own_budgets, int(key[7:]): number * 100}
            if key.startswith("budget")
            else f"แผน {number}"
        )
        name = "own_budgets" if key.startswith("budget") else key
        current = project(now, rows[at].uuid)
        if name == "own_budgets":
            value = {**current.own_budgets, int(key[7:]): number * 100}
        now = replace(
            now,
            projects=tuple(replace(one, **{name: value}) if one is current else one for one in now.projects),
        )
    for (at, key), number in theirs.items():
        filled.set(rows[at].uuid, key, number if key.startswith("budget") else f"กอง {number}")
    result = take_back(now, filled.back())
    conflicts = {(row.uuid, one.key): one for row, one in result.conflicts}
    for side, typed in (("กอง", theirs), ("แผน", ours)):
        for (at, key), number in typed.items():
            wanted = number * 100 if key.startswith("budget") else f"{side} {number}"
            after = project(result.document, rows[at].uuid)
            stands = after.own_budgets.get(int(key[7:])) if key.startswith("budget") else getattr(after, key)
            conflict = conflicts.get((rows[at].uuid, key))
            assert stands == wanted or (conflict and wanted in (conflict.now, conflict.returned))


@pytest.mark.parametrize("how", ["swapped", "inserted", "renamed"])
def test_columns_that_were_moved_are_refused_and_the_plan_stays(filled, how):
    """Amounts of one year must never be taken for another's."""
    sheet = filled._book["ผ.02"]
    one, other = 3 + KEYS.index("budget:2571"), 3 + KEYS.index("budget:2572")
    if how == "swapped":
        for row in range(HEAD_ROW, sheet.max_row + 1):
            left, right = sheet.cell(row, one), sheet.cell(row, other)
            left.value, right.value = right.value, left.value
    elif how == "inserted":
        sheet.insert_cols(3)
    else:
        sheet.cell(HEAD_ROW, one).value = "2572 (บาท)"
    result = take_back(PLAN, filled.back())
    assert result.document == PLAN
    assert [one.id for one in result.findings] == ["fill-in.heads-changed"]


def test_what_a_division_typed_into_a_row_that_is_gone_is_told(filled):
    filled.set(ROADS.uuid, "target", "ของกอง")
    now = replace(PLAN, projects=tuple(one for one in PLAN.projects if one.uuid != ROADS.uuid))
    (finding,) = take_back(now, filled.back()).findings
    assert finding.severity == "error"
    assert "ของกอง" in finding.message
