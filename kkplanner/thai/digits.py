"""Thai and Arabic digits: the only place where one becomes the other."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC_DIGITS: Final = "0123456789"
_TO_ARABIC: Final = str.maketrans(THAI_DIGITS, _ARABIC_DIGITS)
_TO_THAI: Final = str.maketrans(_ARABIC_DIGITS, THAI_DIGITS)


class DigitStyle(StrEnum):
    """How a document writes its numbers."""

    ARABIC = "arabic"
    THAI = "thai"


def to_arabic(text: str) -> str:
    """`text` with every Thai digit written as the Arabic one; nothing else changes."""
    # The table is pythainlp's, too (a test holds them equal); asking pythainlp would load it for ten letters.
    return text if text.isascii() else text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """`text` with every Arabic digit written as the Thai one; nothing else changes."""
    return text.translate(_TO_THAI)


def in_style(text: str, style: DigitStyle) -> str:
    """`text` with all its digits in `style`."""
    return to_thai(text) if style is DigitStyle.THAI else to_arabic(text)
