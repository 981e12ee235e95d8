"""What differs between two moments, to be read, narrowed, copied and followed to the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.history.comparison import EVERYTHING, Comparison, sums_table
from kkplanner.desktop.history.marking import LEGEND, marked
from kkplanner.desktop.history.telling import CHANGED, WORDS, ToldField, ToldRecord
from kkplanner.desktop.listing import ListColumn, ListModel, ListView
from kkplanner.desktop.look import icon
from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.record_names import kind_name
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_TOLD: Final = 30
_GONE: Final = "ตอนนี้ไม่มีรายการนี้ในแผนแล้ว จึงเปิดดูได้เฉพาะค่าที่บันทึกไว้ด้านล่าง"


@dataclass(frozen=True, slots=True)
class _Line:
    """One value that differs; of a record that came, went or moved all that is to be told."""

    record: ToldRecord
    field: ToldField | None


def _value(line: _Line, side: str) -> str:
    return "" if line.field is None else " ".join(str(getattr(line.field, side)).split())


_COLUMNS: Final[tuple[ListColumn[_Line], ...]] = (
    ListColumn("การเปลี่ยน", lambda line: WORDS[line.record.change], 90),
    ListColumn("ชนิด", lambda line: kind_name(line.record.kind), 110),
    ListColumn("รายการ", lambda line: line.record.name, 260),
    ListColumn("ช่อง", lambda line: line.field.label if line.field else "", 150),
    ListColumn("เดิม", lambda line: _value(line, "before"), 210),
    ListColumn("ใหม่", lambda line: _value(line, "after"), 210),
)


class ComparisonView(QWidget):
    """The list with a line for each value; the whole record below, the changed words marked.

    Signals:
        followed: (ToldRecord, ToldField | None) show this in the plan.
        closed: back to where one came from.
    """

    followed = Signal(object, object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.comparison: Comparison | None = None
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName("แสดงเฉพาะชนิด")
        self.kinds.currentIndexChanged.connect(lambda _row: self._narrow())
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("ค้นหาชื่อรายการ ช่อง หรือข้อความ")
        self.search.setAccessibleName("ค้นหาในผลการเทียบ")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.sums = QTableWidget(3, 0, self)
        self.sums.setAccessibleName("งบประมาณรายปีของสองช่วงเวลา")
        self.sums.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.sums.setTabKeyNavigation(False)
        self.sums.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.model: ListModel[_Line] = ListModel(_COLUMNS, self)
        self.list = ListView(self.model, "รายการที่ต่างกัน กด Enter ไปที่รายการ", self)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        self.list.activated.connect(lambda _index: self._follow())
        self.details = QTextBrowser(self)
        self.details.setAccessibleName("ค่าเดิมและค่าใหม่ของรายการที่เลือก")
        self._build()

    def _build(self) -> None:
        bar = QHBoxLayout()
        self.back = self._button("undo", "กลับ (Esc)", self.closed.emit)
        self.go = self._button("folder", "ไปที่รายการ (Enter)", self._follow)
        self.copy = self._button("duplicate", "คัดลอกทั้งหมด", self.copy_all)
        bar.addWidget(self.kinds, 1)
        bar.addWidget(self.search, 2)
        for button in (self.go, self.copy, self.back):
            bar.addWidget(button)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self.details)
        splitter.setSizes([220, 200])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.sums)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.list)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.closed)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show this one, whole."""
        self.comparison = comparison
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for key, name in comparison.filters():
            self.kinds.addItem(name, key)
        self.kinds.blockSignals(False)
        self._narrow()

    def records(self) -> list[ToldRecord]:
        """The records now in the list."""
        return list({id(line.record): line.record for line in self.model.rows}.values())

    def copy_all(self) -> None:
        """The list as it is narrowed, whole texts and sums, for Word, Excel or a message."""
        if self.comparison is not None:
            text = self.comparison.as_text(self._key(), self.records())
            QGuiApplication.clipboard().setText(text)

    def tell_gone(self, record: ToldRecord) -> None:
        """The record that somebody wants to see is not in the plan any more, or has no page of its own."""
        self.details.setHtml(f"<p>{wrapping(_GONE)}</p>{marked([record])}")

    # ------------------------------------------------------------------

    def _key(self) -> str:
        return str(self.kinds.currentData() or EVERYTHING)

    def _narrow(self) -> None:
        if self.comparison is None:
            return
        words = normalise(self.search.text()).casefold().split()
        lines = (
            _Line(one, field)
            for one in self.comparison.narrowed(self._key())
            for field in (one.fields if one.change == CHANGED else (None,))
        )
        self.model.show([line for line in lines if _holds(line, words)])
        self._show_sums(self.comparison)
        if self.model.rows:
            self.list.choose(0)
        self._tell()

    def _show_sums(self, comparison: Comparison) -> None:
        head, *rows = sums_table(comparison.sums(self._key()))
        self.sums.setColumnCount(len(head) - 1)
        self.sums.setHorizontalHeaderLabels([f"{text} (บาท)" for text in head[1:]])
        self.sums.setVerticalHeaderLabels([row[0] for row in rows])
        for number, (_, *cells) in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.sums.setItem(number, column, item)
        line = int(self.fontMetrics().height() * 1.45)
        self.sums.verticalHeader().setDefaultSectionSize(line)
        self.sums.setFixedHeight(self.sums.horizontalHeader().sizeHint().height() + 3 * line + 8)

    def _tell(self) -> None:
        chosen = {id(line.record): line.record for line in self.list.chosen}
        records = list(chosen.values())
        self.go.setEnabled(len(records) == 1 and bool(records[0].uuid))
        more = f"<p>… และอีก {len(records) - _MOST_TOLD:,} รายการ</p>" if len(records) > _MOST_TOLD else ""
        legend = f"<p>{wrapping(LEGEND)}</p>" if any(one.change == CHANGED for one in records) else ""
        self.details.setHtml(marked(records[:_MOST_TOLD]) + more + legend)

    def _follow(self) -> None:
        lines: list[_Line] = self.list.chosen
        if len({line.record.uuid for line in lines}) == 1 and lines[0].record.uuid:
            self.followed.emit(lines[0].record, lines[0].field)

    def _button(self, picture: str, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.clicked.connect(lambda _checked=False: run())
        return button


def _holds(line: _Line, words: Sequence[str]) -> bool:
    if not words:
        return True
    fields = line.record.fields if line.field is None else (line.field,)
    told = (text for field in fields for text in (field.label, field.before, field.after))
    # The texts are the plan's own and as clean as it keeps them.
    text = " ".join((line.record.name, *told)).casefold()
    return all(word in text for word in words)
