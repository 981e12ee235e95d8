"""How alike two short texts are, by the runs of letters they share."""

from __future__ import annotations

from functools import lru_cache

from kkplanner.thai.normalise import same_text_key


@lru_cache(16384)
def _key(text: str) -> str:
    return same_text_key(text)


@lru_cache(16384)
def grams(text: str) -> frozenset[str]:
    """All runs of three characters, white space and kind of digits aside; a shorter text is one run."""
    key = _key(text)
    if len(key) <= 3:
        return frozenset((key,)) if key else frozenset()
    return frozenset(key[start : start + 3] for start in range(len(key) - 2))


def likeness(one: str, other: str) -> float:
    """Dice coefficient: 1 for the same text, 0 for nothing in common."""
    left, right = grams(one), grams(other)
    whole = len(left) + len(right)
    return 2 * len(left & right) / whole if whole else 0.0


def contained(asked: str, text: str) -> float:
    """The share of what was asked for that stands in `text`, 0 to 1."""
    if _key(asked) in _key(text):
        return 1.0 if asked.strip() else 0.0
    wanted = grams(asked)
    return len(wanted & grams(text)) / len(wanted) if wanted else 0.0
