"""The line at the foot of the window: when it was saved, what is running, who works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from kkplanner.desktop.background import Job

if TYPE_CHECKING:
    from datetime import datetime

    from kkplanner.desktop.background import Background


class StatusLine(QStatusBar):
    """Tells, never asks."""

    def __init__(self, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.saved = QLabel("ยังไม่มีการแก้ไข", self)
        self.saved.setObjectName("saved")
        self.who = QLabel(self)
        self.who.setMinimumWidth(1)  # the rest of a long name gives way to the window's width
        self._job: Job | None = None
        self._work = QWidget(self)
        self._title = QLabel(self._work)
        self._bar = QProgressBar(self._work)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName("ความคืบหน้า")
        self._cancel = QPushButton("ยกเลิก", self._work)
        self._cancel.setAccessibleName("ยกเลิกงานที่กำลังทำ")
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._bar, self._cancel):
            row.addWidget(widget)
        self._work.hide()
        self.addWidget(self.saved)
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self.who)
        self._cancel.clicked.connect(self._call_off)
        background.started.connect(self._watch)

    def show_saved(self, moment: datetime) -> None:
        """The last change is safe on the disk since this local moment."""
        self.saved.setText(f"บันทึกแล้ว {moment:%H:%M}")

    def _watch(self, job: Job) -> None:
        """Shown from its first report of progress on: what is over at once would only flicker."""
        job.progressed.connect(self._show)
        job.ended.connect(self._end)

    def _show(self, done: int, of: int) -> None:
        job = self.sender()
        if not isinstance(job, Job):
            return
        self._job = job
        self._title.setText(job.title)
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._work.show()

    def _end(self) -> None:
        if self._job is self.sender():
            self._job = None
            self._work.hide()

    def _call_off(self) -> None:
        if self._job is not None:
            self._job.cancel()
