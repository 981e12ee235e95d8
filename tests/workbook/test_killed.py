"""kill -9 at any moment: the file opens, holds no half operation, and no confirmed operation is lost."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from forked import in_child, kill_after

from kkplanner.plan.model import Project, SubItem
from kkplanner.workbook import Workbook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

ROUNDS = 50


def digest(book):
    """All data rows, without asking the plan for them."""
    found = hashlib.blake2s()
    for table in book._history._columns:
        for row in book._connection.execute(f"SELECT * FROM {table} ORDER BY id"):  # noqa: S608 - our own schema
            found.update(repr(row).encode())
    return found.hexdigest()


def edit(book, chance, say):
    """One change; says `about <state>` before the commit and `done <state>` after it."""
    projects = book.projects()
    kind = chance.choice(["import", "edit", "edit", "edit", "undo", "redo"])
    if kind in ("undo", "redo"):
        # What is reached is known only afterwards; the parent takes every state said so far as possible.
        (book.undo if kind == "undo" else book.redo)()
        say("done", digest(book))
        return
    with book.operation(kind) as op:
        if kind == "import":
            kept = chance.sample(projects, k=len(projects) // 2)
            new = [
                Project(
                    title=f"โครงการ {n}" * 20,
                    own_budgets={2571: n, 2572: n},
                    sub_items=(SubItem(text=str(n)),),
                )
                for n in range(chance.randrange(100))
            ]
            op.replace_document(replace(book.document(), projects=(*kept, *new), needs=(), waivers=()))
        elif projects:
            one = chance.choice(projects)
            op.update(replace(one, title=f"{chance.random()}", own_budgets={2573: chance.randrange(10**9)}))
        say("about", digest(book))
    say("done", digest(book))


def edit_until_killed(path, seed, seconds):
    """What a process said that was killed so many seconds after it began; complete lines only, words apart."""
    reading, writing = os.pipe()

    def work():
        def say(word, state):
            os.write(writing, f"{word} {state}\n".encode())

        with Workbook.open(path) as book:
            chance = random.Random(seed)
            say("done", digest(book))
            for _ in itertools.count():
                edit(book, chance, say)
        return 0

    child = in_child(work)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as said:
        first = said.readline()
        assert kill_after(child, seconds), "the process ended by itself"
        return [line.split() for line in (first + said.read()).split("\n")[:-1]]


def test_a_killed_process_never_leaves_half_an_operation(book):
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
