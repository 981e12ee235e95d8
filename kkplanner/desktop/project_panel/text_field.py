"""A long text of a record: grows with what is typed, tells when the typing rests and when it is confirmed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from kkplanner.desktop.look import colours

_MOST: Final = 8  # lines seen
_REST_MS: Final = 250


class TextField(QPlainTextEdit):
    """Confirmed when the focus leaves it and with Ctrl+Enter; Escape takes the typing back.

    Signals:
        confirmed: (str) the text as it is to be kept.
        rested: the typing paused.
    """

    confirmed = Signal(str)
    rested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, fewest: int = 1) -> None:
        """`fewest`: lines for which there is always room."""
        super().__init__(parent)
        self._fewest = fewest
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setPlaceholderText("ยังว่าง")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._kept = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.rested)
        self.textChanged.connect(self._grow)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())

    @property
    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """The text as the plan has it; what is being typed and differs stays."""
        if self._kept == text and self.hasFocus():
            return
        self._kept = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._rest.stop()

    def confirm(self) -> None:
        """Hand over what was typed, once."""
        self._rest.stop()
        if self.toPlainText() != self._kept:
            self._kept = self.toPlainText()
            self.confirmed.emit(self._kept)

    def highlight(self, words: list[str]) -> None:
        """Mark where words stand, for example those that earned a suggestion."""
        marks = []
        look = QTextCharFormat()
        look.setBackground(QColor(colours().highlight))
        look.setFontUnderline(True)
        text = self.toPlainText()
        for word in words:
            start = text.find(word)
            while word and start >= 0:
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(start + len(word), QTextCursor.MoveMode.KeepAnchor)
                mark.cursor, mark.format = cursor, look  # type: ignore[attr-defined]
                marks.append(mark)
                start = text.find(word, start + len(word))
        self.setExtraSelections(marks)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._kept:
            self.setPlainText(self._kept)
        else:
            super().keyPressEvent(event)
            if event.text():
                self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height())

    def _height(self) -> int:
        lines = max(self._fewest, min(_MOST, int(self.document().size().height())))
        return lines * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin()) + 8

    def _grow(self) -> None:
        # All lines are seen up to the most of them: arrows of a bar in a field of one line would only confuse.
        overflows = self.document().size().height() > _MOST
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if overflows else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() is not bar:
            self.setVerticalScrollBarPolicy(bar)
        height = self._height()
        if self.height() != height:
            self.setFixedHeight(height)
