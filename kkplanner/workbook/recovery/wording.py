"""Rows of the file in the words of a clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from kkplanner.workbook.digest import Image
    from kkplanner.workbook.recovery.content import Content

NAMES: Final = {
    "organisation": "ข้อมูลหน่วยงาน",
    "plan": "ข้อมูลแผน",
    "village": "หมู่บ้าน",
    "agency": "หน่วยงานรับผิดชอบ",
    "edition": "ฉบับของแผน",
    "issue": "ประเด็นการพัฒนา",
    "approach": "แนวทาง",
    "project": "โครงการ",
    "sub_item": "รายการย่อย",
    "budget": "จำนวนเงิน",
    "link": "ความเชื่อมโยง",
    "mark": "หมายเหตุของแถว",
    "section": "เนื้อหา",
    "need": "ปัญหาความต้องการ",
    "unit_price": "ราคาต่อหน่วย",
    "waiver": "ข้อยกเว้นการตรวจ",
    "crosswalk_choice": "คู่เทียบระหว่างกรอบ",
    "picture": "ภาพ",
    "picture_content": "เนื้อภาพ",
    "setting": "ค่าที่ตั้งไว้",
    "project_revision": "แถวที่ประกาศแล้ว",
}
_TITLES: Final = ("title", "name", "text", "key", "rule", "code", "source_code")
_LONGEST: Final = 60


def name_of(table: str) -> str:
    """What a clerk calls the rows of a table."""
    return NAMES.get(table, "รายการ")


def row_text(table: str, image: Image, content: Content) -> str:
    """A row as it may stand in a sentence: its kind and title; an amount with its project and year."""
    if table == "budget":
        project = content.get("project", str(image.get("project")))
        owner = f"ของ{row_text('project', project, content)}" if project else "ที่ไม่มีโครงการ"
        return f"จำนวนเงินปี {image.get('year')} {owner}"
    title = next((str(image[name]) for name in _TITLES if image.get(name) not in (None, "")), "")
    short = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    return f"{name_of(table)} “{short}”" if short else name_of(table)


def baht(satang: Any) -> str:  # noqa: ANN401 - whatever a damaged file holds
    """An amount for a sentence."""
    if type(satang) is not int:
        return "อ่านไม่ได้"
    return f"{format_baht(satang)} บาท"
