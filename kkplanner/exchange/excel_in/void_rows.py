"""Projects that a note says are cancelled, moved away or part of another, and that still have money: told.

They are imported as they stand; whether the plan would count them twice only the clerk knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Severity, shown
from kkplanner.exchange.excel_in.head_words import TITLE
from kkplanner.plan.kinds import MarkKind
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead

_VOID: Final = (
    r"ยกเลิก|ตัดออก|ตัดทิ้ง|ไม่ดำเนินการ|ซ้ำ(?:กับ|ลำดับ)|(?:ควบ|ยุบ)?รวม(?:เข้า)?กับ|รวมลำดับ|(?:โอน|ย้าย)ไป|ไปประสาน"
)
_IN_TITLE: Final = re.compile(
    rf"(?:[(\[*/\n]\s*(?:ขอ)?(?:{_VOID})|^\s*(?:ขอ)?ยกเลิก(?:โครงการ|\W|$)).*", re.DOTALL
)
_IN_NOTE: Final = re.compile(_VOID)
_VOID_KINDS: Final = frozenset({MarkKind.DUPLICATE, MarkKind.MERGED})


def tell_void(sheet: SheetRead) -> None:
    """Add a warning for each such project; its notes must have been placed."""
    for project in sheet.projects:
        amount = sum(project.total.values())
        note = _note(project) if amount else ""
        if note:
            sheet.find(
                Severity.WARNING,
                "import.row-void",
                f"แถว {project.row} มีข้อความ “{shown(note)}” ซึ่งมักหมายถึงโครงการที่ยกเลิก ย้าย หรือรวมกับโครงการอื่นแล้ว แต่ยังมีเงิน "
                f"{format_baht(amount)} บาท จึงนำเข้าตามแถว โปรดตรวจว่าไม่นับซ้ำ หากไม่ใช้แล้วให้เลือกไม่นำเข้าแถวนี้",
                project.row,
                None,
                shown(note),
            )


def _note(project: ProjectRow) -> str:
    if match := _IN_TITLE.search(project.texts.get(TITLE, "")):
        return match[0].strip()
    return next(
        (
            mark.note.text
            for mark in project.marks
            if mark.certain and (mark.note.kind in _VOID_KINDS or _IN_NOTE.search(mark.note.text))
        ),
        "",
    )
