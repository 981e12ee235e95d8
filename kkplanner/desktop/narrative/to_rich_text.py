"""A narrative into a QTextDocument.

What Qt cannot show as text (a picture, a new page) is one block that carries the narrative's own block in a
property and cannot lose it by typing beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)

from kkplanner.desktop.look import colours
from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    ListKind,
    PageBreakBlock,
    Paragraph,
    PictureBlock,
    TableBlock,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.plan.narrative import Block, Narrative, Runs

LINE: Final = "\u2028"  # Qt's line break inside a block
OBJECT: Final = "\ufffc"  # Qt's place of a picture in a text
PICTURE_SCHEME: Final = "picture"  # of the address under which the editor finds a picture of the plan
PICTURE: Final = QTextFormat.Property.UserProperty.value + 1  # of a block: uuid of the picture it shows
NEW_PAGE: Final = QTextFormat.Property.UserProperty.value + 2
HEADER: Final = QTextFormat.Property.UserProperty.value + 3  # of a table: its first row is a header
_STEPS: Final = {1: 2, 2: 1, 3: 0}  # by which a heading is larger than the letters of the editor
LIST_STYLES: Final = {
    ListKind.NUMBERED: QTextListFormat.Style.ListDecimal,
    ListKind.BULLETED: QTextListFormat.Style.ListDisc,
}


def fill(document: QTextDocument, narrative: Narrative, picture_name: Callable[[str], str]) -> None:
    """Replace the content of `document`; undo begins anew.

    Args:
        document: of the editor.
        narrative: what it shall show.
        picture_name: the file name of a picture (uuid), to be shown in its place.
    """
    document.clear()
    cursor = QTextCursor(document)
    first = True
    for block in narrative.blocks:
        if not first:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        first = False
        _insert(cursor, block, picture_name)
    document.setModified(False)
    document.clearUndoRedoStacks()


def insert_at(cursor: QTextCursor, narrative: Narrative, picture_name: Callable[[str], str]) -> None:
    """Put `narrative` in the place of the selection, as one step of undo; the caret ends behind it.

    A single paragraph goes into the line of the caret; anything else gets lines of its own.
    """
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    match narrative.blocks:
        case ():
            pass
        case (Paragraph(runs),):
            _insert_runs(cursor, runs, cursor.charFormat())
        case blocks:
            _make_room(cursor)
            fresh = True
            for block in blocks:
                if not fresh:
                    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
                _insert(cursor, block, picture_name)
                fresh = isinstance(block, TableBlock)
                if fresh:
                    _line_before(cursor)
    cursor.endEditBlock()


def _make_room(cursor: QTextCursor) -> None:
    """The caret into an empty line, what stood around it in lines above and below."""
    if cursor.block().text():
        shape = cursor.blockFormat()
        in_list = cursor.currentList()
        ends = cursor.atBlockEnd()
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        if not ends:
            _line_before(cursor)
            below = QTextCursor(cursor.block().next())
            below.setBlockFormat(shape)
            if in_list is not None:
                in_list.add(below.block())
    else:
        if cursor.currentList() is not None:
            cursor.currentList().remove(cursor.block())
        cursor.setBlockFormat(QTextBlockFormat())


def _line_before(cursor: QTextCursor) -> None:
    """An empty line before that of the caret, which goes there."""
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)


def _insert(cursor: QTextCursor, block: Block, picture_name: Callable[[str], str]) -> None:
    match block:
        case Paragraph(runs):
            cursor.setBlockFormat(QTextBlockFormat())
            _insert_runs(cursor, runs)
        case Heading(level, runs):
            cursor.setBlockFormat(heading_format(level))
            _insert_runs(cursor, runs, heading_letters(level))
        case ListBlock(kind, items):
            for place, runs in enumerate(items):
                if place:
                    cursor.insertBlock()
                else:
                    cursor.createList(LIST_STYLES[kind])
                _insert_runs(cursor, runs)
        case TableBlock():
            _insert_table(cursor, block)
        case PictureBlock(picture, caption):
            insert_picture(cursor, picture, caption or f"[{picture_name(picture)}]")
        case PageBreakBlock():
            insert_page_break(cursor)
        case _:
            assert_never(block)


def heading_format(level: int) -> QTextBlockFormat:
    """The shape of a heading's line."""
    shape = QTextBlockFormat()
    shape.setHeadingLevel(level)
    shape.setTopMargin(8)
    return shape


def heading_letters(level: int) -> QTextCharFormat:
    """The look of a heading's letters; bold and italic of its runs come on top."""
    letters = QTextCharFormat()
    letters.setProperty(QTextFormat.Property.FontSizeAdjustment, _STEPS[level])
    letters.setForeground(QColor(colours().accent))
    return letters


def insert_picture(cursor: QTextCursor, picture: str, caption: str) -> None:
    """Make the empty line of the caret that of a picture: the picture, and under it the caption to write in."""
    cursor.setBlockFormat(_special(PICTURE, picture))
    shown = QTextImageFormat()
    shown.setName(f"{PICTURE_SCHEME}:{picture}")
    cursor.insertImage(shown)
    cursor.insertText(f"{LINE}{caption}", special_letters())


def insert_page_break(cursor: QTextCursor) -> None:
    """Make the empty line of the caret one that says that a new page begins."""
    cursor.setBlockFormat(_special(NEW_PAGE, True))
    cursor.insertText("— ขึ้นหน้าใหม่ —", special_letters())


def _special(which: int, value: object) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setProperty(which, value)
    shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return shape


def special_letters() -> QTextCharFormat:
    """The look of a line that stands for a picture or a new page."""
    letters = QTextCharFormat()
    letters.setFontFamilies(["Sarabun"])
    letters.setFontUnderline(True)
    return letters


def _insert_runs(cursor: QTextCursor, runs: Runs, base: QTextCharFormat | None = None) -> None:
    for run in runs:
        letters = QTextCharFormat(base) if base is not None else QTextCharFormat()
        if run.bold:
            letters.setFontWeight(QFont.Weight.Bold)
        if run.italic:
            letters.setFontItalic(True)
        cursor.insertText(run.text.replace("\n", LINE), letters)


def table_format(*, header: bool) -> QTextTableFormat:
    """The look of a table; `header`: its first row is one."""
    shape = QTextTableFormat()
    shape.setCellPadding(3)
    # With collapsed borders Qt draws none; so neighbours share a line.
    shape.setCellSpacing(-1)
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QColor(colours().faint))
    shape.setBorderCollapse(False)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setProperty(HEADER, header)
    return shape


def _insert_table(cursor: QTextCursor, block: TableBlock) -> None:
    lines = [*([block.header] if block.header else []), *block.rows]
    table = cursor.insertTable(len(lines), block.columns, table_format(header=bool(block.header)))
    for row, cells in enumerate(lines):
        for column, text in enumerate(cells):
            letters = QTextCharFormat()
            if row == 0 and block.header:
                letters.setFontWeight(QFont.Weight.Bold)
            table.cellAt(row, column).firstCursorPosition().insertText(text.replace("\n", LINE), letters)
    cursor.setPosition(table.lastPosition() + 1)
