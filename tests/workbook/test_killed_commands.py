"""kill -9 at any moment of a command: the plan is as before or as after, and no half-written file bears its final name."""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import sqlite3
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from forked import in_child, kill_after, status_of

from kkplanner.cli import main
from kkplanner.cli.main import build_parser
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.model import Project, Village
from kkplanner.workbook import Workbook
from kkplanner.workbook.recovery import mend

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

KILLS = 22  # of each command


def run(arguments):
    """The command's exit status; what it says is not shown."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nothing,
        contextlib.redirect_stdout(nothing),
        contextlib.redirect_stderr(nothing),
    ):
        return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A plan, a book of its forms to import, a copy with edits of its own to merge, and a torn one to mend."""
    folder = tmp_path_factory.mktemp("killed")
    plan = folder / "plan.kkplan"
    with Workbook.create(plan, sample_plan()) as book:
        shutil.copyfile(plan, folder / "other.kkplan")
        with book.operation("แก้ที่นี่") as op:
            op.add(Village(name="ที่นี่"))
    with Workbook.open(folder / "other.kkplan") as book, book.operation("แก้ที่อื่น") as op:
        op.add(Project(title="จากที่อื่น", own_budgets={2571: 700}))
    Workbook.create(
        folder / "empty.kkplan", replace(sample_plan(), projects=(), needs=(), waivers=())
    ).close()
    assert main(["export", str(plan), "--xlsx", str(folder / "book.xlsx")]) == 0
    shutil.copyfile(plan, folder / "torn.kkplan")
    with closing(sqlite3.connect(folder / "torn.kkplan", isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, open)"
            " VALUES ('00000000-0000-0000-0000-00000000abcd', 'edit', 'x', '', '', '2026-01-01T00:00:00+00:00', 1, 1)"
        )
        connection.execute("UPDATE village SET position = 7")
        connection.execute("UPDATE operation SET open = 0 WHERE open")
        connection.execute("COMMIT")
    return folder


def document_of(path):
    with Workbook.open(path) as book:
        return book.document()


def nothing_else(path):
    return None


def whole_book(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    return archive.namelist()


def whole_pdf(path):
    assert path.read_bytes()[-8:].strip().endswith(b"%%EOF")


def whole_plan(path):
    assert document_of(path).projects


def whole_package(path):
    assert main(["verify", str(path)]) == 0


# command: arguments, whether the plan changes, the new file, and what shows that it is whole
COMMANDS = {
    "import": (["import", "PLAN", "BOOK"], True, None, nothing_else),
    "export-xlsx": (["export", "PLAN", "--xlsx", "NEW"], False, "new.xlsx", whole_book),
    "export-pdf": (["export", "PLAN", "--pdf", "NEW"], False, "new.pdf", whole_pdf),
    "recover": (["recover", "PLAN", "--to", "NEW"], False, "new.kkplan", whole_plan),
    "mend": (["mend", "PLAN"], True, None, nothing_else),
    "merge": (["merge", "PLAN", "OTHER"], True, None, nothing_else),
    "package": (
        ["export", "PLAN", "--package", "NEW", "--reason", "ตัวอย่าง"],
        False,
        "new.kkp.zip",
        whole_package,
    ),
}


def is_there(words):
    """Whether this program has the command and the option; a build may be made without one."""
    commands = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    command = commands.get(words[0])
    options = {o for action in command._actions for o in action.option_strings} if command else set()
    return command is not None and all(word in options for word in words if word.startswith("--"))


@pytest.mark.timeout(240)
@pytest.mark.parametrize("command", [name for name, (words, *_) in COMMANDS.items() if is_there(words)])
def test_a_command_killed_at_any_moment_leaves_the_plan_and_its_files_whole(
    command, folder, tmp_path, monkeypatch
):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))
    words, changes, new_name, check = COMMANDS[command]
    plan = tmp_path / "plan.kkplan"
    new = tmp_path / (new_name or "none")
    source = folder / {"import": "empty.kkplan", "mend": "torn.kkplan"}.get(command, "plan.kkplan")
    names = {"PLAN": plan, "BOOK": folder / "book.xlsx", "OTHER": folder / "other.kkplan", "NEW": new}
    arguments = [names.get(word, word) for word in words]

    def fresh():
        shutil.copyfile(source, plan)
        new.unlink(missing_ok=True)

    fresh()
    assert run(arguments) in (0, 1)  # in this process, so that no child spends its life on imports
    fresh()
    started = time.monotonic()
    assert status_of(in_child(lambda: run(arguments))) in (0, 1)
    longest = time.monotonic() - started
    after = document_of(plan)
    fresh()
    if command == "mend":
        mend(plan)
    before = after if command == "mend" else document_of(plan)
    assert (before != after) == (changes and command != "mend")
    chance = random.Random(2571)
    killed = 0
    while killed < KILLS:
        fresh()
        if kill_after(in_child(lambda: run(arguments)), chance.uniform(0, longest)):
            killed += 1
        else:
            longest *= 0.95  # it was done before its time
        if new.exists():
            check(new)
        if command == "mend":
            mend(plan)  # what the kill left undone is done now, and nothing twice
        now = document_of(plan)
        assert now in (before, after)
        with Workbook.open(plan) as book, book.operation("ทำงานต่อ") as op:
            op.add(Village(name="ทำงานต่อ"))
