"""A part of the plan handed to a division as an Excel workbook to fill in, and taken back.

`write_fill_in(document, part, path)` hands out; `read_fill_in(path)` reads what came back; `take_back(document,
returned, choices)` holds it against what was handed out and against the plan as it is now, and gives the plan after
it with every change, conflict and finding. Nothing is written to the plan before the caller does.
"""

from kkplanner.exchange.fill_in.changes import FieldChange, RowChange, RowKind, TakeBack, TakeChoices
from kkplanner.exchange.fill_in.handing_out import NothingToHandOutError, write_fill_in
from kkplanner.exchange.fill_in.part import Part
from kkplanner.exchange.fill_in.returned import NotFillInError, Returned, read_fill_in
from kkplanner.exchange.fill_in.taking_back import OtherPlanError, take_back

__all__ = [
    "FieldChange",
    "NotFillInError",
    "NothingToHandOutError",
    "OtherPlanError",
    "Part",
    "Returned",
    "RowChange",
    "RowKind",
    "TakeBack",
    "TakeChoices",
    "read_fill_in",
    "take_back",
    "write_fill_in",
]
