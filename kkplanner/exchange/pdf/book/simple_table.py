"""Tables of plain texts (narratives, ความเชื่อมโยง, goals): column widths found from what stands in them.

They are set by the same code as the forms: heads repeat, rows split over pages, lines close.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm

from kkplanner.exchange.pdf.paragraph import TextStyle
from kkplanner.exchange.pdf.table import FormTableFlow, TableSetting
from kkplanner.forms.table import Column, ColumnKind, FormTable, HeadCell, Row, RowKind
from kkplanner.thai.digits import in_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kkplanner.exchange.pdf.cells import TableLook
    from kkplanner.exchange.pdf.font import DocumentFonts
    from kkplanner.thai.digits import DigitStyle
    from kkplanner.thai.lines import Cutter

_NUMBER: Final = re.compile(r"[-–+()฿ ]*[\d][\d,.]*[%)]*|[-–]|")
# A table stands on its page as soon as this share of it is free, even if a row must be cut.
_ENOUGH: Final = 0.6
# No column takes more of the width than this for a single long unit.
_LARGEST_NEED: Final = 0.45
_ROUNDING: Final = 0.5
# Columns of numbers keep their width as long as together they take no more than this share.
_NUMBERS_SHARE: Final = 0.75
# A table of few rows and less than this share of a page is not split.
_SHORT: Final = 40
_KEPT_WHOLE: Final = 0.55


@dataclass(frozen=True)
class SimpleTables:
    """Makes the tables of one document."""

    fonts: DocumentFonts
    cutter: Cutter
    digits: DigitStyle

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        frame: tuple[float, float],
        look: TableLook,
        *,
        groups: frozenset[int] = frozenset(),
        totals: frozenset[int] = frozenset(),
        fill: bool = False,
        named: bool = False,
    ) -> FormTableFlow:
        """A table for a frame of (width, height) points. `head` may be empty; then nothing is repeated.

        Rows named in `groups` run over all columns with the text of their first cell, those in `totals` are
        bold. `fill` stretches a narrow table to the frame. `named`: the first column names each row; no page end
        cuts it, and it is said again where its row goes on.
        """
        cells = [row for number, row in enumerate(rows) if number not in groups]
        numbers = [_is_numeric([row[index] for row in cells]) for index in range(len(head) or len(rows[0]))]
        widths = self._widths(head, cells, numbers, frame[0], look)
        if fill and sum(widths) < frame[0]:
            widths = [width * frame[0] / sum(widths) for width in widths]
        table = FormTable(
            form="",
            layout="",
            stamp="",
            title_lines=(),
            lines_above=(),
            outline="",
            orientation="",
            columns=tuple(
                Column(
                    key=str(index),
                    kind=ColumnKind.COUNT if numeric else ColumnKind.TEXT,
                    width_mm=width / mm,
                    align="right" if numeric else "left",
                    fields=("title",) if named and not index else (),
                )
                for index, (width, numeric) in enumerate(zip(widths, numbers, strict=True))
            ),
            head=tuple(HeadCell(text=text, row=0, column=index) for index, text in enumerate(head)),
            rows=tuple(
                Row(kind=_kind(number, groups, totals), cells=tuple(text or None for text in row))
                for number, row in enumerate(rows)
            ),
        )
        height = frame[1] * _ENOUGH
        setting = TableSetting(
            table, frame[0], height, self.fonts, self.cutter, self.digits, look=look, page_totals=False
        )
        short = len(rows) <= _SHORT and setting.whole_height() <= frame[1] * _KEPT_WHOLE
        return FormTableFlow(setting, whole=short)

    def _widths(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        numbers: Sequence[bool],
        room: float,
        look: TableLook,
    ) -> list[float]:
        """Between the widest unit and the longest line of each column, by what they miss.

        Numbers are measured bold: they may stand in a row of sums.
        """
        size = look.size * self.fonts.family.size_ratio
        plain = TextStyle(self.fonts.regular, size, look.leading)
        bold = TextStyle(self.fonts.bold, size, look.leading)
        extra = 2 * look.pad_x + _ROUNDING
        needs, wishes = [], []
        for index, numeric in enumerate(numbers):
            face = bold if numeric else plain
            texts = [(face, in_style(row[index], self.digits)) for row in rows]
            if head:
                texts.append((bold, in_style(head[index], self.digits)))
            units = ((style, unit.text) for style, text in texts for unit in self.cutter.units(text))
            lines = ((style, line) for style, text in texts for line in text.splitlines())
            need = min(_widest(units), room * _LARGEST_NEED) + extra
            needs.append(need)
            wishes.append(max(_widest(lines) + extra, need))
        if sum(wishes) <= room:
            return wishes
        if sum(needs) >= room:
            kept = sum(need for need, numeric in zip(needs, numbers, strict=True) if numeric)
            if kept > room * _NUMBERS_SHARE:
                return [need * room / sum(needs) for need in needs]
            scale = (room - kept) / (sum(needs) - kept)
            return [need if numeric else need * scale for need, numeric in zip(needs, numbers, strict=True)]
        return _shared(needs, wishes, room)


def _widest(texts: Iterable[tuple[TextStyle, str]]) -> float:
    return max((style.width(text) for style, text in texts), default=0.0)


def _shared(needs: Sequence[float], wishes: Sequence[float], room: float) -> list[float]:
    """Share out what the needs leave; nobody gets more than it wishes.

    By the root of what is missing: in proportion, one long text would starve all others.
    """
    widths = list(needs)
    open_ = set(range(len(widths)))
    while open_:
        left = room - sum(widths)
        weights = {n: max(wishes[n] - widths[n], 0.0) ** 0.5 for n in open_}
        whole = sum(weights.values())
        if left <= _ROUNDING or not whole:
            break
        filled = {n for n in open_ if wishes[n] - widths[n] <= left * weights[n] / whole}
        for n in filled or open_:
            widths[n] = wishes[n] if filled else widths[n] + left * weights[n] / whole
        open_ = open_ - filled if filled else set()
    return widths


def _kind(number: int, groups: frozenset[int], totals: frozenset[int]) -> RowKind:
    if number in groups:
        return RowKind.GROUP
    return RowKind.BUDGET_TOTAL if number in totals else RowKind.ITEM


def _is_numeric(texts: Sequence[str]) -> bool:
    return any(texts) and all(_NUMBER.fullmatch(" ".join(text.split())) for text in texts)
