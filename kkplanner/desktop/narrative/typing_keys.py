"""What Enter, Tab, Backspace, Delete and the space bar do beside lists, headings, pictures and new pages, as in Word.

A list of the book has one level. The lines of an inner list are lines of their item that begin with "–" or "1)".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor

from kkplanner.desktop.narrative.to_rich_text import LINE, LIST_STYLES, NEW_PAGE, OBJECT, PICTURE
from kkplanner.plan.narrative import ListKind
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QTextEdit

_INNER: Final = re.compile(r"(– |(\d{1,3})\) )")
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BULLETS: Final = frozenset("-•*–")


def press(editor: QTextEdit, event: QKeyEvent) -> bool:
    """Whether the key was one with a meaning of its own here, and was carried out."""
    cursor = editor.textCursor()
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if held or cursor.currentTable() is not None:
        return False
    key = event.key()
    cursor.beginEditBlock()
    try:
        if key in _ENTER and not shift:
            done = _enter(cursor)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            done = _outdent(cursor) if shift or key == Qt.Key.Key_Backtab else _indent(cursor)
        elif cursor.hasSelection():
            done = False
        elif key == Qt.Key.Key_Backspace:
            done = _backspace(cursor)
        elif key == Qt.Key.Key_Delete:
            done = _delete(cursor)
        elif key == Qt.Key.Key_Space and not shift:
            done = _begin_list(cursor)
        else:
            done = _beside_special(cursor, event.text())
    finally:
        cursor.endEditBlock()
    if done:
        editor.setTextCursor(cursor)
        editor.ensureCursorVisible()
    return done


def plain_line(cursor: QTextCursor) -> None:
    """The line of the caret an ordinary paragraph: no heading, list, picture or indent."""
    in_list = cursor.currentList()
    if in_list is not None:
        in_list.remove(cursor.block())
    cursor.setBlockFormat(QTextBlockFormat())


def _is_special(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(PICTURE) or block.blockFormat().hasProperty(NEW_PAGE)


def _enter(cursor: QTextCursor) -> bool:
    block = cursor.block()
    if _is_special(block):
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        return True
    if block.blockFormat().headingLevel():
        # Behind a heading the next line is a paragraph; before it, too, and the heading stays one.
        before = cursor.atBlockStart() and not cursor.atBlockEnd()
        cursor.insertBlock(block.blockFormat() if before else QTextBlockFormat(), QTextCharFormat())
        if before:
            above = QTextCursor(cursor.block().previous())
            above.setBlockFormat(QTextBlockFormat())
        else:
            cursor.setBlockCharFormat(QTextCharFormat())
            cursor.setCharFormat(QTextCharFormat())
        return True
    if cursor.currentList() is None:
        return False
    if not block.text().strip():
        plain_line(cursor)
        return True
    return _enter_inner(cursor)


def _enter_inner(cursor: QTextCursor) -> bool:
    """In a line of an inner list: one more of them; in an empty one: an item of the list itself."""
    start, line = _line(cursor)
    mark = _INNER.match(line)
    if mark is None or not start:
        return False
    if line.strip() == mark[0].strip():
        cursor.setPosition(cursor.block().position() + start - 1)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(line) + 1)
        cursor.removeSelectedText()
        cursor.insertBlock()
    else:
        cursor.insertText(LINE + (f"{int(mark[2]) + 1}) " if mark[2] else mark[0]))
    return True


def _line(cursor: QTextCursor) -> tuple[int, str]:
    """Where the line of the caret begins in its block (after a break inside the block), and its text."""
    text, place = cursor.block().text(), cursor.positionInBlock()
    start = text.rfind(LINE, 0, place) + 1
    end = text.find(LINE, place)
    return start, text[start : end if end >= 0 else len(text)]


def _indent(cursor: QTextCursor) -> bool:
    """Tab in a list: the item becomes a line of an inner list of the item above."""
    in_list, block = cursor.currentList(), cursor.block()
    if in_list is None or cursor.hasSelection():
        return False
    above = block.previous()
    if above.textList() is None or above.textList().objectIndex() != in_list.objectIndex():
        return True
    numbered = in_list.format().style() == LIST_STYLES[ListKind.NUMBERED]
    inner = sum(1 for line in above.text().split(LINE)[1:] if _INNER.match(line))
    place = cursor.positionInBlock()
    lead = LINE + (f"{inner + 1}) " if numbered else "– ")
    cursor.setPosition(block.position())
    cursor.deletePreviousChar()
    cursor.insertText(lead)
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, place)
    return True


def _outdent(cursor: QTextCursor) -> bool:
    """Shift+Tab in a list: a line of an inner list becomes an item, an item a paragraph."""
    if cursor.currentList() is None or cursor.hasSelection():
        return False
    start, line = _line(cursor)
    mark = _INNER.match(line) if start else None
    if mark is None:
        plain_line(cursor)
        return True
    place = max(cursor.positionInBlock() - start - len(mark[0]), 0)
    cursor.setPosition(cursor.block().position() + start - 1)
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(mark[0]) + 1)
    cursor.removeSelectedText()
    cursor.insertBlock()
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, place)
    return True


def _backspace(cursor: QTextCursor) -> bool:
    block = cursor.block()
    if block.blockFormat().hasProperty(NEW_PAGE) or _is_bare_picture(block):
        _remove_line(cursor)
        return True
    if block.blockFormat().hasProperty(PICTURE) and cursor.positionInBlock() <= _before_caption(block):
        return True
    if not cursor.atBlockStart():
        return False
    if cursor.currentList() is not None or block.blockFormat().headingLevel():
        plain_line(cursor)
        return True
    above = block.previous()
    if above.isValid() and _is_special(above):
        # Letters that ran into such a line would be lost.
        if above.blockFormat().hasProperty(NEW_PAGE):
            _remove_line(QTextCursor(above))
        elif not block.text():
            cursor.deletePreviousChar()
        else:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        return True
    return False


def _delete(cursor: QTextCursor) -> bool:
    block = cursor.block()
    if block.blockFormat().hasProperty(NEW_PAGE) or _is_bare_picture(block):
        _remove_line(cursor)
        return True
    if block.blockFormat().hasProperty(PICTURE) and cursor.positionInBlock() < _before_caption(block):
        return True
    below = block.next()
    if not cursor.atBlockEnd() or not below.isValid() or not (_is_special(below) or _is_special(block)):
        return False
    if below.blockFormat().hasProperty(NEW_PAGE):
        _remove_line(QTextCursor(below))
    elif not block.text():
        _remove_line(cursor)
    return True


def _remove_line(cursor: QTextCursor) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.setBlockFormat(QTextBlockFormat())
    cursor.setBlockCharFormat(QTextCharFormat())
    if cursor.block().next().isValid() and not cursor.block().next().text():
        cursor.deleteChar()
    elif cursor.block().previous().isValid():
        cursor.deletePreviousChar()


def _begin_list(cursor: QTextCursor) -> bool:
    """A space behind "-" or "1." at the beginning of a paragraph begins a list, or goes on with the one above."""
    block = cursor.block()
    typed = block.text()[: cursor.positionInBlock()]
    if cursor.currentList() is not None or block.blockFormat().headingLevel() or _is_special(block):
        return False
    number = to_arabic(typed).removesuffix(".").removesuffix(")")
    kind = ListKind.BULLETED if typed in _BULLETS else ListKind.NUMBERED
    above = block.previous().textList()
    goes_on = above is not None and above.format().style() == LIST_STYLES[kind]
    if kind is ListKind.NUMBERED:
        if not number.isdecimal() or len(typed) != len(number) + 1:
            return False
        if int(number) != 1 and not (goes_on and above is not None and int(number) == above.count() + 1):
            return False
        goes_on = goes_on and int(number) != 1
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if goes_on and above is not None:
        above.add(cursor.block())
    else:
        cursor.createList(LIST_STYLES[kind])
    return True


def _beside_special(cursor: QTextCursor, text: str) -> bool:
    """Letters typed where a new page begins stand behind it, before a picture in its caption: no letter is lost."""
    block = cursor.block()
    if not text or not text.isprintable():
        return False
    if block.blockFormat().hasProperty(PICTURE):
        if cursor.positionInBlock() >= _before_caption(block):
            return False
        cursor.setPosition(block.position() + _before_caption(block))
    elif block.blockFormat().hasProperty(NEW_PAGE):
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    else:
        return False
    cursor.insertText(text)
    return True


def _before_caption(block: QTextBlock) -> int:
    """Letters of a picture's line that are the picture itself."""
    return len(OBJECT + LINE) if block.text().startswith(OBJECT + LINE) else 0


def _is_bare_picture(block: QTextBlock) -> bool:
    """Whether a picture's caption is empty: the next key takes the picture away."""
    return block.blockFormat().hasProperty(PICTURE) and not block.text().strip(OBJECT + LINE)
