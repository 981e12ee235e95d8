"""A QTextDocument back into a narrative, in its normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFont, QTextFrame, QTextListFormat, QTextTable

from kkplanner.desktop.narrative.to_rich_text import HEADER, LINE, NEW_PAGE, OBJECT, PICTURE
from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    ListKind,
    Narrative,
    PageBreakBlock,
    Paragraph,
    PictureBlock,
    Run,
    TableBlock,
    parse,
    to_markup,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument, QTextTableCell

    from kkplanner.plan.narrative import Block, Runs

_NUMBERED: Final = frozenset(
    (
        QTextListFormat.Style.ListDecimal,
        QTextListFormat.Style.ListLowerAlpha,
        QTextListFormat.Style.ListUpperAlpha,
        QTextListFormat.Style.ListLowerRoman,
        QTextListFormat.Style.ListUpperRoman,
    )
)


def read(document: QTextDocument) -> Narrative:
    """What stands in the document. Empty lines part paragraphs and are not kept themselves."""
    blocks: list[Block] = []
    frames = document.rootFrame().begin()
    while not frames.atEnd():
        frame = frames.currentFrame()
        if isinstance(frame, QTextTable):
            table = _table(frame)
            if table is not None:
                blocks.append(table)
        elif not isinstance(frame, QTextFrame):
            _append(blocks, frames.currentBlock())
        frames += 1
    # Through the markup and back, so that what was typed has the normal form of what was written.
    return parse(to_markup(Narrative(tuple(blocks))))


def _append(blocks: list[Block], block: QTextBlock) -> None:
    shape = block.blockFormat()
    if shape.hasProperty(NEW_PAGE):
        blocks.append(PageBreakBlock())
        return
    if shape.hasProperty(PICTURE):
        text = block.text().replace(OBJECT, "").replace(LINE, " ").strip()
        caption = "" if text.startswith("[") and text.endswith("]") else text
        blocks.append(PictureBlock(str(shape.property(PICTURE)), caption))
        return
    level = shape.headingLevel()
    # A heading's own weight is its look; bold typed into it is not told apart from it.
    runs = _runs(block)
    if not any(run.text.strip() for run in runs):
        return
    in_list = block.textList()
    if level:
        blocks.append(
            Heading(
                min(level, 3), tuple(Run(run.text.replace("\n", " "), run.bold, run.italic) for run in runs)
            )
        )
    elif in_list is not None:
        kind = ListKind.NUMBERED if in_list.format().style() in _NUMBERED else ListKind.BULLETED
        last = blocks[-1] if blocks else None
        if (
            isinstance(last, ListBlock)
            and last.kind is kind
            and block.previous().textList() is not None
            and _same_list(block)
        ):
            blocks[-1] = ListBlock(kind, (*last.items, runs))
        else:
            blocks.append(ListBlock(kind, (runs,)))
    else:
        blocks.append(Paragraph(runs))


def _same_list(block: QTextBlock) -> bool:
    own, before = block.textList(), block.previous().textList()
    return own is not None and before is not None and own.objectIndex() == before.objectIndex()


def _runs(block: QTextBlock) -> Runs:
    runs: list[Run] = []
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.isValid():
            letters = piece.charFormat()
            text = piece.text().replace(LINE, "\n").replace(OBJECT, "").replace("\u00a0", " ")
            bold = letters.fontWeight() >= QFont.Weight.DemiBold
            run = Run(text, bold, letters.fontItalic())
            if runs and (runs[-1].bold, runs[-1].italic) == (run.bold, run.italic):
                runs[-1] = Run(runs[-1].text + run.text, run.bold, run.italic)
            elif text:
                runs.append(run)
        pieces += 1
    return tuple(runs)


def _table(table: QTextTable) -> TableBlock | None:
    lines = [
        tuple(_cell(table.cellAt(row, column)) for column in range(table.columns()))
        for row in range(table.rows())
    ]
    if not lines or not any(any(line) for line in lines):
        return None
    if bool(table.format().property(HEADER)):
        return TableBlock(lines[0], tuple(lines[1:]))
    return TableBlock((), tuple(lines))


def _cell(cell: QTextTableCell) -> str:
    texts = []
    block = cell.firstCursorPosition().block()
    last = cell.lastCursorPosition().block().blockNumber()
    while block.isValid() and block.blockNumber() <= last:
        texts.append(block.text().replace(OBJECT, "").replace(LINE, "\n"))
        block = block.next()
    return "\n".join(line.strip() for line in "\n".join(texts).split("\n")).strip()
