"""Blocks of cells as Excel puts them on the clipboard: tabs between cells, quotes round cells with line breaks."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from kkplanner.desktop.projects.errors import PasteTooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_ROWS: Final = 5_000
_MOST_LETTERS: Final = 32_767  # of one cell, as in Excel


def read_block(text: str) -> list[list[str]]:
    """The rows of a copied block.

    Raises:
        PasteTooLargeError: more rows than a plan can hold.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    csv.field_size_limit(max(csv.field_size_limit(), len(clean) + 1))
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(clean), delimiter="\t"):
        rows.append([cell[:_MOST_LETTERS] for cell in row])
        if len(rows) > MOST_ROWS:
            raise PasteTooLargeError(clean.count("\n") + 1, MOST_ROWS)
    return rows


def write_block(rows: Iterable[Sequence[str]]) -> str:
    """What Excel takes: cells with tabs, quotes or line breaks stand in quotes."""
    target = io.StringIO()
    csv.writer(target, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return target.getvalue()
