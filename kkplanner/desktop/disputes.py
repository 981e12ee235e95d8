"""Values that two sides have otherwise: both shown, one chosen. Used by the merge and by taking back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from kkplanner.desktop.listing import ListColumn, ListModel, ListView
from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


OURS: Final = "ours"
THEIRS: Final = "theirs"
BOTH: Final = "both"
_KEYS: Final = {"1": OURS, "2": THEIRS, "3": BOTH, "0": ""}


@dataclass(frozen=True, slots=True)
class Dispute:
    """One value in dispute, as texts."""

    id: str
    title: str
    field: str
    base: str
    ours: str
    theirs: str
    sides: tuple[str, ...] = (OURS, THEIRS)


class DisputesView(QWidget):
    """A list with the whole texts below it; 1 and 2 choose a side, 0 leaves it open.

    Signals:
        chosen: a choice was made or taken back (`choices`).
    """

    chosen = Signal()

    def __init__(self, ours: str, theirs: str, parent: QWidget, *, undecided: str) -> None:
        """`ours`, `theirs`: what the sides are called; `undecided`: what becomes of a value nobody decides."""
        super().__init__(parent)
        self._names = {OURS: ours, THEIRS: theirs, BOTH: "เก็บทั้งสอง"}
        self._undecided = undecided
        self.choices: dict[str, str] = {}
        columns: tuple[ListColumn[Dispute], ...] = (
            ListColumn("เลือก", self._choice, 150),
            ListColumn("รายการ", lambda one: one.title, 250),
            ListColumn("ช่อง", lambda one: one.field, 120),
            ListColumn(ours, lambda one: " ".join(one.ours.split()), 210),
            ListColumn(theirs, lambda one: " ".join(one.theirs.split()), 210),
        )
        self.model = ListModel(columns, self)
        self.list = ListView(self.model, f"ค่าที่ต่างกัน กด 1 เลือก{ours} กด 2 เลือก{theirs} กด 0 ยังไม่ตัดสิน", self)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show())
        self.details = QTextBrowser(self)
        self.details.setAccessibleName("ข้อความเต็มของทั้งสองฝั่ง")
        self.buttons = {
            OURS: self._button(f"1 ใช้{ours}", OURS),
            THEIRS: self._button(f"2 ใช้{theirs}", THEIRS),
            BOTH: self._button("3 เก็บทั้งสอง", BOTH),
            "": self._button("0 ยังไม่ตัดสิน", ""),
        }
        row = QHBoxLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch()
        hint = QLabel("เลือกได้หลายแถวพร้อมกัน (Ctrl+A)", self)
        hint.setProperty("role", "faint")
        row.addWidget(hint)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self.details)
        splitter.setSizes([260, 150])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter, 1)
        layout.addLayout(row)
        for key, side in _KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._choose_by_key, side))
        self._show()

    def show_disputes(self, disputes: Sequence[Dispute], choices: Mapping[str, str]) -> None:
        """Show these, with what was chosen of them."""
        known = {one.id for one in disputes}
        self.choices = {key: side for key, side in choices.items() if key in known}
        self.model.show(disputes)
        if disputes:
            self.list.choose(0)
        self._show()

    def choose(self, side: str) -> None:
        """For the rows that are selected; "" leaves them open."""
        for one in self.list.chosen:
            if side in one.sides:
                self.choices[one.id] = side
            elif not side:
                self.choices.pop(one.id, None)
        self.model.ticks_changed()
        self.chosen.emit()

    def _choose_by_key(self, side: str) -> None:
        self.choose(side)
        self.list.choose(min(self.list.currentIndex().row() + 1, len(self.model.rows) - 1))

    # ------------------------------------------------------------------

    def _button(self, text: str, side: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self.choose(side))
        return button

    def _choice(self, one: Dispute) -> str:
        side = self.choices.get(one.id)
        return f"✓ {self._names[side]}" if side else f"○ {self._undecided}"

    def _show(self) -> None:
        rows: list[Dispute] = self.list.chosen
        for side, button in self.buttons.items():
            button.setEnabled(any(not side or side in one.sides for one in rows))
            button.setVisible(side != BOTH or any(BOTH in one.sides for one in self.model.rows))
        if len(rows) != 1:
            self.details.setPlainText(f"เลือกไว้ {len(rows):,} แถว" if rows else "")
            return
        one = rows[0]
        told = [("เดิม", one.base), (self._names[OURS], one.ours), (self._names[THEIRS], one.theirs)]
        cells = "".join(
            f"<tr><td><b>{escape(name)}</b></td><td>{escape(wrapping(text)).replace(chr(10), '<br>')}</td></tr>"
            for name, text in told
            if text
        )
        self.details.setHtml(
            f"<p>{escape(wrapping(one.title))} · {escape(one.field)}</p><table cellpadding=4>{cells}</table>"
        )
