"""Narrative trees as flowables: paragraphs, headings, lists, tables, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, PageBreak

from kkplanner.exchange.pdf.book.flow import Headed, Stack, Words
from kkplanner.exchange.pdf.book.look import LIST_INDENT, TABLE_LOOK
from kkplanner.exchange.pdf.book.picture import Picture
from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    ListKind,
    PageBreakBlock,
    Paragraph,
    PictureBlock,
    TableBlock,
)
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.thai.lines import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kkplanner.exchange.book_content import BookPicture
    from kkplanner.exchange.pdf.book.look import BookLook
    from kkplanner.exchange.pdf.book.simple_table import SimpleTables
    from kkplanner.plan import narrative
    from kkplanner.thai.lines import Cutter

_BULLET = "•"
_PARAGRAPH_GAP = 6.0
_ITEM_GAP = 2.0
_HEADING_GAPS = {1: (12.0, 4.0), 2: (9.0, 3.0), 3: (6.0, 2.0)}
_TABLE_GAP = 8.0
_TALLEST_PICTURE = 0.45  # of the page
_CAPTION_ROOM = 42.0
PICTURE_WORD = "ภาพที่"


@dataclass
class NarrativeSetter:
    """Turns narratives of one document into flowables; counts its pictures."""

    look: BookLook
    cutter: Cutter
    text_digits: DigitStyle
    tables: SimpleTables
    pictures: Mapping[str, BookPicture]
    frame: tuple[float, float]
    """Width and height of the text pages in points."""
    pictures_counted: int = field(default=0, init=False)

    def flowables(
        self, blocks: Sequence[narrative.Block], heads: Sequence[Flowable] = ()
    ) -> Iterator[Flowable]:
        """The blocks in order; `heads` and every heading stay with what follows them."""
        waiting = list(heads)
        for block in blocks:
            if isinstance(block, PageBreakBlock):
                yield from _alone(waiting)
                waiting = []
                yield PageBreak()
            elif isinstance(block, Heading):
                waiting.append(self._heading(block))
            else:
                first, *others = self._block(block)
                yield Headed(waiting, first) if waiting else first
                yield from others
                waiting = []
        yield from _alone(waiting)

    def runs(self, runs: narrative.Runs) -> tuple[Run, ...]:
        """Runs in the faces of `BookLook`, with the digits of text."""
        return tuple(Run(in_style(run.text, self.text_digits), run.bold + 2 * run.italic) for run in runs)

    def _heading(self, block: Heading) -> Flowable:
        before, after = _HEADING_GAPS[block.level]
        style = self.look.heading(block.level)
        return Words(self.runs(block.runs), style, self.cutter, before=before, after=after)

    def _block(self, block: narrative.Block) -> list[Flowable]:
        match block:
            case Paragraph():
                return [Words(self.runs(block.runs), self.look.body, self.cutter, after=_PARAGRAPH_GAP)]
            case ListBlock():
                return self._list(block)
            case TableBlock():
                return [self._table(block)]
            case PictureBlock():
                return [self.picture(block.picture, block.caption)]
            case _:
                raise TypeError(f"no way to set {type(block).__name__}")

    def _list(self, block: ListBlock) -> list[Flowable]:
        made: list[Flowable] = []
        for number, item in enumerate(block.items, 1):
            numbered = block.kind is ListKind.NUMBERED
            made.append(
                Words(
                    self.runs(item),
                    self.look.item,
                    self.cutter,
                    indent=LIST_INDENT,
                    marker=in_style(f"{number}.", self.text_digits) if numbered else _BULLET,
                    marker_style=self.look.marker,
                    after=_PARAGRAPH_GAP if number == len(block.items) else _ITEM_GAP,
                )
            )
        return made

    def _table(self, block: TableBlock) -> Flowable:
        table = self.tables.table(block.header, block.rows, self.frame, TABLE_LOOK)
        table.spaceBefore, table.spaceAfter = _TABLE_GAP / 2, _TABLE_GAP
        return table

    def picture(self, uuid: str, caption: str) -> Flowable:
        """A picture of the plan with its caption, numbered through the book."""
        kept = self.pictures.get(uuid)
        shown = Picture(
            kept.content if kept else None,
            self.frame[1] * _TALLEST_PICTURE,
            self.look.caption,
            below=_CAPTION_ROOM if caption else 0.0,
            before=6.0,
        )
        if not caption:
            return shown
        return Stack([shown, self.caption(caption)])

    def caption(self, text: str) -> Flowable:
        """The numbered line under a picture, chart or map."""
        self.pictures_counted += 1
        numbered = in_style(f"{PICTURE_WORD} {self.pictures_counted} {text}", self.text_digits)
        return Words(numbered, self.look.caption, self.cutter, before=4.0, after=10.0)


def _alone(waiting: Sequence[Flowable]) -> list[Flowable]:
    return [Stack(waiting)] if waiting else []
