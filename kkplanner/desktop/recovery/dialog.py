"""Ways back to a plan: what can be salvaged from the file, and its backups; always into a new file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import PLAN_FILES, choose_new_file
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.thai.dates import format_date
from kkplanner.workbook.recovery.candidates import Candidate, candidates, recover

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.desktop.background import Background
    from kkplanner.desktop.faults import Faults

_HEADS = ("ที่มา", "แก้ไขล่าสุด", "รายการ", "ต่างจากที่ดีที่สุด")


class RecoveryDialog(QDialog):
    """Lists the candidates, found in the background; the damaged file is only read.

    Signals:
        recovered: (Path) the new file.
    """

    recovered = Signal(object)

    def __init__(
        self, path: Path, author: str, background: Background, faults: Faults, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("กู้แฟ้มแผน")
        self.resize(760, 420)
        self._path = path
        self._author = author
        self._faults = faults
        self._found: list[Candidate] = []
        self.state = QLabel(wrapping(f"กำลังหาทางกู้ {path.name} … แฟ้มเดิมจะไม่ถูกแก้ไข"), self)
        self.state.setWordWrap(True)
        self.table = QTableWidget(0, len(_HEADS), self)
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.setAccessibleName("ทางกู้คืนที่พบ")
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setStretchLastSection(True)
        for column, width in ((0, 210), (1, 190), (2, 80)):
            self.table.setColumnWidth(column, scaled(self, width))
        self.doubts = QLabel(self)
        self.doubts.setWordWrap(True)
        self.doubts.setProperty("role", "warning")
        buttons = QDialogButtonBox(self)
        self.take = buttons.addButton("กู้เป็นแฟ้มใหม่…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setEnabled(False)
        buttons.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._recover)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.state, self.table, self.doubts, buttons):
            layout.addWidget(widget)
        self.table.currentCellChanged.connect(lambda *_: self._show_doubts())
        job = background.start("หาทางกู้แฟ้ม", lambda _job: candidates(path), self)
        job.succeeded.connect(self._show)
        job.failed.connect(faults.tell)

    def _show(self, found: list[Candidate]) -> None:
        self._found = found
        self.state.setText(
            wrapping(
                f"พบทางกู้ {len(found):,} ทาง เรียงจากดีที่สุด แฟ้มเดิมจะยังอยู่เหมือนเดิม"
                if found
                else "ไม่พบสิ่งที่กู้ได้จากแฟ้มนี้และไม่มีสำเนาสำรอง แฟ้มเดิมไม่ถูกแก้ไข กรุณาหาสำเนาอื่น เช่น ในแฟลชไดรฟ์หรืออีเมล"
            )
        )
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            moment = one.when.astimezone() if one.when else None
            when = f"{format_date(moment.date())} {moment:%H:%M}" if moment else "ไม่ทราบ"
            whole = "" if one.is_whole else " (ไม่ครบ)"
            for column, text in enumerate(
                (f"{one.kind.thai}{whole}", when, f"{one.projects:,}", one.difference.thai)
            ):
                self.table.setItem(row, column, QTableWidgetItem(text))
        if found:
            self.table.setCurrentCell(0, 0)
        self.take.setEnabled(bool(found))

    def _show_doubts(self) -> None:
        row = self.table.currentRow()
        doubts = self._found[row].doubts if 0 <= row < len(self._found) else ()
        self.doubts.setText(wrapping("\n".join(doubts[:6])))

    def _recover(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._found):
            return
        proposal = self._path.with_name(f"{self._path.stem}-กู้แล้ว.kkplan")
        target = choose_new_file(self, "กู้เป็นแฟ้มใหม่", proposal, PLAN_FILES)
        if target is None:
            return
        try:
            recover(self._found[row], target, self._author)
        except UserError as error:
            self._faults.tell(error)
            return
        self.accept()
        self.recovered.emit(target)
