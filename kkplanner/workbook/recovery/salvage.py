"""A plan put together from what a damaged file still holds.

The file holds every value twice: in the table of the plan and in the history of changes. Where both say the
same, or where the digest of the last operation tells which of them is right, the value is certain. Everything
else is told: what is in doubt, and what is missing.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kkplanner.workbook import digest
from kkplanner.workbook.checking import check_content
from kkplanner.workbook.connection import connect_memory
from kkplanner.workbook.errors import WorkbookError
from kkplanner.workbook.history import History
from kkplanner.workbook.recovery.content import (
    CHANGE_COLUMNS,
    OPERATION_COLUMNS,
    Content,
    differing,
    proven,
)
from kkplanner.workbook.recovery.field_wording import field_changes
from kkplanner.workbook.recovery.mending import Mended, mend_content
from kkplanner.workbook.recovery.reading import Found, read_damaged
from kkplanner.workbook.recovery.sieve import Sieve, insert
from kkplanner.workbook.recovery.wording import baht, name_of, row_text

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.workbook.schema import Schema

RECOVERED: Final = "กู้คืนจากแฟ้มที่เสียหาย"
_MOST_ALIKE: Final = 3  # sentences of one kind; more become one with their number
_ALWAYS_TOLD: Final = ("project", "sub_item", "budget")


class NothingLeftError(WorkbookError):
    """Not one record of a plan could be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"ไม่พบข้อมูลแผนที่อ่านได้ในแฟ้ม “{path.name}” แฟ้มเดิมไม่ถูกแก้ไข โปรดเลือกกู้คืนจากสำเนาสำรองหรือแฟ้มที่ส่งให้ อบจ.",
        )


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was put together.

    Attributes:
        content: the rows of a plan that holds together.
        is_proven: the digest says that it is exactly what the last operation left.
        with_history: the whole history was readable and proven, and comes along.
        doubts: Thai sentences; what is missing or uncertain, each with where to look. Empty when proven.
        mended: what had to be mended to make it hold together.
        when: of the last operation found; None when none was.
        database: the plan as a workbook in memory; close it after use.
    """

    content: Content
    is_proven: bool
    with_history: bool
    doubts: tuple[str, ...]
    mended: tuple[Mended, ...]
    when: datetime | None
    database: sqlite3.Connection

    def close(self) -> None:
        self.database.close()


def salvage(path: Path, schema: Schema, author: str = "") -> Salvage:
    """Read a damaged file and put together what it holds. The file is only read.

    Raises:
        NothingLeftError: it holds nothing of a plan.
        WorkbookError: it cannot be read at all, by name.
    """
    with closing(Sieve(schema)) as sieve:
        found = read_damaged(path, schema, sieve)
        told = found.records.replay(schema.columns)
        if not any(found.content) and not any(told):
            raise NothingLeftError(path)
        right = proven(found.content, told, found.records)
        doubts: list[str] = []
        if right is None:
            right, doubts = _most_likely(found, told)
        mended = mend_content(right, sieve) if not _is_sound(right, sieve) else []
    is_proven = not doubts and not mended
    database = None
    if is_proven and found.records.is_complete:
        database = _with_history(path, schema, right, found)
    with_history = database is not None
    if database is None:
        database = _afresh(schema, right, author)
        doubts.append("อ่านประวัติการแก้ไขได้ไม่ครบ แฟ้มใหม่จึงเริ่มประวัติใหม่ ย้อนรายการก่อนหน้านี้ไม่ได้")
    return Salvage(right, is_proven, with_history, tuple(doubts), tuple(mended), _moment(found), database)


def _is_sound(content: Content, sieve: Sieve) -> bool:
    """Whether mending would find nothing; asked of a copy, so that a proven content stays as it is."""
    return not mend_content(content.copy(), sieve)


def _moment(found: Found) -> datetime | None:
    last = found.records.last
    try:
        moment = None if last is None else datetime.fromisoformat(last["made_at"])
    except (TypeError, ValueError):
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _most_likely(found: Found, told: Content) -> tuple[Content, list[str]]:
    """Every row of the tables, and of the history what a torn table may have lost; with what is in doubt."""
    result = found.content.copy()
    complete = found.records.is_complete
    doubts = ["พิสูจน์ไม่ได้ว่าข้อมูลที่กู้ได้ครบทุกรายการ โปรดเทียบจำนวนโครงการและยอดเงินกับสำเนาสำรองหรือเอกสารที่พิมพ์ไว้"]
    told_of: dict[tuple[str, str], list[str]] = defaultdict(list)
    for table, name in differing(found.content, told):
        stored, image = found.content.get(table, name), told.get(table, name)
        text = row_text(table, stored or image or {}, found.content if stored else told)
        if table == "budget":
            text += f" ({baht((stored or image or {}).get('amount'))})"
        if stored is not None and image is not None:
            both = " · ".join(
                f"ช่อง{label} ในแฟ้มเป็น {here} แต่ในประวัติเป็น {there}"
                for label, here, there in field_changes(table, stored, image, found.content, told)
            )
            doubts.append(f"{row_text(table, stored, found.content)}: {both} ใช้ค่าในแฟ้ม โปรดตรวจกับเอกสาร")
        elif stored is None and table in found.torn:
            result.set(table, name, image)
            told_of[table, "กู้จากประวัติการแก้ไข"].append(text)
        elif stored is None and complete:
            told_of[table, "มีในประวัติแต่ไม่มีในแฟ้ม"].append(text)
        elif stored is not None and table in found.torn and complete:
            result.drop(table, name)  # a page that was given back still shows what had been removed
        elif stored is not None and table in found.torn:
            told_of[table, "อ่านได้จากส่วนที่เหลือของแฟ้มแต่ไม่พบในประวัติ อาจเป็นรายการที่ลบไปแล้ว"].append(text)
    for (table, what), texts in told_of.items():
        if len(texts) > _MOST_ALIKE and table not in _ALWAYS_TOLD:
            doubts.append(f"{name_of(table)} {len(texts)} รายการ: {what} โปรดตรวจกับเอกสาร")
        else:
            doubts += [f"{text}: {what} โปรดตรวจกับเอกสาร" for text in texts]
    return result, doubts


def _with_history(path: Path, schema: Schema, content: Content, found: Found) -> sqlite3.Connection | None:
    """The plan with the history that was found; None when the two do not prove each other."""
    connection = connect_memory()
    try:
        schema.create(connection, recorders=False)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        for table, _, image in content:
            insert(connection, table, image)
        for table, columns, rows in (
            ("operation", OPERATION_COLUMNS, found.records.operations),
            ("change", CHANGE_COLUMNS, found.records.changes),
        ):
            for _, row in sorted(rows.items()):
                insert(connection, table, {name: row[name] for name in columns})
        for statement in schema.recorders:
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("PRAGMA foreign_keys = ON")
        check_content(connection, path)
        history = History(connection, schema.columns)
        for number in found.records.operations:
            history.prove(number)
    except (sqlite3.Error, WorkbookError, ValueError, TypeError, OverflowError):
        connection.close()
        return None
    except BaseException:
        connection.close()
        raise
    return connection


def _afresh(schema: Schema, content: Content, author: str) -> sqlite3.Connection:
    """The plan as a new workbook whose history begins now."""
    connection = connect_memory()
    try:
        schema.create(connection)
        connection.execute("BEGIN")
        history = History(connection, schema.columns)
        number = history.begin("create", RECOVERED, author)
        for table in digest.data_tables(connection):
            for image in content.tables[table].values() if table in content.tables else ():
                insert(connection, table, image)
        history.end(number)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection
