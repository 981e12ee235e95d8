"""Words of local government that the general dictionary lacks, from `resources/lexicon/words.txt`."""

from __future__ import annotations

from functools import cache

from kkplanner.assets import resource
from kkplanner.thai.normalise import normalise


@cache
def local_government_words() -> tuple[str, ...]:
    """The word list, sorted, without its comments (lines that begin with `#`)."""
    lines = resource("lexicon", "words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(sorted({normalise(line) for line in lines if line.strip() and not line.startswith("#")}))
