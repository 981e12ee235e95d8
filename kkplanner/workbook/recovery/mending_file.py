"""ตรวจแฟ้ม: hold the content of a file against itself, and mend it as one operation of its history."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.workbook import digest
from kkplanner.workbook.checking import check_content, check_parts, check_rows, check_structure, read_header
from kkplanner.workbook.connection import connect_memory, release
from kkplanner.workbook.errors import (
    DamagedFileError,
    FileLockedError,
    NewerVersionError,
    ReadOnlyFileError,
    named,
    readable,
)
from kkplanner.workbook.held_files import is_open_here
from kkplanner.workbook.history import History
from kkplanner.workbook.opening import back_up_before, load_copy, lock_file
from kkplanner.workbook.recording import identity
from kkplanner.workbook.recovery.content import (
    CHANGE_COLUMNS,
    OPERATION_COLUMNS,
    Content,
    Records,
    differing,
    proven,
)
from kkplanner.workbook.recovery.field_wording import changes_text, field_changes
from kkplanner.workbook.recovery.mending import Mended, mend_content
from kkplanner.workbook.recovery.sieve import Sieve, insert, value_of
from kkplanner.workbook.recovery.wording import baht, row_text
from kkplanner.workbook.schema import current, version_text

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from kkplanner.workbook.schema import Schema
    from kkplanner.workbook.workbook import Workbook

NAME: Final = "ตรวจและซ่อมแฟ้ม"
SETTING: Final = "file_check"
_KEPT: Final = 1_000  # sentences


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What a check of a file found.

    Attributes:
        path: of the file.
        found: each thing that was, or would be, mended.
        is_mended: the file was changed; False for a check that only looks.
    """

    path: Path
    found: tuple[Mended, ...]
    is_mended: bool

    @property
    def is_sound(self) -> bool:
        """Nothing was found."""
        return not self.found


def examine(path: Path) -> FileCheck:
    """Look for what `mend` would put right. The file is only read.

    Raises:
        DamagedFileError: its pages are broken, or its values cannot be proved; `recover` is the way then.
        WorkbookError: it cannot be read, by name.
    """
    path = path.absolute()
    schema = current()
    version = _present_version(path, schema)
    with closing(connect_memory()) as copy:
        load_copy(copy, path)
        check_parts(copy, schema, version, path)
        return FileCheck(path, tuple(_mend(copy, schema, path, "")), is_mended=False)


def examine_open(workbook: Workbook) -> FileCheck:
    """As `examine`, for a plan that this program has open."""
    schema = current()
    with closing(connect_memory()) as copy:
        workbook.copy_into(copy)
        check_parts(copy, schema, schema.version, workbook.path)
        return FileCheck(workbook.path, tuple(_mend(copy, schema, workbook.path, "")), is_mended=False)


def mend(path: Path, author: str = "") -> FileCheck:
    """Put right what does not hold together: one operation, after a backup; its list stays in the setting `file_check`.

    Values that changed by themselves come back as the history proves them. Everything else is an ordinary
    change, and can be taken back.

    Raises:
        DamagedFileError: its pages are broken, or its values cannot be proved; `recover` is the way then.
        FileLockedError: somebody has it open.
        ReadOnlyFileError: no backup could be made, so nothing was changed.
        WorkbookError: it cannot be read or written, by name; nothing was changed.
    """
    path = path.absolute()
    schema = current()
    version = _present_version(path, schema)
    if is_open_here(path):
        raise FileLockedError(path)
    connection = lock_file(path)
    try:
        check_parts(connection, schema, version, path)
        check_structure(connection, path, values=False)
        has_backup, problem = back_up_before(connection, path, version, schema)
        if not has_backup:
            raise ReadOnlyFileError(path, f"ต้องสำรองแฟ้มก่อนซ่อม แต่{problem}")
        found = tuple(_mend(connection, schema, path, author))
    finally:
        with named(path):
            release(connection)
    return FileCheck(path, found, is_mended=bool(found))


def _present_version(path: Path, schema: Schema) -> int:
    version = read_header(path, schema)
    if version > schema.version:
        raise NewerVersionError(path, version_text(version))
    if version < schema.version:
        raise ReadOnlyFileError(path, "แฟ้มเป็นรุ่นเก่า ต้องเปิดแฟ้มตามปกติเพื่อปรับรุ่นก่อนตรวจ")
    return version


def _mend(connection: sqlite3.Connection, schema: Schema, path: Path, author: str) -> list[Mended]:
    """Mend the content behind a connection, in one transaction; a connection to a copy shows what would be done."""
    check_structure(connection, path, values=False)
    with readable(path), closing(Sieve(schema)) as sieve:
        stored = Content()
        for table in schema.columns:
            for image in digest.table_images(connection, table):
                stored.put(table, image)
        history = History(connection, schema.columns)
        connection.execute("BEGIN IMMEDIATE")
        try:
            restored, found = _restored(connection, schema, path, stored)
            mended = restored.copy()
            semantic = mend_content(mended, sieve)
            found += semantic
            if found:
                number = history.begin("edit", NAME, author)
                _write(connection, restored, mended)
                _keep_list(connection, found)
                history.end(number)
            check_rows(connection, path)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk may have rolled back already
                connection.execute("ROLLBACK")
            raise
    if found:
        check_content(connection, path)
    return found


def _restored(
    connection: sqlite3.Connection, schema: Schema, path: Path, stored: Content
) -> tuple[Content, list[Mended]]:
    """The content that the last operation left, written where a value is another now. It is no change: it was so."""
    history = History(connection, schema.columns)
    last, _ = history.last_operation()
    if history.expected(last) == digest.present(connection):
        return stored, []
    records = Records(
        _by_id(connection, "operation", OPERATION_COLUMNS), _by_id(connection, "change", CHANGE_COLUMNS)
    )
    told = records.replay(schema.columns)
    right = proven(stored, told, records)
    reseal = right is None and not differing(stored, told) and records.is_complete
    if reseal:
        right = stored
    if right is None:
        raise DamagedFileError(path, "neither the tables nor the history are what the last operation left")
    # The recorders would record, and the guards refuse, what was never changed by anybody.
    for name in _trigger_names(connection):
        connection.execute(f"DROP TRIGGER {digest.quoted(name)}")
    found = _put_back(connection, stored, right)
    if reseal:
        found.append(
            Mended(
                "history",
                "operation",
                "",
                "ข้อความในประวัติการแก้ไขเสียหายบางส่วน ข้อมูลแผนตรงกับที่บันทึกไว้ทุกค่า จึงรับรองประวัติใหม่",
            )
        )
        connection.execute("UPDATE operation SET digest = NULL")
        connection.execute(
            "UPDATE operation SET digest = ? WHERE id = ?",
            (digest.as_text(digest.present(connection)), last),
        )
    for statement in schema.recorders:
        connection.execute(statement)
    return right, found


def _put_back(connection: sqlite3.Connection, stored: Content, right: Content) -> list[Mended]:
    found = []
    keys = differing(stored, right)
    for table, name in keys:  # all of them go first: two rows may have exchanged their numbers
        before = stored.get(table, name)
        if before is not None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (before["id"],))  # noqa: S608 - our schema
    for table, name in keys:
        before, after = stored.get(table, name), right.get(table, name)
        if after is not None:
            insert(connection, table, after)
        found.append(_brought_back(table, name, stored, right))
    return found


def _brought_back(table: str, name: str, stored: Content, right: Content) -> Mended:
    before, after = stored.get(table, name), right.get(table, name)
    title = row_text(table, after or before or {}, right)
    held = f" ({baht((after or before or {}).get('amount'))})" if table == "budget" else ""
    if before is None:
        return Mended("restored", table, name, f"คืน{title}{held} ที่หายไปจากแฟ้ม ตามที่บันทึกไว้ครั้งล่าสุด")
    if after is None:
        return Mended("restored", table, name, f"นำ{title}{held} ออก เพราะไม่เคยบันทึกไว้")
    fields = field_changes(table, before, after, stored, right)
    return Mended("restored", table, name, f"คืนค่า{title}: {changes_text(fields)} ตามที่บันทึกไว้ครั้งล่าสุด", fields)


def _trigger_names(connection: sqlite3.Connection) -> list[str]:
    return [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    ]


def _by_id(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> dict[int, digest.Image]:
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED")  # noqa: S608 - our schema
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def _write(connection: sqlite3.Connection, before: Content, after: Content) -> None:
    """Make the tables hold `after`; the recorders write down each change."""
    additions = []
    for table, name in differing(before, after):
        old, new = before.get(table, name), after.get(table, name)
        changed = {key: value for key, value in (new or {}).items() if old is not None and old[key] != value}
        if old is not None and new is not None and not changed.keys() & set(identity(table).fixed):
            assignments = ", ".join(f"{key} = ?" for key in changed)
            connection.execute(
                f"UPDATE {table} SET {assignments} WHERE id = ?",  # noqa: S608 - our schema
                (*map(value_of, changed.values()), old["id"]),
            )
            continue
        if old is not None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (old["id"],))  # noqa: S608 - our schema
        if new is not None:
            additions.append((table, new))
    for table, image in additions:
        insert(connection, table, image)


def _keep_list(connection: sqlite3.Connection, found: list[Mended]) -> None:
    from json import dumps

    text = dumps([one.sentence for one in found[:_KEPT]], ensure_ascii=False)
    row = connection.execute("SELECT id FROM setting WHERE key = ?", (SETTING,)).fetchone()
    if row is None:
        connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (SETTING, text))
    else:
        connection.execute("UPDATE setting SET value = ? WHERE id = ?", (text, row[0]))
