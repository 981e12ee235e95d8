"""The open workbook: what the rest of the program sees of the file."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, Self

from kkplanner.workbook import open_files
from kkplanner.workbook.backup import write_copy
from kkplanner.workbook.cache import DocumentCache
from kkplanner.workbook.connection import connect_memory, release
from kkplanner.workbook.creating import write_plan
from kkplanner.workbook.errors import FileExistsAlreadyError, FileLockedError, named, readable
from kkplanner.workbook.held_files import held_here, hold, let_go
from kkplanner.workbook.history import History, HistoryEntry
from kkplanner.workbook.lock_note import LockNote, read_note, remove_note, write_note
from kkplanner.workbook.opening import Opened, check_copy, identity_of, open_for_reading, open_for_writing
from kkplanner.workbook.operation import Operation
from kkplanner.workbook.schema import Schema, current
from kkplanner.workbook.transactions import Transactions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from types import TracebackType

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project
    from kkplanner.workbook.changes import Changes


class Workbook:
    """One open `.kkplan` file, used from the thread that opened it.

    Attributes:
        path: absolute path of the file.
        author: who works; stands in the history and in the note that others see.
        read_only: no operation is possible; `read_only_reason` says why, in Thai.
        backup_problem: Thai; why opening could not make a backup, or not where it should be; empty when one stands.
        clock_problem: Thai; the computer's clock is behind the plan's last change; empty when it is not.
        left_open: the note of an earlier session that did not close the file (a crash), or None.
    """

    def __init__(self, path: Path, opened: Opened, schema: Schema, cache: DocumentCache, author: str) -> None:
        self.path = path
        self.author = author
        self.read_only_reason = opened.read_only_reason
        self.backup_problem = opened.backup_problem
        self.clock_problem = opened.clock_problem
        self.left_open: LockNote | None = None
        self._connection = opened.connection
        self._history = History(opened.connection, schema.columns)
        self._cache = cache
        self._operation: Operation | None = None
        self._is_open = True
        self._thread = get_ident()
        self._transactions = Transactions(
            opened.connection, path, self._history, cache, opened.read_only_reason
        )
        if not self.read_only:
            self._transactions.identity = identity_of(path)
            self.left_open = read_note(path)
            write_note(path, author)
            self._open_note = open_files.remember(path)
            hold(self._transactions.identity, self)

    # ------------------------------------------------------------------ open and close

    @classmethod
    def create(cls, path: str | Path, document: PlanDocument, author: str = "") -> Self:
        """Make a new file with this plan and open it for writing.

        The file is written under a temporary name and renamed when it is complete.

        Raises:
            FileExistsAlreadyError: there is a file of that name; it stays as it is.
            ValueRefusedError: the plan holds a value that a file cannot.
            WorkbookError: the folder is missing, full or forbidden, by name.
        """
        path = Path(path).absolute()
        write_plan(path, document, author)
        return cls.open(path, author=author)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, author: str = "") -> Self:
        """Check the file, back it up and open it.

        For writing it is locked until closed. Reading needs no lock: it shows the file as it is at this
        moment, also while somebody else works in it. A file of an older version is migrated (in memory
        only, when read); one of a newer minor version is opened to read, see `read_only_reason`.

        Raises:
            FileMissingError: there is no such file.
            EmptyFileError: it has no content.
            NotAWorkbookError: it is something else.
            UnknownPartsError: it holds tables, views or triggers that are not ours.
            DamagedFileError: its content is broken.
            NewerVersionError: a later major version of the format.
            FileLockedError: somebody has it open; says who and since when.
            NoPermissionError, ReadOnlyFileError, DiskFullError, DiskTroubleError: as named.
        """
        path = Path(path).absolute()
        schema = current()
        # A second look at a file that this process holds would drop the lock on it (POSIX), so the
        # question is answered before anything opens the file.
        holder = held_here(path)
        if holder is not None:
            opened = holder._copy_for_reading(schema) if read_only else None  # noqa: SLF001 - the same class
            if opened is None:
                note = read_note(path)
                raise FileLockedError(path, note.who if note else "", note.since_when if note else "")
        elif read_only:
            opened = open_for_reading(path, schema)
        else:
            opened = open_for_writing(path, schema)
        cache = DocumentCache(opened.connection)
        try:
            with readable(path):
                cache.document()  # a record that cannot be read should be known now, not in the middle of work
            return cls(path, opened, schema, cache, author)
        except BaseException:
            opened.connection.close()
            raise

    def close(self) -> None:
        """Give the lock back. Everything confirmed is in the file already; closing twice is allowed."""
        if not self._is_open:
            return
        self._is_open = False
        if self.read_only:
            self._connection.close()
            return
        let_go(self._transactions.identity)
        with named(self.path):
            release(self._connection)
        remove_note(self.path)
        if self._open_note is not None:
            open_files.dismiss(self._open_note)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        return bool(self.read_only_reason)

    @property
    def is_newer(self) -> bool:
        """Whether a program with a later version of the format wrote the file; it is open to read only then."""
        with named(self.path):
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            return int(version) > current().version

    @property
    def last_operation(self) -> str:
        """The uuid of the last operation: the same one means the same content and the same history."""
        with named(self.path):
            return self._history.last_operation()[1]

    # ------------------------------------------------------------------ reading

    def document(self) -> PlanDocument:
        """The whole plan. Cheap to call again: only what an operation changed is read anew.

        Inside an operation it shows what the operation has done so far.
        """
        with readable(self.path):
            if self._operation is not None:
                return DocumentCache(self._connection).document()
            return self._cache.document()

    def projects(self) -> tuple[Project, ...]:
        """All rows of the plan, ผ.03 included, in the clerk's order."""
        return self.document().projects

    def setting(self, key: str, default: object = None) -> Any:  # noqa: ANN401 - whatever JSON held
        """A setting of this plan as kept by `Operation.set`, or `default`."""
        with readable(self.path):
            row = self._connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
            return default if row is None else json.loads(row[0])

    def settings(self) -> dict[str, Any]:
        """All settings of this plan."""
        with readable(self.path):
            rows = self._connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall()
            return {key: json.loads(value) for key, value in rows}

    def history(self, project: str | None = None) -> list[HistoryEntry]:
        """Every operation, newest first; with a uuid, those that changed that record, field by field.

        Any record of the top level may be asked for, not only a project.
        """
        with readable(self.path):
            return list(self._history.entries(project))

    def save_copy(self, path: str | Path) -> None:
        """Write the plan with its history to a new file; the open file stays the one worked in.

        Raises:
            FileExistsAlreadyError: there is a file of that name; it stays as it is.
        """
        path = Path(path).absolute()
        if path.exists():
            raise FileExistsAlreadyError(path)
        with named(path):
            write_copy(self._connection, path)

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Copy the file as committed, with its history, into an empty database in memory.

        Raises:
            NestedOperationError: an operation is running.
        """
        self._transactions.require_none("copy")
        with named(self.path):
            self._connection.backup(connection)

    # ------------------------------------------------------------------ changing

    @contextmanager
    def operation(self, name: str) -> Iterator[Operation]:
        """Change the plan: one transaction, one undo step, one line of the history named `name` (Thai).

        An exception inside takes everything back and is raised on. An operation that changed nothing in
        the end leaves no trace. `Operation.changes` tells the changes afterwards.

        Raises:
            NestedOperationError: another operation is running.
            ReadOnlyFileError, DiskFullError, DiskTroubleError, FileVanishedError: the file is as before.
            StillReferencedError: a record that others refer to was removed; the file is as before.
        """
        if not name:
            raise ValueError("an operation needs a name")
        number = self._transactions.begin("edit", name, self.author)
        operation = Operation(self._connection, self.path, name)
        self._operation = operation
        try:
            yield operation
            operation.close()
            operation.changes = self._transactions.commit(number)
        except BaseException:
            self._transactions.roll_back()
            raise
        finally:
            operation.close()
            self._operation = None

    def undo(self) -> Changes | None:
        """Take back the last edit in effect; None when there is none. Recorded as an operation itself.

        Raises the errors of `operation`.
        """
        return self._transactions.replay("undo", self.author, self._history.undoable, self._history.take_back)

    def redo(self) -> Changes | None:
        """Bring again the edit last taken back; None when there is none, or when a new edit was made since.

        Raises the errors of `operation`.
        """
        return self._transactions.replay(
            "redo", self.author, self._history.redoable, self._history.bring_again
        )

    @property
    def undo_name(self) -> str | None:
        """Name of the edit that `undo` would take back."""
        edit = self._history.undoable()
        return None if edit is None else edit.name

    @property
    def redo_name(self) -> str | None:
        """Name of the edit that `redo` would bring again."""
        edit = self._history.redoable()
        return None if edit is None else edit.name

    # ------------------------------------------------------------------

    def _copy_for_reading(self, schema: Schema) -> Opened | None:
        # A connection serves one thread; another one is told that the file is in use.
        if self._connection.in_transaction or self._thread != get_ident():
            return None
        copy = connect_memory()
        try:
            with named(self.path):
                self._connection.backup(copy)
            check_copy(copy, schema, schema.version, self.path)
        except BaseException:
            copy.close()
            raise
        return Opened(copy, read_only_reason="เปิดแบบอ่านอย่างเดียว")
