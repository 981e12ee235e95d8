"""Reading plans out of Excel workbooks, real and untidy ones.

Stages, each its own module: guard (a stranger's file) → survey and sheet_cells, old_books or text_table (cells as
values), drawings (what floats over them) → recognise, head and columns (which form, which columns) → rows (what
each row is), marks (which row a note speaks of) → importing, taking and assemble (into a plan). Only the last
know the plan; a preview or another source of cells can stand between any two. `importing` tells how they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import Book, ProjectRow, SheetRead
    from kkplanner.exchange.excel_in.choices import ImportChoices
    from kkplanner.exchange.excel_in.columns import ColumnChoiceError, ColumnChoices, ColumnUse
    from kkplanner.exchange.excel_in.errors import BookError
    from kkplanner.exchange.excel_in.findings import Finding, Severity
    from kkplanner.exchange.excel_in.guard import Limits
    from kkplanner.exchange.excel_in.importing import ImportOutcome, import_into
    from kkplanner.exchange.excel_in.issue_mapping import IssueProposal, propose_issues
    from kkplanner.exchange.excel_in.reading import PASTED, read_book, read_text
    from kkplanner.exchange.excel_in.report import Action, ImportReport, PairedBy, RowReport, SheetReport

# Loaded when first asked for: most users of this room need one of its stages, not the whole way into a plan.
_HOMES = {
    "PASTED": "reading",
    "Action": "report",
    "Book": "book",
    "BookError": "errors",
    "ColumnChoiceError": "columns",
    "ColumnChoices": "columns",
    "ColumnUse": "columns",
    "Finding": "findings",
    "ImportChoices": "choices",
    "ImportOutcome": "importing",
    "ImportReport": "report",
    "IssueProposal": "issue_mapping",
    "Limits": "guard",
    "PairedBy": "report",
    "ProjectRow": "book",
    "RowReport": "report",
    "Severity": "findings",
    "SheetRead": "book",
    "SheetReport": "report",
    "import_into": "importing",
    "propose_issues": "issue_mapping",
    "read_book": "reading",
    "read_text": "reading",
}


__all__ = [
    "PASTED",
    "Action",
    "Book",
    "BookError",
    "ColumnChoiceError",
    "ColumnChoices",
    "ColumnUse",
    "Finding",
    "ImportChoices",
    "ImportOutcome",
    "ImportReport",
    "IssueProposal",
    "Limits",
    "PairedBy",
    "ProjectRow",
    "RowReport",
    "Severity",
    "SheetRead",
    "SheetReport",
    "import_into",
    "propose_issues",
    "read_book",
    "read_text",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
