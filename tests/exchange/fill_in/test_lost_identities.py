"""A returned workbook whose unseen identities were lost: its rows are known by what they say, or not taken."""

from __future__ import annotations

import shutil

import pytest
from division_workbook import LINES, PLAN, ROADS, changed_in_plan, handed_out, project

from kkplanner.exchange.fill_in import NotFillInError, RowKind, TakeChoices, read_fill_in, take_back
from kkplanner.plan.kinds import Form


@pytest.fixture
def filled(tmp_path):
    return handed_out(tmp_path)


def told(result) -> set[str]:
    return {one.id for one in result.findings}


@pytest.mark.parametrize("how", ["emptied", "deleted"])
def test_what_nobody_touched_changes_nothing_and_the_loss_is_told(filled, how):
    filled.lose_identities(how)
    result = take_back(PLAN, filled.back())
    assert (result.document, result.rows) == (PLAN, [])
    assert told(result) == {"fill-in.identities-lost"}


@pytest.mark.parametrize("how", ["emptied", "deleted"])
def test_what_was_typed_comes_back_into_the_projects_it_belongs_to(filled, how):
    filled.set(ROADS.uuid, "target", f"{ROADS.target} และป้ายโครงการ")
    filled.set(ROADS.uuid, "budget:2573", 777)
    filled.set(LINES.sub_items[0].uuid, "budget:2574", 888)
    filled.lose_identities(how)
    result = take_back(PLAN, filled.back())
    assert len(result.document.projects) == len(PLAN.projects)
    after = project(result.document, ROADS.uuid)
    assert (after.target, after.own_budgets[2573]) == (f"{ROADS.target} และป้ายโครงการ", 77_700)
    assert project(result.document, LINES.uuid).sub_items[0].budgets[2574] == 88_800
    changed = {row.uuid: row for row in result.rows}
    assert changed.keys() == {ROADS.uuid, LINES.sub_items[0].uuid}
    assert changed[ROADS.uuid].likeness < 1
    (pairing,) = [one for one in result.findings if one.id == "fill-in.row-paired"]
    assert ROADS.title in pairing.message


def test_the_plan_keeps_its_own_where_it_was_changed_meanwhile(filled):
    filled.set(ROADS.uuid, "objective", "ของกอง")
    filled.lose_identities("emptied")
    result = take_back(changed_in_plan(ROADS.uuid, objective="ของแผน"), filled.back())
    assert [(row.uuid, one.key) for row, one in result.conflicts] == [(ROADS.uuid, "objective")]
    assert project(result.document, ROADS.uuid).objective == "ของแผน"


def test_a_row_that_may_be_any_is_refused_and_nothing_is_missing_for_certain(filled):
    """Renamed out of recognition: it is not added beside the project that it may be, and none is offered to go."""
    row = filled.row_of(ROADS.uuid)
    for key in ("objective", "target", "expected_result"):
        filled.put(row, key, "อย่างอื่น")
    filled.put(row, "title", "สร้างสนามเด็กเล่น")
    filled.lose_identities("emptied")
    returned = filled.back()
    result = take_back(PLAN, returned)
    assert (result.document, result.rows) == (PLAN, [])
    (finding,) = [one for one in result.findings if one.id == "fill-in.row-unknown"]
    assert (str(finding.severity), finding.row) == ("error", row)
    assert "สร้างสนามเด็กเล่น" in finding.message
    assert take_back(PLAN, returned, TakeChoices(removals=frozenset({ROADS.uuid}))).document == PLAN


def test_a_new_row_is_still_a_new_project_when_every_other_row_is_known(filled):
    filled.put(filled.first_empty(), "title", "ก่อสร้างลานกีฬา")
    filled.lose_identities("emptied")
    result = take_back(PLAN, filled.back())
    assert [(row.kind, row.title) for row in result.rows] == [(RowKind.ADDED, "ก่อสร้างลานกีฬา")]
    assert len(result.document.projects) == len(PLAN.projects) + 1


def test_a_row_cut_and_pasted_into_an_empty_one_is_the_same_project(filled):
    row, empty = filled.row_of(ROADS.uuid), filled.first_empty()
    for column in range(3, filled.sheet.max_column + 1):
        filled.sheet.cell(empty, column).value = filled.sheet.cell(row, column).value
    filled.sheet.delete_rows(row)
    filled.put(empty - 1, "kpi", "ร้อยละ 80")
    result = take_back(PLAN, filled.back())
    assert [(one.kind, one.uuid) for one in result.rows] == [(RowKind.CHANGED, ROADS.uuid)]


def test_sheets_copied_into_a_new_workbook_are_refused_with_a_sentence(filled):
    filled.lose_identities("copied")
    with pytest.raises(NotFillInError) as refused:
        filled.back()
    assert "ข้อมูลที่ซ่อนไว้ถูกลบ" in refused.value.sentence


def test_a_project_that_the_plan_removed_meanwhile_does_not_come_in_again(filled):
    from dataclasses import replace

    filled.set(ROADS.uuid, "target", f"{ROADS.target} และป้ายโครงการ")
    filled.lose_identities("emptied")
    now = replace(PLAN, projects=tuple(one for one in PLAN.projects if one.uuid != ROADS.uuid))
    result = take_back(now, filled.back())
    assert result.document == now
    assert "fill-in.row-gone" in told(result)


def test_a_copy_of_the_same_file_adds_nothing_twice(filled, tmp_path):
    filled.put(filled.first_empty(), "title", "ก่อสร้างลานกีฬา")
    once = take_back(PLAN, filled.back())
    copy = tmp_path / "กองช่าง (1).xlsx"
    shutil.copyfile(filled.path, copy)
    again = take_back(once.document, read_fill_in(copy))
    assert (again.document, again.rows) == (once.document, [])


def test_a_row_of_another_divisions_workbook_is_told_and_not_added(filled):
    stranger = next(one for one in PLAN.projects if one.agency != "กองช่าง" and one.form is Form.P02)
    row = filled.first_empty()
    filled.put(row, "title", stranger.title)
    filled.sheet.cell(row, 1).value = stranger.uuid
    result = take_back(PLAN, filled.back())
    assert (result.document, result.rows) == (PLAN, [])
    (finding,) = result.findings
    assert finding.id == "fill-in.row-of-another-file"
    assert stranger.title in finding.message


# ---------------------------------------------------------------------- typed where a row has no place for it


def test_a_title_typed_in_a_sub_item_row_becomes_its_text(filled):
    item = LINES.sub_items[0]
    filled.set(item.uuid, "title", "วางท่อระบายน้ำ")
    filled.set(item.uuid, "target", None)
    returned = filled.back()
    result = take_back(PLAN, returned)
    assert project(result.document, LINES.uuid).sub_items[0].text == "วางท่อระบายน้ำ"
    assert take_back(result.document, returned).rows == []


def test_a_title_typed_beside_the_text_of_a_sub_item_goes_before_it(filled):
    item = LINES.sub_items[0]
    filled.set(item.uuid, "title", "วางท่อระบายน้ำ")
    result = take_back(PLAN, filled.back())
    assert project(result.document, LINES.uuid).sub_items[0].text == f"วางท่อระบายน้ำ\n{item.text}"


def test_what_a_sub_item_has_no_place_for_is_told(filled):
    filled.set(LINES.sub_items[0].uuid, "objective", "เพื่อระบายน้ำ")
    result = take_back(PLAN, filled.back())
    (finding,) = result.findings
    assert (finding.id, str(finding.severity)) == ("fill-in.not-of-sub-item", "error")
    assert "เพื่อระบายน้ำ" in finding.message
    assert result.document == PLAN


def test_what_was_typed_in_a_row_that_shall_go_is_taken_while_it_stays(filled):
    filled.set(ROADS.uuid, "remove", "ลบ")
    filled.set(ROADS.uuid, "target", "ของกอง")
    returned = filled.back()
    result = take_back(PLAN, returned)
    assert project(result.document, ROADS.uuid).target == "ของกอง"
    assert [row.kind for row in result.rows] == [RowKind.REMOVED, RowKind.CHANGED]
    gone = take_back(PLAN, returned, TakeChoices(removals=frozenset({ROADS.uuid})))
    assert ROADS.uuid not in {one.uuid for one in gone.document.projects}
