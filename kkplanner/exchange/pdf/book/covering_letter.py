"""หนังสือนำส่ง: the letter that goes with a plan to the district, the province or the PAO.

Laid out as หนังสือภายนอก (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526, ข้อ 11): number left, sender right, day
in the middle, then เรื่อง and เรียน. Room is left at the top for the emblem of the letterhead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from kkplanner.exchange.book_content import book_content
from kkplanner.exchange.pdf.book.flow import Words
from kkplanner.exchange.pdf.book.letter import letter_flowables
from kkplanner.exchange.pdf.book.look import TEXT_MARGINS, BookLook
from kkplanner.exchange.pdf.book.narrative_flow import NarrativeSetter
from kkplanner.exchange.pdf.book.simple_table import SimpleTables
from kkplanner.exchange.pdf.document import FormDocument, LastPage, PageKind
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.pdf.paragraph import Align, set_line
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.plan.own_words import own_words
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.thai.words import segmenter_for
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.exchange.book_content import BookContent
    from kkplanner.exchange.pdf.paragraph import TextStyle
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Edition
    from kkplanner.plan.narrative_fields import Settings
    from kkplanner.thai.lines import Cutter

_EMBLEM_ROOM = 25 * mm
_BEFORE_LINE = 6.0
_NUMBER_SHARE = 0.45  # of the column, for the letter's number


def write_covering_letter(
    document: PlanDocument,
    settings: Settings,
    path: Path,
    *,
    edition: Edition | None = None,
    digits: DigitStyle = DigitStyle.THAI,
    font_family: str = OFFICIAL_FAMILY,
    cutter: Cutter | None = None,
) -> int:
    """Write the letter to `path` and give the number of its pages.

    Fields that the settings lack ("book.letter_number", "book.letter_day", "book.recipient") are left as dots to fill
    in by hand. The same plan gives the same bytes; the file appears whole or not at all.

    Args:
        document: the plan that is sent.
        settings: of the workbook, as for `book_content`.
        path: replaced if it exists.
        edition: the amendment that is sent; None: the first book.
        digits: official letters are written in Thai digits.
        font_family: one of `official_fonts()`.
        cutter: where lines may break; knows the plan's own words unless given.

    Raises:
        TargetError: folder missing or not writable, disk full, file open in another program.
    """
    content = book_content(document, settings, edition=edition)
    fonts = DocumentFonts(official_fonts()[font_family])
    setter = NarrativeSetter(
        look=BookLook(fonts),
        cutter=cutter or segmenter_for(own_words(document)),
        text_digits=digits,
        tables=SimpleTables(fonts, cutter or segmenter_for(own_words(document)), digits),
        pictures={},
        frame=PageKind("portrait", margins=TEXT_MARGINS).frame,
    )
    with write_whole(path) as unfinished, unfinished.open("wb") as target:
        made = FormDocument(
            target,
            [PageKind("portrait", margins=TEXT_MARGINS, foot=False)],
            fonts,
            title=_subject(content),
            author=content.organisation,
            digits=digits,
        )
        made.build([*_flow(content, setter), LastPage(made)])
    return int(made.page)


def _subject(content: BookContent) -> str:
    """The line เรื่อง without its word."""
    return content.covering_letter.heading[3].partition(" ")[2]


def _flow(content: BookContent, setter: NarrativeSetter) -> list[Flowable]:
    letter, look, cutter = content.covering_letter, setter.look, setter.cutter
    number, sender, day, *others = (in_style(line, setter.text_digits) for line in letter.heading)
    heads: list[Flowable] = [
        Spacer(1, _EMBLEM_ROOM),
        _BothSides(number, sender, look.marker),
        Words(day, look.centred, cutter, before=_BEFORE_LINE),
        *(Words(line, look.marker, cutter, before=_BEFORE_LINE) for line in others),
        Spacer(1, _BEFORE_LINE),
    ]
    return list(letter_flowables(replace(letter, heading=()), setter, heads))


class _BothSides(Flowable):
    """One line with a text at either edge."""

    def __init__(self, left: str, right: str, style: TextStyle) -> None:
        super().__init__()
        self._left, self._right, self._style = left, right, style

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        self.width, self.height = aW, self._style.leading
        return self.width, self.height

    def draw(self) -> None:
        left = self.width * _NUMBER_SHARE
        set_line(self._left, self._style, left).paint(self.canv, 0.0, self.height)
        right = replace(self._style, align=Align.RIGHT)
        set_line(self._right, right, self.width - left).paint(self.canv, left, self.height)
