"""Tables as text: pasted from the clipboard, or a CSV or TSV file in UTF-8, UTF-16 or Thai ANSI (TIS-620).

Excel in Thailand saves "CSV" in the code page of Windows, 874. That is tried when the bytes are no UTF-8, which
Thai text in code page 874 never is by accident.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.errors import BookTooLargeError, DamagedBookError, NotExcelError
from kkplanner.exchange.excel_in.sheet_cells import SheetCells

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.guard import Limits
    from kkplanner.exchange.excel_in.sheet_cells import CellValue

_THAI_WINDOWS: Final = "cp874"
_SEPARATORS: Final = "\t,;|"
_LOOKED_AT: Final = 50  # lines that tell the separator
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def decoded(name: str, data: bytes) -> str:
    """The text of a file.

    Raises:
        NotExcelError: it is no text.
        DamagedBookError: it is text in none of the encodings.
    """
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in data:
        raise NotExcelError(name)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        try:
            return data.decode(_THAI_WINDOWS)
        except UnicodeDecodeError as fault:
            raise DamagedBookError(name) from fault


def table_cells(name: str, text: str, limits: Limits) -> SheetCells:
    """One sheet, named `name`, with every cell as text. Line breaks within quotes stay in their cell.

    Raises:
        BookTooLargeError: more cells than any plan has.
        DamagedBookError: a quote is never closed.
    """
    rows: dict[int, dict[int, CellValue]] = {}
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=False)
    try:
        for number, values in enumerate(reader, start=1):
            filled: dict[int, CellValue] = {
                column: value
                for column, value in enumerate(values[: limits.columns], start=1)
                if value.strip()
            }
            cells += len(filled)
            if cells > limits.cells or number > limits.rows:
                raise BookTooLargeError(name)
            if filled:
                rows[number] = filled
    except csv.Error as fault:
        raise DamagedBookError(name) from fault
    return SheetCells(name, "visible", rows)


def separator(text: str) -> str:
    """What stands between cells: a tab wherever there is one, else what most lines have most often."""
    lines = text.splitlines()[:_LOOKED_AT]
    if any("\t" in line for line in lines):
        return "\t"
    votes = Counter({mark: sum(mark in line for line in lines) for mark in _SEPARATORS})
    # Commas stand in amounts too ("1,200"): a semicolon in as many lines is the separator.
    best = max(votes.values(), default=0)
    return next((mark for mark in "\t;|," if votes[mark] == best and best), ",")
