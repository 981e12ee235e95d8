"""The strategy map: a column for each level of plans, lines from what serves to what is served.

Boxes are put in the order that crosses the fewest lines (by the middle of their neighbours, a few rounds). Columns
with more text are wider; type gets smaller and texts are cut short ("…") until the fullest column fits the page: the
whole texts stand in the table of ความเชื่อมโยง.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkplanner.exchange.pdf.book.drawing import Colour, Drawing
from kkplanner.exchange.pdf.paragraph import Align, set_runs
from kkplanner.thai.digits import in_style
from kkplanner.thai.lines import Box, Run

if TYPE_CHECKING:
    from kkplanner.exchange.book_content import MapNode, StrategyMap
    from kkplanner.exchange.pdf.book.look import BookLook
    from kkplanner.exchange.pdf.paragraph import SetText, TextStyle
    from kkplanner.thai.digits import DigitStyle
    from kkplanner.thai.lines import Cutter

SOLID_MEANS = "เส้นทึบ: สอดคล้องโดยตรง"
DASHED_MEANS = "เส้นประ: สนับสนุน"

_SIZES = (12.0, 11.0, 10.0, 9.0)
_SMALLEST = 8.0  # with as few lines as it takes
_MOST_LINES = 9  # of a box
_WORTH_READING = 2  # lines left of a text that is cut short
_GUTTER = 27.0  # between columns, for the lines
_NARROWEST = 0.75  # of an even share of the width
_PAD = 2.2
_LEAST_GAP = 3.0  # between boxes
_CUT_SHORT = "…"
_ROUNDS = 4
_OWN: Colour = (0.88, 0.91, 0.96)
_HIGHER: Colour = (1.0, 1.0, 1.0)
_KEY_HEIGHT = 18.0
_LEAST_HEIGHT = 300.0


class StrategyMapDrawing(Drawing):
    """Fills what is left of its page."""

    def __init__(self, plan_map: StrategyMap, look: BookLook, cutter: Cutter, digits: DigitStyle) -> None:
        super().__init__(look, cutter, digits)
        self._map = plan_map
        self.spaceBefore = 0.0
        columns = ordered(plan_map)
        # A level that nothing leads to needs no column.
        filled = [layer for layer, column in enumerate(columns) if column]
        self._columns = [columns[layer] for layer in filled]
        self._heads = [plan_map.layers[layer] for layer in filled]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (Flowable's interface)
        self.width, self.height = aW, max(aH, _LEAST_HEIGHT)
        return self.width, self.height

    def draw(self) -> None:
        widths = self._widths()
        lefts = [sum(widths[:number]) + number * _GUTTER for number in range(len(widths))]
        heads = [
            self.set_text(layer, replace(self.look.small_bold, align=Align.CENTER), width)
            for layer, width in zip(self._heads, widths, strict=True)
        ]
        head = max((text.height for text in heads), default=0.0) + _LEAST_GAP
        room = self.height - head - _KEY_HEIGHT
        texts = self._fitting(widths, room)
        places = self._places(texts, room, lefts, widths)
        self._draw_edges(places)
        for text, left in zip(heads, lefts, strict=True):
            text.paint(self.canv, left, self.height)
        for column in self._columns:
            for node in column:
                x, top, width, height = places[node.id]
                self.box(x, top - height, width, height, _HIGHER if node.layer else _OWN)
                self.frame(x, top - height, width, height)
                texts[node.id].paint(self.canv, x + _PAD, top - _PAD)
        self._draw_key()

    def _widths(self) -> list[float]:
        """Widths of the columns: by the root of their letters, none much narrower than an even share."""
        count = max(len(self._columns), 1)
        room = self.width - _GUTTER * (count - 1)
        weights = [sum(len(node.text) + 8 for node in column) ** 0.5 for column in self._columns]
        even = sum(weights) / count or 1.0
        weights = [max(weight, even * _NARROWEST) for weight in weights]
        return [room * weight / sum(weights) for weight in weights]

    def _fitting(self, widths: list[float], room: float) -> dict[str, SetText]:
        """The texts in the largest type at which no column must cut its texts to a line."""
        for size in (*_SIZES, _SMALLEST):
            least = 1 if size == _SMALLEST else _WORTH_READING
            columns = [
                self._set_column(column, width, size, least, room)
                for column, width in zip(self._columns, widths, strict=True)
            ]
            if all(columns):
                break
        return {name: text for column in columns for name, text in (column or {}).items()}

    def _set_column(
        self, column: list[MapNode], width: float, size: float, least: int, room: float
    ) -> dict[str, SetText] | None:
        """The texts of a column with as many lines as fit; None where fewer than `least` would."""
        style = replace(self.look.style(size), leading=size * 1.12)
        for lines in range(_MOST_LINES, 0, -1):
            texts = {node.id: self._set_node(node, style, width - 2 * _PAD, lines) for node in column}
            if self._column_height(column, texts) <= room or lines == least == 1:
                return texts
            if lines == least:
                return None
        return {}

    def _set_node(self, node: MapNode, style: TextStyle, width: float, most: int) -> SetText:
        runs = (Run(in_style(f"{node.code} ", self.digits), 1), Run(in_style(node.text, self.digits)))
        text = set_runs(runs, style, width, self.cutter)
        if len(text.lines) <= most:
            return text
        last = text.lines[most - 1]
        boxes = list(last.boxes)
        sign = style.width(_CUT_SHORT)
        used = last.width
        while len(boxes) > 1 and used + sign > width:
            boxes.pop()
            used = sum(box.width + box.space for box in boxes) - boxes[-1].space
        boxes = [*boxes[:-1], boxes[-1]._replace(space=0.0), Box(_CUT_SHORT, sign, 0.0)]
        cut = last._replace(boxes=tuple(boxes), width=used + sign)
        return replace(text, lines=[*text.lines[: most - 1], cut])

    @staticmethod
    def _column_height(column: list[MapNode], texts: dict[str, SetText]) -> float:
        boxes = sum(texts[node.id].height + 2 * _PAD for node in column)
        return boxes + _LEAST_GAP * (len(column) - 1)

    def _places(
        self, texts: dict[str, SetText], room: float, lefts: list[float], widths: list[float]
    ) -> dict[str, tuple[float, float, float, float]]:
        """(x, top, width, height) of each box; columns are spread over the height."""
        places = {}
        for column, left, width in zip(self._columns, lefts, widths, strict=True):
            boxes = sum(texts[node.id].height + 2 * _PAD for node in column)
            gap = max((room - boxes) / max(len(column), 1), 0.0)
            top = _KEY_HEIGHT + room - gap / 2
            for node in column:
                height = texts[node.id].height + 2 * _PAD
                places[node.id] = (left, top, width, height)
                top -= height + gap
        return places

    def _draw_edges(self, places: dict[str, tuple[float, float, float, float]]) -> None:
        for edge in self._map.edges:
            x, top, width, height = places[edge.source]
            to_x, to_top, _, to_height = places[edge.target]
            start, end = (x + width, top - height / 2), (to_x, to_top - to_height / 2)
            bend = (end[0] - start[0]) / 2
            look = "[] 0 d 0.8 w 0.15 G" if edge.direct else "[2.5 2] 0 d 0.6 w 0.5 G"
            self.canv.addLiteral(
                f"q {look} {start[0]:.2f} {start[1]:.2f} m {start[0] + bend:.2f} {start[1]:.2f} "
                f"{end[0] - bend:.2f} {end[1]:.2f} {end[0]:.2f} {end[1]:.2f} c S Q"
            )

    def _draw_key(self) -> None:
        middle = _KEY_HEIGHT / 2 - 3.0
        x = 0.0
        for look, text in (("0.8 w 0.15 G", SOLID_MEANS), ("[2.5 2] 0 d 0.6 w 0.5 G", DASHED_MEANS)):
            self.canv.addLiteral(f"q {look} {x:.2f} {middle:.2f} m {x + 26:.2f} {middle:.2f} l S Q")
            width = self.look.small.width(text) + 4.0
            self.label(text, x + 30.0, middle + self.look.small.leading / 2, width)
            x += 30.0 + width + 24.0


def ordered(plan_map: StrategyMap) -> list[list[MapNode]]:
    """The nodes of each layer, those below kept in the plan's order, the others near what they serve."""
    columns = [
        [node for node in plan_map.nodes if node.layer == layer] for layer in range(len(plan_map.layers))
    ]
    neighbours: dict[str, list[str]] = {node.id: [] for node in plan_map.nodes}
    for edge in plan_map.edges:
        neighbours[edge.target].append(edge.source)
    for _ in range(_ROUNDS):
        for number in range(1, len(columns)):
            height = {
                node.id: place / max(len(column), 1)
                for column in columns[:number]
                for place, node in enumerate(column)
            }
            columns[number].sort(
                key=lambda node: _middle([height[n] for n in neighbours[node.id] if n in height])
            )
    return columns


def _middle(heights: list[float]) -> float:
    return sum(heights) / len(heights) if heights else 1.0
