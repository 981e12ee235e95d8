"""Needs of the people in bulk: a table of tab-separated text, as copied out of the notes of a meeting."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import NeedsFileError
from kkplanner.plan.model import Need
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import normalise, same_text_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MEGABYTES: Final = 2
MOST_NEEDS: Final = 5_000
_LONGEST: Final = 2_000
_LARGEST_PRIORITY: Final = 9_999

# What clerks call the columns; the first of each is what messages name.
COLUMNS: Final = {
    "text": ("ปัญหา/ความต้องการ", "ปัญหาและความต้องการ", "ปัญหา", "ความต้องการ", "text"),
    "place": ("พื้นที่", "หมู่บ้าน", "หมู่ที่", "place"),
    "raised_by": ("ผู้เสนอ", "raised_by"),
    "priority": ("ลำดับความสำคัญ", "ลำดับ", "priority"),
}


def read_needs(path: Path) -> tuple[Need, ...]:
    """The needs of a table whose first line names the columns. UTF-8 (with or without BOM) or Windows-874.

    Raises:
        NeedsFileError: it cannot be read, is too large, or a line does not hold what its column says.
    """
    return parse_needs(_decoded(path), path.name)


def parse_needs(text: str, name: str) -> tuple[Need, ...]:
    """The needs in the text of the file `name`.

    Raises:
        NeedsFileError: as `read_needs`.
    """
    try:
        lines = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    except csv.Error as fault:  # a cell without end
        raise NeedsFileError(name, "ไม่ใช่ตารางที่คั่นด้วยแท็บ") from fault
    fields = _fields(lines[0] if lines else [], name)
    found = [
        _need(fields, cells, number, name)
        for number, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    if len(found) > MOST_NEEDS:
        raise NeedsFileError(name, f"มีเกิน {MOST_NEEDS:,} เรื่อง")
    return tuple(found)


def not_yet_heard(needs: Iterable[Need], present: Iterable[Need]) -> tuple[Need, ...]:
    """Those of `needs` that are not among `present`: the same words at the same place are the same need."""
    known = {_identity(need) for need in present}
    new: list[Need] = []
    for need in needs:
        if (identity := _identity(need)) not in known:
            known.add(identity)
            new.append(need)
    return tuple(new)


def _identity(need: Need) -> tuple[str, str]:
    return same_text_key(need.text), same_text_key(need.place)


def _fields(head: list[str], name: str) -> list[str]:
    """The field of each column, empty for a column that is not ours."""
    known = {same_text_key(word): field for field, words in COLUMNS.items() for word in words}
    fields = [known.get(same_text_key(cell), "") for cell in head]
    if "text" not in fields:
        raise NeedsFileError(name, f"บรรทัดแรกไม่มีหัวคอลัมน์ “{COLUMNS['text'][0]}”")
    taken = [field for field in fields if field]
    if len(set(taken)) < len(taken):
        raise NeedsFileError(name, "บรรทัดแรกมีหัวคอลัมน์ซ้ำกัน")
    return fields


def _need(fields: list[str], cells: list[str], number: int, name: str) -> Need:
    if any(cell.strip() for cell in cells[len(fields) :]):
        raise NeedsFileError(name, f"บรรทัดที่ {number} มีช่องมากกว่าหัวตาราง")
    values = {
        field: " ".join(normalise(cell).split()) for field, cell in zip(fields, cells, strict=False) if field
    }
    if not values.get("text"):
        raise NeedsFileError(name, f"บรรทัดที่ {number} ไม่มีปัญหาหรือความต้องการ")
    if any(len(value) > _LONGEST for value in values.values()):
        raise NeedsFileError(name, f"บรรทัดที่ {number} มีข้อความยาวเกิน {_LONGEST:,} อักขระ")
    return Need(
        text=values["text"],
        place=_place(values.get("place", "")),
        raised_by=values.get("raised_by", ""),
        priority=_priority(values.get("priority", ""), number, name),
    )


def _place(text: str) -> str:
    """A column หมู่ที่ may hold the bare number."""
    return f"หมู่ที่ {to_arabic(text)}" if to_arabic(text).isdecimal() else text


def _priority(text: str, number: int, name: str) -> int | None:
    if not text or text == "-":
        return None
    digits = to_arabic(text)
    if not digits.isdecimal() or not 1 <= int(digits[:9]) <= _LARGEST_PRIORITY:
        raise NeedsFileError(name, f"บรรทัดที่ {number} ลำดับความสำคัญ “{text[:20]}” ไม่ใช่จำนวนเต็ม")
    return int(digits)


def _decoded(path: Path) -> str:
    limit = MEGABYTES * 1024 * 1024
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as fault:
        raise NeedsFileError(path.name, "เปิดไฟล์ไม่ได้") from fault
    if len(content) > limit:
        raise NeedsFileError(path.name, f"ไฟล์ใหญ่เกิน {MEGABYTES} เมกะไบต์")
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NeedsFileError(path.name, "ไม่ใช่ข้อความแบบ UTF-8 หรือ TIS-620")
