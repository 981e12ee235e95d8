"""The closed lists of the trade: forms and kinds of edition."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """An official form that holds rows of the plan. The value is the number printed on it.

    The numbers confuse their users (real workbooks stamp them wrongly), so `purpose` is always
    shown beside the number.
    """

    P02 = "ผ.02"
    P02_1 = "ผ.02/1"
    P02_2 = "ผ.02/2"
    P03 = "ผ.03"

    @property
    def purpose(self) -> str:
        return _PURPOSES[self]

    @property
    def is_equipment(self) -> bool:
        return self is Form.P03


_PURPOSES = {
    Form.P02: "โครงการพัฒนาท้องถิ่น",
    Form.P02_1: "โครงการที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน",
    Form.P02_2: "โครงการที่เกินศักยภาพ ขอประสานหน่วยงานอื่น",
    Form.P03: "บัญชีครุภัณฑ์ที่ไม่ได้จัดทำเป็นโครงการ",
}


class EditionKind(StrEnum):
    """What an edition of the plan does. The value is the word printed on the book."""

    ORIGINAL = "ฉบับแรก"
    REVIEW = "ทบทวน"
    ADDITION = "เพิ่มเติม"
    CHANGE = "เปลี่ยนแปลง"
    CORRECTION = "แก้ไข"


class MarkKind(StrEnum):
    """What a mark beside a row says about the row's history."""

    AMENDMENT = "amendment"  # แก้ไข/เปลี่ยนแปลง/เพิ่มเติม ครั้งที่ n/ปี
    MOVED = "moved"  # from or to another แผนงาน, ยุทธศาสตร์ or page
    MERGED = "merged"  # รวมกับลำดับที่ n
    DUPLICATE = "duplicate"  # ซ้ำลำดับที่ n
    COORDINATION = "coordination"  # handed to another agency: ไปประสาน ผ.02/2
    BUDGET_SOURCE = "budget_source"  # เงินอุดหนุน, เงินสะสม, ข้อบัญญัติ …
    FORM_NUMBER = "form_number"  # a form number that stands beside the row itself
    NOTE = "note"  # anything else a clerk wrote there
