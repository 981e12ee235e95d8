"""One transaction for each operation of an open file: it holds whole, or the file is as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.workbook.errors import FileVanishedError, ReadOnlyFileError, named, readable
from kkplanner.workbook.opening import identity_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from kkplanner.workbook.cache import DocumentCache
    from kkplanner.workbook.changes import Changes
    from kkplanner.workbook.held_files import Identity
    from kkplanner.workbook.history import Edit, History


class NestedOperationError(RuntimeError):
    """An operation was begun, undone or redone inside another."""


class Transactions:
    """Begins and ends the transactions of one file.

    Attributes:
        identity: of the file when it was opened; nothing is written when its name leads elsewhere.
        read_only_reason: Thai; why there can be none; empty when there can.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        history: History,
        cache: DocumentCache,
        read_only_reason: str,
    ) -> None:
        self.identity: Identity = ()
        self.read_only_reason = read_only_reason
        self._connection = connection
        self._path = path
        self._history = history
        self._cache = cache

    def begin(self, kind: str, name: str, author: str, target: int | None = None) -> int:
        """Begin an operation; gives its number in the history.

        Raises:
            NestedOperationError: another one is running.
            ReadOnlyFileError, FileVanishedError, DiskTroubleError: the file is as before.
        """
        self.require_none(name)
        if self.read_only_reason:
            raise ReadOnlyFileError(self._path, self.read_only_reason)
        self._confirm_in_place()
        with named(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                return self._history.begin(kind, name, author, target)
            except BaseException:
                self.roll_back()
                raise

    def commit(self, number: int) -> Changes:
        """End the operation of this number; one that changed nothing leaves no trace."""
        with named(self._path):
            changes = self._history.end(number)
            if not changes:
                self.roll_back()
                return changes
            self._confirm_in_place()
            self._cache.expect(changes)
            self._connection.execute("COMMIT")
        return changes

    def roll_back(self) -> None:
        """Take back what is not committed; nothing when there is no such thing."""
        if self._connection.in_transaction:
            with named(self._path):
                self._connection.execute("ROLLBACK")

    def replay(
        self, kind: str, author: str, choose: Callable[[], Edit | None], apply: Callable[[int], None]
    ) -> Changes | None:
        """Undo or redo: `apply` on the edit that `choose` gives, as an operation itself."""
        self.require_none(kind)
        edit = choose()
        if edit is None:
            return None
        number = self.begin(kind, edit.name, author, edit.id)
        try:
            with readable(self._path):
                apply(edit.id)
            return self.commit(number)
        except BaseException:
            self.roll_back()
            raise

    def require_none(self, name: str) -> None:
        """No operation may be running.

        Raises:
            NestedOperationError: one is.
        """
        if self._connection.in_transaction:
            raise NestedOperationError(name)

    def _confirm_in_place(self) -> None:
        """SQLite would go on writing into a file that no name leads to any more."""
        try:
            if identity_of(self._path) == self.identity:
                return
        except OSError as error:
            raise FileVanishedError(self._path) from error
        raise FileVanishedError(self._path)
