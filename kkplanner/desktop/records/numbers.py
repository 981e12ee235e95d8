"""Whole numbers as clerks type them."""

from __future__ import annotations

from typing import Final

from kkplanner.errors import UserError
from kkplanner.thai.digits import to_arabic

_MOST: Final = 1_000_000_000


class NotAWholeNumberError(UserError):
    """A text that is no whole number."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” ไม่ใช่จำนวนเต็ม ช่องนี้ยังเป็นค่าเดิม กรุณาพิมพ์เป็นตัวเลข เช่น 1,250")


def read_whole(text: str) -> int | None:
    """A whole number from 0; None for an empty text.

    Raises:
        NotAWholeNumberError: anything else.
    """
    clean = to_arabic(text).replace(",", "").strip()
    if clean in ("", "-"):
        return None
    if not clean.isdecimal() or int(clean) > _MOST:
        raise NotAWholeNumberError(text)
    return int(clean)


def shown_whole(number: int | None) -> str:
    """With thousands separated; empty for None."""
    return "" if number is None else f"{number:,}"
