"""A process that edits a workbook until it is killed. It says what it is about to reach, and what it has reached.

Each line on stdout is `about <state>` before a commit or `done <state>` after it. The plan is never
consulted by the parent: a state is the digest of all data rows.
"""

from __future__ import annotations

import hashlib
import random
import sys
from dataclasses import replace

from kkplanner.plan.model import Project, SubItem
from kkplanner.workbook import Workbook


def digest(book: Workbook) -> str:
    found = hashlib.blake2s()
    for table in book._history._columns:
        for row in book._connection.execute(f"SELECT * FROM {table} ORDER BY id"):  # noqa: S608 - our own schema
            found.update(repr(row).encode())
    return found.hexdigest()


def say(word: str, state: str) -> None:
    sys.stdout.write(f"{word} {state}\n")
    sys.stdout.flush()


def edit(book: Workbook, chance: random.Random) -> None:
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
                for n in range(chance.randrange(300))
            ]
            op.replace_document(replace(book.document(), projects=(*kept, *new), needs=(), waivers=()))
        elif projects:
            one = chance.choice(projects)
            op.update(replace(one, title=f"{chance.random()}", own_budgets={2573: chance.randrange(10**9)}))
        say("about", digest(book))
    say("done", digest(book))


def main() -> None:
    path, seed = sys.argv[1:]
    chance = random.Random(seed)
    with Workbook.open(path) as book:
        say("done", digest(book))
        while True:
            edit(book, chance)


if __name__ == "__main__":
    main()
