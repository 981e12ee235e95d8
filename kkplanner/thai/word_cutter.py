"""Word boundaries found anew, with the dictionary at hand: what the segmenter asks when nothing is remembered."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from kkplanner.thai.clusters import clusters
from kkplanner.thai.glue import permitted_cuts
from kkplanner.thai.joints import in_parts, joined
from kkplanner.thai.likeliest import (
    general_prices,
    letters,
    likeliest,
    prices_of,
    syllable_prices,
    with_joined_unknowns,
)
from kkplanner.thai.vocabulary import chosen_parts, local_government_words, royal_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kkplanner.thai.likeliest import Word

# Longest words (letters) by which a single word too wide is cut: first parts of a name, then short words.
_PART_OF_NAME: Final = 12
_SHORT_WORD: Final = 6
# A name this short is too often a part of other words to be preferred everywhere (บ้าน "ดง").
_SHORTEST_OWN: Final = 4

_PHRASES: Final = re.compile("[ \\t]+|[^ \\t]+")
_MOST_PHRASES: Final = 50_000

Cuts = tuple[int, ...]


class WordCutter:
    """Cuts lines at words.

    Args:
        own_words: kept whole, on top of the program's lists; those of fewer than four characters are passed over.
    """

    def __init__(self, own_words: Iterable[str]) -> None:
        own = {word for word in own_words if len(word) >= _SHORTEST_OWN}
        self._own = prices_of(own) if own else None
        self._with_blanks = [word for word in own if " " in word]
        self._known_words: dict[str, tuple[Word, ...]] = {}
        self._known_parts: dict[str, tuple[Word, ...]] = {}
        self._whole = own | {*local_government_words(), *royal_names()}

    def words(self, text: str) -> Cuts:
        """The ends of the words of `text`, its own end left out."""
        return _ends(word.text for word in self._words(text))[:-1]

    def units(self, text: str) -> Cuts:
        """Where lines may end."""
        words = self._parts(text)
        pieces = joined(words)
        return tuple(permitted_cuts(text, _ends(pieces), words=_ends(word.text for word in words)))

    def fine(self, unit: str) -> Cuts:
        """Where a unit too wide for its column is cut: no finer than needed to cut it at all."""
        for pieces in self._finer_and_finer(unit):
            cuts = tuple(permitted_cuts(unit, _ends(pieces), sticky=False))
            if cuts:
                return cuts
        return _ends(clusters(unit))[:-1]

    def _finer_and_finer(self, unit: str) -> Iterator[Iterable[str]]:
        yield chosen_parts().get(unit, ())
        parts = self._parts(unit)
        yield joined(parts)
        yield (word.text for word in parts)
        size = letters(unit.rstrip("ฯๆ."))
        if size > 1:
            names = likeliest(unit, general_prices(), longest=min(_PART_OF_NAME, size - 1))
            if all(word.known for word in names):
                yield joined(names)
                yield (word.text for word in names)
        short = likeliest(unit, general_prices(), longest=min(_SHORT_WORD, max(size - 1, 1)))
        spoken = likeliest(unit, syllable_prices())
        sound = [found for found in (short, spoken) if all(word.known for word in found)]
        if sound:
            yield (word.text for word in min(sound, key=len))

    def _words(self, text: str) -> list[Word]:
        return self._by_phrase(text, self._known_words, self._words_of)

    def _parts(self, text: str) -> list[Word]:
        return self._by_phrase(text, self._known_parts, self._parts_of)

    def _by_phrase(
        self, text: str, known: dict[str, tuple[Word, ...]], cut: Callable[[str], list[Word]]
    ) -> list[Word]:
        """Phrase by phrase: no word goes over a blank, and plans say the same phrases again and again."""
        if any(word in text for word in self._with_blanks):
            return cut(text)
        words: list[Word] = []
        for phrase in _PHRASES.findall(text):
            found = known.get(phrase)
            if found is None:
                if len(known) >= _MOST_PHRASES:
                    known.clear()
                found = known[phrase] = tuple(cut(phrase))
            words += found
        return words

    def _words_of(self, text: str) -> list[Word]:
        return with_joined_unknowns(likeliest(text, general_prices(), self._own))

    def _parts_of(self, text: str) -> list[Word]:
        return in_parts(self._words_of(text), general_prices(), self._whole)


def _ends(pieces: Iterable[str]) -> Cuts:
    return tuple(accumulate(map(len, pieces)))
