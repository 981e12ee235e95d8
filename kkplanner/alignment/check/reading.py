"""How the rules read a clerk's text: what is numbering, what counts, what is a place, what is alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.terms import terms
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.model import Project

_LONGEST_TITLE: Final = 60  # characters of a project's title in a message; longer ones are cut
_CACHED: Final = 8192
# "1." "2)" "(3)" "1.2" "-" "•" in front of a line or of a point inside one.
_NUMBERING: Final = re.compile(
    r"(?:^|(?<=\s))(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]+(?![0-9])|[-–•·*]+(?= ?[^0-9]))\s*"
)
_BARE_NUMBER: Final = re.compile(r"^[0-9]{1,2}\s+(?=[ก-ฮเแโใไ])")
_YEAR: Final = re.compile(
    r"(?:(?:ประจำ)?ปี(?:งบประมาณ|การศึกษา)?|พ\.?ศ\.?|\bปีละ)[\s.พศ]*25[0-9]{2}(?:\s*[-–]\s*25[0-9]{2})?|25[67][0-9](?![0-9])"
)
_PLACE_NUMBER: Final = re.compile(r"(?:หมู่(?:ที่|บ้าน)?|ม\.|ซอย(?:ที่)?|ครั้งที่|รุ่นที่|ระยะที่|กิจกรรมที่|ชั้น\S*ปีที่)\s*[0-9]+")
_NOT_LETTERS: Final = re.compile("[^0-9A-Za-z\u0e01-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
_TITLE_HEAD: Final = re.compile(r"^\s*(?:โครงการ|กิจกรรม)\s*")


def shown_title(project: Project) -> str:
    """The title on one line, cut where it is long."""
    return shown(project.title) or "(ไม่มีชื่อ)"


def shown(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else line[:_LONGEST_TITLE].rstrip() + "…"


def points(text: str) -> Iterator[str]:
    """The lines of a text without their numbering; empty ones are left out."""
    for line in text.splitlines():
        bare = _BARE_NUMBER.sub("", _NUMBERING.sub("", line.strip(), count=1)).strip()
        if bare:
            yield bare


def split_numbering(text: str) -> tuple[str, str]:
    """The numbering in front of a text, and the text after it."""
    start = text.lstrip()
    head = _NUMBERING.match(start) or _BARE_NUMBER.match(start)
    cut = len(text) - len(start) + (head.end() if head else 0)
    return text[:cut], text[cut:]


@lru_cache(_CACHED)
def says_how_many(text: str) -> bool:
    """Whether a text counts something; list numbers, years and village numbers count nothing."""
    bare = _NUMBERING.sub(" ", to_arabic(text))
    bare = _PLACE_NUMBER.sub(" ", _YEAR.sub(" ", bare))
    return terms().counted.search(bare) is not None


@lru_cache(_CACHED)
def is_construction_title(title: str) -> bool:
    known = terms()
    return known.construction.search(title) is not None and known.not_construction.search(title) is None


def is_construction(project: Project) -> bool:
    """Whether the project builds or repairs something that stands at a place."""
    return not project.form.is_equipment and is_construction_title(project.title)


def place_texts(project: Project) -> str:
    """Everything in which a clerk names the place of a project."""
    return "\n".join(
        [project.title, project.target, project.village, *(item.text for item in project.sub_items)]
    )


def names_a_place(text: str) -> bool:
    return terms().place.search(to_arabic(text)) is not None


def letters(text: str) -> str:
    """Only what is spelt: no blanks, numbering or punctuation; digits Arabic, letters small."""
    return _NOT_LETTERS.sub("", _NUMBERING.sub("", to_arabic(text))).casefold()


def bare_title(title: str) -> str:
    """A title without the words that every title may begin with, its year and its punctuation."""
    return letters(_TITLE_HEAD.sub("", _YEAR.sub(" ", to_arabic(title))))


def grams(text: str, size: int = 3) -> frozenset[str]:
    """All runs of `size` characters; the text itself when it is shorter."""
    if len(text) <= size:
        return frozenset((text,)) if text else frozenset()
    return frozenset(text[start : start + size] for start in range(len(text) - size + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice coefficient of two sets of grams: 1 for equal sets, 0 for sets with nothing in common."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
