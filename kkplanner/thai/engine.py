"""The one door to pythainlp: loaded at the first need, offline, and without a folder in the user's home."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
def general_words() -> frozenset[str]:
    """The words of pythainlp's general dictionary."""
    prepare()
    from pythainlp.corpus import thai_words

    return thai_words()


def word_counts() -> Mapping[str, int]:
    """How often each word was met in the Thai National Corpus, some of them not in the general dictionary."""
    prepare()
    from pythainlp.corpus.tnc import unigram_word_freqs

    return unigram_word_freqs()


def syllables() -> frozenset[str]:
    """Pythainlp's list of Thai syllables."""
    prepare()
    from pythainlp.corpus import thai_syllables

    return thai_syllables()


def cluster_ends(text: str) -> bytearray:
    """For each position of `text`, 1 where a cluster of Thai characters ends: no word ends elsewhere."""
    prepare()
    from pythainlp.tokenize.tcc_p import tcc_pos_array

    return tcc_pos_array(text)
