"""The open conflicts of a plan as they lie in its file: a setting, so that the history records and undoes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.merging.conflict import Conflict

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

CONFLICTS: Final = "merge_conflicts"
"""Setting: a list of `Conflict.as_json()`; not there when nothing is open."""


def read_conflicts(connection: sqlite3.Connection) -> tuple[Conflict, ...]:
    """The open conflicts, in the order in which they came up.

    Raises:
        ValueError, KeyError, TypeError: the setting holds something else.
    """
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (CONFLICTS,)).fetchone()
    if row is None:
        return ()
    found = json.loads(row[0])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise TypeError("conflicts are a list of objects")
    return tuple(Conflict.from_json(one) for one in found)


def conflicts_value(conflicts: Sequence[Conflict]) -> list[dict[str, Any]] | None:
    """What the setting has to hold."""
    return [one.as_json() for one in conflicts] or None
