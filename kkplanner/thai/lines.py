"""Where lines break: Thai text set into a column of a given width, for paper and for Excel row heights.

Pure arithmetic over the units of `kkplanner.thai.words`; the caller brings the measure (points, millimetres or
anything else, as long as width and measure agree). Which breaks are *allowed* is decided by the units, which of
them are *taken* by a breaker: `greedy` fills each line, `kkplanner.thai.total_fit` looks at the whole paragraph.

Text in several faces (bold, italic) is broken by `break_runs`: a unit may change its face inside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kkplanner.thai.clusters import clusters
from kkplanner.thai.glue import NEVER_FIRST, NEVER_LAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.thai.words import Unit

Measure = Callable[[str], float]
"""Text (without line breaks) to its width."""

# Parts of a long name have at least so many letters and marks; shorter ones are syllables.
_SHORTEST_PART = 4
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


class Run(NamedTuple):
    """Text in one face; 0 is the paragraph's own, the others are for the caller to number."""

    text: str
    face: int = 0


class Box(NamedTuple):
    """An unbreakable piece of text, its width, and the width of the space after it (0: the next one joins on)."""

    text: str
    width: float
    space: float
    runs: tuple[Run, ...] = ()
    """The text by faces; empty when all of it is in face 0."""
    inner: bool = False
    """Part of a long unit: a line may end here, but better not, and the gap to the next part never widens."""


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
    longest_unit: float = inf,
) -> tuple[Line, ...]:
    """Break `text` into lines no wider than `width`; each line break in it starts a paragraph.

    A unit wider than the column is cut finer, at the last between letter clusters: a mark is never parted from
    its letter. Empty text is one empty line. `first_indent` moves the first line of every paragraph in. Names
    wider than `longest_unit` are offered to the breaker in parts (`Box.inner`): in justified text a name of a third
    of the line leaves holes.
    """
    lines: list[Line] = []
    space = measure(" ")
    for paragraph in text.splitlines() or [""]:
        boxes = _boxes(paragraph, width - max(first_indent, 0.0), measure, cutter, space, longest_unit)
        lines += _taken(boxes, width, first_indent, breaker)
    return tuple(lines)


def break_runs(
    runs: Sequence[Run],
    width: float,
    measures: Sequence[Measure],
    cutter: Cutter,
    *,
    first_indent: float = 0.0,
    breaker: Breaker = greedy,
    longest_unit: float = inf,
) -> tuple[Line, ...]:
    """As `break_lines`, of text in several faces; `measures[face]` measures each.

    Words are found in the whole text, so that a change of face inside a word or before a bracket is no place to
    break. Spaces between units are those of face 0.
    """
    faces = {run.face for run in runs if run.text}
    if faces <= {0}:
        text = "".join(run.text for run in runs)
        return break_lines(
            text,
            width,
            measures[0],
            cutter,
            first_indent=first_indent,
            breaker=breaker,
            longest_unit=longest_unit,
        )

    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        limit = width - max(first_indent, 0.0)
        boxes = _boxes_in_faces(paragraph, limit, measures, cutter, longest_unit)
        lines += _taken(boxes, width, first_indent, breaker)
    return tuple(lines)


def _taken(boxes: Sequence[Box], width: float, first_indent: float, breaker: Breaker) -> Iterator[Line]:
    """The lines of one paragraph."""
    start = 0
    for end in breaker(boxes, width - first_indent, width) or (0,):
        row = boxes[start:end]
        extent = sum(box.width + box.space for box in row) - (row[-1].space if row else 0.0)
        yield Line(tuple(row), extent, 0.0 if start else first_indent, end == len(boxes))
        start = end


def _paragraphs(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs between the line breaks of the text; always at least one list."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *others = f"{run.text}|".splitlines()  # the bar keeps a line break at the end
        pieces = [first, *others]
        pieces[-1] = pieces[-1][:-1]
        for number, piece in enumerate(pieces):
            if number:
                paragraphs.append([])
            if piece:
                paragraphs[-1].append(Run(piece, run.face))
    if len(paragraphs) > 1 and not paragraphs[-1]:
        paragraphs.pop()  # as splitlines: a line break at the very end starts nothing
    return paragraphs


def _boxes_in_faces(
    runs: Sequence[Run], limit: float, measures: Sequence[Measure], cutter: Cutter, longest: float
) -> list[Box]:
    def widest(text: str) -> float:
        return max(measures[face](text) for face in {run.face for run in runs})

    def box_of(part: tuple[Run, ...], text: str, after: float) -> Box:
        width = sum(measures[run.face](run.text) for run in part)
        return Box(text, width, after, part if any(run.face for run in part) else ())

    boxes: list[Box] = []
    space = measures[0](" ")
    letters = _Letters(runs)
    for unit in cutter.units("".join(run.text for run in runs)):
        part = letters.take(unit.text)
        box = box_of(part, unit.text, space if unit.space_after else 0.0)
        if box.width <= min(limit, longest):
            boxes.append(box)
            continue
        of_unit = _Letters(part)
        if box.width <= limit:
            cut = _offered(unit.text, widest, cutter)
        else:
            cut = _cut(unit.text, limit, widest, cutter, space)
        for each in cut:
            made = box_of(of_unit.take(each.text), each.text, each.space)
            boxes.append(made._replace(inner=each.inner))
        boxes[-1] = boxes[-1]._replace(space=box.space)
    return boxes


class _Letters:
    """The letters of runs, handed out in order with their faces; blanks that are not printed are passed over."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._letters = [(letter, run.face) for run in runs for letter in run.text]
        self._at = 0

    def take(self, text: str) -> tuple[Run, ...]:
        parts: list[Run] = []
        for letter in text:
            while self._letters[self._at][0] != letter:
                self._at += 1
            face = self._letters[self._at][1]
            self._at += 1
            if parts and parts[-1].face == face:
                parts[-1] = Run(parts[-1].text + letter, face)
            else:
                parts.append(Run(letter, face))
        return tuple(parts)


def line_count(
    text: str, width: float, measure: Measure, cutter: Cutter, *, first_indent: float = 0.0
) -> int:
    """Number of lines `text` takes in a column of `width`; at least 1."""
    return len(break_lines(text, width, measure, cutter, first_indent=first_indent))


def _boxes(
    paragraph: str, limit: float, measure: Measure, cutter: Cutter, space: float, longest: float
) -> list[Box]:
    boxes: list[Box] = []
    for unit in cutter.units(paragraph):
        width = measure(unit.text)
        after = space if unit.space_after else 0.0
        if width <= min(limit, longest):
            boxes.append(Box(unit.text, width, after))
        elif width <= limit:
            boxes += _offered(unit.text, measure, cutter)
            boxes[-1] = boxes[-1]._replace(space=after)
        else:
            boxes += _cut(unit.text, limit, measure, cutter, space)
            boxes[-1] = boxes[-1]._replace(space=after)
    return boxes


def _offered(unit: str, measure: Measure, cutter: Cutter) -> list[Box]:
    """A long unit in its words, where it is nothing but words; else whole."""
    pieces = cutter.fine(unit)
    if any(len(piece) < _SHORTEST_PART or not piece.isidentifier() for piece in pieces):
        pieces = (unit,)
    *inner, last = [Box(piece, measure(piece), 0.0) for piece in pieces]
    return [*(box._replace(inner=True) for box in inner), last]


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
            # A blank at the edge of a piece is not part of what is cut finer; it goes with the last part.
            word = piece.strip(" ")
            *before, last = _parts(word, limit, measure, cutter)
            yield from before
            yield last + piece[len(piece.rstrip(" ")) :]
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
