"""The words of table heads: what a column is called, a year however it is written. All of one cell, no layout."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kkplanner.assets import resource
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE, TARGET, INDEX = "title", "target", "index"
UUID, PARENT, KIND, RECORD = "kk:uuid", "kk:parent", "kk:kind", "kk:record"
HIDDEN: Final = frozenset({UUID, PARENT, KIND, RECORD})
BUDGET, ENACTED, OTHER_YEARS, TOTAL = "budget", "enacted", "other years", "total"

_SHORTEST_SLIP: Final = 6
_ALIKE: Final = 0.8
TEXT_FIELDS: Final = (
    TITLE,
    "objective",
    TARGET,
    "kpi",
    "expected_result",
    "agency",
    "asked_agency",
    "programme",
    "equipment_type",
    "village",
)
_ROUND_A_YEAR: Final = re.compile(
    r"เทศบัญญัติ|ข้อบัญญัติ|ปีที่\d(?=\D)|ปีงบประมาณ|งบประมาณ|ปี|[พค]\.?ศ\.?|หน่วย:?|(?:ล้าน|แสน|หมื่น|พัน)?บาท|[()\[\]/:]"
)
_YEARS: Final = re.compile(r"\d{4}(?:\d{4})?")
_SHORT_YEAR: Final = re.compile(r"(?:ปี|พ\.?ศ\.?|ปีงบประมาณ)+['’]?(?P<year>[5-9]\d)(?:\(?บาท\)?)?")
SMALL: Final = re.compile(r"\(.*\)|บาท|จำนวน|โครงการ|\d{1,2}")
LONGEST_HEAD: Final = 60
ERA: Final = 543
CHRISTIAN: Final = range(1950, 2101)
_BUDDHIST: Final = range(2450, 2651)
_COUNTED: Final = re.compile(r"\d+")
_FEWEST_COUNTED: Final = 3  # cells that count up by one before they are taken for years
_FIRST_SHORT_YEAR: Final = 50


@dataclass(frozen=True, slots=True)
class _Words:
    """What columns are called; the longest beginning is tried first."""

    exact: Mapping[str, str]
    starts: tuple[tuple[str, str], ...]
    whole: Mapping[str, str]  # heads that are known with a slip in them


@cache
def _words() -> _Words:
    data = json.loads(resource("lists", "column_heads.json").read_text(encoding="utf-8"))
    exact, starts, whole = (
        {word: name for name, words in data[part].items() for word in words}
        for part in ("exact", "starts", "whole")
    )
    return _Words(exact, tuple(sorted(starts.items(), key=lambda one: -len(one[0]))), whole)


def meaning(text: object) -> str | None:
    """The column meant by one cell of a head, or None."""
    if not isinstance(text, str) or len(text) > LONGEST_HEAD * 2:
        return None
    key = same_text_key(text).rstrip(".")
    if len(key) > LONGEST_HEAD:
        return None
    if key in HIDDEN:
        return key
    words = _words()
    if key in words.exact:
        return words.exact[key]
    return next((name for start, name in words.starts if key.startswith(start)), None)


def misspelt(words: str) -> str | None:
    """The field whose head is typed with a slip ("วัตถุประสงค", "ตัวชีวัด"), within a head that is known as one."""
    key = same_text_key(words)
    if not _SHORTEST_SLIP <= len(key) <= LONGEST_HEAD:
        return None
    known = _words().whole
    close = difflib.get_close_matches(key, known, n=1, cutoff=_ALIKE)
    return known[close[0]] if close else None


def years_of(cells: Mapping[int, object]) -> dict[int, int]:
    """Column → year in one row of a head.

    Where no cell is a year as `year_of` knows it, cells alike but for a number that counts up by one are years
    too: "งบปี 2571", "66", "67", "68".
    """
    found = {column: year for column, value in cells.items() if (year := year_of(value)) is not None}
    return found or _counted_years(cells)


def _counted_years(cells: Mapping[int, object]) -> dict[int, int]:
    alike: dict[str, dict[int, int]] = {}
    for column, value in cells.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        key = same_text_key(f"{value:g}" if isinstance(value, float) else str(value))
        numbers = list(_COUNTED.finditer(key)) if len(key) < LONGEST_HEAD else []
        if len(numbers) == 1 and (year := _whole_year(numbers[0][0])) is not None:
            stem = key[: numbers[0].start()] + "#" + key[numbers[0].end() :]
            alike.setdefault(stem, {})[column] = year
    for years in alike.values():
        in_order = [years[column] for column in sorted(years)]
        counts_up = all(after == before + 1 for before, after in pairwise(in_order))
        if len(in_order) >= _FEWEST_COUNTED and counts_up:
            return years
    return {}


def _whole_year(digits: str) -> int | None:
    year = int(digits)
    if len(digits) == 2:  # "66" is 2566
        return 2500 + year if year >= _FIRST_SHORT_YEAR else None
    return year if year in _BUDDHIST or year in CHRISTIAN else None


def year_of(value: object) -> int | None:
    """A year of a head cell as typed; พ.ศ. or ค.ศ. is told by its size."""
    if isinstance(value, dt.date) and (value.month, value.day) == (1, 1):
        value = value.year  # a cell formatted to show the year of a date only
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if len(text) >= LONGEST_HEAD:
        return None
    key = same_text_key(text)
    if match := _SHORT_YEAR.fullmatch(key):
        return 2500 + int(match["year"])
    digits = _ROUND_A_YEAR.sub("", key)
    if not _YEARS.fullmatch(digits):
        return None
    years = [int(digits[at : at + 4]) for at in range(0, len(digits), 4)]
    if len(years) > 1 and max(years) - min(years) != ERA:  # "2571 (2028)" names one year twice
        return None
    year = max(years)
    return year if year in _BUDDHIST or year in CHRISTIAN else None


def buddhist(year: int) -> int:
    """The พ.ศ. year of a head's year."""
    return year + ERA if year in CHRISTIAN else year
