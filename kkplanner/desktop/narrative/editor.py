"""The editor of one section: styles, lists, tables, pictures; pasted text is cleaned first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from kkplanner.desktop.narrative.from_rich_text import read
from kkplanner.desktop.narrative.to_rich_text import (
    HEADER,
    LIST_STYLES,
    NEW_PAGE,
    PICTURE,
    fill,
    heading_format,
    heading_letters,
    special_letters,
)
from kkplanner.errors import UserError
from kkplanner.plan.narrative import ListKind, Narrative, parse, to_markup
from kkplanner.plan.narrative_paste import from_html, from_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

_REST_MS: Final = 2_000


class NarrativeEditor(QTextEdit):
    """Shows markup, gives markup; what was opened and not typed in comes back as it was.

    Signals:
        confirmed: (str) the markup after typing rested or the editor was left.
        refused: (UserError) a paste that cannot be taken.
    """

    confirmed = Signal(str)
    refused = Signal(object)

    def __init__(self, picture_name: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("เนื้อหาของหัวข้อ")
        self.setTabChangesFocus(False)
        self.setAcceptRichText(True)
        self._picture_name = picture_name
        self._kept = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.confirm)
        self.document().contentsChanged.connect(self._rest.start)
        self._add_keys()

    @property
    def is_typing(self) -> bool:
        """Whether something is typed that was not confirmed."""
        return self.document().isModified()

    def show_markup(self, markup: str) -> None:
        """Another text, or the same after an undo; the caret goes to the beginning."""
        if markup == self._kept and not self.is_typing:
            return
        self._kept = markup
        fill(self.document(), parse(markup), self._picture_name)
        self._rest.stop()

    def markup(self) -> str:
        """What stands in the editor."""
        return to_markup(read(self.document())) if self.is_typing else self._kept

    def confirm(self) -> None:
        """Hand over what was typed, once."""
        self._rest.stop()
        if self.isReadOnly() or not self.is_typing:
            return
        text = self.markup()
        self.document().setModified(False)
        if text != self._kept:
            self._kept = text
            self.confirmed.emit(text)

    # ------------------------------------------------------------------ styles

    def make_bold(self) -> None:
        letters = QTextCharFormat()
        bold = self.fontWeight() >= QFont.Weight.DemiBold
        letters.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)
        self.mergeCurrentCharFormat(letters)

    def make_italic(self) -> None:
        letters = QTextCharFormat()
        letters.setFontItalic(not self.fontItalic())
        self.mergeCurrentCharFormat(letters)

    def make_heading(self, level: int) -> None:
        """The current line a heading of level 1 to 3; 0: a paragraph again."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        in_list = cursor.currentList()
        if in_list is not None:
            in_list.remove(cursor.block())
        cursor.setBlockFormat(heading_format(level) if level else QTextBlockFormat())
        cursor.setCharFormat(heading_letters(level) if level else QTextCharFormat())
        cursor.endEditBlock()

    def make_list(self, kind: ListKind) -> None:
        """The chosen lines a list; a list of that kind lines again."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        in_list = cursor.currentList()
        if in_list is not None and in_list.format().style() is LIST_STYLES[kind]:
            shape = QTextBlockFormat()
            in_list.remove(cursor.block())
            cursor.setBlockFormat(shape)
        else:
            cursor.createList(LIST_STYLES[kind])
        cursor.endEditBlock()

    def insert_table(self, rows: int, columns: int) -> None:
        """An empty table with a header."""
        shape = QTextTableFormat()
        shape.setCellPadding(3)
        shape.setCellSpacing(0)
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setProperty(HEADER, True)
        self.textCursor().insertTable(rows, columns, shape)

    def insert_picture(self, uuid: str, caption: str) -> None:
        """A line that stands for a picture of the plan; its text is the caption."""
        shape = QTextBlockFormat()
        shape.setProperty(PICTURE, uuid)
        self._insert_special(shape, caption or f"[{self._picture_name(uuid)}]")

    def insert_page_break(self) -> None:
        shape = QTextBlockFormat()
        shape.setProperty(NEW_PAGE, True)
        self._insert_special(shape, "— ขึ้นหน้าใหม่ —")

    def insert_field(self, name: str) -> None:
        """A place that the book fills in, like {organisation}."""
        self.textCursor().insertText(f"{{{name}}}")

    def _insert_special(self, shape: QTextBlockFormat, text: str) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(shape, special_letters())
        cursor.insertText(text, special_letters())
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    # ------------------------------------------------------------------ paste and keys

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only what a narrative can hold comes in; colours, fonts and links stay outside."""
        try:
            pasted = from_html(source.html()) if source.hasHtml() else from_plain(source.text())
        except UserError as error:
            self.refused.emit(error)
            return
        self._insert_narrative(pasted.narrative)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text alone: what is pasted elsewhere should not bring the editor's look along."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def _insert_narrative(self, narrative: Narrative) -> None:
        from PySide6.QtGui import QTextDocument, QTextDocumentFragment

        other = QTextDocument()
        fill(other, narrative, self._picture_name)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertFragment(QTextDocumentFragment(other))
        cursor.endEditBlock()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # After a heading the next line is a paragraph.
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        heading = self.textCursor().blockFormat().headingLevel()
        super().keyPressEvent(event)
        if enter and heading and not event.modifiers():
            cursor = self.textCursor()
            cursor.setBlockFormat(QTextBlockFormat())
            cursor.setBlockCharFormat(QTextCharFormat())
            self.setCurrentCharFormat(QTextCharFormat())

    def _add_keys(self) -> None:
        from PySide6.QtGui import QShortcut

        for keys, run in (
            ("Ctrl+B", self.make_bold),
            ("Ctrl+I", self.make_italic),
            ("Ctrl+Alt+1", lambda: self.make_heading(1)),
            ("Ctrl+Alt+2", lambda: self.make_heading(2)),
            ("Ctrl+Alt+3", lambda: self.make_heading(3)),
            ("Ctrl+Alt+0", lambda: self.make_heading(0)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)
