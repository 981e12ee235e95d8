"""The head of a form table: one to three tiers of cells, some of them spanning rows or columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from kkplanner.exchange.pdf.cells import CellSetter
    from kkplanner.exchange.pdf.paragraph import SetText
    from kkplanner.forms.table import FormTable

_SHADE = 0.91


class _HeadBox(NamedTuple):
    x: float
    top: float  # below the head's upper edge
    width: float
    height: float
    text: SetText


class TableHead:
    """Set once, drawn at the top of every page of the table."""

    def __init__(self, table: FormTable, setter: CellSetter) -> None:
        look = setter.look
        self._pad_x = look.pad_x
        texts = [
            setter.head_cell(
                cell.text, sum(setter.widths[cell.column : cell.column + cell.columns]) - 2 * look.pad_x
            )
            for cell in table.head
        ]
        heights = [look.leading + 2 * look.pad_y] * (table.head_tiers if table.head else 0)
        # Short spans first: a tall cell then only stretches its tiers by what is still missing.
        for cell, text in sorted(zip(table.head, texts, strict=True), key=lambda pair: pair[0].rows):
            tiers = range(cell.row, cell.row + cell.rows)
            missing = text.height + 2 * look.pad_y - sum(heights[tier] for tier in tiers)
            for tier in tiers:
                heights[tier] += max(missing, 0.0) / cell.rows
        self.width = sum(setter.widths)
        self.height = sum(heights)
        self._boxes = [
            _HeadBox(
                sum(setter.widths[: cell.column]),
                sum(heights[: cell.row]),
                sum(setter.widths[cell.column : cell.column + cell.columns]),
                sum(heights[cell.row : cell.row + cell.rows]),
                text,
            )
            for cell, text in zip(table.head, texts, strict=True)
        ]

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top). A table may do without a head."""
        if not self._boxes:
            return
        canvas.addLiteral(
            f"q {_SHADE:g} g {x:.2f} {top - self.height:.2f} {self.width:.2f} {self.height:.2f} re f Q"
        )
        for box in self._boxes:
            above = (box.height - box.text.height) / 2.0
            box.text.paint(canvas, x + box.x + self._pad_x, top - box.top - above)
        outlines = " ".join(
            f"{x + box.x:.2f} {top - box.top - box.height:.2f} {box.width:.2f} {box.height:.2f} re"
            for box in self._boxes
        )
        canvas.addLiteral(f"q 0.5 w {outlines} S Q")
