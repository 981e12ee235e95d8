"""The files that this process has open for writing.

A second look at one of them would drop the lock on it (POSIX), so it is asked for here before anything opens a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from kkplanner.workbook.errors import named
from kkplanner.workbook.opening import identity_of

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.workbook.workbook import Workbook

Identity = tuple[object, ...]
"""What tells a file from every other one, whatever its name."""

_held: WeakValueDictionary[Identity, Workbook] = WeakValueDictionary()


def hold(identity: Identity, workbook: Workbook) -> None:
    """The file is open for writing from now on."""
    _held[identity] = workbook


def let_go(identity: Identity) -> None:
    """It is not any more."""
    _held.pop(identity, None)


def held_here(path: Path) -> Workbook | None:
    """The workbook that has the file open for writing in this process.

    Raises:
        WorkbookError: there is no such file, or it may not be seen.
    """
    with named(path):
        return _held.get(identity_of(path))


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open for writing. Asked before anything else opens it.

    Raises:
        WorkbookError: there is no such file, or it may not be seen.
    """
    return held_here(path) is not None
