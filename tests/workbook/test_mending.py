"""ตรวจแฟ้ม: what does not hold together is found, named, and mended as one operation that can be taken back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from kkplanner.plan.model import Village
from kkplanner.workbook import Workbook, errors
from kkplanner.workbook.backup import backups
from kkplanner.workbook.recovery import examine, examine_open, mend
from kkplanner.workbook.recovery.field_wording import column_label
from kkplanner.workbook.schema import current

NOBODY = "99999999-9999-9999-9999-999999999999"


@pytest.fixture
def closed(book):
    book.close()
    return book.path


def tampered(path, *statements):
    """The file after another program wrote in it past the recorders and the references."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        recorders = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in recorders:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        for _, text in recorders:
            connection.execute(text)


def written(path, *statements):
    """The file after another program wrote in it through the recorders, heedless of references."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("BEGIN")
        base = connection.execute("SELECT max(id) FROM operation").fetchone()[0]
        connection.execute(
            "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, open)"
            " VALUES (?, 'edit', 'โปรแกรมอื่น', '', 'x', '2026-01-01T00:00:00+00:00', ?, 1)",
            (f"00000000-0000-0000-0000-{base:012d}", base),
        )
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        connection.execute("UPDATE operation SET open = 0 WHERE open")
        connection.execute("COMMIT")


def test_a_sound_file_needs_no_mending_and_keeps_every_byte(closed):
    before = closed.read_bytes()
    assert examine(closed).is_sound
    assert mend(closed).is_sound
    assert closed.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE budget SET amount = amount + 1 WHERE amount > 1000000",
        "UPDATE budget SET year = 2574 WHERE year = 2573",
        "DELETE FROM budget WHERE amount > 1000000",
        "UPDATE project SET title = 'อื่น' WHERE priority = 3",
        "UPDATE setting SET value = '\"2566\"'",
        "INSERT INTO village (uuid, position, name) VALUES ('99999999-9999-9999-9999-999999999999', 5, 'x')",
    ],
)
def test_a_value_that_changed_by_itself_is_noticed_and_comes_back(closed, statement):
    with Workbook.open(closed) as book:
        with book.operation("ตั้งค่า") as op:
            op.set("layout", "2571")
        plan = book.document()
    tampered(closed, statement)
    for read_only in (False, True):
        with pytest.raises(errors.DamagedFileError):
            Workbook.open(closed, read_only=read_only)
    assert {one.kind for one in examine(closed).found} == {"restored"}
    check = mend(closed)
    assert check.is_mended
    assert len(check.found) in (1, 2)
    with Workbook.open(closed) as book:
        assert book.document() == plan
        assert book.setting("layout") == "2571"
        assert book.setting("file_check") == [one.sentence for one in check.found]
        assert book.history()[0].name == "ตรวจและซ่อมแฟ้ม"
        book.undo()
        assert book.document() == plan
        book.undo()
        book.undo()


def test_an_amount_that_changed_is_told_in_baht_with_both_values(closed):
    tampered(closed, "UPDATE budget SET amount = 963282000 WHERE amount = 163282000")
    (found,) = examine(closed).found
    for part in ("ปี 2573", "ก่อสร้างถนน", "9,632,820 บาท", "1,632,820 บาท"):
        assert part in found.sentence


def test_one_project_twice_in_doubt_is_not_guessed(closed):
    """An amount and its own history changed: nothing proves either, so nothing is written."""
    tampered(
        closed,
        "UPDATE budget SET amount = 7 WHERE amount > 1000000",
        "UPDATE change SET after = replace(after, '163282000', '163282001') WHERE table_name = 'budget'",
    )
    before = closed.read_bytes()
    for check in (examine, mend):
        with pytest.raises(errors.DamagedFileError):
            check(closed)
    assert closed.read_bytes() == before


def test_a_damaged_line_of_the_history_is_vouched_for_when_every_value_agrees(closed, plan):
    tampered(closed, "UPDATE operation SET name = 'อื่น'")
    with pytest.raises(errors.DamagedFileError):
        Workbook.open(closed)
    check = mend(closed)
    assert [one.kind for one in check.found] == ["history"]
    with Workbook.open(closed) as book:
        assert book.document() == plan


ORPHANS = {
    "UPDATE project SET issue = '99999999-9999-9999-9999-999999999999' WHERE issue IS NOT NULL": "reference",
    "UPDATE project SET approach = '99999999-9999-9999-9999-999999999999' WHERE approach IS NOT NULL": "reference",
    "UPDATE need SET project = '99999999-9999-9999-9999-999999999999' WHERE project IS NOT NULL": "reference",
    "INSERT INTO waiver (uuid, position, project, rule, reason)"
    " VALUES ('77777777-7777-7777-7777-777777777777', 9, '99999999-9999-9999-9999-999999999999', 'r', 'x')": "removed",
    "INSERT INTO budget (project, kind, year, amount)"
    " VALUES ('99999999-9999-9999-9999-999999999999', 'own', 2571, 500)": "added",
    "INSERT INTO sub_item (uuid, project, position, text)"
    " VALUES ('77777777-7777-7777-7777-777777777777', '99999999-9999-9999-9999-999999999999', 1, 'ท่อ')": "added",
    "INSERT INTO approach (uuid, issue, position, number, title)"
    " VALUES ('77777777-7777-7777-7777-777777777777', '99999999-9999-9999-9999-999999999999', 1, '', 'x')": "added",
    "INSERT INTO picture_content (picture, content) VALUES ('99999999-9999-9999-9999-999999999999', x'89504E47')": "added",
    "DELETE FROM picture_content": "removed",
    "INSERT INTO link (uuid, project, position, framework, code, confirmed, confirmed_by)"
    " VALUES ('77777777-7777-7777-7777-777777777777', '99999999-9999-9999-9999-999999999999', 1, 'f', 'c', 0, '')": "removed",
    "UPDATE village SET position = 7": "order",
    "UPDATE sub_item SET position = 7": "order",
    "UPDATE edition SET announced = '30 ก.พ.' WHERE announced IS NOT NULL": "value",
    "UPDATE issue SET upward_lines = 'ก'": "value",
    "UPDATE village SET households = -4 WHERE households IS NOT NULL": "value",
    "UPDATE budget SET amount = -4 WHERE amount = 99": "removed",
    "DELETE FROM plan": "added",
}


@pytest.mark.parametrize("statement", ORPHANS)
def test_what_another_program_left_torn_is_mended_and_named(closed, statement):
    """The recorders wrote it down, so the history says the same; it is the content that does not hold together."""
    if "DELETE FROM plan" in statement:
        written(closed, "DELETE FROM plan")
    else:
        written(closed, statement)
    looked = examine(closed)
    check = mend(closed, author="สมหญิง")
    assert ORPHANS[statement] in {one.kind for one in check.found}
    assert [one.kind for one in looked.found] == [one.kind for one in check.found]
    for one in check.found:
        assert re.search("[ก-๙]", one.sentence)
        assert "\n" not in one.sentence
    assert mend(closed).is_sound
    with Workbook.open(closed) as book:
        entry = book.history()[0]
        assert (entry.name, entry.author) == ("ตรวจและซ่อมแฟ้ม", "สมหญิง")


def test_an_amount_without_a_project_gets_one_and_keeps_its_value(closed):
    amount = "INSERT INTO budget (project, sub_item, kind, year, amount) VALUES ('NOBODY', ITEM, 'own', YEAR, SATANG)"
    written(
        closed,
        amount.replace("NOBODY", NOBODY)
        .replace("ITEM", "NULL")
        .replace("YEAR", "2571")
        .replace("SATANG", "12345"),
        amount.replace("NOBODY", NOBODY)
        .replace("ITEM", f"'{NOBODY[:-1]}8'")
        .replace("YEAR", "2572")
        .replace("SATANG", "678"),
    )
    mend(closed)
    with Workbook.open(closed) as book:
        project = next(p for p in book.projects() if p.uuid == NOBODY)
    assert project.own_budgets == {2571: 12345}
    assert [item.budgets for item in project.sub_items] == [{2572: 678}]
    assert "กู้คืน" in project.title


def test_mending_makes_a_backup_first_and_not_without_one(closed, tmp_path, monkeypatch):
    with Workbook.open(closed) as book, book.operation("แก้") as op:
        op.add(Village(name="ใหม่"))
    written(closed, "UPDATE village SET position = 7")
    before, copies = closed.read_bytes(), len(backups(closed))
    (tmp_path / "file").touch()
    with monkeypatch.context() as patch:
        patch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "file"))
        with pytest.raises(errors.ReadOnlyFileError, match="สำรอง"):
            mend(closed)
    assert closed.read_bytes() == before
    mend(closed)
    assert len(backups(closed)) == copies + 1


def test_an_open_plan_is_checked_in_a_copy_and_not_mended_behind_its_back(book):
    assert examine_open(book).is_sound
    with pytest.raises(errors.FileLockedError):
        mend(book.path)
    with book.operation("แก้") as op:
        op.add(Village(name="ใหม่"))


def test_a_mended_file_consists_of_our_schema_letter_by_letter(closed):
    tampered(closed, "UPDATE budget SET amount = amount + 1 WHERE amount > 1000000")
    mend(closed)
    with closing(sqlite3.connect(closed)) as connection:
        parts = frozenset(connection.execute("SELECT type, name, sql FROM sqlite_schema"))
    assert parts == current().parts


MENDED_FIELDS = {
    "UPDATE village SET households = -4 WHERE households IS NOT NULL": (
        "หมู่บ้าน/ชุมชน “",
        "ช่องจำนวนครัวเรือน จาก “-4” เป็น ว่าง",
    ),
    "UPDATE project SET issue = '99999999-9999-9999-9999-999999999999' WHERE issue IS NOT NULL": (
        "โครงการ “ก่อสร้างถนน",
        "ช่องประเด็นการพัฒนา จาก ประเด็นการพัฒนาที่ไม่มีอยู่ในแฟ้ม เป็น ว่าง",
    ),
    "UPDATE edition SET announced = '30 ก.พ.' WHERE announced IS NOT NULL": (
        "ฉบับของแผน",
        "ช่องวันที่ประกาศใช้ จาก “30 ก.พ.” เป็น ว่าง",
    ),
    "UPDATE issue SET upward_lines = 'ก'": (
        "ประเด็นการพัฒนา “",
        "ช่องบรรทัดความสอดคล้องเหนือแบบ จาก “ก” เป็น “[]”",
    ),
    "UPDATE village SET position = 7": ("หมู่บ้าน/ชุมชน 2 รายการ", "ลำดับใหม่คือ หมู่บ้าน/ชุมชน “"),
}


@pytest.mark.parametrize("statement", MENDED_FIELDS)
def test_what_was_mended_is_told_with_the_record_the_field_and_both_values(closed, statement):
    written(closed, statement)
    record, change = MENDED_FIELDS[statement]
    told = [one for one in mend(closed).found if record in one.sentence]
    assert any(change in one.sentence for one in told)
    for one in told:
        for label, before, after in one.fields:
            assert f"ช่อง{label} จาก {before} เป็น {after}" in one.sentence


def test_a_text_that_changed_by_itself_is_told_with_both(closed):
    tampered(closed, "UPDATE project SET title = 'อื่น' WHERE priority = 3")
    (found,) = mend(closed).found
    ((label, before, after),) = found.fields
    assert (label, before) == ("ชื่อโครงการ", "“อื่น”")
    assert f"ช่องชื่อโครงการ จาก “อื่น” เป็น {after}" in found.sentence


def test_every_column_of_the_file_has_a_name_for_people():
    for table, columns in current().columns.items():
        for column in columns:
            if column not in ("id", "uuid"):
                assert re.fullmatch("[ก-๙/ ]+", column_label(table, column)), (table, column)
