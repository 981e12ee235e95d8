"""Everything that can still be read of a damaged file: through SQLite where it reads, from the pages where not."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kkplanner.workbook.connection import connect_file, lock
from kkplanner.workbook.errors import FileTooLargeError, named
from kkplanner.workbook.recording import HISTORY_TABLES
from kkplanner.workbook.recovery.carving import PAGE, carve
from kkplanner.workbook.recovery.content import CHANGE_COLUMNS, OPERATION_COLUMNS, Content, Records
from kkplanner.workbook.schema import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.workbook.digest import Image
    from kkplanner.workbook.recovery.sieve import Sieve
    from kkplanner.workbook.schema import Schema

_MOST_GAPS: Final = 2_000  # places in one table at which reading is taken up again
_PAGES_AT: Final = 28  # the number of pages stands here in the header
_LARGEST: Final = 1 << 30
_HISTORY_COLUMNS: Final = {"operation": OPERATION_COLUMNS, "change": CHANGE_COLUMNS}


@dataclass(slots=True)
class Found:
    """What a damaged file still holds.

    Attributes:
        content: rows read from the tables of the plan.
        records: rows read from the history.
        torn: tables of which not every row could be read.
    """

    content: Content = field(default_factory=Content)
    records: Records = field(default_factory=Records)
    torn: set[str] = field(default_factory=set)


def read_damaged(path: Path, schema: Schema, sieve: Sieve) -> Found:
    """Read what can be read. The file and its journal are copied first and not touched.

    Raises:
        WorkbookError: the file cannot even be copied.
    """
    found = Found()
    with named(path):
        if path.stat().st_size > _LARGEST:
            raise FileTooLargeError(path)
    with named(path), tempfile.TemporaryDirectory(prefix="kkplanner-") as folder:
        copy = Path(folder) / "copy.kkplan"
        shutil.copyfile(path, copy)
        journal = path.with_name(path.name + "-journal")
        if journal.exists():
            shutil.copyfile(journal, copy.with_name(copy.name + "-journal"))
        _pad(copy)
        tables = (*schema.columns, *HISTORY_TABLES)
        try:
            with closing(connect_file(copy)) as connection:
                lock(connection)
                ours = {part[1] for part in parts_of(connection) if part in schema.parts}
                for table in tables:
                    if table not in ours or not _read_table(connection, table, schema, found):
                        found.torn.add(table)
        except (sqlite3.Error, UnicodeDecodeError):
            found.torn.update(tables)  # not a database any more; its pages may still be
        if found.torn:
            _carve(copy.read_bytes(), sieve, found)
    return found


def _pad(copy: Path) -> None:
    """Give a file that was cut off its length again: SQLite then reads the tables that lie before the cut."""
    with copy.open("rb+") as file:
        pages = int.from_bytes(file.read(_PAGES_AT + 4)[_PAGES_AT:], "big")
        size = file.seek(0, 2)
        if size < pages * PAGE <= _LARGEST:
            file.truncate(pages * PAGE)


def _keep(table: str, image: Image, found: Found) -> None:
    """Keep a row as far as it is one; a line of the history whose values are of other kinds is none."""
    if table == "operation":
        if _is_operation(image):
            found.records.operations.setdefault(image["id"], image)
            return
    elif table == "change":
        if _is_change(image):
            found.records.changes.setdefault(image["id"], image)
            return
    else:
        try:
            found.content.put(table, image)
        except (TypeError, KeyError):  # what names the row is damaged
            found.torn.add(table)
        return
    found.torn.add(table)


def _read_table(connection: sqlite3.Connection, table: str, schema: Schema, found: Found) -> bool:
    """Read a table by row numbers, around places that do not read; whether there was none."""
    columns = _HISTORY_COLUMNS.get(table) or schema.columns[table]
    whole, last, gaps = True, -1, 0
    while True:
        try:
            for image in _rows(connection, table, columns, last):
                last = image["id"]
                _keep(table, image, found)
        except (sqlite3.Error, UnicodeDecodeError):
            whole = False
        else:
            return whole
        gaps += 1
        start = _next_readable(connection, table, last) if gaps < _MOST_GAPS else None
        if start is None:
            return False
        last = start - 1


def _rows(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], last: int
) -> Iterator[dict[str, Any]]:
    names = ", ".join(columns)
    cursor = connection.execute(
        f"SELECT {names} FROM {table} NOT INDEXED WHERE id > ? ORDER BY id",  # noqa: S608 - names of our schema
        (last,),
    )
    for values in cursor:
        image = dict(zip(columns, values, strict=True))
        for name, value in image.items():
            if type(value) is bytes:
                image[name] = {"hex": value.hex().upper()}
        yield image


def _next_readable(connection: sqlite3.Connection, table: str, last: int) -> int | None:
    """A row number above `last` from which on reading works again; None when none was found."""
    step = 1
    while step < 1 << 40:
        try:
            row = connection.execute(
                f"SELECT id FROM {table} NOT INDEXED WHERE id > ? ORDER BY id LIMIT 1",  # noqa: S608 - a table of our schema
                (last + step,),
            ).fetchone()
        except (sqlite3.Error, UnicodeDecodeError):
            step *= 2
            continue
        if row is None:
            return None
        # Between the last good row and this one more may be readable; the pages themselves are read for those.
        return int(row[0])
    return None


def _carve(data: bytes, sieve: Sieve, found: Found) -> None:
    """Add rows found on the pages to the tables that could not be read whole."""
    by_width: dict[int, list[str]] = {}
    for table in found.torn - set(HISTORY_TABLES):
        by_width.setdefault(len(sieve.columns[table]), []).append(table)
    for row, values in carve(data):
        for table, columns in _HISTORY_COLUMNS.items():
            if table in found.torn and len(values) == len(columns):
                line = dict(zip(columns, (row, *values[1:]), strict=True))
                if (_is_change if table == "change" else _is_operation)(line):
                    _keep(table, line, found)
        for table in by_width.get(len(values), ()):
            image: Image = {
                column.name: {"hex": value.hex().upper()} if type(value) is bytes else value
                for column, value in zip(sieve.columns[table], (row, *values[1:]), strict=True)
            }
            if not sieve.complaint(table, image) and found.content.same_row(table, image) is None:
                found.content.put(table, image)


def _is_change(line: Image) -> bool:
    texts = (line["table_name"], line["row"], line["record"])
    images = (line["before"], line["after"])
    return (
        type(line["operation"]) is int
        and all(isinstance(text, str) for text in texts)
        and all(image is None or isinstance(image, str) for image in images)
        and images != (None, None)
    )


def _is_operation(line: Image) -> bool:
    texts = ("uuid", "kind", "name", "author", "program", "made_at")
    return (
        line["id"] > 0
        and all(isinstance(line[name], str) for name in texts)
        and all(line[name] is None or type(line[name]) is int for name in ("base", "target"))
        and line["kind"] in ("create", "edit", "undo", "redo")
        and line["open"] in (0, 1)
        and (line["digest"] is None or isinstance(line["digest"], str))
    )
