"""Text cells: clean text, the joining of a text that a clerk split over rows, and cut texts."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kkplanner.exchange.excel_in.sheet_cells import CellValue, NoValue
from kkplanner.thai.normalise import normalise, same_text_key

EXCEL_LONGEST: Final = 32_767
"""A cell of this many characters was most likely cut by Excel."""

_ERRORS: Final = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
_ELLIPSES: Final = ("...", "…")


def is_faulty(value: CellValue) -> bool:
    """An error value of Excel, or a formula without its result: no text to keep."""
    return isinstance(value, NoValue) or (isinstance(value, str) and value.strip().upper() in _ERRORS)


def text_of(value: CellValue) -> str:
    """A cell's content as clean text; whole numbers without a fraction, dates as day/month/พ.ศ. year."""
    if value is None or is_faulty(value):
        return ""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return f"{value.day}/{value.month}/{value.year + 543}"
    return str(value)


def joined(text: str, addition: str) -> str:
    """`text` continued by the next row's cell on a new line.

    A clerk who splits a tall row often repeats what stands above (the agency, the last lines): a cell that only
    repeats whole lines, or the beginning of one cut with "...", adds nothing.
    """
    if not text or not addition:
        return text or addition
    if says_nothing(addition):
        return text
    lines = [same_text_key(line) for line in text.split("\n")]
    if is_cut(addition):
        stem = uncut_key(addition)
        if any(line.startswith(stem) for line in lines):
            return text
    if all(same_text_key(line) in lines for line in addition.split("\n")):
        return text
    return f"{text}\n{addition}"


def says_nothing(text: str) -> bool:
    """Dashes or points that a clerk puts where nothing is meant."""
    return not text.strip("-–—_. \n")


def is_cut(text: str) -> bool:
    """Shortened with an ellipsis."""
    return text.rstrip().endswith(_ELLIPSES)


def uncut_key(text: str) -> str:
    """Comparison key of a text without its closing ellipsis."""
    text = text.rstrip()
    for ellipsis in _ELLIPSES:
        text = text.removesuffix(ellipsis)
    return same_text_key(text)
