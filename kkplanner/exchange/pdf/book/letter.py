"""Preface, announcement and covering letter: heading, text, and the place to sign."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from kkplanner.exchange.pdf.book.flow import Headed, Stack, Words
from kkplanner.exchange.pdf.paragraph import Align, set_line
from kkplanner.thai.digits import in_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.exchange.book_content import Letter, Signature
    from kkplanner.exchange.pdf.book.narrative_flow import NarrativeSetter
    from kkplanner.exchange.pdf.paragraph import TextStyle

SIGN_HERE = "(ลงชื่อ)"

_BLOCK_SHARE = 0.56  # of the column, at its right
_SIGN_ROOM = 26.0  # above the line to sign on
_DOT_GAP = 3.2
_NAME_SHARE = 0.62  # of the block, for a name not known


def letter_flowables(letter: Letter, setter: NarrativeSetter, heads: list[Flowable]) -> Iterator[Flowable]:
    """The letter in order; the signature never stands on a page without text. `heads` are its marks."""
    look, cutter, digits = setter.look, setter.cutter, setter.text_digits
    lines = [
        Words(in_style(text, digits), look.letter_heading, cutter, after=14.0 if last else 0.0)
        for text, last in _with_last(letter.heading)
    ]
    flow = list(setter.flowables(letter.narrative.blocks, [*heads, *lines]))
    end: list[Flowable] = []
    if letter.closing:
        end.append(Words(in_style(letter.closing, digits), look.centred, cutter, before=14.0))
    if letter.signature is not None:
        end.append(SignatureBlock(letter.signature, setter))
    if end and flow and isinstance(flow[-1], Words):
        flow.append(Headed([flow.pop()], Stack(end)))
    else:
        flow += end
    yield from flow


def _with_last(texts: tuple[str, ...]) -> list[tuple[str, bool]]:
    return [(text, number == len(texts)) for number, text in enumerate(texts, 1)]


class SignatureBlock(Flowable):
    """(ลงชื่อ)…………, the name in brackets, the position, the day: centred in the right half."""

    def __init__(self, signature: Signature, setter: NarrativeSetter) -> None:
        super().__init__()
        self._signature = signature
        digits = setter.text_digits
        self._style: TextStyle = setter.look.style(16, align=Align.CENTER)
        self._texts = [
            in_style(text, digits)
            for text in (*signature.position.splitlines(), signature.day)
            if text.strip()
        ]
        self.spaceBefore = 18.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        self.width = aW
        self.height = _SIGN_ROOM + (2 + len(self._texts)) * self._style.leading
        return self.width, self.height

    def draw(self) -> None:
        style, canvas = self._style, self.canv
        left, width = self.width * (1 - _BLOCK_SHARE), self.width * _BLOCK_SHARE
        y = self.height - _SIGN_ROOM
        plain = set_line(SIGN_HERE, self._style_left, width)
        plain.paint(canvas, left, y)
        self._dots(left + plain.lines[0].width + 4.0, left + width, y)
        y -= style.leading
        if self._signature.name:
            set_line(f"({self._signature.name})", style, width).paint(canvas, left, y)
        else:
            inner = width * _NAME_SHARE
            start = left + (width - inner) / 2
            self._dots(start, start + inner, y)
            for bracket, at in (("(", start - 8.0), (")", start + inner + 3.0)):
                set_line(bracket, self._style_left, 8.0).paint(canvas, at, y)
        for text in self._texts:
            y -= style.leading
            set_line(text, style, width).paint(canvas, left, y)

    @property
    def _style_left(self) -> TextStyle:
        return replace(self._style, align=Align.LEFT)

    def _dots(self, start: float, end: float, top: float) -> None:
        base = top - self._style.leading * 0.72
        code = f"{start:.2f} {base:.2f} m {end:.2f} {base:.2f} l S"
        self.canv.addLiteral(f"q 1 J 0.8 w [0 {_DOT_GAP:g}] 0 d {code} Q")
