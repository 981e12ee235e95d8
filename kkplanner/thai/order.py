"""Dictionary order of Thai text mixed with digits and Latin letters.

`pythainlp.util.collate` is not used: it puts the tone after the whole word as one more letter, so `ป่า`
lands behind `ปาก`, it looks at the first tone only, and it knows neither numbers nor Thai digits.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import normalise

SortKey = tuple[tuple[tuple[int, int], ...], tuple[str, ...], str]

_NUMBER, _LATIN, _THAI, _OTHER = range(4)
_LEADING_VOWEL: Final = re.compile("([เ-ไ])([ก-ฮ])")
# Marks that count only between words that are alike without them: ็, tones, thanthakhat, nikhahit, phinthu.
_MARKS: Final = frozenset("\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_ELEMENT: Final = re.compile(r"[0-9]+|.", re.DOTALL)
# A longer run of digits is no number anybody counts with; the cap also bounds the work.
_LONGEST_NUMBER: Final = 30


def _primary(element: str) -> tuple[int, int]:
    if element[0] in "0123456789":
        return _NUMBER, int(element[:_LONGEST_NUMBER])
    if "ก" <= element <= "๛":
        return _THAI, ord(element)
    return (_LATIN if element.isascii() else _OTHER), ord(element)


def sort_key(text: str) -> SortKey:
    """A key for `sorted`: the order of the Royal Institute dictionary.

    A leading vowel counts after its consonant; tones and ็ ์ decide only between words alike without them, a word
    without a mark first; spaces and punctuation do not count. Numbers go by value, in either kind of digits
    (`หมู่ที่ 2` before `หมู่ที่ ๑๐`), before Latin letters (any case), before Thai.
    """
    clean = normalise(text)
    plain = _LEADING_VOWEL.sub(r"\2\1", to_arabic(clean).casefold())
    letters: list[tuple[int, int]] = []
    marks: list[str] = []
    for element in _ELEMENT.findall(plain):
        if element in _MARKS:
            if marks:
                marks[-1] += element
        elif element[0].isdigit() or unicodedata.category(element[0])[0] in "LMN":
            letters.append(_primary(element))
            marks.append("")
    return tuple(letters), tuple(marks), clean
