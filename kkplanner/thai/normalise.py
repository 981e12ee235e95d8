"""Clean text for storing, and the key under which two texts count as the same.

`pythainlp.util.normalize` is not used: it joins paragraphs, guesses letters away (`นานาา`, and even across a
blank) and leaves NBSP and BOM where they are. A test shows each case.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kkplanner.thai.digits import to_arabic

_CONSONANT: Final = "ก-ฮ"
_TONES: Final = "\u0e48-\u0e4b"
_MARKS: Final = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_NIKHAHIT: Final = "\u0e4d"
_SARA_AA: Final = "\u0e32"
_SARA_AM: Final = "\u0e33"
_FOLLOWING: Final = "\u0e30\u0e32\u0e33"

# Characters nobody sees or may type: zero-width and direction marks, soft hyphen, what XML forbids.
_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LINE_BREAK: Final = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_BLANK: Final = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK_AT_EDGE: Final = re.compile(" ?\n ?")
# In Thai text a space never stands between a consonant and its mark or sara am: an artefact of PDF copying.
_BLANK_BEFORE_MARK: Final = re.compile(f"(?<=[{_CONSONANT}{_MARKS}]) (?=[{_MARKS}{_SARA_AM}])")
_MARK_RUN: Final = re.compile(f"[{_MARKS}]{{2,}}")
_TONE_AFTER_VOWEL: Final = re.compile(f"([{_FOLLOWING}])([{_TONES}]+)")
_SPLIT_AM: Final = re.compile(f"([{_MARKS}]*){_NIKHAHIT}([{_MARKS}]*){_SARA_AA}")
_NEEDS_WORK: Final = re.compile(
    f"[{_MARKS}]{{2}}|{_NIKHAHIT}|[{_FOLLOWING}][{_TONES}]|[{_CONSONANT}{_MARKS}] [{_MARKS}{_SARA_AM}]"
)

# The order in which a Thai keyboard and every font expect the marks of one consonant.
_RANK: Final = {
    **dict.fromkeys("\u0e3a", 0),  # phinthu
    **dict.fromkeys("\u0e38\u0e39", 1),  # vowels below
    **dict.fromkeys("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47", 2),  # vowels above
    **dict.fromkeys(_NIKHAHIT, 3),
    **dict.fromkeys("\u0e48\u0e49\u0e4a\u0e4b", 4),  # tones
    **dict.fromkeys("\u0e4c\u0e4e", 5),  # thanthakhat, yamakkan
}


def _ordered(run: re.Match[str]) -> str:
    kept: list[str] = []
    for mark in sorted(run[0], key=_RANK.__getitem__):
        # The same mark twice is a slip that cannot be seen; two different ones are left for a reader to judge.
        if not kept or kept[-1] != mark:
            kept.append(mark)
    return "".join(kept)


def _with_canonical_marks(text: str) -> str:
    while _NEEDS_WORK.search(text):
        before = text
        text = _BLANK_BEFORE_MARK.sub("", text)
        text = _TONE_AFTER_VOWEL.sub(r"\2\1", text)
        text = _SPLIT_AM.sub(rf"\1\2{_SARA_AM}", text)
        text = _MARK_RUN.sub(_ordered, text)
        # A tone moved beside a foreign accent takes the place that Unicode gives it.
        text = unicodedata.normalize("NFC", text)
        if text == before:
            break
    return text


def normalise(text: str) -> str:
    r"""`text` as it is stored: what a clerk sees stays, what cannot be seen or was split is put right.

    Sara am copied as nikhahit + sara aa (also with its tone) becomes one letter, the marks of a consonant
    get one order and no doubles, a space in front of a mark goes; เ typed twice is แ; zero-width characters and BOM go; every
    other blank becomes one plain space and none stands at the edge of a line; line ends become `\\n`, blank
    lines at both ends go and inner line breaks stay. No other letter, digit or punctuation is ever changed.
    Applying it twice changes nothing more.
    """
    text = _SURROGATE.sub("\ufffd", text)
    text = _LINE_BREAK.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text).replace("\u0e40\u0e40", "\u0e41")
    text = _BLANK.sub(" ", text)
    if "\n" in text:
        text = _BLANK_AT_EDGE.sub("\n", text)
    text = text.strip(" \n")
    return text if text.isascii() else _with_canonical_marks(text)


def same_text_key(text: str) -> str:
    """A key equal for two texts that a clerk would call the same.

    On top of `normalise`: white space does not count, nor the kind of digits, nor letter case, nor เ typed
    twice for แ. Not for showing or storing.
    """
    key = normalise(text)  # before white space goes: a mark after a line break belongs to no letter before it
    while True:
        before = key
        key = normalise("".join(key.split()))
        key = unicodedata.normalize("NFC", to_arabic(key).replace("\u0e40\u0e40", "\u0e41").casefold())
        if key == before:
            return key
