"""What merges leave behind in the file of a plan, as settings, so that the history records and undoes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.merge_note import MergeNote
from kkplanner.plan.merging.conflict import Conflict

if TYPE_CHECKING:
    import sqlite3

    from kkplanner.plan.document import PlanDocument

CONFLICTS: Final = "merge_conflicts"
"""Setting: a list of `Conflict.as_json()`; not there when nothing is open."""
MERGED: Final = "merged"
"""Setting: `MergeNote.as_json()`; not there when nothing was merged."""
KEYS: Final = frozenset((CONFLICTS, MERGED))


def read_merges(connection: sqlite3.Connection) -> tuple[tuple[Conflict, ...], MergeNote]:
    """The open conflicts, in the order in which they came up, and what was merged.

    Raises:
        ValueError, KeyError, TypeError: the settings hold something else.
    """
    rows = dict(connection.execute("SELECT key, value FROM setting WHERE key IN (?, ?)", (CONFLICTS, MERGED)))
    found = json.loads(rows.get(CONFLICTS, "[]"))
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise TypeError("conflicts are a list of objects")
    note = MergeNote.from_json(json.loads(rows.get(MERGED, "null")))
    return tuple(Conflict.from_json(one) for one in found), note


def merge_settings_of(document: PlanDocument) -> dict[str, Any]:
    """What the settings have to hold; None for one that is not there."""
    return {
        CONFLICTS: [one.as_json() for one in document.conflicts] or None,
        MERGED: document.merged.as_json(),
    }
