"""kill -9 at any moment: the file opens, holds no half operation, and no confirmed operation is lost."""

from __future__ import annotations

import importlib.util
import os
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kkplanner.workbook import Workbook

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("editing_process.py")
ROUNDS = 50


def digest_function():
    spec = importlib.util.spec_from_file_location("editing_process", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.digest


def edit_until_killed(path, seed, seconds):
    """What a process said that was killed so many seconds after its first word; complete lines only."""
    with subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path), str(seed)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        first = process.stdout.readline()
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        said = first + process.stdout.read()
        timer.join()
    assert process.returncode != 1, "the process ended by itself"
    return [line.split() for line in said.split("\n")[:-1]]


@pytest.mark.timeout(300)
def test_a_killed_process_never_leaves_half_an_operation(book):
    digest = digest_function()
    path = book.path
    states = {digest(book)}
    book.close()
    chance = random.Random(2571)
    confirmed = 0
    for seed in range(ROUNDS):
        said = edit_until_killed(path, seed, chance.uniform(0, 0.15))
        confirmed += len(said)
        states |= {state for _, state in said}
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        with Workbook.open(path) as again:
            assert again.left_open is not None
            now = digest(again)
            last_word, last_state = said[-1]
            if last_word == "done":
                # Nothing was begun after it, or an undo or redo, which leads to a state known by now.
                assert now == last_state or (now in states and again.history()[0].kind in ("undo", "redo"))
            else:
                assert now in (last_state, said[-2][1])
            states.add(now)
            # Every way back and forward from here leads through states that were whole before.
            for _ in range(3):
                if again.undo():
                    assert digest(again) in states
            for _ in range(3):
                if again.redo():
                    assert digest(again) in states
    assert confirmed > 2 * ROUNDS
