"""How a cell is drawn and typed in: long texts wrapped at words, marks of the check, editors by kind of column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QPolygon, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kkplanner.alignment.check import Severity
from kkplanner.desktop.choices import propose_anywhere
from kkplanner.desktop.look import colours
from kkplanner.desktop.projects.columns import Kind
from kkplanner.desktop.projects.model import ProjectsModel

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex

    from kkplanner.desktop.thai_text import Wrapping

    Index = QModelIndex | QPersistentModelIndex

_MARK: Final = 7  # px, of the corner that says "the check has something to say here"
_TALLEST_EDITOR: Final = 180
_PADDING: Final = 4
_STAY: Final = QStyledItemDelegate.EndEditHint.NoHint
_ON: Final[dict[int, QStyledItemDelegate.EndEditHint]] = {
    Qt.Key.Key_Tab: QStyledItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QStyledItemDelegate.EndEditHint.EditPreviousItem,
}
_FILLED: Final = "filled"  # property of an editor that has its text


class CellDelegate(QStyledItemDelegate):
    """For the grid and its frozen columns alike.

    Signals:
        entered: a cell was confirmed with Enter.
        spread: (str) what was typed was confirmed with Ctrl+Enter, for every cell that is selected.
    """

    entered = Signal()
    spread = Signal(str)

    def __init__(self, wrapping: Wrapping, parent: QWidget) -> None:
        super().__init__(parent)
        self.wrapping = wrapping
        self._taken = True  # what was typed last
        self.replaces = True  # what is typed takes the place of the text; False: the caret goes to its end

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ProjectsModel) or model.project_at(index.row()) is None:
            super().paint(painter, option, index)
            return
        drawn: Any = QStyleOptionViewItem(option)  # Qt's stubs leave out its fields
        self.initStyleOption(drawn, index)
        text, drawn.text = drawn.text, ""
        style = drawn.widget.style() if drawn.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        painter.save()
        selected = bool(drawn.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.setPen(colours().text if selected else drawn.palette.color(role))
        painter.setFont(drawn.font)
        space = drawn.rect.adjusted(_PADDING, 2, -_PADDING, -2)
        painter.setClipRect(space)
        kind = model.columns[index.column()].kind
        if kind in (Kind.TEXT, Kind.LINE, Kind.CHOICE):
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(space, int(flags), self.wrapping.shown(text))
        else:
            painter.drawText(space, int(drawn.displayAlignment), text)
        painter.restore()
        if model.is_cut(index.row(), index.column()):
            painter.save()
            painter.setPen(QPen(drawn.palette.color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DashLine))
            painter.drawRect(drawn.rect.adjusted(1, 1, -2, -2))
            painter.restore()
        self._draw_mark(painter, drawn.rect, model, index)

    def _draw_mark(self, painter: QPainter, rect: QRect, model: ProjectsModel, index: Index) -> None:
        found = model.findings_at(index.row(), index.column())
        standing = [one for one in found if one.waived is None]
        if not standing:
            return
        worst = standing[0].severity
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(colours().error if worst.at_least(Severity.ERROR) else colours().warning)
        if worst is Severity.NOTE:
            colour = QColor(colours().note)
        corner = rect.topRight()
        painter.setBrush(colour)
        painter.setPen(QPen(colour))
        shape = [corner, corner - QPoint(_MARK, 0), corner + QPoint(0, _MARK)]
        painter.drawPolygon(QPolygon(shape))
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, ProjectsModel)  # noqa: S101 - the delegate of no other model
        column = model.columns[index.column()]
        editor: QWidget
        if column.kind is Kind.TEXT:
            editor = QPlainTextEdit(parent)
            editor.setTabChangesFocus(True)
        elif column.kind is Kind.CHOICE and column.choices is not None:
            editor = QComboBox(parent)
            editor.setEditable(True)
            editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            editor.addItems(list(column.choices(model.document)))
            propose_anywhere(editor)
            line = editor.lineEdit()
            if line is not None:
                line.installEventFilter(self)
        else:
            editor = QLineEdit(parent)
            if column.is_money:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(column.title)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Qt asks again whenever the cell is drawn anew, for example when a check has ended: what is typed stays.
        if editor.property(_FILLED):
            return
        editor.setProperty(_FILLED, True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.moveCursor(QTextCursor.MoveOperation.End)
        elif isinstance(editor, QComboBox):
            editor.setCurrentText(text)
            editor = editor.lineEdit() or editor
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
        if self.replaces and isinstance(editor, QPlainTextEdit | QLineEdit):
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        self._taken = model.setData(index, _typed_text(editor))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Any = option
        rect = QRect(shown.rect)
        if isinstance(editor, QPlainTextEdit):
            lines = max(3, min(8, len(str(index.data(Qt.ItemDataRole.EditRole) or "")) // 40 + 2))
            rect.setHeight(
                max(rect.height(), min(_TALLEST_EDITOR, lines * shown.fontMetrics.lineSpacing() + 12))
            )
            rect.setWidth(max(rect.width(), 260))
            parent = editor.parentWidget()
            if parent is not None:
                rect.moveBottom(min(rect.bottom(), parent.height() - 1))
                rect.moveRight(min(rect.right(), parent.width() - 1))
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter confirms and goes on below, also in a long text, as in Excel; Alt+Enter breaks the line.
        editor = watched.parent() if isinstance(watched.parent(), QComboBox) else watched
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not pressed or not isinstance(editor, QWidget) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _ON:
            # Qt leaves this key to long texts, which would give the focus to whatever comes next in the window.
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, _ON[event.key()] if self._taken else _STAY)
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(editor, event)
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
            if isinstance(editor, QPlainTextEdit):
                editor.insertPlainText("\n")
            return True
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            text = _typed_text(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            self.spread.emit(text)
            return True
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _STAY)
        if self._taken:  # a refused value is told, and the clerk stays where it was typed
            self.entered.emit()
        return True


def _typed_text(editor: QWidget) -> str:
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.text() if isinstance(editor, QLineEdit) else ""
