"""Which two moments to compare: named versions and now by name, rows of the history as they are picked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.desktop.background import Job

NOW: Final = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the plan: right after an operation (uuid), or now."""

    operation: str
    title: str


class MomentChoice(QWidget):
    """Two drop-downs, the button that compares, and while it works its progress with a way out.

    Signals:
        wanted: compare what is chosen.
        called_off: stop comparing.
        altered: somebody chose another moment in a drop-down.
    """

    wanted = Signal()
    called_off = Signal()
    altered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._known: tuple[Moment, ...] = (Moment(NOW, "ตอนนี้"),)
        self._picked: tuple[Moment, ...] = ()
        self.first = self._box("เทียบตั้งแต่")
        self.second = self._box("เทียบถึง")
        self.button = QPushButton("เทียบ", self)
        self.button.setProperty("role", "main")
        self.button.setAccessibleName("เทียบสองช่วงเวลา")
        self.button.clicked.connect(self.wanted)
        self.cancel = QPushButton("ยกเลิกการเทียบ", self)
        self.cancel.clicked.connect(self.called_off)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName("ความคืบหน้าของการเทียบ")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, box in (("เทียบตั้งแต่", self.first), ("ถึง", self.second)):
            label = QLabel(text, self)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box, 1)
        row.addWidget(self.button)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        self.show_job(None)

    @property
    def moments(self) -> tuple[Moment, Moment]:
        """What is chosen."""
        known = {one.operation: one for one in self._all()}
        return known[self.first.currentData()], known[self.second.currentData()]

    def show_named(self, moments: Sequence[Moment]) -> None:
        """The moments that have a name, now not among them."""
        self._known = (Moment(NOW, "ตอนนี้"), *moments)
        self._fill()

    def pick(self, first: Moment, second: Moment | None = None) -> None:
        """Rows that somebody pointed at; without a second, now."""
        self._picked = tuple(one for one in (first, second) if one is not None)
        self._fill()
        for box, moment in ((self.first, first), (self.second, second or self._known[0])):
            box.setCurrentIndex(box.findData(moment.operation))

    def show_job(self, job: Job | None) -> None:
        """Progress and the way out while a comparison is made."""
        for widget in (self.progress, self.cancel):
            widget.setVisible(job is not None)
        self.button.setVisible(job is None)
        self.progress.setRange(0, 0)
        if job is not None:
            job.progressed.connect(self._advance)

    def _advance(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _all(self) -> list[Moment]:
        known = {one.operation for one in self._known}
        return [*self._known, *(one for one in self._picked if one.operation not in known)]

    def _fill(self) -> None:
        moments = self._all()
        for box, usual in ((self.first, moments[-1].operation), (self.second, NOW)):
            chosen = box.currentData()
            box.clear()
            for one in moments:
                box.addItem(one.title, one.operation)
            at = box.findData(usual if chosen == NOW else chosen)
            box.setCurrentIndex(at if at >= 0 else box.findData(usual))

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem("ตอนนี้", NOW)
        box.activated.connect(lambda _row: self.altered.emit())
        return box
