"""One table of pasted HTML: merged cells filled out, inner tables flattened into their cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.plan.narrative import MOST_COLUMNS, Run, TableBlock, paragraph
from kkplanner.plan.narrative_inline import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.narrative import Block

_MOST_ROWS_SPANNED: Final = 1000


class PastedTable:
    """Filled cell by cell. A merged cell's text stands in its first cell, the others stay empty."""

    def __init__(self) -> None:
        self.depth = 0  # tables open inside one another
        self._rows: list[list[str]] = []
        self._heads: list[bool] = []  # whether all cells with text of the row are bold or <th>
        self._in_cell = False
        self._held: dict[int, int] = {}  # column: rows that a cell above still covers
        self._across = 0  # columns that the last cell covers besides its own
        self._row_is_open = False

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """A row or cell begins; what was open ends."""
        if tag == "tr" or not self._row_is_open:
            self._start_row()
        if tag == "tr":
            return
        row = self._rows[-1]
        row += [""] * self._across
        self._skip_held(row)
        down = _span(attributes.get("rowspan"), _MOST_ROWS_SPANNED) - 1
        self._across = _span(attributes.get("colspan"), MOST_COLUMNS) - 1
        if down:
            for column in range(len(row), len(row) + self._across + 1):
                self._held[column] = down + 1  # counted down at the end of this row
        row.append("")
        self._in_cell = True

    def add(self, runs: list[Run]) -> None:
        """A line of text for the open cell; text outside of cells makes one."""
        if not self._in_cell:
            self.start("td", {})
        made = tidy(runs)
        text = "".join(run.text for run in made)
        row = self._rows[-1]
        row[-1] = f"{row[-1]}\n{text}".strip("\n")
        self._heads[-1] &= all(run.bold or not run.text.strip() for run in made)

    def blocks(self) -> list[Block]:
        """The table; a frame around one cell is just its paragraphs, a table without text nothing."""
        rows = [row for row in self._rows if any(row)]
        heads = [head for head, row in zip(self._heads, self._rows, strict=True) if any(row)]
        if not rows:
            return []
        width = max(map(len, rows))
        if width == 1 and len(rows) == 1:
            return [paragraph(line) for line in rows[0][0].split("\n")]
        filled = [_narrow([*row, *[""] * (width - len(row))]) for row in rows]
        if heads[0] and len(filled) > 1 and not all(heads):
            return [TableBlock(filled[0], tuple(filled[1:]))]
        return [TableBlock((), tuple(filled))]

    def _start_row(self) -> None:
        self._held = {column: rows - 1 for column, rows in self._held.items() if rows > 1}
        self._rows.append([])
        self._heads.append(True)
        self._across = 0
        self._in_cell = False
        self._row_is_open = True

    def _skip_held(self, row: list[str]) -> None:
        # A column that a cell above covers, unless that cell stands in this row.
        while len(row) in self._held and len(row) < 2 * MOST_COLUMNS:
            row.append("")


def _narrow(row: list[str]) -> tuple[str, ...]:
    """At most as many columns as a table has; the texts of the others stand in the last."""
    kept, rest = row[: MOST_COLUMNS - 1], row[MOST_COLUMNS - 1 :]
    return (*kept, " ".join(text for text in rest if text)) if rest else tuple(kept)


def _span(value: str | None, most: int) -> int:
    """A colspan or rowspan, whatever was written."""
    text = (value or "").strip()[:6]
    return min(max(int(text), 1), most) if text.isdecimal() else 1
