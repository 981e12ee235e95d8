"""Where a line of Thai text may break: the rules laid over the word boundaries of the dictionary.

A text is one line without runs of blanks; a cut is a position in it. A cut at a blank means that the
line may end before the blank, which is then not printed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from kkplanner.thai.vocabulary import counting_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS: Final = "0-9๐-๙"
_LEADING_VOWELS: Final = "เแโใไ"
_OPENING: Final = "([{<«“‘฿$#"
_CLOSING: Final = ")]}>»”’,.;:!?%‰°/…"

# What a line never starts with: vowels and marks that lean on the letter before, ๆ ฯ, closing punctuation.
NEVER_FIRST: Final = frozenset("\u0e30\u0e32\u0e33\u0e45ๆฯ๚๛" + _CLOSING) | frozenset(
    chr(code) for code in (0xE31, *range(0xE34, 0xE3B), *range(0xE47, 0xE4F))
)
# What a line never ends with: vowels written before their consonant, opening punctuation.
NEVER_LAST: Final = frozenset(_LEADING_VOWELS + _OPENING)

_NO_BREAK_BLANK: Final = "\u00a0\u202f"
_DASHES: Final = r"\-‐‑–—−"

# Words that belong to the number after them, whether a blank stands between or not.
_BEFORE_NUMBER: Final = (
    *("พ.ศ.", "ค.ศ.", "ปีงบประมาณ", "ปี", "ร้อยละ", "เลขที่", "วันที่", "ครั้งที่", "ฉบับที่", "เล่มที่", "หน้าที่", "หน้า"),
    *("ประเด็นที่", "ยุทธศาสตร์ที่", "กลยุทธ์ที่", "แนวทางที่", "แผนงานที่", "เป้าหมายที่", "ส่วนที่", "บทที่", "ข้อที่", "ข้อ"),
    *("ลำดับที่", "ระยะที่", "รุ่นที่", "ชั้นปีที่", "สายที่", "ซอย", "หมู่ที่", "หมู่", "ที่", "มาตรา", "วรรค", "ว.", "ม.", "No."),
)
# Short units that belong to the number before them.
_AFTER_NUMBER: Final = (
    "ตร.กม.",
    "ตร.ม.",
    "ตร.ว.",
    "ลบ.ม.",
    "กม.",
    "ซม.",
    "มม.",
    "ม.",
    "กก.",
    "น.",
    "บ.",
    "%",
)


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_NUMBERED: Final = rf"(?<!พื้น)(?:{_any_of(_BEFORE_NUMBER)})"

# In these patterns a match forbids every cut inside it.
_UNBREAKABLE: Final = (
    # Numbers with separators, sizes, spans, codes: 1,250,000.- 5.00x100.00 08.30-16.30 0+000 ผ.02 70%
    re.compile(rf"[{_DIGITS}]+(?:[.,:/×xX*+{_DASHES}]+[{_DIGITS}]+)*(?:[.,][{_DASHES}]|%)?"),
    re.compile(rf"[./{_DASHES}][{_DIGITS}]"),
    # A dash without a blank before it stays with what it follows.
    re.compile(rf"\S[{_DASHES}]"),
    # Abbreviations of several parts: พ.ศ., ตร.ม., เม.ย.
    re.compile(r"(?<=[ก-๎])\.(?=[เแโ]?[ก-ฮ][ก-ฮิ-ู]{0,3}\.)[เแโก-ฮ]"),
    # An inch or minute mark after a digit.
    re.compile(rf"[{_DIGITS}][\"'″′]"),
    re.compile("ฯลฯ"),
    # Latin words and addresses with the signs inside them.
    re.compile(r"[!-~]{2,}"),
)
# The same, but across blanks: given up in a column that is too narrow for the whole.
_STICKY: Final = (
    re.compile(rf"{_NUMBERED} ?[{_DIGITS}]"),
    re.compile(rf"[{_DIGITS}] ?(?:{_any_of(_AFTER_NUMBER)})(?![ก-ฮ])"),
    # The sign between two numbers stays with the first: `2571 -` | `2575`, `5.00 x` | `100.00`.
    re.compile(rf"[{_DIGITS}] ?[xX×*+={_DASHES}](?= [{_DIGITS}])"),
    # A bullet stays with its text: `- ก่อสร้าง`, `1) จัดอบรม`, `1.2 จัดอบรม`, `(1) จัดอบรม`, `ก. จัดอบรม`.
    re.compile(rf"(?:^|(?<=[^{_DIGITS}] ))[{_DASHES}•*▪●] "),
    re.compile(
        rf"^\(?(?:[{_DIGITS}]{{1,2}}(?:\.[{_DIGITS}]{{1,2}})+|(?:[{_DIGITS}]{{1,2}}|[ก-ฮ])[.)])[.)]? ?\S"
    ),
    # In the middle of a line too: `1. อบรม 2. ติดตาม`.
    re.compile(rf"(?<= )\(?[{_DIGITS}]{{1,2}}[.)] ?(?=[ก-๎])"),
    re.compile(r"(?:^|(?<= ))ณ "),
    # The number of a circular: `มท 0810.3/ว 2770`, `ว 159`.
    re.compile(rf"(?:^|(?<= )|/)ว\.? ?[{_DIGITS}]"),
    re.compile(rf"(?:^|(?<= ))(?:มท|กค)\.? [{_DIGITS}]"),
)

# A number, if no word before it makes it a name (`พ.ศ. 2571`, `ส่วนที่ 2`), and what stands between it and a word.
_COUNT: Final = re.compile(
    rf"(?P<name>{_NUMBERED} ?)?[{_DIGITS}][{_DIGITS}.,/x{_DASHES}]*(?P<joint> ?)(?=[ก-ฮเแโใไ])"
)

_MOST_PARTS: Final = 4  # of a counting word


def _never_between(before: str, after: str) -> bool:
    """Whether two neighbouring characters stay on one line, a blank between them or not."""
    return (
        after in NEVER_FIRST
        or before in NEVER_LAST
        or before in _NO_BREAK_BLANK
        or after in _NO_BREAK_BLANK
        or unicodedata.category(after)[0] == "M"
    )


def _beside_straight_quotes(text: str) -> set[int]:
    """The cuts that a straight double quote forbids: after an opening one, before a closing one."""
    banned: set[int] = set()
    opened = False
    for position, character in enumerate(text):
        if character != '"':
            continue
        if opened:
            banned |= {position, position - (text[position - 1] == " ")}
        elif position and text[position - 1].isdigit():
            continue  # an inch mark
        else:
            banned.add(position + 1)
        opened = not opened
    return banned


def _without_lone_consonants(text: str, cuts: list[int]) -> list[int]:
    """One consonant between two cuts is a piece of a word that the dictionary lacks; ณ and ธ are words."""
    kept: list[int] = []
    starts = [0, *(cut + (text[cut] == " ") for cut in cuts)]
    for start, end in zip(starts, [*cuts, len(text)], strict=True):
        lone = end - start == 1 and "ก" <= text[start] <= "ฮ" and text[start] not in "ณธ"
        joined = not start or text[start - 1] == " "
        if lone and not joined and kept and kept[-1] == start:
            kept.pop()
        elif lone and joined and end < len(text) and text[end] != " ":
            continue
        if end < len(text):
            kept.append(end)
    return kept


def _inside_counts(text: str, words: Iterable[int]) -> set[int]:
    """The cuts between a number and the word after it that counts or measures: `96 คน`, `5.00 เมตร`."""
    counting = counting_words()
    ends = sorted({len(text), *words})
    banned: set[int] = set()
    for number in _COUNT.finditer(text):
        start = number.end()
        if number["name"] is not None:
            continue
        # A counting word may itself have been offered in parts: ล้าน+บาท, กิโล+โวลต์.
        following = bisect_right(ends, start)
        found = [end for end in ends[following : following + _MOST_PARTS] if text[start:end] in counting]
        if found:
            banned.update(range(number.start("joint"), found[-1]))
    return banned


def permitted_cuts(
    text: str, word_ends: Iterable[int], *, words: Iterable[int] = (), sticky: bool = True
) -> list[int]:
    """The positions of `text` where a line may end, in order, from the ends of its words.

    Args:
        text: one line, blanks single, none at the edges.
        word_ends: positions that end what is kept together; every blank is one anyway.
        words: positions that end a word, to tell `5 วัน` from `5 วันที่`.
        sticky: also keep together what belongs together across a blank (`พ.ศ. ๒๕๗๑`).
    """
    blanks = {position for position, character in enumerate(text) if character == " "}
    # The two sides of a blank are one cut: the position of the blank.
    cuts = {
        position - (position - 1 in blanks) for position in word_ends if 0 < position < len(text)
    } | blanks
    banned = _beside_straight_quotes(text)
    for pattern in _UNBREAKABLE + (_STICKY if sticky else ()):
        for match in pattern.finditer(text):
            banned.update(range(match.start() + 1, match.end()))
    if sticky:
        banned |= _inside_counts(text, words)
    cuts -= banned
    allowed = (cut for cut in sorted(cuts) if not _never_between(text[cut - 1], text[cut + (cut in blanks)]))
    return _without_lone_consonants(text, list(allowed))
