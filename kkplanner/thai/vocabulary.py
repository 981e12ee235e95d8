"""Words that the general dictionary lacks or that lines must not part: the lists of `resources/lexicon/*.txt`."""

from __future__ import annotations

from functools import cache

from kkplanner.assets import resource
from kkplanner.thai.normalise import normalise


@cache
def local_government_words() -> tuple[str, ...]:
    """Words of local government that the general dictionary lacks, sorted."""
    return _listed("words.txt")


@cache
def royal_names() -> tuple[str, ...]:
    """Parts of royal names and titles, each kept whole, sorted."""
    return _listed("royal-names.txt")


@cache
def counting_words() -> frozenset[str]:
    """Words that count or measure: `คน`, `เมตร`."""
    return frozenset(_listed("counting-words.txt"))


def _listed(name: str) -> tuple[str, ...]:
    """The words of a list, without its comments (lines that begin with `#`)."""
    lines = resource("lexicon", name).read_text(encoding="utf-8").splitlines()
    return tuple(sorted({normalise(line) for line in lines if line.strip() and not line.startswith("#")}))
