"""Text as the ranking sees it: one spelling, no blanks, and the way back to what was typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

# Blanks and punctuation stand anywhere in real titles ("ค.ส.ล.", "คสล.", "PM 2.5"): they carry no meaning.
_SILENT: Final = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[_ๆฯ]")
_LATIN_WORD: Final = re.compile(r"[a-z]{2}|[0-9]{2}")
# A piece of Thai text may not begin with these (they belong to the letter before) nor end with those.
_HANGS_ON: Final = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅ")
_LEADS_IN: Final = frozenset("เแโใไ")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is lower case without blanks and punctuation; `origin[i]` is where its letter i stood."""

    typed: str
    text: str
    origin: tuple[int, ...]

    def as_typed(self, start: int, end: int) -> str:
        """The piece of the typed text from which `text[start:end]` was made."""
        return self.typed[self.origin[start] : self.origin[end - 1] + 1]

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` cuts no Latin word as typed: "cg" is not met inside "cgi"."""
        return not (self._cuts(start) or self._cuts(end))

    def _cuts(self, place: int) -> bool:
        if not 0 < place < len(self.text) or self.origin[place] - self.origin[place - 1] > 1:
            return False
        return bool(_LATIN_WORD.match(self.text[place - 1 : place + 1]))

    def index_of(self, position: int) -> int:
        """The place in `text` of the first letter typed at or after `position`."""
        return bisect_left(self.origin, position)


def fold(text: str) -> Folded:
    """Clean `text` and fold it: digits Arabic, letters small, เ typed twice is แ, nothing silent."""
    typed = to_arabic(normalise(text)).replace("เเ", "แ").replace("\n", " ")
    letters: list[str] = []
    origin: list[int] = []
    for position, letter in enumerate(typed):
        if _SILENT.match(letter):
            continue
        for small in letter.casefold():
            letters.append(small)
            origin.append(position)
    return Folded(typed, "".join(letters), tuple(origin))


@lru_cache(maxsize=16_384)
def folded_text(text: str) -> str:
    """Only the folded letters of `text`."""
    typed = to_arabic(normalise(text)).replace("เเ", "แ")
    return _SILENT.sub("", typed).casefold()


def grams(text: str, shortest: int, longest: int) -> Iterator[str]:
    """All pieces of `text` of these lengths, in letters."""
    size = len(text)
    for length in range(shortest, longest + 1):
        for start in range(size - length + 1):
            yield text[start : start + length]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest piece within `text[start:end]` that begins and ends where a Thai syllable may."""
    while start < end and (text[start] in _HANGS_ON or (start and text[start - 1] in _LEADS_IN)):
        start += 1
    while end > start and (text[end - 1] in _LEADS_IN or (end < len(text) and text[end] in _HANGS_ON)):
        end -= 1
    return start, end
