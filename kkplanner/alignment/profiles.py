"""How near a text is to each of several labels, by the pieces of letters they share.

No dictionary is needed, misspelt and joined words still meet, and the first answer comes at once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from kkplanner.alignment.text_features import grams

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHORTEST = 3
LONGEST = 4


class Profiles:
    """TF-IDF profiles of labels over pieces of 3 and 4 letters; `scores` are cosines in 0..1.

    Args:
        texts: (label, folded text, weight of the text within its label). A label may have many texts.
    """

    def __init__(self, texts: Iterable[tuple[str, str, float]]) -> None:
        counts: dict[str, dict[str, float]] = {}
        for label, text, weight in texts:
            own = counts.setdefault(label, defaultdict(float))
            for gram in grams(text, SHORTEST, LONGEST):
                own[gram] += weight
        spread: dict[str, int] = defaultdict(int)
        for own in counts.values():
            for gram in own:
                spread[gram] += 1
        labels = len(counts)
        self._rarity = {gram: math.log(1 + labels / (seen + 0.5)) for gram, seen in spread.items()}
        self._unseen = math.log(1 + labels / 0.5)
        self._postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for label, own in counts.items():
            weighed = {gram: math.log1p(count) * self._rarity[gram] for gram, count in own.items()}
            norm = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
            for gram, value in weighed.items():
                self._postings[gram].append((label, value * self._rarity[gram] / norm))

    def scores(self, pieces: Mapping[str, float]) -> dict[str, float]:
        """The likeness of weighted pieces (`weighed_grams`) to each label that shares any with them."""
        found: dict[str, float] = defaultdict(float)
        norm = 0.0
        for gram, weight in pieces.items():
            rarity = self._rarity.get(gram)
            if rarity is None:
                norm += (weight * self._unseen) ** 2
                continue
            norm += (weight * rarity) ** 2
            for label, value in self._postings[gram]:
                found[label] += weight * value
        if norm == 0.0:
            return {}
        scale = 1 / math.sqrt(norm)
        return {label: value * scale for label, value in found.items()}


def weighed_grams(texts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The pieces of several folded texts, each with the largest weight of a text that has it."""
    pieces: dict[str, float] = {}
    for text, weight in texts:
        for gram in grams(text, SHORTEST, LONGEST):
            if pieces.get(gram, 0.0) < weight:
                pieces[gram] = weight
    return pieces
