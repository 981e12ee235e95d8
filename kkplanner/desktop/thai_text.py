"""Thai text for widgets: lines that break between words on every computer.

Qt breaks Thai lines only where the system has libthai, which Windows has not. Labels and views therefore show the
text with zero-width spaces at the permitted breaks; models and editors keep the clean text.
"""

from __future__ import annotations

from functools import lru_cache

from kkplanner.thai.words import with_break_marks, without_break_marks

__all__ = ["clean", "wrapping"]


@lru_cache(maxsize=4096)
def wrapping(text: str) -> str:
    """For showing only, never for keeping. The first call loads the word list (about 0.3 s)."""
    return with_break_marks(text)


def clean(text: str) -> str:
    """What a person copied from a shown text, as it stands in the plan."""
    return without_break_marks(text)
