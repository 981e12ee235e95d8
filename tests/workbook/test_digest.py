"""The digest of docs/file-format.md, computed here once more from the page alone, is the one that files bear."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.plan.model import Village
from kkplanner.workbook import Workbook
from kkplanner.workbook.connection import connect_file
from kkplanner.workbook.digest import row_digest, total

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "workbooks" / "v1.kkplan"


def by_the_page(connection):
    """What the page says: sum, modulo 2**128, of the hashes of all rows."""
    result = 0
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in names:
        if table == "change":
            continue
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name from the schema
        columns = [description[0] for description in cursor.description]
        for row in cursor:
            image = {}
            for column, value in zip(columns, row, strict=True):
                if value is None or (table == "operation" and column in ("open", "digest")):
                    continue
                image[column] = {"hex": value.hex().upper()} if isinstance(value, bytes) else value
            text = json.dumps([table, image], ensure_ascii=False, separators=(",", ":"))
            result += int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
    return f"{result % 2**128:032x}"


def last_digest(connection):
    return connection.execute("SELECT digest FROM operation ORDER BY id DESC LIMIT 1").fetchone()[0]


def test_a_file_of_every_release_bears_the_digest_of_the_page(tmp_path):
    with closing(sqlite3.connect(shutil.copy(FIXTURE, tmp_path / "v1.kkplan"))) as connection:
        assert last_digest(connection) == by_the_page(connection)


def test_every_operation_leaves_the_digest_of_what_it_left(book):
    def check():
        assert last_digest(book._connection) == by_the_page(book._connection)

    check()
    with book.operation("แก้") as op:
        op.update(replace(book.projects()[0], own_budgets={2571: 5}))
        op.set("layout", {"ก": [1, None]})
        op.remove(*book.document().pictures)
    check()
    book.undo()
    check()
    book.redo()
    check()
    with book.operation("ย้าย") as op:
        op.move(book.projects()[-1].uuid, before=book.projects()[0].uuid)
    check()


def test_what_another_program_did_through_the_recorders_is_accepted_and_the_next_operation_counts_on(
    book, plan
):
    book.close()
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, open)"
            " VALUES ('00000000-0000-0000-0000-00000000abcd', 'edit', 'x', '', '', '2026-01-01T00:00:00+00:00', 1, 1)"
        )
        connection.execute("UPDATE village SET name = 'โดยมือ' WHERE number = 1")
        connection.execute("UPDATE operation SET open = 0 WHERE open")
        connection.execute("COMMIT")
    with Workbook.open(book.path) as again:
        assert again.document().villages[0].name == "โดยมือ"
        with again.operation("แก้") as op:
            op.add(Village(name="ใหม่"))
        assert last_digest(again._connection) == by_the_page(again._connection)
        again.undo()
        again.undo()
        assert again.document() == plan


images = st.dictionaries(
    st.sampled_from(["id", "uuid", "title", "amount"]), st.none() | st.integers() | st.text(), max_size=4
)


@given(st.lists(images, max_size=6), st.randoms())
def test_the_sum_does_not_depend_on_the_order_and_null_counts_for_nothing(rows, chance):
    digests = [row_digest("project", row) for row in rows]
    shuffled = list(digests)
    chance.shuffle(shuffled)
    assert total(digests) == total(shuffled)
    for row in rows:
        assert row_digest("project", row) == row_digest("project", {**row, "new": None})
        assert row_digest("project", row) != row_digest("need", row)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", None),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
    ],
)
def test_a_file_that_was_not_checked_yet_is_met_with_every_guard(book, pragma, value):
    book.close()
    with closing(connect_file(book.path)) as connection:
        found = connection.execute(f"PRAGMA {pragma}").fetchone()
        assert found == (value,) or (value is None and found in (None, (0,)))
        with pytest.raises(sqlite3.Error, match="too many attached"):
            connection.execute("ATTACH ':memory:' AS other")
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 64 * 1024 * 1024
