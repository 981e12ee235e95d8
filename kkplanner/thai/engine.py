"""The one door to pythainlp: loaded at the first need, offline, and without a folder in the user's home."""

from __future__ import annotations

import os
import re
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pythainlp.util import Trie

_DERIVED: Final = re.compile("(การ|ความ).")
_MARKS: Final = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def prepare() -> None:
    """Tell pythainlp, before its first import, to fetch nothing and to write nothing.

    Importing it creates its data folder unless it is in read-only mode; the folder named here is therefore
    never made. What the user has set stays: both names of one setting together are an error for pythainlp.
    """
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    if "PYTHAINLP_READ_MODE" not in os.environ:
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    if "PYTHAINLP_DATA_DIR" not in os.environ:
        os.environ.setdefault("PYTHAINLP_DATA", str(Path(tempfile.gettempdir(), "kkplanner-pythainlp")))


def engine_version() -> str:
    """The version of pythainlp, found without loading it."""
    try:
        return version("pythainlp")
    except PackageNotFoundError:  # a frozen build may carry the code without its metadata
        prepare()
        import pythainlp

        return pythainlp.__version__


def number_in_words(number: int) -> str:
    """A whole number read out in Thai: 21 is `ยี่สิบเอ็ด`."""
    prepare()
    from pythainlp.util import num_to_thaiword

    return num_to_thaiword(number)


@cache
def _dictionary() -> Trie:
    """Pythainlp's words, built once for all tokenisers: most of a second and tens of megabytes."""
    from pythainlp.corpus import thai_words
    from pythainlp.util import Trie

    return Trie(thai_words())


def _letters(word: str) -> int:
    return len(_MARKS.sub("", word))


def tokeniser(extra_words: Iterable[str] = (), longest: int | None = None) -> Callable[[str], list[str]]:
    """A function that cuts a text into dictionary words (newmm); joined, they give the text back.

    Args:
        extra_words: added to pythainlp's dictionary.
        longest: leave out words of more letters than this, marks above and below not counted, and nouns
            made by การ- or ความ-, which would cut องค์การบริหาร into องค์ and การบริหาร.
    """
    prepare()
    from pythainlp.tokenize.newmm import segment
    from pythainlp.util import Trie

    dictionary = _dictionary()

    class Layered(Trie):
        """The extra words over the shared dictionary, which stays as it is; its longer words unseen."""

        def prefixes(self, text: str, start: int = 0) -> list[str]:
            common = dictionary.prefixes(text, start)
            if longest is not None:
                common = [word for word in common if _letters(word) <= longest and not _DERIVED.match(word)]
            own = super().prefixes(text, start)
            return sorted({*common, *own}, key=len) if own else common

        def __bool__(self) -> bool:  # newmm takes a false dictionary for none
            return True

    layered = Layered(extra_words)
    return lambda text: segment(text, custom_dict=layered)
