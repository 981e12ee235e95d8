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
def _dictionary(longest: int | None) -> Trie:
    """Pythainlp's words, built once for all tokenisers: most of a second and tens of megabytes."""
    from pythainlp.corpus import thai_words
    from pythainlp.util import Trie

    return Trie(word for word in thai_words() if longest is None or len(_MARKS.sub("", word)) <= longest)


def tokeniser(extra_words: Iterable[str] = (), longest: int | None = None) -> Callable[[str], list[str]]:
    """A function that cuts a text into dictionary words (newmm); joined, they give the text back.

    Args:
        extra_words: added to pythainlp's dictionary.
        longest: leave out words of more letters than this, marks above and below not counted.
    """
    prepare()
    from pythainlp.tokenize.newmm import segment
    from pythainlp.util import Trie

    dictionary = _dictionary(longest)

    class Layered(Trie):
        """The extra words over the shared dictionary, which stays as it is."""

        def prefixes(self, text: str, start: int = 0) -> list[str]:
            common = dictionary.prefixes(text, start)
            own = super().prefixes(text, start)
            return sorted({*common, *own}, key=len) if own else common

    layered = Layered(extra_words)
    vocabulary = layered if len(layered) else dictionary
    return lambda text: segment(text, custom_dict=vocabulary)
