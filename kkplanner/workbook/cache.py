"""The plan as last read, brought up to date by reading only what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.document import PlanDocument
from kkplanner.plan.merge_note import MergeNote
from kkplanner.workbook.kept_merges import KEYS, read_merges
from kkplanner.workbook.rows import SINGLE, TABLES, Record, read_records

if TYPE_CHECKING:
    import sqlite3

    from kkplanner.plan.merging.conflict import Conflict
    from kkplanner.workbook.changes import Changes

_MANY: Final = 200  # from so many changed records of a kind on, reading all of them is as fast


class DocumentCache:
    """Records of one open file by kind and uuid."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._records: dict[str, dict[str, Record]] = {}
        self._merges: tuple[tuple[Conflict, ...], MergeNote] = (), MergeNote()
        self._document: PlanDocument | None = None
        self._pending: list[Changes] = []

    def expect(self, changes: Changes) -> None:
        """Say what is about to change; it is read when next asked for, whether the commit came true or not."""
        self._pending.append(changes)
        self._document = None

    def document(self) -> PlanDocument:
        """The plan as committed."""
        if self._document is None:
            if not self._records:
                self._records = {table: self._all(table) for table in TABLES.values()}
                self._merges = read_merges(self._connection)
            else:
                for table in self._records:
                    touched = frozenset[str]().union(*(changes.touched(table) for changes in self._pending))
                    if touched:
                        self._refresh(table, touched)
                if any(KEYS & changes.touched("setting") for changes in self._pending):
                    self._merges = read_merges(self._connection)
            self._pending = []
            self._document = _assembled(self._records, *self._merges)
        return self._document

    def _all(self, table: str) -> dict[str, Record]:
        return {record.uuid: record for record in read_records(self._connection, table)}

    def _refresh(self, table: str, touched: frozenset[str]) -> None:
        if len(touched) > _MANY:
            self._records[table] = self._all(table)
            return
        known = self._records[table]
        known |= {record.uuid: record for record in read_records(self._connection, table, sorted(touched))}
        order = "id" if table in SINGLE else "position, id"
        uuids = self._connection.execute(f"SELECT uuid FROM {table} ORDER BY {order}")  # noqa: S608
        self._records[table] = {uuid: known[uuid] for (uuid,) in uuids}


def _assembled(
    records: dict[str, dict[str, Any]], conflicts: tuple[Conflict, ...], merged: MergeNote
) -> PlanDocument:
    def every(table: str) -> tuple[Any, ...]:
        return tuple(records[table].values())

    return PlanDocument(
        organisation=every("organisation")[0],
        plan=every("plan")[0],
        villages=every("village"),
        agencies=every("agency"),
        editions=every("edition"),
        issues=every("issue"),
        projects=every("project"),
        sections=every("section"),
        needs=every("need"),
        unit_prices=every("unit_price"),
        waivers=every("waiver"),
        crosswalk_choices=every("crosswalk_choice"),
        pictures=every("picture"),
        conflicts=conflicts,
        merged=merged,
    )
