"""Where the words of a Thai text may be parted at a line end, and where a reader wants them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.thai.engine import general_words
from kkplanner.thai.likeliest import DEAREST_COUNTED, Word, letters, likeliest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kkplanner.thai.likeliest import Prices

# A dictionary word of more letters is offered in its parts: คอนกรีต|เสริมเหล็ก.
_LONGEST_UNIT: Final = 12
_SHORTEST_PART: Final = 3  # characters
# Two words that the dictionary knows as one are kept together up to this length: แหล่ง+น้ำ, คน+ชรา.
_LONGEST_PAIR: Final = 9
# These stay with the word after them.
_LEANING: Final = frozenset(("การ", "ความ", "ผู้", "นัก", "สถาน", "พระ", "พระบรม", "พระราช", "พระมหา", "มหา"))
# Of these, what makes a noun and finds no verb after it belongs to the word before: ภาควิชา+การ.
_NOUN_MAKERS: Final = frozenset(("การ", "ความ"))
# These belong to the word before them: ปี+ละ, หมู่บ้าน+ละ.
_LEANING_BACK: Final = frozenset(("ละ",))
# These begin what follows, whatever the dictionary makes of them and the word before.
_NEVER_SECOND: Final = frozenset(("การ", "ความ", "ผู้", "ที่", "และ", "ของ", "ใน"))


def in_parts(words: Sequence[Word], prices: Prices, whole: Collection[str]) -> list[Word]:
    """The words, long ones of the general dictionary in their natural parts; those of `whole` are not parted."""
    parted: list[Word] = []
    for word in words:
        if word.known and letters(word.text) > _LONGEST_UNIT and word.text not in whole:
            parts = likeliest(word.text, prices, longest=_LONGEST_UNIT)
            if all(_clean(part, prices) for part in parts):
                parted += parts
                continue
        parted.append(word)
    return parted


def _clean(part: Word, prices: Prices) -> bool:
    return (
        part.known and len(part.text) >= _SHORTEST_PART and prices.cost.get(part.text, 0.0) < DEAREST_COUNTED
    )


def joined(words: Sequence[Word]) -> list[str]:
    """The texts of the words, those together that no reader would part."""
    pieces: list[str] = []
    leaning = paired = False
    for index, (text, _) in enumerate(words):
        pair = not paired and _pair(words, index) and not _pair(words, index + 1)
        back = text in _LEANING_BACK and index > 0 and _is_thai(words[index - 1].text)
        if pieces and (pair or back or (leaning and _is_thai(text)) or _stranded(words, index)):
            pieces[-1] += text
        else:
            pieces.append(text)
        paired = pair
        leaning = text in _LEANING
    return pieces


def _pair(words: Sequence[Word], index: int) -> bool:
    """Whether the word at `index` and the one before it make a short word of the dictionary."""
    if not 0 < index < len(words):
        return False
    before, after = words[index - 1].text, words[index].text
    return (
        before not in _LEANING
        and after not in _NEVER_SECOND
        and letters(before + after) <= _LONGEST_PAIR
        and before + after in general_words()
    )


def _stranded(words: Sequence[Word], index: int) -> bool:
    """Whether การ or ความ has no word to lean on but the one before."""
    alone = index + 1 == len(words) or not _is_thai(words[index + 1].text)
    return words[index].text in _NOUN_MAKERS and alone and index > 0 and _is_thai(words[index - 1].text)


def _is_thai(text: str) -> bool:
    return "ก" <= text[0] <= "๎"
