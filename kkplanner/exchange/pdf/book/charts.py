"""Charts of the book: money by year, projects by ประเด็น, coverage by ประเด็น and year.

All take plain figures and draw with the book's fonts. The exact figures stand in a table beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kkplanner.exchange.pdf.book.drawing import Colour, Drawing, colour_of, is_dark
from kkplanner.exchange.pdf.paragraph import Align, SetText, set_line
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.thai.money import SATANG_PER_BAHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kkplanner.exchange.pdf.book.look import BookLook
    from kkplanner.thai.lines import Cutter

_BARS_HEIGHT = 190.0
_AXIS_ROOM = 46.0  # left of the bars, for the scale
_UNIT_ROOM = 18.0  # above them
_YEAR_ROOM = 18.0  # below them
_BAR_SHARE = 0.6  # of a year's room
_TICKS = 5
_KEY_BOX = 9.0
_KEY_GAP = 3.0
_GRID = 0.8
_LABEL_SHARE = 0.48  # of the width, for labels of lying bars
_LYING_BAR = 13.0
_HEAT_LABEL_SHARE = 0.42
_HEAT_PAD = 3.0
_HEAT_DARKEST: Colour = (0.13, 0.27, 0.48)


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one ประเด็น, one for each column of the chart."""

    label: str
    values: tuple[int, ...]


class MoneyByYear(Drawing):
    """Standing bars, one a year, of the money of each ประเด็น on top of each other; satang."""

    def __init__(
        self,
        years: Sequence[int],
        series: Sequence[Series],
        look: BookLook,
        cutter: Cutter,
        digits: DigitStyle,
    ) -> None:
        super().__init__(look, cutter, digits)
        self._years, self._series = years, series
        self._keys: list[SetText] = []
        self._sums = [sum(one.values[n] for one in series) for n in range(len(years))]
        self._unit, self._unit_name = _unit(max(self._sums, default=0))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        room = aW - _KEY_BOX - 6.0
        self._keys = [self.set_text(one.label, self.look.small, room) for one in self._series]
        keys = sum(text.height + _KEY_GAP for text in self._keys)
        self.width, self.height = aW, _BARS_HEIGHT + _UNIT_ROOM + _YEAR_ROOM + 4.0 + keys
        return self.width, self.height

    def draw(self) -> None:
        bottom = self.height - _UNIT_ROOM - _BARS_HEIGHT
        top_value, step = _scale(max(self._sums, default=0), self._unit)
        per_point = _BARS_HEIGHT / top_value
        self.label(f"({self._unit_name})", 0.0, self.height, _AXIS_ROOM * 2)
        value = 0
        while value <= top_value:
            y = bottom + value * per_point
            self.rule((_AXIS_ROOM, y), (self.width, y), grey=_GRID if value else 0.0)
            text = _figure(value, self._unit, step)
            self.label(text, 0.0, y + self.look.small.leading / 2, _AXIS_ROOM - 6.0, Align.RIGHT)
            value += step
        room = (self.width - _AXIS_ROOM) / max(len(self._years), 1)
        for number, year in enumerate(self._years):
            x = _AXIS_ROOM + number * room
            y = bottom
            for index, one in enumerate(self._series):
                height = one.values[number] * per_point
                if height:
                    self.box(x + room * (1 - _BAR_SHARE) / 2, y, room * _BAR_SHARE, height, colour_of(index))
                y += height
            total = _figure(self._sums[number], self._unit, 1)
            self.label(total, x, y + self.look.small.leading, room, Align.CENTER)
            self.label(str(year), x, bottom - 2.0, room, Align.CENTER)
        self._draw_keys(bottom - _YEAR_ROOM - 4.0)

    def _draw_keys(self, y: float) -> None:
        for index, text in enumerate(self._keys):
            above = (self.look.small.leading + _KEY_BOX) / 2
            self.box(0.0, y - above, _KEY_BOX, _KEY_BOX, colour_of(index))
            text.paint(self.canv, _KEY_BOX + 6.0, y)
            y -= text.height + _KEY_GAP


class LyingBars(Drawing):
    """One bar a row with its label at the left and its figure at the end."""

    def __init__(
        self,
        rows: Sequence[tuple[str, int]],
        unit: str,
        look: BookLook,
        cutter: Cutter,
        digits: DigitStyle,
    ) -> None:
        super().__init__(look, cutter, digits)
        self._rows, self._unit = rows, unit
        self._labels: list[SetText] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        style = replace(self.look.small, align=Align.RIGHT)
        room = aW * _LABEL_SHARE - 8.0
        self._labels = [self.set_text(label, style, room) for label, _ in self._rows]
        self.width = aW
        self.height = sum(self._row_height(text) for text in self._labels)
        return self.width, self.height

    @staticmethod
    def _row_height(text: SetText) -> float:
        return max(text.height, _LYING_BAR) + 5.0

    def draw(self) -> None:
        left = self.width * _LABEL_SHARE
        figures = [in_style(f"{value:,} {self._unit}", self.digits) for _, value in self._rows]
        widest = max((self.look.small.width(text) for text in figures), default=0.0)
        most = max((value for _, value in self._rows), default=0)
        per_value = (self.width - left - widest - 8.0) / max(most, 1)
        y = self.height
        for index, ((_, value), text) in enumerate(zip(self._rows, self._labels, strict=True)):
            height = self._row_height(text)
            text.paint(self.canv, 0.0, y - (height - text.height) / 2)
            middle = y - height / 2
            self.box(left, middle - _LYING_BAR / 2, value * per_value, _LYING_BAR, colour_of(index))
            top = middle + self.look.small.leading / 2
            set_line(figures[index], self.look.small, widest).paint(
                self.canv, left + value * per_value + 5.0, top
            )
            y -= height
        self.rule((left, 0.0), (left, self.height))


class HeatMap(Drawing):
    """A grid of rows and columns: the more, the darker; the figure stands in its cell, "-" for none.

    `show` prints a value; counts are printed as they are.
    """

    def __init__(
        self,
        columns: Sequence[str],
        rows: Sequence[Series],
        look: BookLook,
        cutter: Cutter,
        digits: DigitStyle,
        *,
        show: Callable[[int], str] = "{:,}".format,
    ) -> None:
        super().__init__(look, cutter, digits)
        self._columns, self._rows, self._show = columns, rows, show
        self._labels: list[SetText] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        room = aW * _HEAT_LABEL_SHARE - 2 * _HEAT_PAD
        self._labels = [self.set_text(row.label, self.look.small, room) for row in self._rows]
        self._head = self.look.small.leading + 2 * _HEAT_PAD
        self.width = aW
        self.height = self._head + sum(text.height + 2 * _HEAT_PAD for text in self._labels)
        return self.width, self.height

    def draw(self) -> None:
        left = self.width * _HEAT_LABEL_SHARE
        room = (self.width - left) / max(len(self._columns), 1)
        most = max((value for row in self._rows for value in row.values), default=0)
        y = self.height
        for number, column in enumerate(self._columns):
            self.label(column, left + number * room, y - _HEAT_PAD, room, Align.CENTER)
        y -= self._head
        for row, text in zip(self._rows, self._labels, strict=True):
            height = text.height + 2 * _HEAT_PAD
            text.paint(self.canv, _HEAT_PAD, y - _HEAT_PAD)
            for number, value in enumerate(row.values):
                self._cell(left + number * room, y - height, (room, height), value, most)
            y -= height
            self.frame(0.0, y, self.width, height, weight=0.4)

    def _cell(self, x: float, y: float, size: tuple[float, float], value: int, most: int) -> None:
        width, height = size
        share = value / most if most else 0.0
        # The root: a single project must be told from none.
        paint = tuple(1.0 - share**0.5 * (1.0 - full) for full in _HEAT_DARKEST) if value else (1.0, 1.0, 1.0)
        colour: Colour = (paint[0], paint[1], paint[2])
        self.box(x, y, width, height, colour)
        self.frame(x, y, width, height, weight=0.4)
        style = replace(self.look.small, align=Align.CENTER)
        text = set_line(in_style(self._show(value) if value else "-", self.digits), style, width - 2.0)
        top = y + (height + text.height) / 2
        if is_dark(colour):
            self.white(text, x + 1.0, top)
        else:
            text.paint(self.canv, x + 1.0, top)


def in_millions(satang: int) -> str:
    """An amount in ล้านบาท with two decimals, as heat maps show it."""
    return f"{satang / (1_000_000 * SATANG_PER_BAHT):,.2f}"


def _unit(largest_satang: int) -> tuple[int, str]:
    """Satang in the unit of a chart, and its name."""
    if largest_satang >= 1_000_000 * SATANG_PER_BAHT:
        return 1_000_000 * SATANG_PER_BAHT, "ล้านบาท"
    if largest_satang >= 1_000 * SATANG_PER_BAHT:
        return 1_000 * SATANG_PER_BAHT, "พันบาท"
    return SATANG_PER_BAHT, "บาท"


def _scale(largest: int, unit: int) -> tuple[int, int]:
    """Upper end and step of the scale: steps of 1, 2 or 5 in about five ticks."""
    wanted = max(largest / _TICKS, unit / 100)
    size = 1
    while size * 10 <= wanted:
        size *= 10
    step = next(factor * size for factor in (1, 2, 5, 10) if factor * size >= wanted)
    return max(-(-largest // step), 1) * step, step


def _figure(satang: int, unit: int, step: int) -> str:
    """An amount in the chart's unit, with as many decimals as the step needs, at most two."""
    if step % unit == 0:
        return f"{satang // unit:,}"
    return f"{satang / unit:,.1f}" if step == 1 or step * 10 % unit == 0 else f"{satang / unit:,.2f}"
