"""Every file that is not a whole, free workbook of ours is told apart and named, and is not touched."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from forked import in_child, status_of

from kkplanner.plan.model import Project, Village
from kkplanner.workbook import Workbook, errors, lock_note
from kkplanner.workbook.schema import current

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def closed(book):
    """The path of a workbook that nobody has open."""
    book.close()
    return book.path


def edited(path, *statements):
    """The file after somebody else's program wrote in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def refused(path, error, **options):
    """Opening for writing and for reading both name the same fault, and the file keeps every byte."""
    before = path.read_bytes() if path.is_file() else None
    for read_only in (False, True):
        with pytest.raises(error) as caught:
            Workbook.open(path, read_only=read_only, **options)
        assert type(caught.value) is error
        assert path.name in caught.value.sentence
        assert "\n" not in caught.value.sentence
    if before is not None:
        assert path.read_bytes() == before
    return caught.value


def test_creating_refuses_a_name_that_is_taken(tmp_path, plan):
    taken = tmp_path / "a.kkplan"
    taken.write_text("ของเดิม", encoding="utf-8")
    with pytest.raises(errors.FileExistsAlreadyError):
        Workbook.create(taken, plan)
    assert taken.read_text(encoding="utf-8") == "ของเดิม"
    assert list(tmp_path.iterdir()) == [taken]


def test_creating_a_refused_plan_leaves_nothing(tmp_path, plan):
    wrong = replace(plan, projects=(Project(title="x", own_budgets={2571: -5}),))
    with pytest.raises(errors.ValueRefusedError):
        Workbook.create(tmp_path / "a.kkplan", wrong)
    assert not list(tmp_path.iterdir())


def test_creating_in_a_folder_that_is_not_there(tmp_path, plan):
    with pytest.raises(errors.WorkbookError):
        Workbook.create(tmp_path / "ไม่มี" / "a.kkplan", plan)


def test_a_closed_workbook_is_one_file(closed):
    assert [file.name for file in closed.parent.iterdir()] == [closed.name]


def test_the_file_says_what_it_is(closed):
    with closing(sqlite3.connect(closed)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x4B4B504C,)
        assert connection.execute("PRAGMA user_version").fetchone() == (1000,)


def test_a_missing_file(tmp_path):
    refused(tmp_path / "ไม่มี.kkplan", errors.FileMissingError)


def test_an_empty_file(tmp_path):
    (tmp_path / "a.kkplan").touch()
    refused(tmp_path / "a.kkplan", errors.EmptyFileError)


def test_a_folder(tmp_path):
    refused(tmp_path, errors.NotAWorkbookError)


@pytest.mark.parametrize("content", [b"PK\x03\x04 an Excel file", b"SQLite format 3\x00", b"x" * 5000])
def test_a_file_of_another_kind(tmp_path, content):
    (tmp_path / "a.kkplan").write_bytes(content)
    refused(tmp_path / "a.kkplan", errors.NotAWorkbookError)


def test_a_database_of_another_program(tmp_path):
    refused(edited(tmp_path / "a.kkplan", "CREATE TABLE project (x)"), errors.NotAWorkbookError)


def test_a_newer_major_version(closed):
    error = refused(edited(closed, "PRAGMA user_version = 2003"), errors.NewerVersionError)
    assert error.version == "2.3"


def test_a_newer_minor_version_is_opened_to_read(closed, plan):
    edited(
        closed,
        "PRAGMA user_version = 1007",
        "CREATE TABLE signatory (x)",
        "ALTER TABLE project ADD COLUMN new TEXT",
    )
    before = closed.read_bytes()
    with Workbook.open(closed) as book:
        assert book.document() == plan
        assert book.read_only
        with pytest.raises(errors.ReadOnlyFileError, match="รุ่นใหม่กว่า"), book.operation("แก้"):
            pass
    assert closed.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE extra (x)",
        "CREATE VIEW extra AS SELECT 1",
        "CREATE TRIGGER extra AFTER UPDATE ON project BEGIN DELETE FROM budget; END",
        "CREATE INDEX extra ON project (title)",
        "DROP TRIGGER project_update",
        "DROP INDEX project_issue",
        "ALTER TABLE project ADD COLUMN extra TEXT",
        "CREATE VIRTUAL TABLE extra USING fts5(x)",
    ],
)
def test_a_file_with_parts_that_are_not_ours(closed, statement):
    error = refused(edited(closed, statement), errors.UnknownPartsError)
    assert error.names


def test_a_view_in_the_place_of_a_table_is_found_in_a_newer_file_too(closed):
    edited(
        closed,
        "PRAGMA user_version = 1001",
        "ALTER TABLE setting RENAME TO s",
        "CREATE VIEW setting AS SELECT * FROM s",
    )
    refused(closed, errors.UnknownPartsError)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_truncated_file(closed, kept):
    os.truncate(closed, int(closed.stat().st_size * kept))
    refused(closed, errors.DamagedFileError)


def test_a_file_with_zeroed_pages(closed):
    size = closed.stat().st_size
    with closed.open("rb+") as file:
        file.seek(8192)
        file.write(bytes(size - 8192))
    refused(closed, errors.DamagedFileError)


def test_text_that_is_no_text_is_damage(closed):
    recorders = [s for s in current().recorders if s.startswith("CREATE TRIGGER edition_update ")]
    statement = "UPDATE edition SET announced = '30 กุมภาพันธ์' WHERE announced IS NOT NULL"
    refused(edited(closed, "DROP TRIGGER edition_update", statement, *recorders), errors.DamagedFileError)


def test_a_damaged_byte_is_read_rightly_or_named_but_never_a_fault_of_the_program(closed):
    """Flips bits all over the file; what opens must also tell its history and undo."""
    whole = closed.read_bytes()
    chance = random.Random(2571)
    named = 0
    for number in range(120):
        broken = bytearray(whole)
        for _ in range(chance.choice([1, 1, 8, 200])):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path = closed.with_name(f"{number}.kkplan")
        path.write_bytes(broken)
        try:
            with Workbook.open(path) as book:
                book.history(book.projects()[0].uuid)
                with book.operation("แก้") as op:
                    op.add(Village(name="ใหม่"))
                book.undo()
        except errors.WorkbookError:
            named += 1
    assert 20 < named < 120


def test_a_file_with_a_reference_to_nothing(closed):
    recorder = "DROP TRIGGER project_delete", "DELETE FROM project WHERE id = 1"
    text = next(s for s in current().recorders if s.startswith("CREATE TRIGGER project_delete "))
    refused(edited(closed, "PRAGMA foreign_keys = OFF", *recorder, text), errors.DamagedFileError)


def test_a_file_left_in_write_ahead_mode_by_another_program_is_taken_back(closed, plan):
    edited(closed, "PRAGMA journal_mode = WAL")
    with Workbook.open(closed, read_only=True) as book:
        assert book.document() == plan
    with Workbook.open(closed) as book:
        assert book.document() == plan
        assert book._connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)


def test_an_operation_left_open_by_another_program_is_closed(closed, plan):
    edited(
        closed,
        "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, open)"
        " VALUES ('00000000-0000-0000-0000-00000000abcd', 'edit', 'x', '', '', '2026-01-01T00:00:00+00:00', 1, 1)",
    )
    with Workbook.open(closed) as book:
        assert book.document() == plan
        with book.operation("ต่อ") as op:
            op.add(Village(name="ใหม่"))


# -------------------------------------------------------------------------------- lock


def in_other_process(code, *arguments):
    """What another process prints when it runs `code`; it waits for a line on stdin where the code reads one."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


HOLD = """
import sys
from kkplanner.workbook import Workbook
book = Workbook.open(sys.argv[1], author="สมหญิง")
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def held(closed):
    """The path of a workbook that another process has open, and that process."""
    other = in_other_process(HOLD, closed)
    assert other.stdout.readline() == "open\n"
    yield closed, other
    other.kill()
    other.communicate()


def test_a_second_process_hears_who_has_it_open(held):
    path, _ = held
    with pytest.raises(errors.FileLockedError, match="สมหญิง") as caught:
        Workbook.open(path)
    assert caught.value.since
    assert "น." in caught.value.sentence


def test_a_second_process_may_read(held, plan):
    path, _ = held
    with Workbook.open(path, read_only=True) as book:
        assert book.document() == plan
        with pytest.raises(errors.ReadOnlyFileError), book.operation("แก้"):
            pass


def test_a_killed_process_leaves_a_stale_note_that_locks_nobody_out(held, plan):
    path, other = held
    other.kill()
    other.communicate()
    assert lock_note.note_path(path).exists()
    with Workbook.open(path) as book:
        assert book.left_open is not None
        assert book.left_open.author == "สมหญิง"
        assert book.document() == plan
    assert not lock_note.note_path(path).exists()


def test_a_second_opening_in_this_process_keeps_the_lock(book, plan):
    with pytest.raises(errors.FileLockedError):
        Workbook.open(book.path)
    with Workbook.open(book.path, read_only=True) as reader:
        assert reader.document() == plan
    other = in_other_process(HOLD.replace('print("open"', 'print("taken"'), book.path)
    output, _ = other.communicate("\n")
    assert "taken" not in output
    with book.operation("แก้") as op:
        op.add(Village(name="ใหม่"))


def test_a_note_of_somebody_else_is_no_danger(closed):
    for content in (b"", b"[]", b"{" * 10_000, b"\xff\xfe", b'{"author": {}}'):
        lock_note.note_path(closed).write_bytes(content)
        Workbook.open(closed).close()


def test_a_half_written_transaction_is_read_around_and_rolled_back(closed, plan):
    """A crash in the middle of a commit leaves a journal beside the file."""
    journal = closed.with_name(closed.name + "-journal")
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("DROP TRIGGER project_delete")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM project")
        for number in range(200):
            connection.execute(
                "INSERT INTO operation (uuid, kind, name, author, program, made_at, open) VALUES (?, 'create', ?, '', '', '', 0)",
                (f"{number:036d}", "x" * 5000),
            )
        crashed = closed.with_name("crashed.kkplan")
        shutil.copyfile(closed, crashed)
        shutil.copyfile(journal, crashed.with_name("crashed.kkplan-journal"))
        connection.execute("ROLLBACK")
    assert crashed.read_bytes() != closed.read_bytes()
    before = crashed.read_bytes()
    with Workbook.open(crashed, read_only=True) as book:
        assert book.document() == plan
    assert crashed.read_bytes() == before
    with Workbook.open(crashed) as book:
        assert book.document() == plan


# -------------------------------------------------------------------------------- trouble while open


def test_a_full_disk_takes_back_the_operation_and_is_named(book, plan):
    (pages,) = book._connection.execute("PRAGMA page_count").fetchone()
    book._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = [Project(title="ใหญ่" * 500) for _ in range(50)]
    with pytest.raises(errors.DiskFullError, match="เต็ม"), book.operation("นำเข้า") as op:
        op.add(*big)
    assert book.document() == plan
    assert len(book.history()) == 1
    book._connection.execute("PRAGMA max_page_count = 1000000")
    with book.operation("นำเข้า") as op:
        op.add(*big)
    book._connection.execute(
        f"PRAGMA max_page_count = {book._connection.execute('PRAGMA page_count').fetchone()[0]}"
    )
    with pytest.raises(errors.DiskFullError):
        book.undo()
    assert len(book.projects()) == len(plan.projects) + 50
    assert book.undo_name == "นำเข้า"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not remove an open file")
def test_a_file_that_vanished_takes_no_more_changes_but_can_be_saved_elsewhere(book, plan):
    book.path.unlink()
    with pytest.raises(errors.FileVanishedError), book.operation("แก้"):
        pass
    copy = book.path.with_name("สำเนา.kkplan")
    book.save_copy(copy)
    with Workbook.open(copy) as again:
        assert again.document() == plan


def test_a_replaced_file_is_not_written_through_its_old_name(book, plan):
    stranger = book.path.with_name("x")
    stranger.write_text("อื่น", encoding="utf-8")
    with pytest.raises(errors.FileVanishedError), book.operation("แก้") as op:
        op.add(Village(name="ใหม่"))
        stranger.replace(book.path)
    assert book.document() == plan
    assert book.path.read_text(encoding="utf-8") == "อื่น"


def test_saving_a_copy_refuses_a_name_that_is_taken_and_keeps_the_history(book, tmp_path):
    with book.operation("แก้") as op:
        op.add(Village(name="ใหม่"))
    with pytest.raises(errors.FileExistsAlreadyError):
        book.save_copy(book.path)
    book.save_copy(tmp_path / "b.kkplan")
    with Workbook.open(tmp_path / "b.kkplan") as copy:
        assert copy.document() == book.document()
        assert [e.uuid for e in copy.history()] == [e.uuid for e in book.history()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user")
@pytest.mark.parametrize(
    ("mode", "folder_mode", "read_only", "expected"),
    [
        (0o000, 0o777, False, "NoPermissionError"),
        (0o000, 0o777, True, "NoPermissionError"),
        (0o444, 0o777, False, "NoPermissionError"),
        (0o444, 0o555, True, ""),
        (0o666, 0o555, False, "NoPermissionError"),
    ],
)
def test_what_the_system_forbids_is_named(closed, mode, folder_mode, read_only, expected):
    """Root may do everything, so as root the test looks as another user."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "a.kkplan"
        shutil.copyfile(closed, path)
        path.chmod(mode)
        folder.chmod(folder_mode)

        def work():
            if os.getuid() == 0:
                os.setuid(65534)
            os.environ["KKPLANNER_DATA_DIR"] = str(folder / "data")
            found = ""
            try:
                with Workbook.open(path, read_only=read_only) as book:
                    if not read_only:
                        with book.operation("แก้") as op:
                            op.add(Village(name="ใหม่"))
            except errors.WorkbookError as error:
                found = type(error).__name__
            return 0 if found == expected else 1

        assert status_of(in_child(work)) == 0
        folder.chmod(0o777)


def test_another_thread_is_told_that_the_file_is_in_use(closed):
    """The open connection serves its own thread only; opening the file anew would drop its lock."""
    with Workbook.open(closed), ThreadPoolExecutor(1) as other:
        task = other.submit(Workbook.open, closed, read_only=True)
        assert isinstance(task.exception(), errors.FileLockedError)
