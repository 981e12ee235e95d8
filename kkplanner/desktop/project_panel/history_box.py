"""What happened to the project: who, when, which field from what to what; and what the Excel file said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from kkplanner.desktop.thai_text import wrapping
from kkplanner.thai.dates import format_date
from kkplanner.workbook.fields_told import field_told

if TYPE_CHECKING:
    from kkplanner.desktop.session import PlanSession
    from kkplanner.plan.model import Mark
    from kkplanner.workbook import HistoryEntry

_MOST: Final = 100
_KINDS: Final = {"undo": "เลิกทำ: ", "redo": "ทำซ้ำ: "}


class HistoryBox(QWidget):
    """Newest first, as text that can be copied."""

    def __init__(self, session: PlanSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("ประวัติของโครงการ")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)

    def show_project(self, uuid: str | None) -> None:
        entries = [] if uuid is None else self._session.workbook.history(uuid)[:_MOST]
        project = next((one for one in self._session.document.projects if one.uuid == uuid), None)
        told = [_mark_told(mark) for mark in project.marks] if project else []
        told += [_told(entry) for entry in entries]
        self.text.setPlainText(wrapping("\n\n".join(told) or "ยังไม่มีการแก้ไข"))


def _mark_told(mark: Mark) -> str:
    doubt = "" if mark.certain else " (อยู่ระหว่างสองแถว อาจหมายถึงแถวข้างเคียง)"
    return f"ข้อความข้างแถวในแฟ้มเดิม{f' ({mark.source})' if mark.source else ''}{doubt}\n  {' '.join(mark.text.split())}"


def _told(entry: HistoryEntry) -> str:
    moment = entry.when.astimezone()
    head = f"{format_date(moment.date())} {moment:%H:%M}  {entry.author or 'ไม่ระบุชื่อ'}"
    name = f"{_KINDS.get(entry.kind, '')}{entry.name}{' (ถูกเลิกทำแล้ว)' if entry.undone else ''}"
    return "\n".join(
        [head, name, *(f"  {line}" for line in (field_told(one) for one in entry.fields) if line)]
    )
