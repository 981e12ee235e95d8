"""Markup text to blocks, line by line; see docs/narrative.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kkplanner.plan.narrative import (
    MOST_COLUMNS,
    Heading,
    ListBlock,
    ListKind,
    PageBreakBlock,
    Paragraph,
    PictureBlock,
    TableBlock,
)
from kkplanner.plan.narrative_inline import read_runs, read_text
from kkplanner.plan.narrative_marks import (
    BULLET,
    CELL_EDGE,
    ESCAPE,
    HEADING,
    NUMBERED,
    PAGE_BREAK,
    PICTURE,
    SEPARATOR,
)
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.plan.narrative import Block

_CAPTION_ESCAPE = re.compile(r"\\(.)")


def blocks_of(text: str) -> list[Block]:
    """The blocks of a section's text."""
    reader = _Reader()
    for line in normalise(text).split("\n"):
        reader.read(line)
    reader.end()
    return reader.blocks


class _Reader:
    """Gathers the lines of one block and makes it when another begins."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._paragraph: list[str] = []
        self._items: list[str] = []
        self._kind = ListKind.BULLETED
        self._loose = False  # an empty line stood after the last item
        self._rows: list[list[str]] = []

    def read(self, line: str) -> None:
        if cells := _cells(line):
            self._close(keep="table")
            self._rows.append(cells)
        elif not line:
            self._loose = True
            self._close(keep="list")
        elif line == PAGE_BREAK:
            self._add(PageBreakBlock())
        elif found := HEADING.fullmatch(line):
            self._add(Heading(len(found[1]), read_runs(found[2])))
        elif found := PICTURE.fullmatch(line):
            self._add(PictureBlock(found[2], normalise(_CAPTION_ESCAPE.sub(r"\1", found[1]))))
        elif found := BULLET.fullmatch(line):
            self._item(ListKind.BULLETED, found[1], goes_on=bool(self._items) and not self._loose)
        elif (found := NUMBERED.fullmatch(line)) and self._counts(int(found[1])):
            self._item(ListKind.NUMBERED, found[2], goes_on=int(found[1]) > 1)
        else:
            self._text(line)

    def end(self) -> None:
        self._close()

    def _counts(self, number: int) -> bool:
        """Whether `number` begins a list or is the next of the one above; any other number is just text."""
        return number == 1 or (self._kind is ListKind.NUMBERED and number == len(self._items) + 1 > 1)

    def _item(self, kind: ListKind, source: str, *, goes_on: bool) -> None:
        self._close(keep="list" if goes_on and kind is self._kind else "")
        self._kind = kind
        self._items.append(source)
        self._loose = False

    def _text(self, line: str) -> None:
        # A number that counts on from before a bulleted list belongs to no bullet.
        outside = self._kind is ListKind.BULLETED and NUMBERED.fullmatch(line)
        if self._items and not self._loose and not outside:
            self._items[-1] += "\n" + line
            return
        self._close(keep="paragraph")
        self._paragraph.append(line)

    def _add(self, block: Block) -> None:
        self._close()
        self.blocks.append(block)

    def _close(self, keep: str = "") -> None:
        """Make the block that is open, unless it is the kind to `keep`."""
        if self._paragraph and keep != "paragraph":
            if runs := read_runs("\n".join(self._paragraph)):
                self.blocks.append(Paragraph(runs))
            self._paragraph = []
        if self._items and keep != "list":
            self.blocks.append(ListBlock(self._kind, tuple(read_runs(item) for item in self._items)))
            self._items = []
        if self._rows and keep != "table":
            self.blocks.append(_table(self._rows))
            self._rows = []


def _cells(line: str) -> list[str]:
    """The sources of the cells of a table line; empty for any other line."""
    if len(line) < 2 or not line.startswith(CELL_EDGE):
        return []
    cells = [""]
    at = 1
    while at < len(line):
        if line[at] == ESCAPE and at + 1 < len(line):
            cells[-1] += line[at : at + 2]
            at += 2
        elif line[at] == CELL_EDGE:
            cells.append("")
            at += 1
        else:
            cells[-1] += line[at]
            at += 1
    last = cells.pop()
    return cells if not last and len(cells) <= MOST_COLUMNS else []


def _table(rows: list[list[str]]) -> TableBlock:
    columns = max(map(len, rows))
    headed = len(rows) > 1 and all(SEPARATOR.fullmatch(cell) for cell in rows[1])
    texts = [
        tuple(
            normalise(read_text(cell, breaks=True))
            for cell in (*row, *("" for _ in range(columns - len(row))))
        )
        for at, row in enumerate(rows)
        if not (headed and at == 1)
    ]
    return TableBlock(texts[0], tuple(texts[1:])) if headed else TableBlock((), tuple(texts))
