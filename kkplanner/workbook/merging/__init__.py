"""Two copies of one plan made one again.

with Workbook.open(path) as ours, Workbook.open(other, read_only=True) as theirs:
    merge = prepare(ours, theirs)  # nothing is changed yet: merge.result.taken, merge.result.conflicts
    apply(ours, merge, {conflict.id: "theirs"})
"""

from __future__ import annotations

from kkplanner.workbook.merging.merging import (
    NewerCopyError,
    NotTheSamePlanError,
    PlanMovedOnError,
    PreparedMerge,
    apply,
    decide_open,
    prepare,
)

__all__ = [
    "NewerCopyError",
    "NotTheSamePlanError",
    "PlanMovedOnError",
    "PreparedMerge",
    "apply",
    "decide_open",
    "prepare",
]
