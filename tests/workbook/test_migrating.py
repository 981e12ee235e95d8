"""Every version ever released opens, with its content and its history; the file changes whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kkplanner import assets
from kkplanner.plan.model import Village
from kkplanner.workbook import Workbook, errors, workbook
from kkplanner.workbook.backup import backups
from kkplanner.workbook.schema import current, parts_of, read_schema

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "workbooks"
RELEASED = {1000: "v1.kkplan"}  # user_version → a file that this version's program wrote


@pytest.fixture
def old_file(tmp_path):
    """A copy of the file of version 1.0: the full plan, one edit in effect, one taken back."""
    return Path(shutil.copy(FIXTURES / "v1.kkplan", tmp_path / "เก่า.kkplan"))


@pytest.fixture
def next_schema(tmp_path, monkeypatch):
    """The program as it may be one day: two minor versions on, with an SQL step and a Python step."""
    text = assets.database_file("schema.sql").read_text(encoding="utf-8")
    for old, new in (
        ("user_version = 1000", "user_version = 1002"),
        (
            "    role     TEXT    NOT NULL\n",
            "    role     TEXT    NOT NULL,\n    phone    TEXT    NOT NULL DEFAULT ''\n",
        ),
        (
            "CREATE TABLE setting",
            "CREATE TABLE signatory (\n    id INTEGER PRIMARY KEY,\n    uuid TEXT NOT NULL\n) STRICT;\n\nCREATE TABLE setting",
        ),
    ):
        assert old in text
        text = text.replace(old, new)
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1000_first.sql").write_text("SELECT never_run;", encoding="utf-8")
    (folder / "1001_phone.sql").write_text(
        "-- a comment; with a semicolon\n"
        "ALTER TABLE agency ADD COLUMN phone TEXT NOT NULL DEFAULT '';\n"
        "UPDATE agency SET phone = '1669; กด 1' WHERE role <> '';\n",
        encoding="utf-8",
    )
    (folder / "1002_signatory.py").write_text(
        "def upgrade(db):\n"
        "    db['signatory'].create({'id': int, 'uuid': str}, pk='id')\n"
        "    db['signatory'].insert({'uuid': 'w'})\n"
        "    db['unit_price'].transform(rename={'source': 'origin'})\n"
        "    db['unit_price'].transform(rename={'origin': 'source'})\n",
        encoding="utf-8",
    )
    (tmp_path / "schema.sql").write_text(text, encoding="utf-8")
    schema = read_schema(tmp_path / "schema.sql", folder)
    monkeypatch.setattr(workbook, "current", lambda: schema)
    return schema


def test_there_is_a_file_of_every_version_released():
    assert current().version in RELEASED
    assert {file.name for file in FIXTURES.iterdir()} == set(RELEASED.values())


@pytest.mark.parametrize("name", RELEASED.values())
def test_a_file_of_every_version_opens_equal(name, tmp_path, plan):
    path = shutil.copy(FIXTURES / name, tmp_path / name)
    with Workbook.open(path) as book:
        assert book.document() == replace(
            plan, villages=(*plan.villages, Village(uuid=V1_VILLAGE, name="บ้านใหม่"))
        )
        assert [(e.kind, e.name, e.undone) for e in book.history()] == [
            ("undo", "ลบโครงการ", False),
            ("edit", "ลบโครงการ", True),
            ("edit", "เพิ่มหมู่บ้าน", False),
            ("create", "สร้างแผน", False),
        ]
        assert book.setting("layout") == "2571"
        book.redo()
        book.undo()
        book.undo()
        assert book.document() == plan


V1_VILLAGE = "00000000-0000-0000-0000-0000000000c8"


def test_an_older_file_is_migrated_with_its_history_and_backed_up_first(old_file, next_schema):
    with Workbook.open(old_file, read_only=True) as book:
        before = book.document()
    bytes_before = old_file.read_bytes()
    assert int.from_bytes(bytes_before[60:64], "big") == 1000
    with Workbook.open(old_file) as book:
        assert book.document() == before
        assert parts_of(book._connection) == next_schema.parts
        assert book._connection.execute("SELECT phone FROM agency ORDER BY id").fetchall() == [
            ("1669; กด 1",),
            ("",),
        ]
        assert book._connection.execute("SELECT uuid FROM signatory").fetchall() == [("w",)]
        book.undo()
        book.redo()
        assert book.document() == before
        with book.operation("แก้") as op:
            op.add(Village(name="ใหม่"))
    (copy,) = backups(old_file)
    assert copy.mark.startswith("v1000-")
    with closing(sqlite3.connect(copy.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1000,)
    with Workbook.open(old_file) as book:
        assert len(book.document().villages) == len(before.villages) + 1


def test_what_an_older_version_removed_comes_back_after_migration(old_file, next_schema, plan):
    with closing(sqlite3.connect(old_file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1000,)
    with Workbook.open(old_file) as book:
        book.redo()
        assert len(book.projects()) == 2
        book.undo()
        assert book.projects() == plan.projects


def test_reading_an_older_file_leaves_it_as_it_is(old_file, next_schema, plan):
    before = old_file.read_bytes()
    with Workbook.open(old_file, read_only=True) as book:
        assert book.projects() == plan.projects
        assert book._connection.execute("SELECT count(*) FROM signatory").fetchone() == (1,)
    assert old_file.read_bytes() == before


def test_a_step_that_fails_leaves_the_file_as_it_was(old_file, next_schema):
    before = old_file.read_bytes()
    (next_schema.migrations / "1001_zz_wrong.sql").write_text("UPDATE nothing SET x = 1;", encoding="utf-8")
    with pytest.raises(sqlite3.OperationalError):
        Workbook.open(old_file)
    assert old_file.read_bytes() == before
    (next_schema.migrations / "1001_zz_wrong.sql").write_text("DELETE FROM issue;", encoding="utf-8")
    with pytest.raises(errors.DamagedFileError):
        Workbook.open(old_file)
    assert old_file.read_bytes() == before


def test_no_migration_without_a_backup(old_file, next_schema, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "file"))
    before = old_file.read_bytes()
    with pytest.raises(errors.ReadOnlyFileError, match="สำรอง"):
        Workbook.open(old_file)
    assert old_file.read_bytes() == before


def test_a_trigger_of_a_stranger_in_an_older_file_never_runs(old_file, next_schema, plan):
    with closing(sqlite3.connect(old_file, isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER evil AFTER UPDATE ON agency BEGIN DELETE FROM need; END")
    with Workbook.open(old_file) as book:
        assert book.document().needs == plan.needs
