"""Waivers, crosswalk choices and pictures live in the file like every other record, each with a rule of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.picture import LARGEST_PICTURE, Picture
from kkplanner.plan.waiver import Waiver
from kkplanner.workbook import Changes, FieldChange, Workbook
from kkplanner.workbook.cache import DocumentCache
from kkplanner.workbook.errors import DamagedFileError, StillReferencedError, ValueRefusedError

PUMP = "00000000-0000-0000-0000-00000000003c"  # the project of the plan that has a waiver
NOBODY = "00000000-0000-0000-0000-0000000003e7"


def history_bytes(book):
    """Letters of the images that the last operation wrote."""
    return book._connection.execute(
        "SELECT sum(coalesce(length(before), 0) + coalesce(length(after), 0)) FROM change"
        " WHERE operation = (SELECT max(id) FROM operation)"
    ).fetchone()[0]


# --- waivers


def test_a_removed_project_takes_its_waivers_along_and_brings_them_back(book, plan):
    own, general = plan.waivers
    with book.operation("ลบโครงการ") as op:
        op.remove(PUMP)
    assert book.document().waivers == (general,)
    assert op.changes == Changes(
        removed={"project": frozenset({PUMP}), "waiver": frozenset({own.uuid})},
    )
    book.undo()
    assert book.document() == plan


def test_a_waiver_names_a_project_of_the_plan_or_none(book, plan):
    with pytest.raises(StillReferencedError), book.operation("ยกเว้น") as op:
        op.add(Waiver(project=NOBODY, rule="project.kpi-missing", reason="ก"))
    without_pump = tuple(project for project in plan.projects if project.uuid != PUMP)
    with pytest.raises(StillReferencedError), book.operation("นำเข้า") as op:
        op.replace_document(replace(plan, projects=without_pump))
    assert book.document() == plan
    with book.operation("นำเข้า") as op:
        op.replace_document(replace(plan, projects=without_pump, waivers=plan.waivers[1:]))
    assert book.document().waivers == plan.waivers[1:]


def test_the_reason_of_a_waiver_has_a_history(book, plan):
    waiver = replace(plan.waivers[0], reason="คณะกรรมการเห็นชอบ")
    with book.operation("แก้เหตุผล") as op:
        op.update(waiver)
    (change,) = book.history(waiver.uuid)[0].fields
    assert change == FieldChange(("reason",), plan.waivers[0].reason, "คณะกรรมการเห็นชอบ")


# --- crosswalk choices


def test_a_pair_is_decided_about_once(book, plan):
    again = replace(plan.crosswalk_choices[0], uuid=NOBODY, accepted=False)
    with pytest.raises(ValueRefusedError), book.operation("ตัดสินใจ") as op:
        op.add(again)
    other_way = replace(
        again,
        source_framework=again.target_framework,
        source_code=again.target_code,
        target_framework=again.source_framework,
        target_code=again.source_code,
    )
    with book.operation("ตัดสินใจ") as op:
        op.add(other_way)
    assert book.document().crosswalk_choices == (*plan.crosswalk_choices, other_way)


def test_a_decision_changes_and_tells_what_it_was(book, plan):
    choice = replace(plan.crosswalk_choices[0], accepted=False, reason="", decided_by="สมชาย")
    with book.operation("ตัดสินใจ") as op:
        op.update(choice)
    assert book.document().crosswalk_choices[0] == choice
    told = {change.field: (change.before, change.after) for change in book.history(choice.uuid)[0].fields}
    assert told["accepted"] == (True, False)
    assert told["decided_by"] == ("สมหญิง", "สมชาย")


def test_two_decisions_may_exchange_their_pairs(book, plan):
    first, second = plan.crosswalk_choices
    names = ("source_framework", "source_code", "target_framework", "target_code")

    def with_pair_of(choice: CrosswalkChoice, other: CrosswalkChoice) -> CrosswalkChoice:
        return replace(choice, **{name: getattr(other, name) for name in names})

    exchanged = with_pair_of(first, second), with_pair_of(second, first)
    with book.operation("สลับ") as op:
        op.replace_document(replace(plan, crosswalk_choices=exchanged))
    assert book.document().crosswalk_choices == exchanged
    book.undo()
    assert book.document() == plan


# --- pictures


def test_bytes_go_through_the_history_unchanged(book, plan):
    first, second = plan.pictures
    every_byte = replace(first, content=bytes(range(256)) * 3)
    with book.operation("เปลี่ยนภาพ") as op:
        op.update(every_byte)
        op.remove(second)
    assert op.changes == Changes(
        updated={"picture": frozenset({first.uuid})}, removed={"picture": frozenset({second.uuid})}
    )
    book.undo()
    assert book.document() == plan
    book.close()
    with Workbook.open(book.path) as again:
        again.redo()
        assert again.document().pictures == (every_byte,)
        (change,) = again.history(first.uuid)[0].fields
        assert change == FieldChange(("content",), len(first.content), 768)
        again.undo()
        assert again.document() == plan


def test_the_history_keeps_bytes_as_hex(book, plan):
    image = book._connection.execute(
        "SELECT after FROM change WHERE table_name = 'picture_content' AND row = ?", (plan.pictures[1].uuid,)
    ).fetchone()[0]
    assert '"content":{"hex":"FFD8FF00"}' in image


def test_a_new_name_or_place_does_not_copy_the_bytes(book, plan):
    large = Picture(name="ถ่ายจากโดรน.jpg", media_type="image/jpeg", content=b"\xff\xd8" * 50_000)
    with book.operation("เพิ่มภาพ") as op:
        op.add(large, before=plan.pictures[0].uuid)
    assert history_bytes(book) > 200_000
    with book.operation("เปลี่ยนชื่อ") as op:
        op.update(replace(large, name="ภาพมุมสูง.jpg"))
    assert history_bytes(book) < 2_000
    with book.operation("ย้าย") as op:
        op.move(large.uuid)
    assert history_bytes(book) < 2_000
    assert book.document().pictures[-1] == replace(large, name="ภาพมุมสูง.jpg")


def test_the_largest_picture_is_kept_exchanged_and_undone(book, plan):
    largest = Picture(name="ใหญ่", media_type="image/png", content=b"\x01" * LARGEST_PICTURE)
    other = replace(largest, content=b"\x02" * LARGEST_PICTURE)
    with book.operation("เพิ่มภาพ") as op:
        op.add(largest)
    with book.operation("เปลี่ยนภาพ") as op:
        op.update(other)
    assert book.document().pictures[-1] == other
    book.undo()
    assert book.document().pictures[-1] == largest
    book.undo()
    assert book.document() == plan


@pytest.mark.parametrize(
    "wrong",
    [
        {"content": b"\x01" * (LARGEST_PICTURE + 1)},
        {"content": b""},
        {"media_type": "image/svg+xml"},
    ],
    ids=["too large", "empty", "another kind"],
)
def test_a_picture_that_a_plan_cannot_hold_is_refused(book, plan, wrong):
    good = Picture(name="ภาพ", media_type="image/png", content=b"\x89PNG")
    with pytest.raises(ValueRefusedError), book.operation("เพิ่มภาพ") as op:
        op.add(good, replace(good, uuid=NOBODY, **wrong))
    assert book.document() == plan


def test_pictures_are_not_read_again_when_something_else_changed(book, plan):
    before = book.document().pictures
    with book.operation("แก้ไข") as op:
        op.update(replace(plan.projects[0], title="ถนนใหม่"))
    assert all(now is then for now, then in zip(book.document().pictures, before, strict=True))
    renamed = replace(plan.pictures[0], name="แผนที่.png")
    with book.operation("เปลี่ยนชื่อ") as op:
        op.update(renamed)
    assert book.document().pictures[0] == renamed
    assert book.document().pictures[1] is before[1]
    assert DocumentCache(book._connection).document() == book.document()


def test_a_picture_without_its_bytes_is_damage(book):
    with book.operation("ดิบ"):
        book._connection.execute("DELETE FROM picture_content")
    book.close()
    with pytest.raises(DamagedFileError):
        Workbook.open(book.path)
