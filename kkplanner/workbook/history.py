"""Operations as they stand in the file: begun, closed, taken back, brought again and told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from kkplanner import __version__
from kkplanner.plan.model import new_uuid
from kkplanner.workbook import digest
from kkplanner.workbook.changes import Changes, RowChange, changes_of, net
from kkplanner.workbook.fields import FieldChange, field_changes
from kkplanner.workbook.recording import image_values

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

_NEWEST_FIRST: Final = "DESC"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One operation of the history.

    Attributes:
        uuid: identity of the operation, the same in every copy of the file that contains it.
        kind: "create", "edit", "undo" or "redo".
        name: as given to the operation, Thai; an undo or redo bears the name of what it took back or brought again.
        author: who worked, as given at opening.
        when: aware datetime in UTC.
        changes: number of changed rows.
        undone: an edit that is not in effect now.
        fields: what it changed in the one record asked for; empty in a history of the whole plan.
    """

    uuid: str
    kind: str
    name: str
    author: str
    when: datetime
    changes: int
    undone: bool
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that undo or redo would act on."""

    id: int
    name: str


class HistoryMismatchError(ValueError):
    """The rows of a table are not what the history says they are."""


class History:
    """The operations of one open file. All methods but the readers must run inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, columns: Mapping[str, tuple[str, ...]]) -> None:
        self._connection = connection
        self._columns = columns
        self._proven: set[int] = set()

    # ------------------------------------------------------------------ writing

    def begin(self, kind: str, name: str, author: str, target: int | None = None) -> int:
        """Open an operation: from here on, the recorders let changes pass. Returns its id."""
        base = self._head() if kind == "edit" else None
        made_at = datetime.now(UTC).isoformat(timespec="microseconds")
        cursor = self._connection.execute(
            "INSERT INTO operation (uuid, kind, name, author, program, made_at, base, target, open)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            (new_uuid(), kind, name, author, __version__, made_at, base, target),
        )
        return int(cursor.lastrowid or 0)

    def end(self, operation: int) -> Changes:
        """Close the operation; tells what it changed. Nothing changed: the caller rolls back."""
        rows = list(self._row_changes(operation))
        changes = changes_of(net(rows))
        seal = self.expected(operation - 1) + digest.difference(rows)
        self.close(operation, seal + digest.operation_digest(self._connection, operation))
        return changes

    def close(self, operation: int, seal: int) -> None:
        """Close the operation with the digest of the content as it leaves it."""
        self._connection.execute(
            "UPDATE operation SET open = 0, digest = ? WHERE id = ?",
            (digest.as_text(digest.total((seal,))), operation),
        )

    def take_back(self, operation: int) -> None:
        """Bring every row back to what it was before `operation`."""
        self.prove(operation)
        for change in list(self._row_changes(operation, _NEWEST_FIRST)):
            self._apply(change.table, change.after, change.before)

    def bring_again(self, operation: int) -> None:
        """Bring every row again to what `operation` had made of it."""
        self.prove(operation)
        for change in list(self._row_changes(operation)):
            self._apply(change.table, change.before, change.after)

    def _apply(self, table: str, present: str | None, wanted: str | None) -> None:
        known = self._columns[table]
        now = image_values(present)
        # A column that a later version of the format dropped is not in the table any more.
        then = {name: value for name, value in image_values(wanted).items() if name in known}
        if wanted is None:
            cursor = self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (now["id"],))  # noqa: S608
        elif present is None:
            marks = ", ".join("?" * len(then))
            cursor = self._connection.execute(
                f"INSERT INTO {table} ({', '.join(then)}) VALUES ({marks})",  # noqa: S608
                tuple(then.values()),
            )
        else:
            changed = {name: value for name, value in then.items() if now.get(name) != value}
            if not changed:
                return
            cursor = self._connection.execute(
                f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in changed)} WHERE id = ?",  # noqa: S608
                (*changed.values(), now["id"]),
            )
        if cursor.rowcount != 1:
            raise HistoryMismatchError(
                f"history and table {table} disagree about row {now.get('uuid', now.get('id'))}"
            )

    # ------------------------------------------------------------------ proof

    def expected(self, last: int) -> int:
        """The digest that the content must have after operation `last` and all before it.

        Operations that another program closed have no digest; what they recorded is counted instead.

        Raises:
            ValueError: their records make no sense.
        """
        row = self._connection.execute(
            "SELECT id, digest FROM operation WHERE id <= ? AND digest IS NOT NULL ORDER BY id DESC LIMIT 1",
            (last,),
        ).fetchone()
        start, seal = (0, 0) if row is None else (int(row[0]), int(row[1], 16))
        later = self._connection.execute(
            "SELECT id FROM operation WHERE id > ? AND id <= ? ORDER BY id", (start, last)
        ).fetchall()
        for (operation,) in later:
            seal += digest.operation_digest(self._connection, operation)
            seal += digest.difference(self._row_changes(operation))
        return digest.total((seal,))

    def prove(self, operation: int) -> None:
        """Make sure that the recorded changes of an operation are those that it made.

        An operation that came through a migration, or that another program made, has nothing to be held against.

        Raises:
            HistoryMismatchError: they are not.
            ValueError: they make no sense.
        """
        if operation in self._proven:
            return
        row = self._connection.execute(
            "SELECT id FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (operation,)
        ).fetchone()
        after = digest.sealed(self._connection, operation)
        before = 0 if row is None else digest.sealed(self._connection, row[0])
        if after is not None and before is not None:
            made = digest.difference(self._row_changes(operation))
            made += digest.operation_digest(self._connection, operation)
            if digest.total((before, made)) != after:
                raise HistoryMismatchError(f"the changes of operation {operation} are not those it made")
        self._proven.add(operation)

    # ------------------------------------------------------------------ reading

    def _head(self) -> int | None:
        """The edit in effect: the one made or brought again last, or what the last undo fell back to."""
        last = self._connection.execute(
            "SELECT id, kind, target FROM operation WHERE NOT open ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if last is None:
            return None
        operation, kind, target = last
        if kind == "redo":
            return int(target)
        if kind == "undo":
            return int(
                self._connection.execute("SELECT base FROM operation WHERE id = ?", (target,)).fetchone()[0]
            )
        return int(operation)

    def undoable(self) -> Edit | None:
        """The edit that undo takes back."""
        row = self._connection.execute(
            "SELECT id, name FROM operation WHERE id = ? AND kind = 'edit'", (self._head(),)
        ).fetchone()
        return None if row is None else Edit(*row)

    def redoable(self) -> Edit | None:
        """The edit that redo brings again: the newest one made on what is in effect now."""
        row = self._connection.execute(
            "SELECT id, name FROM operation WHERE base = ? ORDER BY id DESC LIMIT 1", (self._head(),)
        ).fetchone()
        return None if row is None else Edit(*row)

    def last_operation(self) -> tuple[int, str]:
        """Id and uuid of the last operation: the same pair means the same content."""
        row = self._connection.execute("SELECT id, uuid FROM operation ORDER BY id DESC LIMIT 1").fetchone()
        return (0, "") if row is None else (int(row[0]), str(row[1]))

    def _in_effect(self) -> set[int]:
        bases = dict(
            self._connection.execute("SELECT id, base FROM operation WHERE kind IN ('create', 'edit')")
        )
        found: set[int] = set()
        edit = self._head()
        while edit is not None and edit not in found:
            found.add(edit)
            edit = bases[edit]
        return found

    def entries(self, record: str | None = None) -> Iterator[HistoryEntry]:
        """All operations, newest first; or those that changed one record, with its fields."""
        query = (
            "SELECT o.id, o.uuid, o.kind, o.name, o.author, o.made_at, count(*) FROM operation o"
            " JOIN change c ON c.operation = o.id"
        )
        if record is None:
            rows = self._connection.execute(query + " GROUP BY o.id ORDER BY o.id DESC").fetchall()
        else:
            rows = self._connection.execute(
                query + " WHERE c.record = ? GROUP BY o.id ORDER BY o.id DESC", (record,)
            ).fetchall()
        in_effect = self._in_effect()
        for operation, uuid, kind, name, author, made_at, count in rows:
            yield HistoryEntry(
                uuid=uuid,
                kind=kind,
                name=name,
                author=author,
                when=datetime.fromisoformat(made_at),
                changes=count,
                undone=kind == "edit" and operation not in in_effect,
                fields=() if record is None else self._fields(operation, record),
            )

    def _row_changes(self, operation: int, order: str = "", record: str | None = None) -> Iterator[RowChange]:
        # The unary plus keeps SQLite on the index of the operation, which has its rows in order.
        condition = "" if record is None else " AND +record = ?"
        rows = self._connection.execute(
            "SELECT table_name, row, record, before, after FROM change"  # noqa: S608
            f" WHERE operation = ?{condition} ORDER BY id {order}",
            (operation,) if record is None else (operation, record),
        )
        return (RowChange(*row) for row in rows)

    def _fields(self, operation: int, record: str) -> tuple[FieldChange, ...]:
        self.prove(operation)
        return tuple(field_changes(net(self._row_changes(operation, record=record))))
