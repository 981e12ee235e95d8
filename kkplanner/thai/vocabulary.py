"""Words that the general dictionary lacks or that lines must not part: the lists of `resources/lexicon/*.txt`."""

from __future__ import annotations

from functools import cache

from kkplanner.assets import resource
from kkplanner.thai.normalise import normalise

_BAR = "|"


@cache
def local_government_words() -> tuple[str, ...]:
    """Words of local government that the general dictionary lacks, sorted."""
    return _listed("words.txt")


@cache
def royal_names() -> tuple[str, ...]:
    """Parts of royal names and titles, each kept whole, sorted."""
    return _listed("royal-names.txt")


@cache
def chosen_parts() -> dict[str, tuple[str, ...]]:
    """Listed words with a bar in them (`พระศรีนครินทรา|บรมราชชนนี`): how each is parted where its column is too narrow."""
    bars = (
        line for name in ("narrow-columns.txt", "royal-names.txt") for line in _lines(name) if _BAR in line
    )
    return {line.replace(_BAR, ""): tuple(line.split(_BAR)) for line in bars}


@cache
def counting_words() -> frozenset[str]:
    """Words that count or measure: `คน`, `เมตร`."""
    return frozenset(_listed("counting-words.txt"))


def _listed(name: str) -> tuple[str, ...]:
    return tuple(sorted({line.replace(_BAR, "") for line in _lines(name)}))


def _lines(name: str) -> list[str]:
    """The entries of a list, without its comments (lines that begin with `#`)."""
    lines = resource("lexicon", name).read_text(encoding="utf-8").splitlines()
    return [normalise(line) for line in lines if line.strip() and not line.startswith("#")]
