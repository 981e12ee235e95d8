"""Cells that say "as above": ditto marks in all their shapes, and words that point to another row."""

from __future__ import annotations

import re
from typing import Final

from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

_MARKS: Final = re.compile(r"[-–—.]*(?:[\"”“〃ʺ″„]|''|’’|‘‘|,,|//)+[-–—.]*")
_WORDS: Final = re.compile(
    r"[-–—(]*(?:ditto|do|เดิม|เช่นเดิม|เหมือนเดิม|เหมือนกัน|เช่นเดียวกัน"
    r"|(?:ใช้)?(?:เหมือน|เช่นเดียวกับ|ตาม)(?:กับ)?(?:ข้าง(?:ต้น|บน)|ด้านบน|แถวบน|(?:รายการ|โครงการ|ข้อ)(?:ก่อน(?:หน้า)?|ข้าง(?:ต้น|บน)|บน)))\.?[-–—)]*"
)
_ROW: Final = re.compile(
    r"[-–—(]*(?:ใช้)?(?:เหมือน|เช่นเดียว|ตาม)(?:กับ)?(?:ข้อ|ลำดับ|โครงการ|รายการ)(?:ที่)?(?P<number>\d{1,4}(?:\.\d{1,3})?)[-–—)]*"
)


def repeats_above(text: str) -> bool:
    """The cell says the same as the one above it."""
    key = same_text_key(text)
    return _MARKS.fullmatch(key) is not None or _WORDS.fullmatch(key) is not None


def repeated_row(text: str) -> str:
    """Number of the row whose cell this one repeats: "เหมือนข้อ 1" → "1"; empty when it names none."""
    match = _ROW.fullmatch(to_arabic(same_text_key(text)))
    return match["number"] if match else ""
