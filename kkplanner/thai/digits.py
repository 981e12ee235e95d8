"""Thai and Arabic digits: the only place where one becomes the other."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC_DIGITS: Final = "0123456789"
_TO_ARABIC: Final = str.maketrans(THAI_DIGITS, _ARABIC_DIGITS)
_TO_THAI: Final = str.maketrans(_ARABIC_DIGITS, THAI_DIGITS)


_LATIN: Final = re.compile("[A-Za-z]")
# Printable ASCII without a blank, a letter among it.
_FOREIGN: Final = re.compile(r"([!-~]*[A-Za-z][!-~]*)")


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
    """`text` with its digits in `style`; those of foreign words, addresses and codes ("PM2.5", "3Rs") stay Arabic."""
    if style is DigitStyle.ARABIC:
        return to_arabic(text)
    if not _LATIN.search(text):
        return to_thai(text)
    return "".join(part if _LATIN.search(part) else to_thai(part) for part in _FOREIGN.split(text))
