"""What a clerk can type wrong in a cell of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_SHOWN = 10


class NoSuchChoiceError(UserError):
    """The cell knows only what the plan has."""

    def __init__(self, what: str, typed: str, known: Sequence[str]) -> None:
        shown = " · ".join(known[:_MOST_SHOWN]) or "ยังไม่มี"
        super().__init__(f"ไม่มี{what} “{typed}” ในแผนนี้ ช่องนี้ยังเป็นค่าเดิม กรุณาเลือกจากรายการ: {shown}")


class NotANumberError(UserError):
    """The cell wants a whole number."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” ไม่ใช่ลำดับที่เป็นเลขจำนวนเต็ม 1 ถึง 9999 ช่องนี้ยังเป็นค่าเดิม กรุณาพิมพ์ใหม่")


class SumOfLinesError(UserError):
    """The amount of this year is made of lines; the lines are typed, not their sum."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"งบประมาณปีนี้ของ “{title}” เป็นผลรวมของรายการย่อย ช่องนี้ยังเป็นค่าเดิม กรุณาแก้ที่รายการย่อยในแผงด้านข้าง"
        )


class PasteTooLargeError(UserError):
    """More rows than a plan can hold."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(f"ข้อมูลที่วางมี {rows:,} แถว มากกว่า {most:,} แถวที่รับได้ ยังไม่ได้วางสิ่งใด กรุณาวางทีละส่วน")
