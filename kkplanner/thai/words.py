"""Words and unbreakable units of Thai text.

The dictionary (pythainlp) is loaded only when a text is met that neither the memory nor the cache knows.
"""

from __future__ import annotations

import atexit
import re
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeVar

from kkplanner.thai.clusters import clusters
from kkplanner.thai.normalise import normalise
from kkplanner.thai.vocabulary import counting_words, local_government_words, royal_names
from kkplanner.thai.word_cache import WordCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kkplanner.thai.word_cutter import WordCutter

__all__ = [
    "Segmenter",
    "Unit",
    "clusters",
    "default_segmenter",
    "segmenter_for",
    "with_break_marks",
    "without_break_marks",
]

# Raise it when the glue rules change: cached boundaries of older rules are then not used any more.
_RULES_VERSION: Final = 5
_LARGEST_MEMO: Final = 200_000
_ZERO_WIDTH: Final = re.compile("[\u200b\u2060\ufeff]")
_BLANK: Final = re.compile("[ \t\r\n\f\v]+")
BREAK_MARK: Final = "\u200b"

Cuts = tuple[int, ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of text that no line break divides; `space_after` says that a space joins it to the next."""

    text: str
    space_after: bool


class Segmenter:
    """Cuts text at word boundaries. One object may serve several threads.

    Args:
        extra_words: words of the user's own data (agencies, places), on top of the program's lexicon.
        cache: where boundaries are kept between runs; without one they are kept in memory only.
    """

    def __init__(self, extra_words: Iterable[str] = (), cache: WordCache | None = None) -> None:
        self._own = sorted({normalise(word) for word in extra_words} - {""})
        self._cache = cache
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._fine: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._cutter: WordCutter | None = None
        self._fingerprint = b""
        self._lock = threading.Lock()

    def units(self, text: str) -> tuple[Unit, ...]:
        """The units of one line: a line may break after each of them and nowhere else.

        Joined with their spaces they give `text` back, runs of blanks as one and none at the edges.
        """
        known = self._units.get(text)
        if known is not None:
            return known
        clean = _BLANK.sub(" ", _ZERO_WIDTH.sub("", text)).strip(" ")
        cuts = self._boundaries(b"u", clean, self._unit_cuts)
        units = tuple(Unit(piece.rstrip(" "), piece.endswith(" ")) for piece in _pieces(clean, cuts))
        return _remember(self._units, text, units)

    def fine(self, unit_text: str) -> tuple[str, ...]:
        """Pieces of a unit that is wider than its column: its words, their parts, syllables or letter clusters.

        Joined, they give the unit back; a piece may end with the space that held the unit together.
        """
        known = self._fine.get(unit_text)
        if known is None:
            cuts = self._boundaries(b"f", unit_text, self._fine_cuts)
            known = _remember(self._fine, unit_text, tuple(_pieces(unit_text, cuts)))
        return known

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text, without blanks and punctuation."""
        known = self._words.get(text)
        if known is None:
            cuts = self._boundaries(b"w", text, self._word_cuts)
            found = (piece.strip() for piece in _pieces(text, cuts))
            known = _remember(self._words, text, tuple(word for word in found if any(map(str.isalnum, word))))
        return known

    def _unit_cuts(self, text: str) -> Cuts:
        return self._cut().units(text)

    def _fine_cuts(self, unit: str) -> Cuts:
        return self._cut().fine(unit)

    def _word_cuts(self, text: str) -> Cuts:
        return self._cut().words(text)

    def _cut(self) -> WordCutter:
        with self._lock:
            if self._cutter is None:
                from kkplanner.thai.word_cutter import WordCutter

                self._cutter = WordCutter(self._own)
            return self._cutter

    def _boundaries(self, kind: bytes, text: str, find: Callable[[str], Cuts]) -> Cuts:
        if not text:
            return ()
        if self._cache is None:
            return find(text)
        key = self._key(kind, text)
        cuts = self._cache.get(key, len(text))
        if cuts is None:
            cuts = find(text)
            self._cache.put(key, cuts, len(text))
        return cuts

    def _key(self, kind: bytes, text: str) -> bytes:
        if not self._fingerprint:
            from kkplanner.thai.engine import engine_version

            lists = (*local_government_words(), "", *royal_names(), "", *sorted(counting_words()))
            stamp = "\n".join([str(_RULES_VERSION), engine_version(), *lists])
            self._fingerprint = blake2b(stamp.encode(), digest_size=16).digest()
        hashed = blake2b(self._fingerprint, digest_size=WordCache.KEY_SIZE, person=kind)
        hashed.update(text.encode("utf-8", "surrogatepass"))
        # Only words that stand in the text can change its boundaries: other plans share the rest of the cache.
        for word in self._own:
            if word in text:
                hashed.update(f"\n{word}".encode("utf-8", "surrogatepass"))
        return hashed.digest()


def _pieces(text: str, cuts: Iterable[int]) -> list[str]:
    """`text` cut at the positions; the blank at a cut ends the piece before it."""
    pieces: list[str] = []
    start = 0
    for cut in cuts:
        end = cut + (text[cut] == " ")
        pieces.append(text[start:end])
        start = end
    if text[start:]:
        pieces.append(text[start:])
    return pieces


def _remember(memo: dict[str, _T], key: str, value: _T) -> _T:
    if len(memo) >= _LARGEST_MEMO:
        memo.clear()
    memo[key] = value
    return value


@cache
def default_segmenter() -> Segmenter:
    """The segmenter that the whole program shares, with the cache of this user where one can be kept."""
    return Segmenter(cache=_cache_of_user())


def segmenter_for(words: Iterable[str]) -> Segmenter:
    """The segmenter for texts with these words of the user's own (names of places, offices), each kept whole.

    The same words give the same object; all share the cache of this user.
    """
    own = frozenset(words)
    return _segmenter_for(own) if own else default_segmenter()


@lru_cache(maxsize=8)
def _segmenter_for(words: frozenset[str]) -> Segmenter:
    return Segmenter(words, cache=_cache_of_user())


@cache
def _cache_of_user() -> WordCache | None:
    store = WordCache.of_user()
    if store is not None:
        atexit.register(store.flush)
    return store


def with_break_marks(text: str) -> str:
    """`text` for a widget that cannot break Thai by itself: zero-width spaces at the permitted breaks.

    For showing only. A space inside a unit becomes a no-break space. `without_break_marks` undoes both.
    """
    segmenter = default_segmenter()
    lines = []
    for line in text.split("\n"):
        parts = []
        for unit in segmenter.units(line):
            parts += [unit.text.replace(" ", "\u00a0"), " " if unit.space_after else BREAK_MARK]
        lines.append("".join(parts[:-1]))
    return "\n".join(lines)


def without_break_marks(text: str) -> str:
    """The clean text of what `with_break_marks` made: for copying, pasting and saving."""
    return text.replace(BREAK_MARK, "").replace("\u00a0", " ")
