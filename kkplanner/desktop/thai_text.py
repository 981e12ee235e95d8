"""Thai text for widgets: lines that break between words on every computer.

Qt breaks Thai lines only where the system has libthai, which Windows has not. Labels and views therefore show the
text with zero-width spaces at the permitted breaks; models and editors keep the clean text.
"""

from __future__ import annotations

from functools import lru_cache

from kkplanner.thai.words import with_break_marks, without_break_marks

__all__ = ["Wrapping", "clean", "wrapping"]


_BATCH = 60
_MOST_KNOWN = 20_000


@lru_cache(maxsize=4096)
def wrapping(text: str) -> str:
    """For showing only, never for keeping. The first call loads the word list (about 0.3 s)."""
    return with_break_marks(text)


class Wrapping:
    """Wraps texts that a view paints, a few at a time, so that no painting waits for the dictionary.

    Until its turn has come a text is shown as it is, which on a computer with libthai looks the same.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._waiting: dict[str, None] = {}

    def shown(self, text: str) -> str:
        """The text with its breaks where they are known; otherwise as it is, and noted for `work`."""
        known = self._known.get(text)
        if known is not None:
            return known
        if text:
            self._waiting[text] = None
        return text

    @property
    def has_work(self) -> bool:
        return bool(self._waiting)

    def batch(self) -> list[str]:
        """The texts to be worked on next, those asked for last first."""
        texts = list(self._waiting)[-_BATCH:]
        for text in texts:
            del self._waiting[text]
        return texts

    def take(self, wrapped: dict[str, str]) -> None:
        """What a batch became."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known.update(wrapped)


def clean(text: str) -> str:
    """What a person copied from a shown text, as it stands in the plan."""
    return without_break_marks(text)
