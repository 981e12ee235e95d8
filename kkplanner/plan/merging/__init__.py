"""Several people's work in one plan: merged record by record, with every disagreement kept until it is decided.

result = merge_documents(base, ours, theirs)  # result.document, result.conflicts, result.taken
decided = decide(result.document, settings, {conflict.id: "theirs"})
"""

from __future__ import annotations

from kkplanner.plan.merging.conflict import Conflict, ConflictKind
from kkplanner.plan.merging.deciding import (
    Choice,
    ChoiceRefusedError,
    Decided,
    choices_of,
    decide,
    require_choices,
)
from kkplanner.plan.merging.merge import MergeResult, merge_documents
from kkplanner.plan.merging.names import field_label, names_by_uuid, record_name, value_text
from kkplanner.plan.merging.open_conflicts import undecided
from kkplanner.plan.merging.settings import merge_settings

__all__ = [
    "Choice",
    "ChoiceRefusedError",
    "Conflict",
    "ConflictKind",
    "Decided",
    "MergeResult",
    "choices_of",
    "decide",
    "field_label",
    "merge_documents",
    "merge_settings",
    "names_by_uuid",
    "record_name",
    "require_choices",
    "undecided",
    "value_text",
]
