"""Reading plans out of Excel workbooks, real and untidy ones.

Stages, each its own module: guard (a stranger's file) → survey and sheet_cells (cells as values) → recognise and
head (which form, which columns) → rows (what each row is) → importing and assemble (into a plan). Only the last
knows the plan; a preview or another source of cells can stand between any two.
"""

from __future__ import annotations

from kkplanner.exchange.excel_in.book import Book, ProjectRow, SheetRead
from kkplanner.exchange.excel_in.errors import BookError
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.guard import Limits
from kkplanner.exchange.excel_in.importing import ImportOutcome, import_into
from kkplanner.exchange.excel_in.reading import read_book
from kkplanner.exchange.excel_in.report import ImportReport, SheetReport

__all__ = [
    "Book",
    "BookError",
    "Finding",
    "ImportOutcome",
    "ImportReport",
    "Limits",
    "ProjectRow",
    "Severity",
    "SheetRead",
    "SheetReport",
    "import_into",
    "read_book",
]
