"""What a clerk may choose about the printed book."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kkplanner.exchange.typeface import OFFICIAL_FAMILY
from kkplanner.thai.digits import DigitStyle

if TYPE_CHECKING:
    from datetime import date


class PageNumbers(StrEnum):
    """How pages are numbered."""

    OF_TOTAL = "total"  # หน้า 5/120, the cover counted
    PLAIN = "plain"  # ก ข ค before the first part, then from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOptions:
    """Choices of one printing; what stands in the book is `BookContent`."""

    text_digits: DigitStyle = DigitStyle.THAI
    table_digits: DigitStyle = DigitStyle.ARABIC
    page_numbers: PageNumbers = PageNumbers.OF_TOTAL
    font_family: str = OFFICIAL_FAMILY
    draft: date | None = None
    """The day printed under ฉบับร่าง; None: no draft."""
    parts: frozenset[int] = frozenset()
    """Print these parts alone, without cover, letters and appendix; empty: the whole book."""
    forms: frozenset[str] = frozenset()
    """Print these forms ("ผ.02") alone; empty: all."""
    tables_only: bool = False
    """Forms alone, for checking: no text, no cover."""
    page_totals: bool = True

    @property
    def whole(self) -> bool:
        """Whether cover, preface, contents, announcement and appendix are printed."""
        return not self.parts and not self.tables_only
