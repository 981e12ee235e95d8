"""The editor of one section: styles, lists, tables, pictures; pasted text is cleaned first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from kkplanner.desktop.narrative.clipboard import can_take, selection_of, take
from kkplanner.desktop.narrative.from_rich_text import read
from kkplanner.desktop.narrative.picture_file import small_picture
from kkplanner.desktop.narrative.table_editing import PLAIN_CELLS, TableEditing, table_actions
from kkplanner.desktop.narrative.to_rich_text import (
    LIST_STYLES,
    PICTURE_SCHEME,
    fill,
    heading_format,
    heading_letters,
    insert_at,
    insert_page_break,
    insert_picture,
)
from kkplanner.desktop.narrative.typing_keys import plain_line, press
from kkplanner.errors import UserError
from kkplanner.plan.narrative import ListKind, parse, to_markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from kkplanner.plan.picture import Picture

_REST_MS: Final = 2_000


class NarrativeEditor(QTextEdit):
    """Shows markup, gives markup; what was opened and not typed in comes back as it was.

    Signals:
        confirmed: (str) the markup after typing rested or the editor was left.
        refused: (UserError) a paste that cannot be taken.
        pictured: (Picture) a picture came by paste or drop; it belongs into the plan and then to the caret.
        adopted: (tuple of Picture) pictures of a pasted text; they belong into the plan, the text shows them.
        left: Escape; Tab writes here, so that it cannot lead out.
        hinted: (str) Thai; what the clerk should know of what was just done; empty: nothing any more.
    """

    confirmed = Signal(str)
    refused = Signal(object)
    pictured = Signal(object)
    adopted = Signal(object)
    left = Signal()
    hinted = Signal(str)

    def __init__(self, picture: Callable[[str], Picture | None], parent: QWidget | None = None) -> None:
        """`picture`: the picture of the plan with a uuid."""
        super().__init__(parent)
        self.setAccessibleName("เนื้อหาของหัวข้อ")
        self.setTabChangesFocus(False)
        self.setAcceptRichText(True)
        self._picture = picture
        self.tables = TableEditing(self, self.hinted.emit)
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

    def show_markup(self, markup: str, *, same_text: bool = False) -> None:
        """Another text, the caret at its beginning; of the `same_text` after an undo where the two differ."""
        if markup == self._kept and not self.is_typing:
            return
        before = self.toPlainText()
        self._kept = markup
        fill(self.document(), parse(markup), self._picture_name)
        self._rest.stop()
        if same_text:
            cursor = self.textCursor()
            cursor.setPosition(_end_of_change(before, self.toPlainText()))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

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
        # From here on it is the plan that takes it back: twice undone would be brought again.
        self.document().clearUndoRedoStacks()
        if text != self._kept:
            self._kept = text
            self.confirmed.emit(text)

    # ------------------------------------------------------------------ styles

    def make_bold(self) -> None:
        letters = QTextCharFormat()
        bold = self._letters_now().fontWeight() >= QFont.Weight.DemiBold
        letters.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)
        self._style(letters)

    def make_italic(self) -> None:
        letters = QTextCharFormat()
        letters.setFontItalic(not self._letters_now().fontItalic())
        self._style(letters)

    def _letters_now(self) -> QTextCharFormat:
        """The look of the first chosen letter; without a selection of what would be typed."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return self.currentCharFormat()
        cursor.setPosition(cursor.selectionStart() + 1)
        return cursor.charFormat()

    def _style(self, letters: QTextCharFormat) -> None:
        if self._may_be_shaped():
            self.mergeCurrentCharFormat(letters)

    def make_heading(self, level: int) -> None:
        """The chosen lines headings of level 1 to 3; 0: paragraphs again."""
        if not self._may_be_shaped():
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for line in self._lines(cursor):
            in_list = line.currentList()
            if in_list is not None:
                in_list.remove(line.block())
            line.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            line.setBlockFormat(heading_format(level) if level else QTextBlockFormat())
            line.setCharFormat(heading_letters(level) if level else QTextCharFormat())
            line.setBlockCharFormat(heading_letters(level) if level else QTextCharFormat())
        cursor.endEditBlock()

    def make_list(self, kind: ListKind) -> None:
        """The chosen lines a list; a list of that kind lines again."""
        if not self._may_be_shaped():
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        in_list = cursor.currentList()
        if in_list is not None and in_list.format().style() is LIST_STYLES[kind]:
            for line in self._lines(cursor):
                plain_line(line)
        else:
            cursor.createList(LIST_STYLES[kind])
            for line in self._lines(cursor):
                if line.blockFormat().headingLevel():
                    self._letters_of_a_paragraph(line)
        cursor.endEditBlock()

    @staticmethod
    def _letters_of_a_paragraph(line: QTextCursor) -> None:
        """What made a heading of a line goes; that it is in a list stays."""
        shape = line.blockFormat()
        shape.setHeadingLevel(0)
        shape.setTopMargin(0)
        line.setBlockFormat(shape)
        line.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        line.setCharFormat(QTextCharFormat())
        line.setBlockCharFormat(QTextCharFormat())

    def _lines(self, cursor: QTextCursor) -> list[QTextCursor]:
        """A cursor at the beginning of each line that the selection touches."""
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        lines = []
        while block.isValid() and block.blockNumber() <= last:
            lines.append(QTextCursor(block))
            block = block.next()
        return lines

    def _may_be_shaped(self) -> bool:
        """Cells of a table are plain text: what cannot be kept is not begun."""
        if self.tables.table is not None:
            self.hinted.emit(PLAIN_CELLS)
            return False
        return True

    def insert_picture(self, uuid: str, caption: str) -> None:
        """A line that stands for a picture of the plan; its text is the caption."""
        self._insert_special(
            lambda cursor: insert_picture(cursor, uuid, caption or f"[{self._picture_name(uuid)}]")
        )

    def insert_page_break(self) -> None:
        self._insert_special(insert_page_break)

    def insert_field(self, name: str) -> None:
        """A place that the book fills in, like {organisation}."""
        self.textCursor().insertText(f"{{{name}}}")

    def _insert_special(self, insert: Callable[[QTextCursor], None]) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        table = cursor.currentTable()
        if table is not None:
            cursor.setPosition(table.lastPosition() + 1)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            if cursor.block().text():
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        plain_line(cursor)
        insert(cursor)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _picture_name(self, uuid: str) -> str:
        picture = self._picture(uuid)
        return "ไม่พบภาพ" if picture is None else picture.name

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 - as Qt has it
        """Pictures of the plan, small, where the text shows them."""
        address = QUrl(name)
        if address.scheme() != PICTURE_SCHEME:
            return super().loadResource(kind, name)
        picture = self._picture(address.path())
        return small_picture(None if picture is None else picture.content)

    # ------------------------------------------------------------------ paste and drop

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return can_take(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only what a narrative can hold comes in; colours, fonts and links stay outside."""
        try:
            taken = take(source)
        except UserError as error:
            self.refused.emit(error)
            return
        cursor = self.textCursor()
        in_table = cursor.currentTable() is not None
        if taken.within and not in_table:
            self.adopted.emit(taken.within)
        if in_table:
            self.tables.fill(taken.narrative)
        else:
            letters = self.currentCharFormat()
            insert_at(cursor, taken.narrative, self._picture_name)
            self.setTextCursor(cursor)
            if len(taken.narrative.blocks) == 1:
                # What is typed next does not go on in the look of what came in.
                self.setCurrentCharFormat(letters)
            self.ensureCursorVisible()
        for picture in taken.pictures:
            self.pictured.emit(picture)
        if taken.pictures_left_out:
            self.hinted.emit(
                f"วางข้อความแล้ว แต่ภาพ {taken.pictures_left_out:,} ภาพในข้อความไม่ได้เข้ามาด้วย คัดลอกภาพมาวางทีละภาพ หรือใช้ปุ่มภาพ"
            )

    def createMimeDataFromSelection(self) -> QMimeData:
        """For this editor with all its structure, for other programs as plain text."""
        return selection_of(self.textCursor())

    # ------------------------------------------------------------------ keys

    def changeEvent(self, event: QEvent) -> None:
        """Headings and lines of tables have colours of the look; a text in the making keeps the old ones."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rest") and not self.is_typing:
            fill(self.document(), parse(self._kept), self._picture_name)
            self._rest.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text():
            self.hinted.emit("")
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        back = event.key() == Qt.Key.Key_Backtab
        if (back or event.key() == Qt.Key.Key_Tab) and self.tables.next_cell(back=back):
            return
        if not press(self, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What Qt offers, and in a table what can be done with it."""
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.tables.table is not None and not self.isReadOnly():
            menu.addSeparator()
            for text, run in table_actions(self.tables):
                menu.addAction(text).triggered.connect(lambda _checked=False, run=run: run())
        menu.popup(event.globalPos())

    def _add_keys(self) -> None:
        for keys, run in (
            ("Ctrl+B", self.make_bold),
            ("Ctrl+I", self.make_italic),
            ("Ctrl+Shift+L", lambda: self.make_list(ListKind.BULLETED)),
            ("Ctrl+Return", self.insert_page_break),
            ("Escape", self.left.emit),
            ("Ctrl+Alt+1", lambda: self.make_heading(1)),
            ("Ctrl+Alt+2", lambda: self.make_heading(2)),
            ("Ctrl+Alt+3", lambda: self.make_heading(3)),
            ("Ctrl+Alt+0", lambda: self.make_heading(0)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)


def _end_of_change(before: str, after: str) -> int:
    """Where in `after` the letters begin that both texts end with."""
    same = 0
    for old, new in zip(reversed(before), reversed(after), strict=False):
        if old != new:
            break
        same += 1
    return len(after) - same
