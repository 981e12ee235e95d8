"""The faults of docs/reliability.md: each is brought about, and nothing confirmed is lost."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from forked import in_child, status_of

from kkplanner.plan.model import Project, Village
from kkplanner.workbook import Workbook, backup, errors, history
from kkplanner.workbook.backup import backups, choose_root, copies_in
from kkplanner.workbook.recovery import candidates, mend, recover

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and resource limits")


@pytest.fixture
def closed(book):
    book.close()
    return book.path


# -------------------------------------------------------------------------------- no room


def test_a_disk_that_is_full_at_any_page_takes_back_the_operation(book, plan):
    """Page after page until the operation fits: at each of them the plan is as before, and the file goes on working."""
    connection = book._connection
    many = [Project(title="ใหญ่" * 300, own_budgets={2571: n}) for n in range(40)]
    refused = 0
    while True:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + refused}")
        try:
            with book.operation("นำเข้า") as op:
                op.add(*many)
        except errors.DiskFullError:
            refused += 1
            assert book.document() == plan
            assert len(book.history()) == 1
            continue
        break
    assert refused > 20
    assert len(book.projects()) == len(plan.projects) + 40
    connection.execute("PRAGMA max_page_count = 1000000")
    book.undo()
    assert book.document() == plan


def limited(size, work):
    """Run `work` where no file may grow beyond `size` bytes: 1 when it named the fault, 0 when it went through."""
    import resource
    import signal

    def child():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            work()
        except errors.WorkbookError:
            return 1
        return 0

    return status_of(in_child(child))


@posix
@pytest.mark.parametrize("what", ["create", "save a copy", "edit", "recover", "mend"])
def test_writing_that_fails_at_any_place_leaves_the_old_and_nothing_half_new(closed, plan, tmp_path, what):
    """The system itself refuses every write beyond a limit that moves through the file."""
    new = tmp_path / "ใหม่.kkplan"
    pristine = closed.read_bytes()

    def edit():
        with Workbook.open(closed) as book, book.operation("แก้") as op:
            op.add(*[Project(title="ใหญ่" * 300) for _ in range(30)])

    def save():
        with Workbook.open(closed, read_only=True) as book:
            book.save_copy(new)

    def torn():
        with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema = ON")
            connection.execute("BEGIN")
            connection.execute(
                "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, open)"
                " VALUES ('00000000-0000-0000-0000-00000000abcd', 'edit', 'x', '', '', '2026-01-01T00:00:00+00:00', 1, 1)"
            )
            connection.execute("UPDATE village SET position = 7")
            connection.execute("UPDATE operation SET open = 0 WHERE open")
            connection.execute("COMMIT")

    if what == "mend":
        torn()
        pristine = closed.read_bytes()
    work = {
        "create": lambda: Workbook.create(new, plan).close(),
        "save a copy": save,
        "edit": edit,
        "recover": lambda: recover(candidates(closed)[0], new),
        "mend": lambda: mend(closed),
    }[what]
    outcomes = []
    for size in range(0, len(pristine) + 300_000, 8_192):
        status = limited(size, work)
        assert status in (0, 1), f"a fault without a name at {size} bytes"
        outcomes.append(status)
        assert not [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")]
        if what in ("edit", "mend"):
            if status == 0:
                break
            if what == "edit":
                with Workbook.open(closed, read_only=True) as book:
                    assert book.document() == plan
        elif status == 0:
            with Workbook.open(new, read_only=True) as book:
                assert book.document() == plan
            break
        else:
            assert not new.exists()
    assert outcomes[-1] == 0
    assert outcomes.count(1) >= 3
    if what in ("edit", "mend"):
        with Workbook.open(closed) as book:
            assert len(book.history()) == (2 if what == "edit" else 3)


# -------------------------------------------------------------------------------- reading back


def test_a_copy_that_does_not_read_back_as_written_is_none(book, tmp_path, monkeypatch):
    """One bit turns over on the way to the medium: SQLite's check would not see it."""

    def unreliable(path):
        whole = bytearray(path.read_bytes())
        whole[whole.index((163_282_000).to_bytes(4, "big"))] ^= 1
        path.write_bytes(whole)

    monkeypatch.setattr(backup, "sync_file", unreliable)
    with pytest.raises(errors.DiskTroubleError):
        book.save_copy(tmp_path / "สำเนา.kkplan")
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".lock"] == [book.path.name]
    path = book.path
    with book.operation("แก้") as op:
        op.add(Village(name="ใหม่"))
    book.close()
    count = len(backups(path))
    with Workbook.open(path) as again:
        assert "สำรอง" in again.backup_problem
    assert len(backups(path)) == count


def test_a_backup_whose_amount_changed_by_itself_counts_for_nothing(closed):
    (copy,) = backups(closed)
    whole = bytearray(copy.path.read_bytes())
    whole[whole.index((163_282_000).to_bytes(4, "big")) + 3] ^= 1
    copy.path.write_bytes(whole)
    Workbook.open(closed).close()
    assert len(backups(closed)) == 2


# -------------------------------------------------------------------------------- backups elsewhere


def test_backups_go_to_the_folder_that_the_user_chose_and_the_old_ones_stay_known(closed, tmp_path):
    place = tmp_path / "ไดรฟ์สำรอง"
    choose_root(place)
    try:
        Workbook.open(closed).close()
        assert len(copies_in(backup.backup_folder(closed, place))) == 1
        assert len(backups(closed)) == 2
        place.rename(tmp_path / "ถอดแล้ว")
        place.write_text("no folder any more", encoding="utf-8")
        with Workbook.open(closed) as book:
            assert "โฟลเดอร์สำรองที่เลือกไว้" in book.backup_problem
        assert len(backups(closed)) == 1
    finally:
        choose_root(None)
    with Workbook.open(closed) as book:
        assert book.backup_problem == ""


def test_a_clock_that_stands_years_ahead_for_once_thins_no_more_than_ten_copies_leave(closed, monkeypatch):
    for number in range(12):
        with Workbook.open(closed) as book, book.operation("แก้") as op:
            op.add(Village(name=str(number)))
    before = len(backups(closed))

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=20_000)

    monkeypatch.setattr(backup, "datetime", Ahead)
    Workbook.open(closed).close()
    assert before == 12
    assert len(backups(closed)) >= 10


# -------------------------------------------------------------------------------- the clock


def test_a_clock_set_back_is_told_and_the_order_of_changes_stays(closed, monkeypatch):
    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=400)

    with Workbook.open(closed) as book:
        assert book.clock_problem == ""
        with monkeypatch.context() as patch:
            patch.setattr(history, "datetime", Ahead)
            with book.operation("พรุ่งนี้") as op:
                op.add(Village(name="ก"))
    with Workbook.open(closed) as book:
        assert "นาฬิกา" in book.clock_problem
        assert "ตั้งวันที่" in book.clock_problem
        with book.operation("วันนี้") as op:
            op.add(Village(name="ข"))
        assert [entry.name for entry in book.history()][:2] == ["วันนี้", "พรุ่งนี้"]
        assert book.history()[1].when > datetime.now(UTC)
        assert book.undo_name == "วันนี้"
        book.undo()
        assert book.undo_name == "พรุ่งนี้"
    with Workbook.open(closed, read_only=True) as book:
        assert [village.name for village in book.document().villages][-1] == "ก"


# -------------------------------------------------------------------------------- the file itself


def test_a_file_larger_than_any_plan_is_not_read(closed):
    with closed.open("rb+") as file:
        file.truncate((1 << 30) + 4096)  # sparse: it takes no room
    for read_only in (False, True):
        with pytest.raises(errors.FileTooLargeError, match="กิกะไบต์"):
            Workbook.open(closed, read_only=read_only)


@pytest.mark.parametrize("version", [0, 1, 999])
def test_a_version_that_never_was_is_damage(closed, version):
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    for read_only in (False, True):
        with pytest.raises(errors.DamagedFileError):
            Workbook.open(closed, read_only=read_only)


def test_a_history_that_was_rewritten_is_not_taken_back(closed):
    """A recorded image changed by itself: undo must not bring the wrong amount into the plan."""
    with Workbook.open(closed) as book, book.operation("แก้") as op:
        one = book.projects()[0]
        op.update(replace(one, own_budgets={2571: 111, 2573: 222}))
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        texts = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in texts:
            connection.execute(f"DROP TRIGGER {name}")
        changed = connection.execute(
            "UPDATE change SET before = replace(before, '163282000', '963282000') WHERE operation = 2"
        )
        assert changed.rowcount > 0
        for _, text in texts:
            connection.execute(text)
    with Workbook.open(closed) as book:
        now = book.document()
        with pytest.raises(errors.DamagedFileError):
            book.undo()
        with pytest.raises(errors.DamagedFileError):
            book.history(one.uuid)
        assert book.document() == now


@pytest.mark.parametrize("table", ["issue", "setting"])
def test_a_text_nested_without_end_is_damage_and_not_a_crash(closed, table):
    """A stranger can make it through the recorders, so that the digest has nothing against it."""
    column = {"issue": "upward_lines", "setting": "value"}[table]
    with Workbook.open(closed) as book, book.operation("ตั้ง") as op:
        op.set("layout", "2571")
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, open)"
            " VALUES ('00000000-0000-0000-0000-00000000abcd', 'edit', 'x', '', '', '2026-01-01T00:00:00+00:00', 2, 1)"
        )
        connection.execute(f"UPDATE {table} SET {column} = ?", ("[" * 100_000,))  # noqa: S608 - two fixed names
        connection.execute("UPDATE operation SET open = 0 WHERE open")
        connection.execute("COMMIT")
    with pytest.raises(errors.DamagedFileError), Workbook.open(closed, read_only=True) as book:
        book.settings()
    assert mend(closed).is_mended
    with Workbook.open(closed) as book:
        book.settings()
