"""The likeliest words of a text: the row of dictionary words that real Thai texts would use most often.

Thai writes no blanks between words, and a dictionary alone leaves several readings. Taking the fewest words
(newmm) reads โครงการชลประทาน as โครง and การชลประทาน, because a general dictionary holds both; how often words
are met in the Thai National Corpus decides for โครงการ and ชลประทาน.
"""

from __future__ import annotations

import re
from functools import cache
from math import inf, log
from typing import TYPE_CHECKING, Final, NamedTuple

from kkplanner.thai.engine import cluster_ends, general_words, syllables, word_counts
from kkplanner.thai.vocabulary import local_government_words, royal_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# A word costs the logarithm of how rare it is (1 in so many words) and this much for being one word more.
_EACH_WORD: Final = 2.0
_NEVER_COUNTED: Final = 16.0  # a word of the dictionary that the corpus lacks: 1 in 9 million
DEAREST_COUNTED: Final = _EACH_WORD + _NEVER_COUNTED
"""Words of the general dictionary that cost less are in the corpus."""
_OUR_WORD: Final = 4.0  # a word of our lists: as likely as the commonest of words
_UNKNOWN: Final = 25.0  # a cluster of letters that no word covers
# What การ and ความ save when they make a noun that the dictionary knows: จัด|การแข่งขัน, not จัดการ|แข่งขัน.
_NOUN_BONUS: Final = 3.5 + _EACH_WORD
_NOUN_MAKERS: Final = ("การ", "ความ")
# Words of the corpus that the dictionary lacks are taken from this count and length on.
_OFTEN: Final = 100
_LONG: Final = 4

_MARKS: Final = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_CONSONANT: Final = re.compile("[ก-ฮ]")
_NOT_THAI: Final = re.compile(r"[-a-zA-Z]+|[0-9๐-๙]+(?:[,.][0-9๐-๙]+)*|[ \t]+|\r?\n|[^ก-๛ \t\r\n]+")
_ONE_LETTER_WORDS: Final = frozenset("ณธ")
_TWO_WORDS: Final = frozenset(("คนใน",))  # one in the dictionary, never one in our texts
_SIGN_COSTS: Final = dict.fromkeys(("ๆ", "ฯ", "ฯลฯ"), 0.0)


def letters(word: str) -> int:
    """How long a word looks: its characters without the marks above and below."""
    return len(_MARKS.sub("", word))


class Word(NamedTuple):
    """A word found in a text."""

    text: str
    known: bool
    """False for letters between words that no dictionary holds."""


class Prices:
    """Words and what each costs; the cheapest row of words is the likeliest."""

    def __init__(self, cost: Mapping[str, float]) -> None:
        self.cost = cost
        # Which lengths words with these first two letters have: built ten times as fast as a tree, and as quick.
        lengths: dict[str, set[int]] = {}
        for word in cost:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {first: sorted(found) for first, found in lengths.items()}

    def starting(self, text: str, position: int) -> list[str]:
        """The words with which `text` goes on at `position`."""
        ends = [position + length for length in self._lengths.get(text[position : position + 2], ())]
        if text[position : position + 1] in self.cost and len(text) > position + 1:
            ends.insert(0, position + 1)
        return [word for end in ends if (word := text[position:end]) in self.cost and end <= len(text)]


@cache
def general_prices() -> Prices:
    """The general dictionary with the words of our own lists."""
    return Prices(_general_costs() | dict.fromkeys((*local_government_words(), *royal_names()), _OUR_PRICE))


@cache
def prices_without_our_words() -> Prices:
    """The general dictionary alone, to see what our lists add."""
    return Prices(_general_costs())


@cache
def syllable_prices() -> Prices:
    """Syllables, all at one price: fewest syllables win."""
    return Prices(dict.fromkeys((s for s in syllables() if len(s) > 1), _NEVER_COUNTED) | _SIGN_COSTS)


def prices_of(words: Iterable[str]) -> Prices:
    """Words of the user's own data, as cheap as those of our lists."""
    return Prices(dict.fromkeys(words, _OUR_PRICE))


_OUR_PRICE: Final = _EACH_WORD + _OUR_WORD


@cache
def _general_costs() -> dict[str, float]:
    counts = word_counts()
    total = sum(counts.values())
    cost = {
        word: _EACH_WORD + (log(total / counts[word]) if word in counts else _NEVER_COUNTED)
        for word in general_words()
        if (len(word) > 1 or word in _ONE_LETTER_WORDS) and " " not in word and word not in _TWO_WORDS
    }
    cost |= _SIGN_COSTS
    for word, count in counts.items():
        if count >= _OFTEN and len(word) >= _LONG and word not in cost and word not in _TWO_WORDS:
            cost[word] = _EACH_WORD + log(total / count)
    for maker in _NOUN_MAKERS:
        for word in [word for word in cost if word.startswith(maker) and word != maker]:
            stem = cost.get(word[len(maker) :])
            if stem is not None:
                cost[word] = min(cost[word], cost[maker] + stem - _NOUN_BONUS)
    return cost


def likeliest(text: str, prices: Prices, own: Prices | None = None, longest: int | None = None) -> list[Word]:
    """The cheapest row of words that makes up `text`, which they give back when joined.

    Args:
        text: any text; numbers, Latin words, blanks and signs are words of their own.
        prices: the dictionary.
        own: further words, preferred to those of the dictionary.
        longest: leave out words of more `letters` than this.
    """
    size = len(text)
    cluster_end = cluster_ends(text)
    best = [0.0] + [inf] * size
    begin = [0] * (size + 1)
    known = bytearray(size + 1)
    for start in range(size):
        spent = best[start]
        if spent == inf:
            continue
        for end, price in _ways_on(text, start, prices, own, longest):
            if cluster_end[end] and spent + price < best[end]:
                best[end], begin[end], known[end] = spent + price, start, True
        end = cluster_end.find(1, start + 1)
        if spent + _UNKNOWN < best[end]:
            best[end], begin[end], known[end] = spent + _UNKNOWN, start, False
    words: list[Word] = []
    end = size
    while end:
        words.append(Word(text[begin[end] : end], bool(known[end])))
        end = begin[end]
    return words[::-1]


def _ways_on(
    text: str, start: int, prices: Prices, own: Prices | None, longest: int | None
) -> Iterator[tuple[int, float]]:
    """The ends of the words that begin at `start`, and what each word costs."""
    other = None if "ก" <= text[start] <= "\u0e4e" else _NOT_THAI.match(text, start)
    if other is not None:
        yield other.end(), 0.0
        return
    cost = prices.cost
    for word in prices.starting(text, start):
        if longest is None or letters(word) <= longest:
            yield start + len(word), cost[word]
    if own is not None:
        for word in own.starting(text, start):
            yield start + len(word), _OUR_PRICE


def with_joined_unknowns(words: Iterable[Word]) -> list[Word]:
    """Neighbouring unknown pieces made one; a short one belongs to the word before it, or else to the next."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is None or not _thai(last.text) or not _thai(word.text):
            joined.append(word)
        elif (not last.known and not word.known) or _fragment(word) or _fragment(last):
            joined[-1] = Word(last.text + word.text, known=False)
        else:
            joined.append(word)
    return joined


def _fragment(word: Word) -> bool:
    return not word.known and len(_CONSONANT.findall(word.text)) < 3


def _thai(text: str) -> bool:
    return "ก" <= text[0] <= "๎"
