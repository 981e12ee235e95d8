"""The plan as it was after an earlier operation, what differs between two moments, and the way back as one operation.

A moment is found on a copy: the operations after it are taken back there, so the open file is never touched. The
copy is opened by itself and not as a plan: it shall leave no backup behind.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.plan.comparing import RecordDifference, compare
from kkplanner.plan.model import new_uuid
from kkplanner.workbook.cache import DocumentCache
from kkplanner.workbook.connection import connect_file
from kkplanner.workbook.errors import readable
from kkplanner.workbook.history import History
from kkplanner.workbook.schema import current, trust

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook.changes import Changes
    from kkplanner.workbook.history import HistoryEntry
    from kkplanner.workbook.workbook import Workbook

__all__ = [
    "NoSuchMomentError",
    "RecordDifference",
    "Version",
    "compare",
    "copied",
    "document_at",
    "documents_at",
    "in_effect",
    "name_version",
    "restore",
    "versions",
]

VERSIONS: Final = "versions"
"""Setting: the moments that the clerk named, as a list of {"name", "operation"}."""
_WAY_BACK: Final = "ย้อนดู"


class NoSuchMomentError(LookupError):
    """The history knows no such operation."""


@dataclass(frozen=True, slots=True)
class Version:
    """A moment that the clerk named.

    Attributes:
        name: Thai, as given.
        operation: uuid of the operation after which the plan was so.
    """

    name: str
    operation: str


def in_effect(entries: list[HistoryEntry]) -> list[HistoryEntry]:
    """The operations that the plan of now stands on, newest first."""
    return [one for one in entries if one.kind in ("create", "edit") and not one.undone]


def document_at(
    copy: Path, operation: str, progress: Callable[[int, int], None] | None = None
) -> PlanDocument:
    """The plan as it was right after an operation.

    See `documents_at`.
    """
    return documents_at(copy, {operation}, progress)[operation]


def documents_at(
    copy: Path, operations: Collection[str], progress: Callable[[int, int], None] | None = None
) -> dict[str, PlanDocument]:
    """The plan as it was right after each of these operations, whether it is in effect now or was taken back.

    Everything later is taken back on the way, the undone and the undoing alike.

    Args:
        copy: a copy of the plan file that nobody else uses (`copied`).
        operations: uuids.
        progress: told after each operation taken back.

    Raises:
        NoSuchMomentError: the history knows no such operation.
        WorkbookError: the copy cannot be read.
    """
    found: dict[str, PlanDocument] = {}
    with readable(copy), closing(connect_file(copy)) as connection:
        # Written by this program a moment ago.
        trust(connection)
        rows = connection.execute("SELECT id, uuid FROM operation ORDER BY id DESC").fetchall()
        missing = set(operations) - {uuid for _, uuid in rows}
        if missing:
            raise NoSuchMomentError(min(missing))
        history = History(connection, current().columns)
        steps = max((place for place, (_, uuid) in enumerate(rows) if uuid in operations), default=-1)
        connection.execute("BEGIN")
        history.begin("edit", _WAY_BACK, "")
        for done, (number, uuid) in enumerate(rows[: steps + 1]):
            if uuid in operations:
                found[uuid] = DocumentCache(connection).document()
            if done < steps:
                history.take_back(number)
                if progress is not None:
                    progress(done + 1, steps)
        # The copy stays as it was.
        connection.execute("ROLLBACK")
    return found


def copied(workbook: Workbook) -> Path:
    """A copy for `documents_at`, in a folder of its own that the caller removes (`path.parent`).

    Raises:
        WorkbookError: it cannot be written.
    """
    folder = Path(tempfile.mkdtemp(prefix="kkplanner-"))
    path = folder / f"{new_uuid()[:8]}.kkplan"
    try:
        workbook.save_copy(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return path


def restore(workbook: Workbook, document: PlanDocument, name: str) -> Changes:
    """Make the plan what it was, as one operation that can be undone."""
    with workbook.operation(f"กลับไปเป็น {name}") as operation:
        operation.replace_document(document)
    return operation.changes


def versions(workbook: Workbook) -> list[Version]:
    """The named moments, oldest first."""
    rows: list[dict[str, str]] = workbook.setting(VERSIONS, [])
    return [Version(row["name"], row["operation"]) for row in rows]


def name_version(workbook: Workbook, name: str) -> Changes | None:
    """Give the present moment a name; None when nothing was ever done, so that there is no moment."""
    entries = in_effect(workbook.history())
    if not entries:
        return None
    rows = [*workbook.setting(VERSIONS, []), {"name": name, "operation": entries[0].uuid}]
    with workbook.operation(f"ตั้งชื่อรุ่น “{name}”") as operation:
        operation.set(VERSIONS, rows)
    return operation.changes
