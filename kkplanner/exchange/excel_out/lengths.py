"""Excel keeps at most 32,767 UTF-16 units in a cell; a longer text is refused before anything is written."""

from __future__ import annotations

from kkplanner.errors import UserError

LONGEST_TEXT = 32_767
"""Characters (UTF-16 units) that Excel keeps in one cell."""


class ExcelTextTooLongError(UserError):
    """A text does not fit into an Excel cell; nothing was written."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"ข้อความของ “{title[:80]}” ยาวเกิน 32,767 ตัวอักษรที่ Excel เก็บได้ในหนึ่งช่อง จึงยังไม่ได้เขียนแฟ้ม Excel และแผนยังอยู่ครบ "
            "กรุณาย่อข้อความนั้นแล้วส่งออกใหม่"
        )


def too_long(text: str) -> bool:
    # Most texts are far below the limit even if every character took two units.
    return len(text) * 2 > LONGEST_TEXT and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT
