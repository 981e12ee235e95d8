"""The words of table heads: what a column is called, a year however it is written. All of one cell, no layout."""

from __future__ import annotations

import difflib
import re
from typing import Final

from kkplanner.thai.normalise import same_text_key

TITLE, TARGET, INDEX = "title", "target", "index"
UUID, PARENT, KIND, RECORD = "kk:uuid", "kk:parent", "kk:kind", "kk:record"
HIDDEN: Final = frozenset({UUID, PARENT, KIND, RECORD})
BUDGET, ENACTED, OTHER_YEARS, TOTAL = "budget", "enacted", "other years", "total"

# Field of the record ← how its head begins (white space and digits' kind do not count). Longest first.
_STARTS: Final[tuple[tuple[str, str], ...]] = (
    ("หน่วยงานที่จะขอประสาน", "asked_agency"),
    ("หน่วยงานที่ขอประสาน", "asked_agency"),
    ("หน่วยงานที่จะขอรับการประสาน", "asked_agency"),
    ("งบประมาณตามเทศบัญญัติ", ENACTED),
    ("งบประมาณตามข้อบัญญัติ", ENACTED),
    ("งบตามเทศบัญญัติ", ENACTED),
    ("งบตามข้อบัญญัติ", ENACTED),
    ("เทศบัญญัติ", ENACTED),
    ("ข้อบัญญัติ", ENACTED),
    ("งบประมาณ", BUDGET),
    ("วัตถุประสงค์", "objective"),
    ("เป้าหมาย", TARGET),
    ("ตัวชี้วัด", "kpi"),
    ("ผลที่คาดว่า", "expected_result"),
    ("ผลที่คาดหวัง", "expected_result"),
    ("ผลที่ได้รับ", "expected_result"),
    ("หน่วยงาน", "agency"),
    ("ผู้รับผิดชอบ", "agency"),
    ("ส่วนราชการที่รับผิดชอบ", "agency"),
    ("โครงการ/กิจกรรม", TITLE),
    ("ชื่อโครงการ", TITLE),
    ("โครงการ(", TITLE),
    ("ชื่อรายการ", TITLE),
    ("ชื่อครุภัณฑ์", TITLE),
    ("ประเภทครุภัณฑ์", "equipment_type"),
)
_WORDS: Final[dict[str, str]] = {
    "ที่": INDEX,
    "no": INDEX,
    "no.": INDEX,
    "ข้อ": INDEX,
    "ลำดับ": INDEX,
    "ลำดับที่": INDEX,
    "โครงการ": TITLE,
    "โครงการพัฒนา": TITLE,
    "โครงการพัฒนาท้องถิ่น": TITLE,
    "ครุภัณฑ์": TITLE,
    "รายการครุภัณฑ์": TITLE,
    "ชุมชนที่รับผิดชอบ": "agency",
    "ชุมชนรับผิดชอบ": "agency",
    "รายการ": TITLE,
    "แผนงาน": "programme",
    "หมวด": "category",
    "ประเภท": "equipment_type",
    "หมู่ที่": "village",
    "ชุมชน": "village",
    "หมู่บ้าน": "village",
    "หมู่บ้าน/ชุมชน": "village",
    "รวม": TOTAL,
    "รวมทั้งสิ้น": TOTAL,
    "รวม5ปี": TOTAL,
}
_WHOLE_HEADS: Final[dict[str, str]] = {
    "วัตถุประสงค์": "objective",
    "เป้าหมาย": TARGET,
    "เป้าหมาย(ผลผลิตของโครงการ)": TARGET,
    "ตัวชี้วัด": "kpi",
    "ตัวชี้วัด(kpi)": "kpi",
    "ผลที่คาดว่าจะได้รับ": "expected_result",
    "หน่วยงานรับผิดชอบหลัก": "agency",
    "หน่วยงานที่รับผิดชอบหลัก": "agency",
    "ชื่อโครงการ": TITLE,
}
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


def meaning(text: object) -> str | None:
    """The column meant by one cell of a head, or None."""
    if not isinstance(text, str) or len(text) > LONGEST_HEAD * 2:
        return None
    key = same_text_key(text)
    if len(key) > LONGEST_HEAD:
        return None
    if key in HIDDEN:
        return key
    if key in _WORDS:
        return _WORDS[key]
    return next((name for start, name in _STARTS if key.startswith(start)), None)


def misspelt(words: str) -> str | None:
    """The field whose head is typed with a slip ("วัตถุประสงค", "ตัวชีวัด"), within a head that is known as one."""
    key = same_text_key(words)
    if not _SHORTEST_SLIP <= len(key) <= LONGEST_HEAD:
        return None
    close = difflib.get_close_matches(key, _WHOLE_HEADS, n=1, cutoff=_ALIKE)
    return _WHOLE_HEADS[close[0]] if close else None


def year_of(value: object) -> int | None:
    """A year of a head cell as typed; พ.ศ. or ค.ศ. is told by its size."""
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
