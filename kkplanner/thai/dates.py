"""Days and years as a Thai office writes them: Buddhist years, fiscal years, Thai month names."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

from kkplanner.errors import UserError
from kkplanner.thai.digits import DigitStyle, in_style, to_arabic

BUDDHIST_OFFSET: Final = 543
MONTHS: Final = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_SHORT: Final = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_FISCAL_YEAR_STARTS: Final = 10  # October
# Two digits of a year mean this century of the Buddhist era, a year from this on is a Buddhist one.
_CENTURY: Final = 2500
_FIRST_BUDDHIST: Final = 2400
_FIRST_CHRISTIAN: Final = 1900
_LAST_BUDDHIST: Final = 2700
_LONGEST_TEXT: Final = 120

_MONTH_NUMBER: Final = {
    name.replace(".", ""): number
    for names in (MONTHS, MONTHS_SHORT)
    for number, name in enumerate(names, start=1)
}
_NAMED: Final = re.compile(
    r"(?:(?:ประกาศ)?\s*(?:ณ|ลง)?\s*วันที่)?\s*(?P<day>[0-9]{1,2})\s*(?:เดือน)?\s*(?P<month>[ก-๎]+(?:\.\s*[ก-๎]+)*\.?)"
    r"\s*(?P<era>(?:พ\.?\s*ศ\.?|พุทธศักราช|ค\.?\s*ศ\.?|ปี)*)\s*(?P<year>[0-9]{4}|[0-9]{2})"
)
_NUMBERED: Final = re.compile(
    r"(?P<day>[0-9]{1,2})\s*([/.\-])\s*(?P<month>[0-9]{1,2})\s*\2\s*(?P<year>[0-9]{4}|[0-9]{2})"
)
_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


class DateError(UserError):
    """A text that is no day. `text` keeps what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"อ่าน “{text}” เป็นวันที่ไม่ได้ ยังไม่มีข้อมูลใดเปลี่ยนแปลง โปรดระบุเช่น 1 กรกฎาคม 2569 หรือ 1/7/2569"
        )
        self.text = text


def buddhist_year(ad: int) -> int:
    """พ.ศ. of a Christian year."""
    return ad + BUDDHIST_OFFSET


def christian_year(be: int) -> int:
    """ค.ศ. of a Buddhist year."""
    return be - BUDDHIST_OFFSET


def fiscal_year(day: dt.date) -> int:
    """The budget year (พ.ศ.) of a day: 1 October 2027 opens fiscal year 2571."""
    return buddhist_year(day.year) + (day.month >= _FISCAL_YEAR_STARTS)


def format_date(
    day: dt.date,
    style: Literal["long", "official", "short"] = "long",
    digits: DigitStyle = DigitStyle.ARABIC,
) -> str:
    """A day in Thai: long `1 กรกฎาคม 2569`, official `1 กรกฎาคม พ.ศ. 2569`, short `1 ก.ค. 69`."""
    year = buddhist_year(day.year)
    if style == "short":
        text = f"{day.day} {MONTHS_SHORT[day.month - 1]} {year % 100:02d}"
    else:
        era = "พ.ศ. " if style == "official" else ""
        text = f"{day.day} {MONTHS[day.month - 1]} {era}{year}"
    return in_style(text, digits)


def _christian(year: str, era: str) -> int | None:
    number = int(year)
    if era.startswith("ค"):
        return number if _FIRST_CHRISTIAN <= number < _FIRST_BUDDHIST else None
    if len(year) == 2:
        return christian_year(_CENTURY + number)
    if _FIRST_BUDDHIST <= number <= _LAST_BUDDHIST:
        return christian_year(number)
    # A clerk's พ.ศ. before a Christian year contradicts itself; a bare one is a date taken from a computer.
    return number if not era.startswith(("พ", "ปี")) and _FIRST_CHRISTIAN <= number < _FIRST_BUDDHIST else None


def parse_date(text: str) -> dt.date:
    """The day that a clerk wrote: `๒๖ มิถุนายน ๒๕๖๘`, `ลงวันที่ 1 ก.ค. 69`, `1/7/2569`, `2026-07-01`.

    Day before month; a year from 2400 on is พ.ศ., a bare year of two digits means 25xx.

    Raises:
        DateError: `text` is no day, or a day that does not exist.
    """
    shown = " ".join(text.split())[:_LONGEST_TEXT]
    bare = to_arabic(shown).removeprefix("(").removesuffix(")")
    match = _ISO.fullmatch(bare) or _NUMBERED.fullmatch(bare) or _NAMED.fullmatch(bare)
    if match is None:
        raise DateError(shown)
    parts = match.groupdict()
    name = parts["month"]
    month = int(name) if name.isdigit() else _MONTH_NUMBER.get(re.sub(r"[.\s]", "", name))
    year = _christian(parts["year"], parts.get("era") or "")
    if month is None or year is None:
        raise DateError(shown)
    try:
        return dt.date(year, month, int(parts["day"]))
    except ValueError:
        raise DateError(shown) from None
