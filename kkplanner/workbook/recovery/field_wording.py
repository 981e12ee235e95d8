"""Columns of a row and what they held, in the words of a clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.record_names import field_name
from kkplanner.workbook.recovery.wording import baht, name_of, row_text

if TYPE_CHECKING:
    from kkplanner.workbook.digest import Image
    from kkplanner.workbook.recovery.content import Content

FieldChange = tuple[str, str, str]
"""What a clerk calls a field, what it held and what it holds now."""

_UNSEEN: Final = frozenset(("id", "uuid"))
_EMPTY: Final = "ว่าง"
_LONGEST: Final = 60
_MOST: Final = 12  # fields of one row in a sentence
# Columns that the model has not, or has under another name; all others are fields with names of their own.
_COLUMNS: Final = {
    "position": "ลำดับ",
    "project": "โครงการ",
    "issue": "ประเด็นการพัฒนา",
    "approach": "แนวทาง",
    "edition": "ฉบับของแผน",
    "sub_item": "รายการย่อย",
    "picture": "ภาพ",
    "year": "ปี",
    "amount": "จำนวนเงิน",
    "first_year": "ปีแรกของแผน",
    "last_year": "ปีสุดท้ายของแผน",
    "start_latitude": "ละติจูดเริ่มต้น",
    "start_longitude": "ลองจิจูดเริ่มต้น",
    "end_latitude": "ละติจูดสิ้นสุด",
    "end_longitude": "ลองจิจูดสิ้นสุด",
    "confirmed_by": "ผู้ยืนยัน",
    "set_aside_reason": "เหตุผลที่ไม่ดำเนินการ",
    "content": "เนื้อภาพ",
    "value": "ค่าที่ตั้งไว้",
    "page": "หน้า",
    "row": "ข้อความในแถว",
    "edition.kind": "ชนิดของฉบับ",
    "edition.number": "ครั้งที่",
    "budget.kind": "ชนิดของงบประมาณ",
    "setting.key": "ชื่อค่าที่ตั้งไว้",
    "project_revision.number": "ลำดับที่",
}
_REFERENCES: Final = frozenset(("project", "issue", "approach", "edition", "sub_item", "picture"))
_AMOUNTS: Final = frozenset(("amount", "annual_income", "price"))
_YES_OR_NO: Final = frozenset(("confirmed", "certain", "accepted"))


def column_label(table: str, column: str) -> str:
    """What a clerk calls a column of a table; one that a damaged history made up has only the name it has there."""
    known = _COLUMNS.get(f"{table}.{column}") or _COLUMNS.get(column)
    if known:
        return known
    try:
        return field_name(table, (column,))
    except KeyError:
        return f" {column:.20} "


def value_of_column(column: str, value: Any, content: Content) -> str:  # noqa: ANN401 - whatever a damaged file holds
    """A value on one line: amounts in baht, a record by its title."""
    if value in (None, ""):
        return _EMPTY
    if column in _AMOUNTS:
        return baht(value)
    if column in _YES_OR_NO and value in (0, 1):
        return "ใช่" if value else "ไม่ใช่"
    if column in _REFERENCES:
        image = content.get(column, str(value))
        return row_text(column, image, content) if image else f"{name_of(column)}ที่ไม่มีอยู่ในแฟ้ม"
    if isinstance(value, dict):
        return "ข้อมูลภาพ"
    line = " ".join(str(value).split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"


def field_changes(
    table: str, before: Image, after: Image, was: Content, now: Content
) -> tuple[FieldChange, ...]:
    """The fields in which two states of a row differ; references are looked up in the content of each state."""
    return tuple(
        (
            column_label(table, column),
            value_of_column(column, before.get(column), was),
            value_of_column(column, after.get(column), now),
        )
        for column in dict.fromkeys((*before, *after))
        if column not in _UNSEEN and before.get(column) != after.get(column)
    )


def changes_text(fields: tuple[FieldChange, ...]) -> str:
    """ช่องชื่อโครงการ จาก “ก” เป็น “ข” · ช่องปี จาก …"""
    told = [f"ช่อง{label} จาก {before} เป็น {after}" for label, before, after in fields[:_MOST]]
    more = [f"และอีก {len(fields) - _MOST} ช่อง"] if len(fields) > _MOST else []
    return " · ".join([*told, *more])
