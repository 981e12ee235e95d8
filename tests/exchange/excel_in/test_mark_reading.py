"""What clerks write beside a row, in a hurry, and what it is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.exchange.excel_in.lines import EditionMark
from kkplanner.exchange.excel_in.mark_reading import read_notes
from kkplanner.plan.kinds import EditionKind, MarkKind

CHANGE, CORRECTION, ADDITION = EditionKind.CHANGE, EditionKind.CORRECTION, EditionKind.ADDITION


@pytest.mark.parametrize(
    ("text", "editions"),
    [
        ("แก้ไข ครั้งที่ 1 / 2566", [(CORRECTION, 1, 2566)]),
        ("แก้ไขครั้งที่ ๘/๒๕๖๘", [(CORRECTION, 8, 2568)]),
        ("เปลี่ยน ครั้งที่ 1 / 2568", [(CHANGE, 1, 2568)]),
        ("เปลื่ยนแปลง ครังที่ 2/2567", [(CHANGE, 2, 2567)]),
        ("เปลียนแปลงครั้งที่1/67", [(CHANGE, 1, 2567)]),
        ("เพิ่มเติม ครั้งที่ 5 พ.ศ. 2567", [(ADDITION, 5, 2567)]),
        ("เพื่มเติม ครั้งที 5/2567", [(ADDITION, 5, 2567)]),
        ("แก้ใข ครั้งที่ 5/2567", [(CORRECTION, 5, 2567)]),
        ("เเก้ไข ครั้งที่ 5/2567", [(CORRECTION, 5, 2567)]),
        ("แก้ ไข ครั้งที่ 5/2567", [(CORRECTION, 5, 2567)]),
        ("เปลี่ยนแปลงครั้งที่ 4", [(CHANGE, 4, None)]),
        ("เปลี่ยนแปลง ครั้งที่ 1 / 2566\nแก้ไข 1/2567", [(CHANGE, 1, 2566), (CORRECTION, 1, 2567)]),
        (
            "เพิ่มเติม 2/2566 → แก้ไข 1/2567 → แก้ไข 10/2567",
            [(ADDITION, 2, 2566), (CORRECTION, 1, 2567), (CORRECTION, 10, 2567)],
        ),
        ("แก้ไข ครั้งที่ 1/2566, 2/2567", [(CORRECTION, 1, 2566), (CORRECTION, 2, 2567)]),
    ],
)
def test_editions_are_told_however_they_are_spelt(text, editions):
    notes = read_notes(text)
    assert [note.kind for note in notes] == [MarkKind.AMENDMENT] * len(editions)
    assert [note.edition for note in notes] == [EditionMark(*edition) for edition in editions]


@pytest.mark.parametrize(
    ("text", "kind", "refers_to"),
    [
        ("ซ้ำลำดับที่ 63", MarkKind.DUPLICATE, "ลำดับที่ 63"),
        ("รวมกับลำดับที่ ๒", MarkKind.MERGED, "ลำดับที่ 2"),
        ("ไปประสาน 02/2", MarkKind.COORDINATION, "ผ.02/2"),
        ("ย้ายไปแผนงานเคหะและชุมชน", MarkKind.MOVED, "แผนงานเคหะและชุมชน"),
        ("ผง.เคหะชุมชน", MarkKind.MOVED, "แผนงานเคหะและชุมชน"),
        ("ย้ายมาจากยุทธศาสตร์ที่ 4", MarkKind.MOVED, "ยุทธศาสตร์ที่ 4"),
        ("พอช.,ท้องถิ่น, ประชาชนสมทบ", MarkKind.BUDGET_SOURCE, ""),
        ("เงินอุดหนุนเฉพาะกิจ", MarkKind.BUDGET_SOURCE, ""),
        ("แบบ ผ.02/1", MarkKind.FORM_NUMBER, "ผ.02/1"),
        ("ผ.๐๘", MarkKind.FORM_NUMBER, "ผ.08"),
        ("02/2", MarkKind.FORM_NUMBER, "ผ.02/2"),
        ("ยกเลิก", MarkKind.NOTE, ""),
        ("แก้ไข", MarkKind.AMENDMENT, ""),
    ],
)
def test_other_notes_are_told_by_their_words(text, kind, refers_to):
    assert [(note.kind, note.refers_to, note.edition) for note in read_notes(text)] == [
        (kind, refers_to, None)
    ]


def test_one_box_may_say_two_things():
    amended, moved = read_notes("แผนงานสาธารณสุข แก้ไข ครั้งที่ 4 / 2567")
    assert amended.edition == EditionMark(CORRECTION, 4, 2567)
    assert (moved.kind, moved.refers_to) == (MarkKind.MOVED, "แผนงานสาธารณสุข")


def test_the_action_plan_s_place_is_no_move_in_this_plan():
    _, note = read_notes("แก้ไข ครั้งที่ 1 / 2566 แผนดำเนินงานอยู่แผนงานการศึกษา")
    assert (note.kind, note.refers_to) == (MarkKind.NOTE, "แผนงานการศึกษา")


@pytest.mark.parametrize(
    "text", ["", "รวมเล่มถึง ปี 68 เรียบร้อย", "เทศบาล", "2566", "1/2566", "โทร. 0 4322 1234"]
)
def test_what_says_nothing_known_is_not_guessed(text):
    assert read_notes(text) == ()


@given(st.text(st.sampled_from("กขคแกไ้ขเปลี่ยนพิมตผ.0123456789/ ครั้งที่ปี\n()-"), max_size=60))
def test_no_text_is_too_odd_to_be_read(text):
    for note in read_notes(text):
        assert note.kind in MarkKind
        assert (note.edition is None) or note.kind is MarkKind.AMENDMENT
