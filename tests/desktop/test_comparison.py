"""Two states of a plan told to a clerk: every field in Thai, changed words found, sums by year."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.desktop.history.comparison import compared
from kkplanner.desktop.history.telling import MOVED, told
from kkplanner.desktop.history.word_changes import LEFT_OUT, word_changes
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Link, SubItem
from kkplanner.plan.waiver import Waiver


def with_first_project(plan, **values):
    first, *rest = plan.projects
    return replace(plan, projects=(replace(first, **values), *rest))


def told_fields(before, after):
    (one,) = told(before, after)
    return {field.label: (field.before, field.after) for field in one.fields}


def joined(side):
    return "".join(piece.text for piece in side)


@given(
    st.lists(st.sampled_from(["ถนน ", "คอนกรีต", "ยาว ", "300 ", "เมตร", "\n"]), max_size=12),
    st.lists(st.sampled_from(["ถนน ", "คอนกรีต", "ยาว ", "500 ", "เมตร", "\n"]), max_size=12),
)
def test_what_is_not_left_out_is_the_text_itself(left, right):
    before, after = "".join(left), "".join(right)
    sides = word_changes(before, after)
    for side, text in zip(sides, (before, after), strict=True):
        if not any(LEFT_OUT in piece.text for piece in side):
            assert joined(side).split() == text.split()
    if before == after:
        assert not any(piece.changed for side in sides for piece in side)


def test_only_the_words_that_differ_are_marked():
    before, after = word_changes(
        "ก่อสร้างถนน ยาว 300 เมตร หนา 0.15 เมตร", "ก่อสร้างถนน ยาว 500 เมตร หนา 0.15 เมตร"
    )
    assert [piece.text.strip() for piece in before if piece.changed] == ["300 เมตร"]
    assert [piece.text.strip() for piece in after if piece.changed] == ["500 เมตร"]


def test_of_a_long_text_only_what_changed_and_its_neighbours_are_shown():
    lines = [f"ย่อหน้าที่ {number}" for number in range(50)]
    before, after = word_changes("\n".join(lines), "\n".join([*lines[:25], "เพิ่มใหม่", *lines[25:]]))
    assert joined(after).split("\n") == [
        LEFT_OUT,
        "ย่อหน้าที่ 24",
        "เพิ่มใหม่",
        "ย่อหน้าที่ 25",
        LEFT_OUT,
    ]
    assert not any(piece.changed for piece in before)


def test_a_text_of_a_whole_book_is_compared_line_by_line():
    before = "\n".join("ก ข ค ง " * 40 + str(number) for number in range(200))
    after = "\n".join("ก ฃ ฅ ง " * 40 + str(number) for number in range(200))
    assert any(piece.changed for side in word_changes(before, after) for piece in side)


def test_amounts_are_told_by_year_with_commas_and_their_difference():
    plan = sample_plan()
    year = plan.plan.period.first
    after = with_first_project(plan, own_budgets={year: 125_000_000})
    before = with_first_project(plan, own_budgets={year: 98_000_000})
    (one,) = told(before, after)
    (field,) = one.fields
    assert (field.label, field.before, field.after, field.difference) == (
        f"งบประมาณ ปี {year}",
        "980,000",
        "1,250,000",
        "+270,000",
    )
    assert field.field == f"own_budgets.{year}"


def test_references_are_told_by_the_names_of_what_they_name():
    plan = sample_plan()
    first = plan.issues[0]
    before = with_first_project(plan, issue=None, approach=None)
    after = with_first_project(plan, issue=first.uuid, approach=first.approaches[0].uuid)
    ((_, shown),) = told_fields(before, after).values()
    assert first.title in shown
    assert first.approaches[0].title in shown


def test_parts_are_told_as_what_came_went_or_changed():
    plan = sample_plan()
    year = plan.plan.period.first
    line = SubItem(text="ช่วงที่ 1", budgets={year: 100_00})
    link = Link(framework=plan.plan.framework, code="1.1.1")
    before = with_first_project(plan, sub_items=(), links=())
    after = with_first_project(plan, sub_items=(line,), links=(link,))
    shown = told_fields(before, after)
    assert shown["รายการย่อย"] == ("", f"ช่วงที่ 1\nปี {year}: 100")
    assert shown["ความเชื่อมโยง"][1].startswith("1.1.1 ")
    longer = with_first_project(plan, sub_items=(replace(line, text="ช่วงที่ 1 และ 2"),), links=(link,))
    assert told_fields(after, longer) == {"รายการย่อย “ช่วงที่ 1 และ 2” ข้อความ": ("ช่วงที่ 1", "ช่วงที่ 1 และ 2")}


def test_a_section_is_told_without_its_marks_and_a_mere_change_of_look_is_named():
    plan = sample_plan()
    first, *rest = plan.sections

    def with_body(body):
        return replace(plan, sections=(replace(first, body=body), *rest))

    assert told_fields(with_body("พื้นที่**ลุ่ม**"), with_body("พื้นที่**ดอน**")) == {"เนื้อหา": ("พื้นที่ลุ่ม", "พื้นที่ดอน")}
    ((before, after),) = told_fields(with_body("พื้นที่ลุ่ม"), with_body("พื้นที่**ลุ่ม**")).values()
    assert after.startswith(before)
    assert "เปลี่ยนเฉพาะรูปแบบ" in after


def test_rows_that_only_moved_are_one_line():
    plan = sample_plan()
    one, two, *rest = plan.projects
    (moved,) = told(plan, replace(plan, projects=(two, one, *rest)))
    assert (moved.change, moved.uuid) == (MOVED, "")
    assert moved.name == "ลำดับของโครงการต่างจากเดิม 2 แถว"


@pytest.mark.parametrize(
    "kind", ["villages", "agencies", "issues", "projects", "sections", "needs", "unit_prices"]
)
def test_every_record_that_came_or_went_can_be_told(kind):
    plan = sample_plan()
    without = replace(plan, **{kind: ()})
    for before, after in ((without, plan), (plan, without)):
        found = [one for one in told(before, after) if one.change in ("added", "removed")]
        assert len(found) == len(getattr(plan, kind))
        assert all(field.label for one in found for field in one.fields)


def test_every_field_of_a_project_has_a_name():
    plan = sample_plan()
    year = plan.plan.period.first
    project = plan.projects[0]
    values = {
        "form": Form.P02_1,
        "own_budgets": {year: 1},
        "enacted_budgets": {year: 1},
        "start_latitude": 16.4,
        "start_longitude": 102.8,
        "end_latitude": 16.5,
        "end_longitude": 102.9,
        "priority": 3,
        "issue": None,
        "approach": None,
        "edition": None,
        "sub_items": (),
        "links": (),
        "marks": (),
    }
    texts = {field.name: "ใหม่" for field in fields(project) if field.name not in (*values, "uuid")}
    shown = told_fields(plan, with_first_project(plan, **values, **texts))
    assert shown["พิกัดเริ่มต้น"][1] == "16.4 · 102.8"
    assert all(shown)


def test_a_waiver_names_its_project():
    plan = sample_plan()
    waiver = Waiver(project=plan.projects[0].uuid, rule="project.no-link", reason="รอกรอบใหม่")
    shown = told_fields(plan, replace(plan, waivers=(waiver,)))
    assert shown["โครงการ"][1].startswith(plan.projects[0].title[:30])


def test_sums_follow_the_form_that_the_list_is_narrowed_to():
    plan = sample_plan()
    year = plan.plan.period.first
    amounts = with_first_project(plan, own_budgets={year: 500_00})
    comparison = compared(("ก่อน", "หลัง"), (with_first_project(plan, own_budgets={}), amounts))
    whole = comparison.sums()[-1]
    assert whole.difference == "+500"
    other = next(one.form for one in plan.projects if one.form is not plan.projects[0].form)
    assert comparison.sums(f"project/{other}")[-1].difference == "0"
    assert comparison.sums(f"project/{plan.projects[0].form}")[0].after == sum(
        one.budgets.get(year, 0) for one in amounts.projects if one.form is plan.projects[0].form
    )
