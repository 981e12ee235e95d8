"""After a crash the next start knows what was open; a lock of a process that is gone is told from a live one."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kkplanner.workbook import Workbook, lock_note, open_files
from kkplanner.workbook.open_files import dismiss, left_open
from kkplanner.workbook.processes import is_running

ROOT = Path(__file__).resolve().parents[2]
CRASH = """
import os, sys
from kkplanner.workbook import Workbook
book = Workbook.open(sys.argv[1], author="สมหญิง")
os._exit(3)
"""


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def closed(book):
    book.close()
    return book.path


def crash(path):
    done = subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=ROOT, check=False)
    assert done.returncode == 3


def test_a_plan_that_is_open_or_was_closed_is_not_offered(closed):
    assert left_open() == []
    with Workbook.open(closed):
        assert left_open() == []
    with Workbook.open(closed, read_only=True):
        assert left_open() == []
    assert left_open() == []


def test_a_plan_open_at_a_crash_is_offered_once_until_dismissed(closed, plan):
    crash(closed)
    crash(closed)
    (one,) = left_open()
    assert one.path == closed
    assert one.since.tzinfo is not None
    assert (one,) == tuple(left_open())
    with Workbook.open(one.path) as book:
        assert book.document() == plan
        assert book.left_open.is_stale
        assert book.left_open.author == "สมหญิง"
    dismiss(one.note)
    assert left_open() == []


def test_notes_that_are_none_are_passed_over(closed):
    crash(closed)
    folder = left_open()[0].note.parent
    for number, text in enumerate(
        ["", "[]", '{"path": 1}', "\xff", '{"path": "a", "process": "x", "since": ""}']
    ):
        (folder / f"{number}.json").write_text(text, encoding="utf-16")
    assert [one.path for one in left_open()] == [closed]


def test_a_data_folder_that_cannot_be_written_stops_nobody(closed, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "file"))
    assert open_files.remember(closed) is None
    with Workbook.open(closed):
        assert left_open() == []


def test_a_lock_is_stale_only_when_its_process_ran_here_and_is_gone(book):
    note = lock_note.read_note(book.path)
    assert not note.is_stale
    gone = subprocess.run([sys.executable, "-c", ""], check=True)
    assert gone.returncode == 0
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    assert replace(note, process=str(dead.pid)).is_stale
    assert not replace(note, process=str(dead.pid), host="เครื่องอื่น").is_stale
    assert not replace(note, process="ไม่ใช่เลข").is_stale
    assert note.host == platform.node()


def test_a_running_process_is_told_from_one_that_is_gone():
    assert is_running(os.getpid())
    assert not is_running(0)
    assert not is_running(1 << 60)
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert is_running(process.pid)
    process.communicate()
    assert not is_running(process.pid)


def test_a_note_says_where_and_since_when_and_nothing_of_the_plan(book):
    (note,) = (path for path in (open_files._folder()).glob("*.json"))
    found = json.loads(note.read_text(encoding="utf-8"))
    assert found.keys() == {"path", "process", "since"}
