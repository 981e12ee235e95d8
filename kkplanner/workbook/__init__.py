"""The file of a plan: open, check, lock, change by operations, undo, back up.

`Workbook` is the way in; `kkplanner.workbook.errors` names everything that can go wrong.
"""

from __future__ import annotations

from kkplanner.workbook.changes import Changes
from kkplanner.workbook.errors import WorkbookError
from kkplanner.workbook.fields import FieldChange
from kkplanner.workbook.history import HistoryEntry
from kkplanner.workbook.operation import Operation, UnknownRecordError
from kkplanner.workbook.transactions import NestedOperationError
from kkplanner.workbook.workbook import Workbook

__all__ = [
    "Changes",
    "FieldChange",
    "HistoryEntry",
    "NestedOperationError",
    "Operation",
    "UnknownRecordError",
    "Workbook",
    "WorkbookError",
]
