"""One operation in progress: what a caller may do to the plan between begin and commit."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kkplanner.plan.document import top_records
from kkplanner.workbook.changes import Changes
from kkplanner.workbook.errors import named
from kkplanner.workbook.kept_merges import merge_settings_of
from kkplanner.workbook.order import GAP, positions
from kkplanner.workbook.rows import SINGLE, TABLES, Ordered, Record, rows_of
from kkplanner.workbook.writing import Stored, make_equal, remove_rows, stored_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook.columns import Row

_ORDERED_TABLES: Final = tuple(table for table in TABLES.values() if table not in SINGLE)


class UnknownRecordError(LookupError):
    """No record of the plan has this uuid."""


def records_of(document: PlanDocument) -> dict[str, tuple[Record, ...]]:
    """The records of a document by table, each table in its order."""
    return dict(top_records(document))


class Operation:
    """Changes of the plan that become effective together, or not at all. Made by `Workbook.operation`.

    Every method is itself all or nothing: where it raises, what was done before it in the same operation
    stands. `changes` tells what the operation changed once it is over.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, name: str) -> None:
        self.name = name
        self.changes = Changes()
        self._connection = connection
        self._path = path
        self._is_open = True

    def add(self, *records: Ordered, before: str | None = None) -> None:
        """Add records of the top level (Project, Issue, Section, …) with all their parts.

        Args:
            records: in the order they shall stand.
            before: uuid of the record of the same kind to stand before; None: at the end.

        Raises:
            TypeError: a part (Approach, SubItem, Link) is added through its record, not alone; the
                organisation and the plan are only updated.
            UnknownRecordError: `before` does not exist.
            ValueRefusedError: a value that a plan cannot hold, or a uuid that exists already.
        """
        for record in records:
            if TABLES.get(type(record)) not in _ORDERED_TABLES:
                raise TypeError(f"{type(record).__name__} cannot be added as a record of its own")
        with self._step():
            for table in _ORDERED_TABLES:
                chosen = [record for record in records if TABLES.get(type(record)) == table]
                if not chosen:
                    continue
                uuids = [record.uuid for record in chosen]
                places = (
                    self._last_places(table, uuids) if before is None else self._places(table, uuids, before)
                )
                make_equal(self._connection, {}, list(_rows(chosen, places)))

    def update(self, *records: Record) -> None:
        """Put each record in the place of the one with its uuid; only the columns that differ are written.

        Raises:
            UnknownRecordError: there is no record of that kind with that uuid.
            ValueRefusedError: a value that a plan cannot hold.
        """
        with self._step():
            for record in records:
                table = TABLES[type(record)]
                stored = stored_rows(self._connection, table, [record.uuid])
                if not stored[table]:
                    raise UnknownRecordError(record.uuid)
                make_equal(self._connection, stored, list(rows_of(record)))

    def remove(self, *records: Ordered | str) -> None:
        """Remove records, given as such or by uuid, with all their parts.

        A need that a removed project answered becomes unanswered; the waivers of a removed project go with
        it. A project that refers to a removed issue, approach or edition must be changed in the same
        operation, or the operation is refused.

        Raises:
            UnknownRecordError: there is no such record.
        """
        with self._step():
            for record in records:
                uuid = record if isinstance(record, str) else record.uuid
                table = self._table_of(uuid)
                if table == "project":
                    self._connection.execute("UPDATE need SET project = NULL WHERE project = ?", (uuid,))
                    self._connection.execute("DELETE FROM waiver WHERE project = ?", (uuid,))
                remove_rows(self._connection, stored_rows(self._connection, table, [uuid]))

    def move(self, uuid: str, *, before: str | None = None) -> None:
        """Let a record stand before another of its kind; None: at the end.

        Raises:
            UnknownRecordError: one of them does not exist, or they are of different kinds.
        """
        with self._step():
            table = self._table_of(uuid)
            self._write_places(table, self._places(table, [uuid], before))

    def set(self, key: str, value: object) -> None:
        """Keep a setting of this plan: any value that JSON can hold; None removes it.

        Raises:
            TypeError: JSON cannot hold the value.
        """
        with self._step():
            self._keep(key, value)

    def replace_document(self, document: PlanDocument) -> None:
        """Make the whole plan equal to `document`: records are paired by uuid, and only differences are written.

        Settings stay, but for those that keep its merges and open conflicts. Records that the document lacks
        are removed. Its needs and waivers may only name projects that it has, or the operation is refused.

        Raises:
            ValueError: the document holds a record twice.
            ValueRefusedError: a value that a plan cannot hold.
        """
        with self._step():
            stored: Stored = {}
            wanted: list[tuple[str, Row]] = []
            for table, records in records_of(document).items():
                for name, rows in stored_rows(self._connection, table).items():
                    stored.setdefault(name, {}).update(rows)
                if table in SINGLE:
                    wanted += _rows(records, {})
                    continue
                known = {str(uuid): int(row["position"] or 0) for uuid, row in stored[table].items()}
                wanted += _rows(records, positions([record.uuid for record in records], known))
            make_equal(self._connection, stored, wanted)
            for key, value in merge_settings_of(document).items():
                self._keep(key, value)

    # ------------------------------------------------------------------

    def _keep(self, key: str, value: object) -> None:
        if value is None:
            self._connection.execute("DELETE FROM setting WHERE key = ?", (key,))
            return
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        found = self._connection.execute("SELECT id FROM setting WHERE key = ?", (key,)).fetchone()
        if found is None:
            self._connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (key, text))
        else:
            self._connection.execute("UPDATE setting SET value = ? WHERE id = ?", (text, found[0]))

    def close(self) -> None:
        """From here on every method refuses; `Workbook` calls it when the operation is over."""
        self._is_open = False

    @contextmanager
    def _step(self) -> Iterator[None]:
        if not self._is_open or not self._connection.in_transaction:
            raise RuntimeError(f"operation {self.name!r} is over")
        with named(self._path):
            self._connection.execute("SAVEPOINT step")
            try:
                yield
            except BaseException:
                # A full disk may have rolled back the whole transaction already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK TO step")
                    self._connection.execute("RELEASE step")
                raise
            self._connection.execute("RELEASE step")

    def _table_of(self, uuid: str) -> str:
        for table in _ORDERED_TABLES:
            if self._connection.execute(f"SELECT 1 FROM {table} WHERE uuid = ?", (uuid,)).fetchone():  # noqa: S608
                return table
        raise UnknownRecordError(uuid)

    def _last_places(self, table: str, uuids: Sequence[str]) -> dict[str, int]:
        (last,) = self._connection.execute(f"SELECT max(position) FROM {table}").fetchone()  # noqa: S608
        return {uuid: (last or 0) + place * GAP for place, uuid in enumerate(uuids, start=1)}

    def _places(self, table: str, uuids: Sequence[str], before: str | None) -> dict[str, int]:
        """Positions that put `uuids` before another record or at the end; others only where all are renumbered."""
        known: dict[str, int] = dict(
            self._connection.execute(f"SELECT uuid, position FROM {table} ORDER BY position, id")  # noqa: S608
        )
        if before is not None and before not in known:
            raise UnknownRecordError(before)
        if before in uuids:
            return {}
        others = [uuid for uuid in known if uuid not in set(uuids)]
        at = len(others) if before is None else others.index(before)
        places = positions(others[:at] + list(uuids) + others[at:], {uuid: known[uuid] for uuid in others})
        self._write_places(table, {uuid: places[uuid] for uuid in others if places[uuid] != known[uuid]})
        return {uuid: places[uuid] for uuid in uuids}

    def _write_places(self, table: str, places: dict[str, int]) -> None:
        self._connection.executemany(
            f"UPDATE {table} SET position = ? WHERE uuid = ?",  # noqa: S608
            [(position, uuid) for uuid, position in places.items()],
        )


def _rows(records: Sequence[Record], places: dict[str, int]) -> Iterator[tuple[str, Row]]:
    for record in records:
        for table, row in rows_of(record):
            yield table, row | {"position": places[record.uuid]} if row.get("uuid") in places else row
