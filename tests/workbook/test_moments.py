"""The plan at an earlier moment, what differs, and the way back."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from kkplanner.exchange.sample import sample_plan
from kkplanner.workbook import Workbook
from kkplanner.workbook.backup import own_root
from kkplanner.workbook.moments import (
    NoSuchMomentError,
    compare,
    copied,
    document_at,
    documents_at,
    in_effect,
    name_version,
    restore,
    versions,
)


@pytest.fixture
def workbook(tmp_path):
    with Workbook.create(tmp_path / "แผน.kkplan", sample_plan(), author="สมศรี") as book:
        yield book


def rename(workbook, title):
    project = workbook.document().projects[0]
    with workbook.operation(f"เปลี่ยนชื่อเป็น {title}") as operation:
        operation.update(replace(project, title=title))


def at(workbook, uuid):
    copy = copied(workbook)
    try:
        return document_at(copy, uuid)
    finally:
        shutil.rmtree(copy.parent)


def test_every_moment_in_effect_can_be_seen_again_and_the_file_is_not_touched(workbook):
    seen = {}
    for number in range(4):
        rename(workbook, f"ชื่อที่ {number}")
        seen[workbook.history()[0].uuid] = workbook.document()
    before = workbook.history()
    for uuid, document in seen.items():
        assert at(workbook, uuid) == document
    created = in_effect(before)[-1].uuid
    assert at(workbook, created) == sample_plan()
    assert workbook.history() == before


def test_a_moment_that_was_taken_back_can_be_seen_too(workbook):
    rename(workbook, "ชื่อหนึ่ง")
    gone, seen = workbook.history()[0].uuid, workbook.document()
    workbook.undo()
    undone = workbook.history()[0].uuid
    rename(workbook, "ชื่อสอง")
    assert at(workbook, gone) == seen
    assert at(workbook, undone) == sample_plan()


def test_what_the_history_does_not_know_is_no_moment(workbook):
    with pytest.raises(NoSuchMomentError):
        at(workbook, "00000000-0000-0000-0000-000000000000")


def test_several_moments_are_found_on_one_way_back_that_can_be_called_off(workbook):
    rename(workbook, "ชื่อหนึ่ง")
    rename(workbook, "ชื่อสอง")
    newest, middle, created = (one.uuid for one in workbook.history())
    copy = copied(workbook)
    told = []
    found = documents_at(copy, (newest, created), lambda done, of: told.append((done, of)))
    assert found == {newest: workbook.document(), created: sample_plan()}
    assert told == [(1, 2), (2, 2)]

    def call_off(_done, _of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        documents_at(copy, (created,), call_off)
    assert documents_at(copy, (middle,))[middle].projects[0].title == "ชื่อหนึ่ง"
    shutil.rmtree(copy.parent)


def test_looking_back_leaves_no_backup_of_the_copy(workbook):
    rename(workbook, "ชื่อหนึ่ง")
    before = set(own_root().rglob("*"))
    at(workbook, workbook.history()[-1].uuid)
    assert set(own_root().rglob("*")) == before


def test_two_moments_are_compared_field_by_field(workbook):
    before = workbook.document()
    first, second = before.projects[:2]
    village = before.villages[0]
    with workbook.operation("หลายอย่าง") as operation:
        operation.update(replace(first, title="ชื่อใหม่"))
        operation.remove(second)
        operation.update(replace(village, households=999))
    found = {(one.kind, one.uuid): one for one in compare(before, workbook.document())}
    assert found["project", first.uuid].fields == (("title", first.title, "ชื่อใหม่"),)
    assert found["project", second.uuid].change == "removed"
    assert found["village", village.uuid].fields == (("households", village.households, 999),)
    assert len(found) == 3
    assert compare(before, before) == []


def test_restoring_is_one_operation_that_can_be_undone(workbook):
    first = workbook.document()
    rename(workbook, "ก")
    rename(workbook, "ข")
    last = workbook.document()
    restore(workbook, first, "เมื่อวาน")
    assert workbook.document() == first
    assert workbook.undo_name == "กลับไปเป็น เมื่อวาน"
    workbook.undo()
    assert workbook.document() == last


def test_a_moment_can_be_given_a_name_that_stays_in_the_file(workbook):
    rename(workbook, "ร่างแรก")
    moment = workbook.history()[0].uuid
    name_version(workbook, "ก่อนประชุมคณะกรรมการ")
    rename(workbook, "หลังประชุม")
    (version,) = versions(workbook)
    assert (version.name, version.operation) == ("ก่อนประชุมคณะกรรมการ", moment)
    assert at(workbook, version.operation).projects[0].title == "ร่างแรก"
