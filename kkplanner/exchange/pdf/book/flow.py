"""Blocks of running text: paragraphs with markers, stacks that stay together, headings that keep their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from kkplanner.exchange.pdf.paragraph import SetText, TextStyle, set_line, set_runs
from kkplanner.thai.lines import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.thai.lines import Cutter

# Shorter paragraphs stay whole: a split would leave a single line on one of the pages.
_LINES_WORTH_SPLITTING = 4


class Words(Flowable):
    """A paragraph, with an optional marker (number or bullet) left of its first line."""

    def __init__(
        self,
        runs: Sequence[Run] | str,
        style: TextStyle,
        cutter: Cutter,
        *,
        indent: float = 0.0,
        marker: str = "",
        marker_style: TextStyle | None = None,
        before: float = 0.0,
        after: float = 0.0,
    ) -> None:
        super().__init__()
        self.runs = (Run(runs),) if isinstance(runs, str) else tuple(runs)
        self._style = style
        self._cutter = cutter
        self._indent = indent
        self._marker, self._marker_style = marker, marker_style or style
        self.spaceBefore, self.spaceAfter = before, after
        self._set: SetText | None = None

    def set_in(self, width: float) -> SetText:
        """The paragraph broken for a frame of this width."""
        column = width - self._indent
        if self._set is None or self._set.width != column:
            self._set = set_runs(self.runs, self._style, column, self._cutter)
        return self._set

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        self.width, self.height = aW, self.set_in(aW).height
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  (Flowable's interface)
        text = self.set_in(aW)
        if len(text.lines) < _LINES_WORTH_SPLITTING:
            return []
        fits, rest = text.cut(aH)
        if fits is None:
            return []
        if rest is None:
            return [self]
        return [self._part(fits), self._part(rest, first=False)]

    def _part(self, text: SetText, *, first: bool = True) -> _SetWords:
        marker = self._marker if first else ""
        return _SetWords(text, self._indent, marker, self._marker_style, 0.0 if first else self.spaceAfter)

    def draw(self) -> None:
        part = self._part(self.set_in(self.width))
        part.paint(self)


class _SetWords(Flowable):
    """Lines of a paragraph that stand together."""

    def __init__(
        self, text: SetText, indent: float, marker: str, marker_style: TextStyle, after: float
    ) -> None:
        super().__init__()
        self._text, self._indent = text, indent
        self._marker, self._marker_style = marker, marker_style
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        self.width, self.height = aW, self._text.height
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002, N803
        # What was left of a paragraph is tried on the page it left first: its line that has room stays off it.
        if len(self._text.lines) < _LINES_WORTH_SPLITTING:
            return []
        fits, rest = self._text.cut(aH)
        if fits is None or rest is None:
            return [] if fits is None else [self]
        return [
            _SetWords(fits, self._indent, self._marker, self._marker_style, 0.0),
            _SetWords(rest, self._indent, "", self._marker_style, self.spaceAfter),
        ]

    def draw(self) -> None:
        self.paint(self)

    def paint(self, place: Flowable) -> None:
        """Draw on the canvas of `place`, which has been wrapped."""
        canvas, top = place.canv, self._text.height
        if self._marker:
            marker = set_line(self._marker, self._marker_style, self._indent)
            room = max(self._indent - marker.lines[0].width - 4.0, 0.0)
            marker.paint(canvas, min(room, self._indent), top)
        self._text.paint(canvas, self._indent, top)


class Stack(Flowable):
    """Flowables one under the other that no page break parts."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self.parts = list(parts)
        self._heights: list[float] = []

    def getSpaceBefore(self) -> float:  # noqa: N802  (Flowable's interface)
        return float(self.parts[0].getSpaceBefore()) if self.parts else 0.0

    def getSpaceAfter(self) -> float:  # noqa: N802
        return float(self.parts[-1].getSpaceAfter()) if self.parts else 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.width = aW
        self.height, self._heights = measured(self.parts, aW, aH)
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for number, (part, height) in enumerate(zip(self.parts, self._heights, strict=True)):
            y -= height + (_gap(self.parts[number - 1], part) if number else 0.0)
            part.drawOn(self.canv, 0.0, y)


class Headed(Flowable):
    """Headings with the block they announce: at least its first lines stand under them on the same page."""

    def __init__(self, heads: Sequence[Flowable], body: Flowable) -> None:
        super().__init__()
        self._heads, self._body = list(heads), body
        self._stack = Stack([*heads, body])

    def getSpaceBefore(self) -> float:  # noqa: N802
        return self._stack.getSpaceBefore()

    def getSpaceAfter(self) -> float:  # noqa: N802
        return self._stack.getSpaceAfter()

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.width, self.height = self._stack.wrap(aW, aH)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        above = measured(self._heads, aW, aH)[0] + _gap(self._heads[-1], self._body)
        room = aH - above
        parts: list[Flowable] = []
        if room > 0:
            self._body.wrap(aW, room)  # a table measures itself to the room it gets
            parts = self._body.split(aW, room)
        if parts:
            return [Stack([*self._heads, parts[0]]), *parts[1:]]
        frame = getattr(self, "_frame", None)
        on_fresh_page = frame is not None and aH >= frame._aH - 1.0  # noqa: SLF001  (nothing public tells)
        return [*self._heads, self._body] if on_fresh_page else []

    def draw(self) -> None:
        self._stack.canv = self.canv
        self._stack.draw()


def measured(parts: Sequence[Flowable], width: float, room: float) -> tuple[float, list[float]]:
    """Height of flowables one under the other with their gaps, and the height of each."""
    heights: list[float] = []
    total = 0.0
    for number, part in enumerate(parts):
        total += _gap(parts[number - 1], part) if number else 0.0
        heights.append(float(part.wrap(width, max(room - total, 0.0))[1]))
        total += heights[-1]
    return total, heights


def _gap(above: Flowable, below: Flowable) -> float:
    return float(max(above.getSpaceAfter(), below.getSpaceBefore()))
