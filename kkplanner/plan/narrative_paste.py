"""Pasted text made into narrative: from Word, a web page, a spreadsheet or plain.

What carries meaning stays (paragraphs, headings, lists, tables, bold, italic, page breaks); colours, fonts,
scripts, links and everything else goes. Pictures are named, not taken: nothing is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kkplanner.errors import UserError
from kkplanner.plan.narrative import (
    LONGEST_TEXT,
    MOST_COLUMNS,
    Narrative,
    PictureBlock,
    TableBlock,
    parse,
    to_markup,
)
from kkplanner.plan.narrative_inline import escaped
from kkplanner.plan.narrative_marks import CELL_EDGE, ESCAPE
from kkplanner.plan.narrative_writing import guarded
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.narrative import Block

LONGEST_PASTE: Final = 4_000_000
"""Characters of pasted HTML; Word writes ten times what it shows."""

_BULLET: Final = re.compile(r"[•·●○▪■◦‣⁃§►➢✓✔–—\uf0b7\uf0a7\uf0d8\uf0fc][ \t]*(?=\S)")
_NUMBER: Final = re.compile(r"\(?(\d{1,3})[.)][ \t]+(?=\S)")


class PasteTooLongError(UserError):
    """The pasted text is longer than the program reads."""

    def __init__(self) -> None:
        super().__init__("ข้อความที่วางยาวเกินกว่าจะรับได้ จึงยังไม่ได้วาง ข้อความเดิมยังอยู่ครบ กรุณาคัดลอกมาวางทีละส่วน")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was kept of a paste.

    Attributes:
        narrative: without pictures.
        pictures: uuid → address of each picture that it named.
        with_pictures: the narrative with a block for each picture that stood outside of lists and tables; whoever
            can get at the pictures gives them these uuids.
    """

    narrative: Narrative
    pictures: Mapping[str, str] = field(default_factory=dict)
    with_pictures: Narrative = field(default_factory=Narrative)

    @property
    def pictures_left_out(self) -> int:
        return len(self.pictures)

    @property
    def markup(self) -> str:
        return to_markup(self.narrative)


def from_html(html: str) -> Pasted:
    """The narrative of a piece of HTML, also of what Word and spreadsheets put on the clipboard.

    Never fails on bad HTML: what cannot be understood is read as text.

    Raises:
        PasteTooLongError: more than `LONGEST_PASTE` characters, or too much text in them.
    """
    from kkplanner.plan.narrative_html import Cleaner, without_declarations

    if len(html) > LONGEST_PASTE:
        raise PasteTooLongError
    cleaner = Cleaner()
    cleaner.feed(without_declarations(html))
    cleaner.close()
    whole = tuple(cleaner.finish())
    bare = tuple(block for block in whole if not isinstance(block, PictureBlock))
    kept = _stored(Narrative(bare))
    return Pasted(kept, cleaner.pictures, _stored(Narrative(whole)) if len(whole) > len(bare) else kept)


def from_plain(text: str) -> Pasted:
    """The narrative of pasted plain text: bullets, numbers and tabbed columns are recognised.

    Marks of the markup that happen to stand in it stay letters.

    Raises:
        PasteTooLongError: more text than a section may have.
    """
    if len(text) > LONGEST_TEXT:
        raise PasteTooLongError
    lines: list[str] = []
    columns = 0
    typed = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, below in zip(typed, (*typed[1:], ""), strict=True):
        cells = line.split("\t")
        tabbed = 1 < len(cells) <= MOST_COLUMNS and not _mark(line)
        if tabbed and not cells[0].strip():
            # A tab alone before a paragraph indents it; a row of a table stands among its like.
            tabbed = columns == len(cells) or (len(cells) > 2 and below.count("\t") == len(cells) - 1)
        if tabbed:
            # Two tables that follow each other have different widths.
            lines += [""] if columns and columns != len(cells) else []
            lines.append(_row(cells))
        else:
            lines += [""] if columns else []
            lines.append(_line(line))
        columns = len(cells) if tabbed else 0
    return Pasted(_tabbed_text_back(parse("\n".join(lines))))


def _line(line: str) -> str:
    line = line.strip()
    if mark := _BULLET.match(line):
        return "- " + escaped(normalise(line[mark.end() :]))
    if (mark := _NUMBER.match(line)) and mark[0].startswith(f"{mark[1]}."):
        return f"{mark[1]}. " + escaped(normalise(line[mark.end() :]))
    text = escaped(normalise(line))
    return text if text.startswith("- ") else guarded(text)


def _mark(line: str) -> bool:
    """Whether the line begins with a bullet or number, after which Word puts a tab."""
    return bool(_BULLET.match(line.strip()) or _NUMBER.match(line.strip()))


def _row(cells: list[str]) -> str:
    texts = [escaped(normalise(cell)).replace(CELL_EDGE, ESCAPE + CELL_EDGE) for cell in cells]
    return CELL_EDGE + "".join(f" {ESCAPE if text[:1] == '-' else ''}{text} {CELL_EDGE}" for text in texts)


def _tabbed_text_back(narrative: Narrative) -> Narrative:
    """A single line with tabs is no table but a sentence that someone aligned."""
    kept: list[Block] = []
    for block in narrative.blocks:
        if isinstance(block, TableBlock) and len(block.rows) == 1 and not block.header:
            kept += parse(guarded(escaped(" ".join(cell for cell in block.rows[0] if cell)))).blocks
        else:
            kept.append(block)
    return Narrative(tuple(kept))


def _stored(narrative: Narrative) -> Narrative:
    """As it comes back from the plan: cleaned letters, nothing empty."""
    markup = to_markup(narrative)
    if len(markup) > LONGEST_TEXT:
        raise PasteTooLongError
    return parse(markup)
