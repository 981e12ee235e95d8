"""What the editor takes from the clipboard or a drop, and what it puts there."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument

from kkplanner.desktop.narrative.from_rich_text import read
from kkplanner.desktop.narrative.picture_file import (
    SUFFIXES,
    NotAPictureError,
    picture_of,
    picture_of_image,
    read_picture,
)
from kkplanner.desktop.narrative.to_rich_text import OBJECT
from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    Narrative,
    Paragraph,
    PictureBlock,
    paragraph,
    parse,
    to_markup,
)
from kkplanner.plan.narrative_paste import from_html, from_plain

if TYPE_CHECKING:
    from kkplanner.plan.narrative import Block
    from kkplanner.plan.narrative_paste import Pasted
    from kkplanner.plan.picture import Picture

OWN: Final = "application/x-kkplanner-narrative"
_INLINE: Final = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)")
_UNNAMED: Final = "ภาพที่วาง.png"


@dataclass(frozen=True, slots=True)
class Taken:
    """Text with its structure, or pictures, which are new to the plan.

    Attributes:
        narrative: the text.
        within: pictures that it shows, to be kept in the plan before it is put down.
        pictures: pictures without a text.
        pictures_left_out: so many could not be got at.
    """

    narrative: Narrative = field(default_factory=Narrative)
    within: tuple[Picture, ...] = ()
    pictures: tuple[Picture, ...] = ()
    pictures_left_out: int = 0


def can_take(source: QMimeData) -> bool:
    """Whether there is anything that a narrative can hold."""
    return source.hasFormat(OWN) or source.hasHtml() or source.hasText() or source.hasImage()


def take(source: QMimeData) -> Taken:
    """Own text as it was; files of pictures; else text with its structure; a picture where there is no text.

    Spreadsheets put a picture of the cells beside the cells, so text goes first.

    Raises:
        UserError: a picture that is none, or more text than a section may have.
    """
    if source.hasFormat(OWN):
        return Taken(parse(bytes(source.data(OWN).data()).decode("utf-8")))
    if files := picture_files(source):
        return Taken(pictures=tuple(read_picture(path) for path in files))
    pasted = from_html(source.html()) if source.hasHtml() else None
    if pasted is None or not pasted.narrative:
        text = from_plain(source.text()) if source.hasText() else None
        if text is not None and text.narrative:
            return Taken(text.narrative)
        if source.hasImage():
            image = source.imageData()
            if isinstance(image, QImage):
                return Taken(pictures=(picture_of_image(image, _UNNAMED),))
    return Taken() if pasted is None else _with_pictures(pasted)


def _with_pictures(pasted: Pasted) -> Taken:
    """The text with those of its pictures that lie on this computer or in the text itself."""
    found: dict[str, Picture] = {}
    for uuid, address in pasted.pictures.items():
        if uuid in pasted.with_pictures.pictures:
            try:
                picture = picture_at(address)
            except NotAPictureError:
                continue
            if picture is not None:
                found[uuid] = replace(picture, uuid=uuid)
    blocks = (
        block
        for block in pasted.with_pictures.blocks
        if not isinstance(block, PictureBlock) or block.picture in found
    )
    return Taken(
        Narrative(tuple(blocks)), tuple(found.values()), pictures_left_out=len(pasted.pictures) - len(found)
    )


def picture_at(address: str) -> Picture | None:
    """The picture that a piece of HTML names: a file beside what Word put on the clipboard, or the text itself.

    Nothing is fetched: an address in a network, or on another computer, gives None.

    Raises:
        NotAPictureError: what lies there is no picture.
    """
    if found := _INLINE.match(address):
        try:
            content = b64decode(found[1], validate=False)
        except ValueError:
            return None
        return picture_of(content, _UNNAMED)
    url = QUrl(address)
    if url.scheme() != "file" or url.host() or not url.isLocalFile():
        return None
    named = url.toLocalFile()
    if named.replace("\\", "/").startswith("//"):  # a share: Windows would sign in there, only to look
        return None
    path = Path(named)
    return read_picture(path) if path.is_file() else None


def picture_files(source: QMimeData) -> list[Path]:
    """Files of pictures that somebody dragged or copied; of other files none."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return paths if paths and all(path.suffix.lower().lstrip(".") in SUFFIXES for path in paths) else []


def selection_of(cursor: QTextCursor) -> QMimeData:
    """The selection for this editor with all its structure, for other programs as plain text."""
    other = QTextDocument()
    QTextCursor(other).insertFragment(cursor.selection())
    narrative = read(other)
    if _is_within_a_line(cursor):
        narrative = Narrative(tuple(_line_alone(block) for block in narrative.blocks))
    data = QMimeData()
    data.setText(cursor.selection().toPlainText().replace(OBJECT, ""))
    data.setData(OWN, to_markup(narrative).encode("utf-8"))
    return data


def _is_within_a_line(cursor: QTextCursor) -> bool:
    document = cursor.document()
    start, end = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    whole = cursor.selectionEnd() - cursor.selectionStart() >= start.length() - 1
    return start.blockNumber() == end.blockNumber() and not whole


def _line_alone(block: Block) -> Block:
    """Some letters of a heading or an item are letters and no heading."""
    match block:
        case Heading(_, runs):
            return Paragraph(runs)
        case ListBlock(_, items):
            return Paragraph(items[0])
        case PictureBlock(_, caption):
            return paragraph(caption)
    return block
