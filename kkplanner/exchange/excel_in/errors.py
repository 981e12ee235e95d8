"""Why a whole Excel file cannot be read: each a named error with one Thai sentence. Nothing was changed."""

from __future__ import annotations

from typing import ClassVar

from kkplanner.errors import UserError


class BookError(UserError):
    """The file could not be read as a plan workbook; the plan is untouched."""

    sentence_of_kind: ClassVar[str] = (
        "อ่านแฟ้ม “{name}” ไม่ได้ แผนยังอยู่ครบเหมือนเดิม โปรดเลือกแฟ้ม Excel (.xlsx) แฟ้มอื่น"
    )

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence_of_kind.format(name=name))
        self.name = name


class BookNotFoundError(BookError):
    """No such file."""

    sentence_of_kind = "ไม่พบแฟ้ม “{name}” แผนยังอยู่ครบเหมือนเดิม โปรดตรวจชื่อแฟ้มและโฟลเดอร์แล้วเลือกใหม่"


class BookNotReadableError(BookError):
    """The system does not let the file be read (rights, a lock, a folder)."""

    sentence_of_kind = "เปิดแฟ้ม “{name}” ไม่ได้ เพราะไม่มีสิทธิ์อ่านหรือมีโปรแกรมอื่นใช้อยู่ แผนยังอยู่ครบเหมือนเดิม โปรดปิดแฟ้มในโปรแกรมอื่นแล้วลองใหม่"


class EmptyBookError(BookError):
    """The file has no bytes."""

    sentence_of_kind = "แฟ้ม “{name}” ว่างเปล่า แผนยังอยู่ครบเหมือนเดิม โปรดขอแฟ้มใหม่จากผู้ส่งหรือเลือกแฟ้มอื่น"


class NotExcelError(BookError):
    """Something else: text, a picture, a Word document, a plain archive."""

    sentence_of_kind = "แฟ้ม “{name}” ไม่ใช่แฟ้มตารางที่โปรแกรมอ่านได้ (.xlsx .xlsm .xls .ods .csv .tsv) แผนยังอยู่ครบเหมือนเดิม โปรดเปิดแฟ้มนี้ด้วย Excel แล้วบันทึกเป็น .xlsx"


class OldExcelError(BookError):
    """Excel's binary workbook (.xlsb)."""

    sentence_of_kind = (
        "แฟ้ม “{name}” เป็น Excel แบบไบนารี (.xlsb) ที่โปรแกรมนี้อ่านไม่ได้ แผนยังอยู่ครบเหมือนเดิม "
        "โปรดเปิดด้วย Excel แล้วบันทึกเป็นชนิด “Excel Workbook (.xlsx)” ก่อนนำเข้า"
    )


class ProtectedBookError(BookError):
    """A password is needed to open it."""

    sentence_of_kind = (
        "แฟ้ม “{name}” ตั้งรหัสผ่านไว้จึงอ่านไม่ได้ แผนยังอยู่ครบเหมือนเดิม โปรดเปิดด้วย Excel ยกเลิกรหัสผ่าน บันทึก แล้วนำเข้าใหม่"
    )


class BookTooLargeError(BookError):
    """Larger, when unpacked, than any plan: refused before unpacking."""

    sentence_of_kind = (
        "แฟ้ม “{name}” มีขนาดหรือเนื้อหาที่ขยายออกแล้วใหญ่ผิดปกติ จึงไม่เปิดเพื่อความปลอดภัย แผนยังอยู่ครบเหมือนเดิม "
        "โปรดคัดลอกเฉพาะแผ่นงานโครงการไปไว้ในแฟ้ม Excel ใหม่แล้วนำเข้าแฟ้มนั้น"
    )


class HostileBookError(BookError):
    """Parts that Excel never writes: document types, entities, the same member twice."""

    sentence_of_kind = "แฟ้ม “{name}” มีส่วนประกอบที่ Excel ไม่เคยสร้างและอาจเป็นอันตราย จึงไม่เปิด แผนยังอยู่ครบเหมือนเดิม โปรดขอแฟ้มใหม่จากผู้ส่ง"


class DamagedBookError(BookError):
    """Cut off, scrambled, or without the parts a workbook must have."""

    sentence_of_kind = "แฟ้ม “{name}” เสียหายหรือไม่ครบ จึงอ่านไม่ได้ แผนยังอยู่ครบเหมือนเดิม โปรดเปิดด้วย Excel ให้ซ่อมแล้วบันทึกใหม่ หรือขอแฟ้มใหม่จากผู้ส่ง"
