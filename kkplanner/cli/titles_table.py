"""A table of project titles as tab-separated text: what other tools hand to `kkplanner suggest`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 20_000_000  # bytes; a plan's titles take a hundredth of it


class TitlesUnreadableError(UserError):
    """The table is missing, too large, in an unknown encoding, or has no column `title`."""


def read_titles(path: Path) -> list[dict[str, str]]:
    """Rows by column name, in the order of the file. UTF-8 (with or without BOM) or TIS-620/Windows-874.

    Raises:
        TitlesUnreadableError: as described there.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise TitlesUnreadableError(f"ตาราง {path.name} ใหญ่เกินไป จึงยังไม่ได้อ่าน กรุณาแบ่งเป็นแฟ้มย่อย")
        content = path.read_bytes()
    except OSError as fault:
        raise TitlesUnreadableError(
            f"อ่านตาราง {path} ไม่ได้ ({fault.strerror}) กรุณาตรวจชื่อและที่อยู่ของแฟ้ม"
        ) from fault
    rows = list(csv.reader(_decoded(content, path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or "title" not in rows[0]:
        raise TitlesUnreadableError(f"ตาราง {path.name} ไม่มีคอลัมน์ title ในบรรทัดแรก กรุณาใส่ชื่อคอลัมน์แล้วทำใหม่")
    return [
        _row(rows[0], cells, number, path) for number, cells in enumerate(rows[1:], start=2) if any(cells)
    ]


def _row(head: list[str], cells: list[str], number: int, path: Path) -> dict[str, str]:
    if len(cells) > len(head):
        raise TitlesUnreadableError(
            f"ตาราง {path.name} บรรทัดที่ {number} มีช่องมากกว่าหัวตาราง จึงยังไม่ได้อ่าน กรุณาตรวจเครื่องหมายแท็บในบรรทัดนั้น"
        )
    return dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True))


def _decoded(content: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TitlesUnreadableError(f"ตาราง {path.name} ไม่ใช่ข้อความแบบ UTF-8 หรือ TIS-620 กรุณาบันทึกใหม่เป็น UTF-8")
