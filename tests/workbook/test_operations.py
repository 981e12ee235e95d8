"""A change goes through an operation, becomes one undo step and one line of the history, or leaves nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kkplanner.plan.model import Approach, Issue, Link, Project, Section, SubItem, Village
from kkplanner.workbook import Changes, FieldChange, NestedOperationError, UnknownRecordError, Workbook
from kkplanner.workbook.errors import StillReferencedError, ValueRefusedError


def road_of(book):
    return book.projects()[0]


def rows(book):
    """Every data row of the file, internal ids and positions included."""
    tables = book._history._columns
    return {t: book._connection.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tables}  # noqa: S608


def test_a_file_gives_back_the_plan_it_was_made_of(book, plan):
    assert book.document() == plan


def test_the_plan_is_the_same_after_closing(book, plan):
    book.close()
    with Workbook.open(book.path) as again:
        assert again.document() == plan


def test_an_update_writes_only_the_rows_that_differ(book):
    road = replace(road_of(book), title="ถนนใหม่", own_budgets={2571: 0, 2573: 7})
    with book.operation("แก้ไข") as op:
        op.update(road)
    assert op.changes == Changes(updated={"project": frozenset({road.uuid})})
    assert road_of(book) == road
    (entry, created) = book.history(road.uuid)
    assert (entry.kind, entry.name, entry.author, entry.changes) == ("edit", "แก้ไข", "สมหญิง", 2)
    assert set(entry.fields) == {
        FieldChange(("title",), "ก่อสร้างถนน คสล. หมู่ที่ ๑", "ถนนใหม่"),
        FieldChange(("own_budgets", 2573), 163_282_000, 7),
    }
    assert {change.field for change in entry.fields} == {"title", "own_budgets.2573"}
    assert created.kind == "create"


def test_parts_are_added_changed_removed_and_reordered_with_their_record(book):
    road = road_of(book)
    first, second = road.sub_items
    third = SubItem(text="ไฟ", budgets={2575: 5})
    changed = replace(
        road,
        sub_items=(third, replace(second, text="ท่อใหญ่", budgets={2571: 9})),
        links=(*road.links, Link(framework="sdg", code="9")),
        own_budgets={},
        enacted_budgets={2572: 4},
    )
    with book.operation("แก้ไข") as op:
        op.update(changed)
    assert road_of(book) == changed
    paths = {change.path for change in book.history(road.uuid)[0].fields}
    assert {("sub_items", first.uuid, "text"), ("sub_items", first.uuid, "budgets", 2571)} <= paths
    assert {
        ("sub_items", third.uuid, "budgets", 2575),
        ("enacted_budgets", 2572),
        ("own_budgets", 2571),
    } <= paths
    book.undo()
    assert road_of(book) == road


def test_a_part_may_go_to_another_record(book, plan):
    first, second = plan.issues
    moved = replace(first, approaches=first.approaches[1:]), replace(second, approaches=first.approaches[:1])
    with book.operation("ย้ายแนวทาง") as op:
        op.update(*moved)
    assert book.document().issues == moved
    assert op.changes.updated["issue"] == {first.uuid, second.uuid}
    book.undo()
    assert book.document() == plan


def test_records_are_added_at_the_end_or_before_another(book, plan):
    last, one, two = Project(title="ท้าย"), Project(title="หนึ่ง"), Project(title="สอง")
    with book.operation("เพิ่ม") as op:
        op.add(last)
        op.add(one, two, before=plan.projects[1].uuid)
    assert [p.title for p in book.projects()] == [
        plan.projects[0].title, "หนึ่ง", "สอง", plan.projects[1].title, plan.projects[2].title, "ท้าย",
    ]  # fmt: skip
    assert op.changes.added == {"project": frozenset({last.uuid, one.uuid, two.uuid})}


def test_moving_writes_one_row_and_undoes(book, plan):
    first, second, third = (p.uuid for p in plan.projects)
    with book.operation("ย้าย") as op:
        op.move(third, before=first)
    assert [p.uuid for p in book.projects()] == [third, first, second]
    assert book.history()[0].changes == 1
    with book.operation("ย้าย") as op:
        op.move(first)
    assert [p.uuid for p in book.projects()] == [third, second, first]
    book.undo()
    book.undo()
    assert book.document() == plan


def test_moving_before_the_same_row_a_hundred_times_keeps_the_order(book):
    wanted = [p.uuid for p in book.projects()]
    for number in range(100):
        new = Project(title=str(number))
        with book.operation("เพิ่ม") as op:
            op.add(new, before=wanted[1])
        wanted.insert(1, new.uuid)
        assert [p.uuid for p in book.projects()] == wanted


def test_moving_to_where_it_stands_changes_nothing(book, plan):
    with book.operation("ย้าย") as op:
        op.move(plan.projects[0].uuid, before=plan.projects[0].uuid)
    assert not op.changes


def test_a_removed_project_leaves_its_need_unanswered(book, plan):
    with book.operation("ลบ") as op:
        op.remove(plan.projects[2])
    assert book.document().needs[0].project is None
    assert op.changes.removed == {"project": frozenset({plan.projects[2].uuid})}
    assert op.changes.updated == {"need": frozenset({plan.needs[0].uuid})}
    book.undo()
    assert book.document() == plan


def test_an_issue_that_projects_refer_to_is_not_removed(book, plan):
    with pytest.raises(StillReferencedError, match="ยังมีรายการที่อ้างถึง"), book.operation("ลบ") as op:
        op.remove(plan.issues[0])
    assert book.document() == plan
    with book.operation("ลบพร้อมย้ายโครงการ") as op:
        op.update(replace(road_of(book), issue=None, approach=None))
        op.remove(plan.issues[0])
    assert len(book.document().issues) == 1


def test_settings_are_kept_changed_removed_and_undone(book):
    with book.operation("ตั้งค่า") as op:
        op.set("layout", "2571")
        op.set("columns", {"kpi": True})
    assert book.settings() == {"columns": {"kpi": True}, "layout": "2571"}
    with book.operation("ตั้งค่า") as op:
        op.set("layout", None)
        op.set("columns", [])
    assert book.setting("layout", "2566") == "2566"
    assert op.changes.kinds == {"setting"}
    book.undo()
    assert book.setting("layout") == "2571"


def test_replacing_the_document_writes_only_what_differs(book, plan):
    road, pump, hall = plan.projects
    target = replace(
        plan,
        plan=replace(plan.plan, title="แผนใหม่"),
        projects=(hall, replace(road, kpi="ร้อยละ 90"), Project(title="ใหม่")),
        sections=(replace(plan.sections[0], key="mission"), Section(part=2, key="vision", title="ใหม่")),
        villages=plan.villages[::-1],
        waivers=plan.waivers[1:],  # the first is one of the pump's
    )
    with book.operation("นำเข้า") as op:
        op.replace_document(target)
    assert book.document() == target
    assert op.changes.removed == {
        "project": frozenset({pump.uuid}),
        "waiver": frozenset({plan.waivers[0].uuid}),
    }
    assert op.changes.touched("issue") == frozenset()
    book.undo()
    assert book.document() == plan
    with book.operation("เหมือนเดิม") as op:
        op.replace_document(plan)
    assert not op.changes


def test_an_exception_inside_takes_everything_back(book, plan):
    before = rows(book)
    with pytest.raises(ZeroDivisionError), book.operation("แก้ไข") as op:
        op.remove(plan.projects[1])
        op.add(Project(title="x"))
        1 / 0  # noqa: B018
    assert rows(book) == before
    assert book.document() == plan
    assert len(book.history()) == 1
    assert book.undo_name is None


def test_a_refused_step_leaves_the_rest_of_its_operation(book, plan):
    bad = Project(title="ติดลบ", own_budgets={2571: -1})
    with book.operation("นำเข้า") as op:
        op.add(Village(name="ใหม่"))
        with pytest.raises(ValueRefusedError):
            op.add(Project(title="ดี"), bad)
        with pytest.raises(ValueRefusedError):
            op.add(plan.projects[0])
        with pytest.raises(ValueRefusedError):
            op.add(Project(title="ล้น", own_budgets={2571: 2**70}))
        with pytest.raises(ValueRefusedError):
            op.add(Project(title="\ud800"))
    assert book.projects() == plan.projects
    assert len(book.document().villages) == 3


def test_an_operation_that_changed_nothing_in_the_end_leaves_no_trace(book, plan):
    with book.operation("เปล่า") as op:
        pass
    assert not op.changes
    with book.operation("เพิ่มแล้วลบ") as op:
        new = Project(title="ชั่วคราว")
        op.add(new)
        op.remove(new)
        op.update(replace(plan.projects[0], title="อื่น"))
        op.update(plan.projects[0])
    assert not op.changes
    assert len(book.history()) == 1


def test_operations_do_not_nest_and_end_with_their_block(book):
    with book.operation("นอก") as op:
        for inner in (book.operation("ใน").__enter__, book.undo, book.redo):
            with pytest.raises(NestedOperationError):
                inner()
        op.add(Village(name="ใหม่"))
    with pytest.raises(RuntimeError):
        op.add(Village(name="สาย"))


def test_the_document_inside_an_operation_shows_what_was_done_so_far(book):
    with book.operation("เพิ่ม") as op:
        op.add(Village(name="ใหม่"))
        assert len(book.document().villages) == 3
    assert len(book.document().villages) == 3


def test_misuse_is_named(book, plan):
    with book.operation("ผิด") as op:
        for wrong in (Approach(number="1", title="x"), plan.organisation, plan.plan):
            with pytest.raises(TypeError):
                op.add(wrong)
        with pytest.raises(UnknownRecordError):
            op.update(Project(title="ไม่มี"))
        with pytest.raises(UnknownRecordError):
            op.remove("ไม่มี")
        with pytest.raises(UnknownRecordError):
            op.move(plan.projects[0].uuid, before=plan.issues[0].uuid)
        with pytest.raises(ValueError, match="twice"):
            op.replace_document(replace(plan, projects=plan.projects * 2))
        with pytest.raises(TypeError):
            op.set("x", object())
    assert book.document() == plan


def test_undo_and_redo_walk_the_edits_and_survive_closing(book):
    names = ["หนึ่ง", "สอง", "สาม"]
    states = [rows(book)]
    for name in names:
        with book.operation(name) as op:
            op.add(Issue(number=name, title=name))
        states.append(rows(book))
    assert (book.undo_name, book.redo_name) == ("สาม", None)
    assert book.undo().removed.keys() == {"issue"}
    assert rows(book) == states[2]
    book.close()
    with Workbook.open(book.path, author="สมชาย") as again:
        assert (again.undo_name, again.redo_name) == ("สอง", "สาม")
        again.undo()
        assert rows(again) == states[1]
        again.redo()
        again.redo()
        assert rows(again) == states[3]
        assert again.redo() is None
        for _ in names:
            again.undo()
        assert rows(again) == states[0]
        assert again.undo() is None
        assert again.history()[0].author == "สมชาย"


def test_a_new_edit_after_undo_ends_the_redo_branch_but_not_its_history(book):
    def add(name):
        with book.operation(name) as op:
            op.add(Village(name=name))

    add("ก")
    add("ข")
    book.undo()
    add("ค")
    assert book.redo_name is None
    book.undo()
    assert (book.undo_name, book.redo_name) == ("ก", "ค")
    book.undo()
    book.redo()
    book.redo()
    assert book.undo_name == "ค"
    told = [(e.kind, e.name, e.undone) for e in reversed(book.history())]
    assert told == [
        ("create", "สร้างแผน", False),
        ("edit", "ก", False),
        ("edit", "ข", True),
        ("undo", "ข", False),
        ("edit", "ค", False),
        ("undo", "ค", False),
        ("undo", "ก", False),
        ("redo", "ก", False),
        ("redo", "ค", False),
    ]


def test_history_tells_the_time_in_utc(book):
    (created,) = book.history()
    assert created.when.tzinfo is not None
    assert abs(datetime.now(UTC) - created.when).total_seconds() < 60


def test_a_raw_change_outside_an_operation_is_refused_by_the_database(book):
    before = rows(book)
    for statement in (
        "UPDATE project SET title = 'x'",
        "DELETE FROM budget",
        "INSERT INTO village (uuid, position, name) VALUES ('00000000-0000-0000-0000-00000000abcd', 1, 'x')",
        "INSERT OR REPLACE INTO setting (key, value) VALUES ('a', '1')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="outside an operation"):
            book._connection.execute(statement)
    assert rows(book) == before


def test_a_raw_change_inside_an_operation_is_recorded_and_undone(book, plan):
    road = plan.projects[0]
    with book.operation("ดิบ") as op:
        book._connection.execute("UPDATE project SET title = 'x' WHERE uuid = ?", (road.uuid,))
        book._connection.execute("DELETE FROM link WHERE project IS NOT NULL")
        book._connection.execute(
            "INSERT OR REPLACE INTO section (uuid, position, part, key, title, body) VALUES (?, 1, 1, 'vision', '', '')",
            ("00000000-0000-0000-0000-00000000abcd",),
        )
    assert op.changes.updated == {"project": frozenset({road.uuid})}
    assert op.changes.removed == {"section": frozenset({plan.sections[0].uuid})}
    assert book.projects()[0] == replace(road, title="x", links=())
    book.undo()
    assert book.document() == plan


def test_identity_and_history_cannot_be_rewritten_even_inside_an_operation(book):
    for statement, reason in (
        ("UPDATE project SET uuid = '00000000-0000-0000-0000-00000000abcd'", "identity"),
        ("UPDATE budget SET year = year + 100", "identity"),
        ("UPDATE change SET after = NULL", "append-only"),
        ("DELETE FROM change", "append-only"),
        ("DELETE FROM operation", "append-only"),
        ("UPDATE operation SET name = 'x'", "append-only"),
        (
            "INSERT INTO change (operation, table_name, row, record, after) VALUES (1, 'a', 'a', 'a', '{}')",
            "outside",
        ),
    ):
        with pytest.raises(sqlite3.IntegrityError, match=reason), book.operation("ดิบ"):
            book._connection.execute(statement)
