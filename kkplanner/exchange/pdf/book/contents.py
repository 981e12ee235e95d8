"""Contents and list of tables: titles, dotted leaders, page numbers, each line a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kkplanner.exchange.pdf.book.pages import NUMBER_ROOM, number_form
from kkplanner.exchange.pdf.paragraph import set_line, set_text

if TYPE_CHECKING:
    from kkplanner.exchange.pdf.paragraph import SetText, TextStyle
    from kkplanner.thai.lines import Cutter

_LEVEL_INDENT = 8 * mm
_SIGN_ROOM = 12 * mm
_DOT_GAP = 3.2
_CLEAR = 4.0  # between title, dots and number
_TITLE_SHARE = 0.95  # of the column; the dots need a little room on the last line


class Entry(NamedTuple):
    """A line of the contents: where it leads, its number ("1.1", may be empty), its text, 0 for a part."""

    key: str
    number: str
    text: str
    level: int


class ContentsLine(Flowable):
    """One entry. Its page number is drawn by reference and filled in when the book is complete."""

    def __init__(self, entry: Entry, style: TextStyle, cutter: Cutter, *, before: float = 0.0) -> None:
        super().__init__()
        self._entry, self._style, self._cutter = entry, style, cutter
        self.spaceBefore = before
        self._set: SetText | None = None

    @property
    def _indent(self) -> float:
        return _LEVEL_INDENT * self._entry.level

    @property
    def _sign_room(self) -> float:
        if not self._entry.number:
            return 0.0
        return max(_SIGN_ROOM, self._style.width(self._entry.number) + _CLEAR)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        width = (aW - NUMBER_ROOM) * _TITLE_SHARE - self._indent - self._sign_room
        self._set = set_text(self._entry.text, self._style, width, self._cutter)
        self.width, self.height = aW, self._set.height
        return self.width, self.height

    def draw(self) -> None:
        text, style, canvas = self._set, self._style, self.canv
        if text is None:
            raise ValueError("a line is wrapped before it is drawn")
        left = self._indent
        if self._sign_room:
            set_line(self._entry.number, style, self._sign_room).paint(canvas, left, self.height)
        left += self._sign_room
        text.paint(canvas, left, self.height)
        base = (style.leading - style.size * 0.4) / 2.0
        start = left + text.lines[-1].width + _CLEAR
        end = self.width - NUMBER_ROOM
        if end > start:
            dots = f"{start:.2f} {base:.2f} m {end:.2f} {base:.2f} l S"
            canvas.addLiteral(f"q 1 J 0.8 w [0 {_DOT_GAP:g}] {end - start:.2f} d {dots} Q")
        canvas.saveState()
        canvas.translate(self.width - NUMBER_ROOM, style.leading)
        canvas.doForm(number_form(self._entry.key))
        canvas.restoreState()
        canvas.linkRect(
            "", self._entry.key, (self._indent, 0, self.width, self.height), relative=1, thickness=0
        )
