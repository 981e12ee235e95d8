"""Where lines break: Thai text set into a column of a given width, for paper and for Excel row heights.

Pure arithmetic over the units of `kkplanner.thai.words`; the caller brings the measure (points, millimetres or
anything else, as long as width and measure agree). Which breaks are *allowed* is decided by the units, which of
them are *taken* by a breaker: `greedy` fills each line; a breaker that looks at the whole paragraph fits the
same signature.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kkplanner.thai.clusters import clusters
from kkplanner.thai.glue import NEVER_FIRST, NEVER_LAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.thai.words import Unit

Measure = Callable[[str], float]
"""Text (without line breaks) to its width."""

# Sums of a few dozen floating point widths: less than this is no overflow.
_TOLERANCE = 1e-6


class Cutter(Protocol):
    """What line breaking needs of `kkplanner.thai.words.Segmenter`."""

    def units(self, text: str) -> Sequence[Unit]:
        """Unbreakable units of one paragraph."""
        ...

    def fine(self, unit_text: str) -> Sequence[str]:
        """Smaller pieces of a unit that is wider than its column."""
        ...

    def __hash__(self) -> int:
        """By identity: results may be remembered for each cutter."""
        ...


class Box(NamedTuple):
    """An unbreakable piece of text, its width, and the width of the space after it (0: the next one joins on)."""

    text: str
    width: float
    space: float


class Line(NamedTuple):
    """One line as it will be drawn."""

    boxes: tuple[Box, ...]
    width: float
    """From the first box to the last, without the space after it and without the indent."""
    indent: float
    closes_paragraph: bool
    """The last line of its paragraph: never justified."""

    @property
    def text(self) -> str:
        """What stands on the line, spaces between units included, the space at its end not."""
        return "".join(box.text + (" " if box.space else "") for box in self.boxes).rstrip(" ")


Breaker = Callable[[Sequence[Box], float, float], Sequence[int]]
"""(boxes, width of the first line, width of the others) to the index after the last box of each line.

No box is wider than its line where that can be helped; the returned indices rise and end with `len(boxes)`.
"""


def greedy(boxes: Sequence[Box], first_width: float, width: float) -> list[int]:
    """Put as many boxes on each line as fit."""
    ends: list[int] = []
    room = first_width + _TOLERANCE
    used = space = 0.0
    start = 0
    for index, box in enumerate(boxes):
        reach = used + space + box.width
        if reach > room and index > start:
            ends.append(index)
            start, room, reach = index, width + _TOLERANCE, box.width
        used, space = reach, box.space
    if boxes:
        ends.append(len(boxes))
    return ends


def break_lines(
    text: str,
    width: float,
    measure: Measure,
    cutter: Cutter,
    *,
    first_indent: float = 0.0,
    breaker: Breaker = greedy,
) -> tuple[Line, ...]:
    """Break `text` into lines no wider than `width`; each line break in it starts a paragraph.

    A unit wider than the column is cut finer, at the last between letter clusters: a mark is never parted from
    its letter. Empty text is one empty line. `first_indent` moves the first line of every paragraph in.
    """
    lines: list[Line] = []
    space = measure(" ")
    for paragraph in text.splitlines() or [""]:
        boxes = _boxes(paragraph, width - max(first_indent, 0.0), measure, cutter, space)
        start = 0
        for end in breaker(boxes, width - first_indent, width) or (0,):
            row = boxes[start:end]
            extent = sum(box.width + box.space for box in row) - (row[-1].space if row else 0.0)
            lines.append(Line(tuple(row), extent, 0.0 if start else first_indent, end == len(boxes)))
            start = end
    return tuple(lines)


def line_count(
    text: str, width: float, measure: Measure, cutter: Cutter, *, first_indent: float = 0.0
) -> int:
    """Number of lines `text` takes in a column of `width`; at least 1."""
    return len(break_lines(text, width, measure, cutter, first_indent=first_indent))


def _boxes(paragraph: str, limit: float, measure: Measure, cutter: Cutter, space: float) -> list[Box]:
    boxes: list[Box] = []
    for unit in cutter.units(paragraph):
        width = measure(unit.text)
        after = space if unit.space_after else 0.0
        if width <= limit:
            boxes.append(Box(unit.text, width, after))
        else:
            boxes += _cut(unit.text, limit, measure, cutter, space)
            boxes[-1] = boxes[-1]._replace(space=after)
    return boxes


def _cut(unit: str, limit: float, measure: Measure, cutter: Cutter, space: float) -> list[Box]:
    """A unit too wide for the column: into smaller words, and those still too wide into letter clusters."""
    boxes: list[Box] = []
    for part in _parts(unit, limit, measure, cutter):
        # Spaces inside a unit ("หมู่ที่ ๓") hold it together only as long as it fits.
        if part.startswith(" ") and boxes:
            boxes[-1] = boxes[-1]._replace(space=space)
        word = part.strip(" ")
        if word:
            boxes.append(Box(word, measure(word), space if part.endswith(" ") else 0.0))
            _rejoin(boxes, limit, measure)
    return boxes


def _parts(text: str, limit: float, measure: Measure, cutter: Cutter) -> Iterator[str]:
    """Cut no finer than needed: a piece that fits stays whole."""
    pieces = cutter.fine(text)
    for piece in pieces:
        if measure(piece.strip(" ")) <= limit:
            yield piece
        elif len(pieces) > 1:
            yield from _parts(piece, limit, measure, cutter)
        else:
            yield from clusters(piece)


def _rejoin(boxes: list[Box], limit: float, measure: Measure) -> None:
    """Undo the last cut where it would start a line with ๆ or end one with an opening bracket, if that fits."""
    if len(boxes) < 2:
        return
    before, after = boxes[-2:]
    if after.text[0] in NEVER_FIRST or before.text[-1] in NEVER_LAST:
        text = before.text + (" " if before.space else "") + after.text
        width = measure(text)
        if width <= limit:
            boxes[-2:] = [Box(text, width, after.space)]
