"""A narrative into a QTextDocument.

What Qt cannot show as text (a picture, a new page) is one block that carries the narrative's own block in a
property and cannot lose it by typing beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
    QTextTableFormat,
)

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
PICTURE: Final = QTextFormat.Property.UserProperty.value + 1  # of a block: uuid of the picture it shows
NEW_PAGE: Final = QTextFormat.Property.UserProperty.value + 2
HEADER: Final = QTextFormat.Property.UserProperty.value + 3  # of a table: its first row is a header
_SIZES: Final = {1: 15, 2: 13, 3: 12}  # pt
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
            shape = QTextBlockFormat()
            shape.setProperty(PICTURE, picture)
            cursor.setBlockFormat(shape)
            cursor.insertText(caption or f"[{picture_name(picture)}]", special_letters())
        case PageBreakBlock():
            shape = QTextBlockFormat()
            shape.setProperty(NEW_PAGE, True)
            cursor.setBlockFormat(shape)
            cursor.insertText("— ขึ้นหน้าใหม่ —", special_letters())
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
    letters.setFontPointSize(_SIZES[level])
    return letters


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


def _insert_table(cursor: QTextCursor, block: TableBlock) -> None:
    lines = [*([block.header] if block.header else []), *block.rows]
    shape = QTextTableFormat()
    shape.setCellPadding(3)
    shape.setCellSpacing(0)
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setProperty(HEADER, bool(block.header))
    table = cursor.insertTable(len(lines), block.columns, shape)
    for row, cells in enumerate(lines):
        for column, text in enumerate(cells):
            letters = QTextCharFormat()
            if row == 0 and block.header:
                letters.setFontWeight(QFont.Weight.Bold)
            table.cellAt(row, column).firstCursorPosition().insertText(text.replace("\n", LINE), letters)
    cursor.movePosition(QTextCursor.MoveOperation.End)
