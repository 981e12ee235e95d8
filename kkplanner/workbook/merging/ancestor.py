"""The last state that two copies of a plan share, found by their histories and rebuilt from them.

Histories only grow, so two copies share all operations up to where they parted. A merge leaves a note of how far
the other file had come; from then on that moment is shared too, and the next merge brings only what came later.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kkplanner.workbook.cache import DocumentCache
from kkplanner.workbook.connection import connect_memory
from kkplanner.workbook.errors import readable
from kkplanner.workbook.history import History
from kkplanner.workbook.schema import current, trust

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook.history import HistoryEntry
    from kkplanner.workbook.workbook import Workbook

_LOOKING: Final = "ดูแผนก่อนหน้านี้"


@dataclass(frozen=True, slots=True)
class State:
    """A plan at one moment: its records and its settings."""

    document: PlanDocument
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ancestor:
    """The last moment that both files share."""

    operation: HistoryEntry
    state: State


def common_ancestor(ours: Workbook, theirs: Workbook) -> Ancestor | None:
    """The last moment whose content both files have; None when they share no operation.

    Raises:
        DamagedFileError: a history does not agree with itself.
    """
    own, other = ours.history()[::-1], theirs.history()[::-1]
    in_theirs = _last(other, {one.uuid for one in own} | ours.document().merged.heads)
    in_ours = _last(own, {one.uuid for one in other} | theirs.document().merged.heads)
    if in_theirs is None and in_ours is None:
        return None
    if in_theirs is None or (in_ours is not None and in_ours.uuid == in_theirs.uuid):
        # The shorter way back.
        entry = in_ours or in_theirs
        if in_theirs is not None and _after(other, in_theirs) < _after(own, in_theirs):
            return Ancestor(in_theirs, state_after(theirs, in_theirs.uuid))
        return None if entry is None else Ancestor(entry, state_after(ours, entry.uuid))
    if in_ours is not None:
        state = state_after(ours, in_ours.uuid)
        before = {one.uuid for one in own[: own.index(in_ours) + 1]}
        if in_theirs.uuid in before | state.document.merged.heads:
            return Ancestor(in_ours, state)
    return Ancestor(in_theirs, state_after(theirs, in_theirs.uuid))


def _last(entries: Sequence[HistoryEntry], known: Collection[str]) -> HistoryEntry | None:
    return next((one for one in reversed(entries) if one.uuid in known), None)


def _after(entries: Sequence[HistoryEntry], entry: HistoryEntry) -> int:
    return len(entries) - [one.uuid for one in entries].index(entry.uuid)


def state_now(workbook: Workbook) -> State:
    """The plan as it is."""
    return State(workbook.document(), workbook.settings())


def state_after(workbook: Workbook, operation: str) -> State:
    """The plan right after an operation, whether that is in effect now or was taken back.

    Everything later is taken back on a copy in memory, the undone and the undoing alike.

    Raises:
        DamagedFileError: the history does not agree with itself.
    """
    if workbook.last_operation == operation:
        return state_now(workbook)
    with closing(connect_memory()) as connection, readable(workbook.path):
        workbook.copy_into(connection)
        trust(connection)
        connection.execute("PRAGMA query_only = OFF")
        history = History(connection, current().columns)
        later = connection.execute(
            "SELECT id FROM operation WHERE id > (SELECT id FROM operation WHERE uuid = ?) ORDER BY id DESC",
            (operation,),
        ).fetchall()
        connection.execute("BEGIN")
        history.begin("edit", _LOOKING, "")
        for (number,) in later:
            history.take_back(number)
        document = DocumentCache(connection).document()
        rows = connection.execute("SELECT key, value FROM setting").fetchall()
        connection.execute("ROLLBACK")
        return State(document, {key: json.loads(value) for key, value in rows})
