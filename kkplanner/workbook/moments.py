"""The plan as it was after an earlier operation, what differs between two moments, and the way back as one operation.

A moment is found on a copy: the operations after it are taken back there, so the open file is never touched.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.plan.comparing import RecordDifference, compare
from kkplanner.plan.model import new_uuid
from kkplanner.workbook.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook.changes import Changes
    from kkplanner.workbook.history import HistoryEntry

__all__ = [
    "NotInEffectError",
    "RecordDifference",
    "Version",
    "compare",
    "copied",
    "document_at",
    "in_effect",
    "name_version",
    "restore",
    "versions",
]

VERSIONS: Final = "versions"
"""Setting: the moments that the clerk named, as a list of {"name", "operation"}."""


class NotInEffectError(LookupError):
    """The operation was taken back: the plan of now does not stand on it."""


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
    """The plan as it was right after an operation that is in effect.

    Args:
        copy: a copy of the plan file that nobody else uses (`Workbook.save_copy`); it is changed.
        operation: uuid.
        progress: told after each operation taken back.

    Raises:
        NotInEffectError: the operation is not there, or was taken back.
        WorkbookError: the copy cannot be read.
    """
    with Workbook.open(copy) as workbook:
        order = [one.uuid for one in in_effect(workbook.history())]
        if operation not in order:
            raise NotInEffectError(operation)
        steps = order.index(operation)
        for done in range(steps):
            workbook.undo()
            if progress is not None:
                progress(done + 1, steps)
        return workbook.document()


def copied(workbook: Workbook) -> Path:
    """A copy for `document_at`, in a folder of its own that the caller removes (`path.parent`)."""
    folder = Path(tempfile.mkdtemp(prefix="kkplanner-"))
    path = folder / f"{new_uuid()[:8]}.kkplan"
    workbook.save_copy(path)
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
