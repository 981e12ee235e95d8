"""Two files of one plan made one: the common moment from their histories, one operation, nothing twice."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from kkplanner.plan.merging import ChoiceRefusedError, undecided
from kkplanner.plan.model import Project, Section, Village
from kkplanner.workbook import Workbook
from kkplanner.workbook.errors import DamagedFileError, NotAWorkbookError, UnknownPartsError
from kkplanner.workbook.merging import (
    NewerCopyError,
    NotTheSamePlanError,
    PlanMovedOnError,
    apply,
    decide_open,
    prepare,
)
from kkplanner.workbook.moments import copied, document_at, name_version, restore, versions


@pytest.fixture
def files(tmp_path, plan):
    """Our file, and a copy of it on a stick."""
    ours, theirs = tmp_path / "แผน.kkplan", tmp_path / "สำเนา.kkplan"
    Workbook.create(ours, plan, author="สมหญิง").close()
    shutil.copyfile(ours, theirs)
    return ours, theirs


def edit(path, change, name="แก้ไข"):
    """One operation on the first project, or whatever `change` does with (operation, document)."""
    with Workbook.open(path) as book, book.operation(name) as operation:
        if callable(change):
            change(operation, book.document())
        else:
            operation.update(replace(book.document().projects[0], **change))


def bring_in(ours, theirs, choices=None):
    with Workbook.open(ours) as book, Workbook.open(theirs, read_only=True) as other:
        merge = prepare(book, other)
        changes = apply(book, merge, choices)
        return merge, changes


def document(path):
    with Workbook.open(path, read_only=True) as book:
        return book.document()


def history(path):
    with Workbook.open(path, read_only=True) as book:
        return [one.uuid for one in book.history()]


def test_what_both_did_is_in_one_operation_that_undo_takes_back(files):
    ours, theirs = files
    edit(ours, {"title": "ถนน ก"})
    edit(theirs, {"kpi": "ร้อยละ 90"})
    edit(theirs, lambda op, _: op.add(Project(title="ใหม่")))
    before = document(ours)
    merge, changes = bring_in(ours, theirs)
    after = document(ours)
    assert merge.result.conflicts == ()
    assert (after.projects[0].title, after.projects[0].kpi) == ("ถนน ก", "ร้อยละ 90")
    assert after.projects[-1].title == "ใหม่"
    assert changes.touched("project")
    with Workbook.open(ours) as book:
        assert book.undo_name == "รวมงานจากแฟ้ม สำเนา.kkplan"
        book.undo()
        assert book.document() == before
        assert book.setting("merged") is None
        book.redo()
        assert book.document() == after


def test_the_common_moment_is_where_the_copies_parted(files):
    ours, theirs = files
    edit(ours, {"note": "ก่อนแยก"}, "ก่อนแยก")
    shutil.copyfile(ours, theirs)
    edit(ours, {"title": "ก"})
    edit(theirs, {"kpi": "ข"})
    merge, _ = bring_in(ours, theirs)
    assert merge.ancestor.name == "ก่อนแยก"


def test_what_one_side_took_back_after_parting_is_its_change(files):
    ours, theirs = files
    edit(ours, {"title": "เปลี่ยนแล้ว"})
    shutil.copyfile(ours, theirs)
    with Workbook.open(theirs) as book:
        book.undo()
        old = book.document().projects[0].title
    edit(ours, {"kpi": "x"})
    bring_in(ours, theirs)
    assert document(ours).projects[0].title == old


def test_merging_again_changes_nothing_and_leaves_no_operation(files):
    ours, theirs = files
    edit(ours, {"title": "ก", "kpi": "1"})
    edit(theirs, {"title": "ข", "target": "2"})
    bring_in(ours, theirs)
    after, lines = document(ours), history(ours)
    merge, changes = bring_in(ours, theirs)
    assert merge.is_empty
    assert not changes
    assert document(ours) == after
    assert history(ours) == lines


def test_a_file_merged_with_itself_or_its_own_past_changes_nothing(files):
    ours, theirs = files
    edit(ours, {"title": "ก"})
    lines = history(ours)
    for other in (ours, theirs):
        merge, changes = bring_in(ours, other)
        assert merge.is_empty
        assert not changes
    assert history(ours) == lines


def test_a_decided_conflict_does_not_come_up_again_when_the_copy_goes_on(files):
    ours, theirs = files
    edit(ours, {"title": "ก"})
    edit(theirs, {"title": "ข"})
    bring_in(ours, theirs)
    with Workbook.open(ours) as book:
        (conflict,) = book.document().conflicts
        decide_open(book, {conflict.id: "ours"})
    edit(theirs, {"kpi": "ต่อมา"})
    merge, _ = bring_in(ours, theirs)
    assert merge.ancestor.name == "แก้ไข"
    assert merge.result.conflicts == ()
    assert document(ours).conflicts == ()
    assert (document(ours).projects[0].title, document(ours).projects[0].kpi) == ("ก", "ต่อมา")


def test_two_people_merging_each_others_files_come_to_the_same_plan(files):
    ours, theirs = files
    edit(ours, {"title": "ก"})
    edit(ours, lambda op, _: op.add(Village(name="บ้านก")))
    edit(theirs, {"kpi": "ข"})
    edit(theirs, lambda op, _: op.add(Village(name="บ้านข")))
    bring_in(ours, theirs)
    bring_in(theirs, ours)
    assert document(ours) == document(theirs)
    edit(theirs, {"target": "ค"})
    edit(ours, {"objective": "ง"})
    bring_in(theirs, ours)
    bring_in(ours, theirs)
    assert document(ours) == document(theirs)
    merge, changes = bring_in(ours, theirs)
    assert merge.is_empty
    assert not changes


def test_both_merged_each_other_at_the_same_time(files, tmp_path):
    ours, theirs = files
    edit(ours, {"title": "ก", "kpi": "1"})
    edit(theirs, {"title": "ข", "target": "2"})
    before = shutil.copyfile(ours, tmp_path / "เดิม.kkplan")
    bring_in(ours, theirs)
    bring_in(theirs, before)
    assert {one.id for one in document(ours).conflicts} == {one.id for one in document(theirs).conflicts}
    merge, _ = bring_in(ours, theirs)
    assert merge.result.taken == ()
    assert len(document(ours).conflicts) == 1


def test_a_third_copy_that_brought_the_same_work_brings_it_once(files, tmp_path):
    ours, theirs = files
    third = shutil.copyfile(ours, tmp_path / "สาม.kkplan")
    edit(theirs, lambda op, _: op.add(Project(title="จากสำเนา")))
    bring_in(third, theirs)
    edit(third, {"kpi": "สาม"})
    bring_in(ours, third)
    merge, _ = bring_in(ours, theirs)
    assert merge.is_empty
    assert [p.title for p in document(ours).projects].count("จากสำเนา") == 1


def test_what_both_added_as_the_same_thing_is_edited_on_as_one(files):
    ours, theirs = files
    edit(ours, lambda op, _: op.add(Village(number=9, name="บ้านใหม่")))
    edit(theirs, lambda op, _: op.add(Village(number=9, name="บ้านใหม่")))
    bring_in(ours, theirs)
    assert [v.name for v in document(ours).villages].count("บ้านใหม่") == 1

    def households(op, plan):
        op.update(replace(plan.villages[-1], households=44))

    edit(theirs, households)
    bring_in(ours, theirs)
    assert document(ours).villages[-1].households == 44
    bring_in(theirs, ours)
    assert document(theirs).villages == document(ours).villages


def test_sections_of_one_key_and_other_unique_things_come_together(files):
    ours, theirs = files
    for path, body in ((ours, "ก"), (theirs, "ข")):
        edit(path, lambda op, _, body=body: op.add(Section(part=4, key="evaluation", title="t", body=body)))
    merge, _ = bring_in(ours, theirs)
    assert [one.field for one in merge.result.conflicts] == [("body",)]
    assert [s.body for s in document(ours).sections if s.key == "evaluation"] == ["ก"]


def test_settings_are_merged_and_can_be_in_dispute(files):
    ours, theirs = files

    def keep(**values):
        def change(operation, _):
            for key, value in values.items():
                operation.set(key, value)

        return change

    edit(ours, keep(digits="thai", columns={"a": "x", "b": "y"}, mine=1))
    edit(theirs, keep(digits="arabic", columns={"a": "x", "c": "z"}))
    bring_in(ours, theirs)
    with Workbook.open(ours) as book:
        kept = {key: book.setting(key) for key in ("digits", "columns", "mine")}
        assert kept == {"digits": "thai", "columns": {"a": "x", "b": "y", "c": "z"}, "mine": 1}
        (conflict,) = undecided(book.document())
        decide_open(book, {conflict.id: "theirs"})
        assert book.setting("digits") == "arabic"
        assert book.document().conflicts == ()
        book.undo()
        assert book.setting("digits") == "thai"
        assert len(book.document().conflicts) == 1


def test_names_of_moments_stay_with_the_file_whose_history_has_them(files):
    ours, theirs = files
    with Workbook.open(theirs) as book:
        name_version(book, "ร่างของเขา")
    bring_in(ours, theirs)
    with Workbook.open(ours) as book:
        assert versions(book) == []


def test_conflicts_can_be_decided_in_the_merge_itself(files):
    ours, theirs = files
    edit(ours, {"title": "ก", "kpi": "1"})
    edit(theirs, {"title": "ข", "kpi": "2"})
    with Workbook.open(ours) as book, Workbook.open(theirs, read_only=True) as other:
        merge = prepare(book, other)
        chosen = next(one for one in merge.result.conflicts if one.field == ("title",))
        with pytest.raises(ChoiceRefusedError):
            apply(book, merge, {"unknown": "ours"})
        apply(book, merge, {chosen.id: "theirs"})
        assert book.document().projects[0].title == "ข"
        assert [one.field for one in book.document().conflicts] == [("kpi",)]


def test_a_merge_that_was_prepared_before_an_edit_is_refused(files):
    ours, theirs = files
    edit(theirs, {"kpi": "x"})
    with Workbook.open(ours) as book, Workbook.open(theirs, read_only=True) as other:
        merge = prepare(book, other)
        with book.operation("ระหว่างนั้น") as operation:
            operation.add(Village(name="ใหม่"))
        now = book.document()
        with pytest.raises(PlanMovedOnError):
            apply(book, merge)
        assert book.document() == now


def test_both_files_may_be_open_to_read_only_for_a_look(files):
    ours, theirs = files
    edit(ours, {"title": "ก"})
    edit(theirs, {"title": "ข"})
    before = ours.read_bytes(), theirs.read_bytes()
    with Workbook.open(ours, read_only=True) as book, Workbook.open(theirs, read_only=True) as other:
        merge = prepare(book, other)
        assert len(merge.result.conflicts) == 1
    assert (ours.read_bytes(), theirs.read_bytes()) == before
    with Workbook.open(ours) as book:  # what was prepared on a copy, in the background, is applied here
        apply(book, merge)
        assert book.document() == merge.result.document


def test_another_plan_is_refused(tmp_path, files, plan):
    ours, _ = files
    other = tmp_path / "อื่น.kkplan"
    Workbook.create(other, replace(plan, plan=replace(plan.plan, uuid="0" * 36))).close()
    before = ours.read_bytes()
    with Workbook.open(ours) as book, Workbook.open(other, read_only=True) as stranger:
        with pytest.raises(NotTheSamePlanError) as error:
            prepare(book, stranger)
        assert "คนละเล่ม" in error.value.sentence
    assert ours.read_bytes() == before


def test_the_same_plan_without_a_common_history_is_compared_value_by_value(tmp_path, files, plan):
    ours, _ = files
    other = tmp_path / "สร้างใหม่.kkplan"
    changed = replace(plan, projects=(replace(plan.projects[0], title="ข"), *plan.projects[2:]))
    changed = replace(changed, waivers=(), needs=())
    Workbook.create(other, changed).close()
    edit(ours, lambda op, _: op.add(Village(name="ใหม่")))
    before = document(ours)
    merge, _ = bring_in(ours, other)
    assert merge.ancestor is None
    assert [one.field for one in merge.result.conflicts] == [("title",)]
    assert replace(document(ours), conflicts=()) == before
    # From now on they have a moment in common.
    edit(other, {"kpi": "ต่อมา"})
    merge, _ = bring_in(ours, other)
    assert merge.ancestor is not None
    assert merge.result.conflicts == ()
    assert document(ours).projects[0].kpi == "ต่อมา"


def test_a_removed_project_that_stands_again_has_its_need_and_waiver(files):
    ours, theirs = files
    with Workbook.open(ours) as book:
        need = next(n for n in book.document().needs if n.project)
    edit(ours, lambda op, _: op.remove(need.project))

    def rename(operation, plan):
        operation.update(replace(next(p for p in plan.projects if p.uuid == need.project), kpi="x"))

    edit(theirs, rename)
    merge, _ = bring_in(ours, theirs)
    assert [str(one.kind) for one in merge.result.conflicts] == ["removed"]
    assert next(n for n in document(ours).needs if n.uuid == need.uuid).project == need.project
    with Workbook.open(ours) as book:
        decide_open(book, {merge.result.conflicts[0].id: "ours"})
        assert all(p.uuid != need.project for p in book.document().projects)
        assert next(n for n in book.document().needs if n.uuid == need.uuid).project is None


def test_an_undone_merge_is_forgotten(files):
    ours, theirs = files
    edit(theirs, {"kpi": "x"})
    bring_in(ours, theirs)
    with Workbook.open(ours) as book:
        book.undo()
    merge, _ = bring_in(ours, theirs)
    assert [one.change for one in merge.result.taken] == ["changed"]
    assert document(ours).projects[0].kpi == "x"


def test_going_back_to_before_a_merge_forgets_it_too(files):
    ours, theirs = files
    edit(ours, {"title": "ก"})
    edit(theirs, {"title": "ข", "kpi": "x"})
    bring_in(ours, theirs)
    with Workbook.open(ours) as book:
        earlier = next(one for one in book.history() if one.name == "แก้ไข")
        copy = copied(book)
        restore(book, document_at(copy, earlier.uuid), "ก่อนรวม")
        shutil.rmtree(copy.parent)
        assert book.document().conflicts == ()
    merge, _ = bring_in(ours, theirs)
    assert len(merge.result.conflicts) == 1
    assert document(ours).projects[0].kpi == "x"


def test_a_strangers_file_passes_the_same_checks_as_any(files, tmp_path):
    _, theirs = files
    with closing(sqlite3.connect(theirs, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE more (id INTEGER)")
    with pytest.raises(UnknownPartsError):
        Workbook.open(theirs, read_only=True)
    stranger = tmp_path / "x.kkplan"
    stranger.write_bytes(b"PK\x03\x04" * 100)
    with pytest.raises(NotAWorkbookError):
        Workbook.open(stranger, read_only=True)


def test_a_rewritten_history_is_not_taken_for_a_common_past(files):
    ours, theirs = files
    edit(ours, {"title": "ก"})
    edit(theirs, {"kpi": "ข"})
    for path in files:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # One value of a change that only going back reads, and its seal as another program leaves it.
            ((guard,),) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'change_final'")
            connection.execute("DROP TRIGGER change_final")
            connection.execute(
                "UPDATE change SET before = replace(before, 'ก่อสร้าง', 'รื้อถอน') WHERE before IS NOT NULL"
            )
            connection.execute(guard)
    with (
        Workbook.open(ours) as book,
        Workbook.open(theirs, read_only=True) as other,
        pytest.raises(DamagedFileError),
    ):
        prepare(book, other)


NONSENSE = {
    "kind": "field",
    "record_kind": "project",
    "record": "b",
    "title": "c",
    "field": [],
    "base": None,
    "ours": {"Form": "no such form"},
    "theirs": None,
}


@pytest.mark.parametrize("value", ["[]", "{}", '{"heads":[1],"same":{}}', '{"heads":[],"same":{"a":1}}'])
def test_a_note_of_merges_that_makes_no_sense_is_damage(files, value):
    with pytest.raises(DamagedFileError):
        Workbook.open(with_setting(files[0], "merged", value), read_only=True)


UNFIT = {**NONSENSE, "field": ["title"], "ours": "ชื่อ", "theirs": 5}


@pytest.mark.parametrize(
    "value", ["[1]", "{}", '[{"kind":"field"}]', json.dumps([NONSENSE]), json.dumps([UNFIT])]
)
def test_a_list_of_conflicts_that_makes_no_sense_is_damage(files, value):
    with pytest.raises(DamagedFileError):
        Workbook.open(with_setting(files[0], "merge_conflicts", value), read_only=True)


def with_setting(path, key, value):
    """The file after another program wrote a setting, through the recorders."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, open)"
            " VALUES ('00000000-0000-0000-0000-00000000abcd', 'edit', 'x', '', '', '2026-01-01T00:00:00+00:00', 1, 1)"
        )
        connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, value))
        connection.execute("UPDATE operation SET open = 0 WHERE open")
        connection.execute("COMMIT")
    return path


def test_a_newer_programs_file_is_not_merged_by_halves(files, monkeypatch):
    ours, theirs = files
    with Workbook.open(ours) as book, Workbook.open(theirs, read_only=True) as other:
        monkeypatch.setattr(Workbook, "is_newer", property(lambda self: self is other))
        with pytest.raises(NewerCopyError):
            prepare(book, other)
