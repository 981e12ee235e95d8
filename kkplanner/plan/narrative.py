"""The narrative of a section: paragraphs, headings, lists, simple tables, pictures.

A section stores its text in a small markup (docs/narrative.md); this module turns it into a tree and back.
`parse(to_markup(narrative)) == narrative` for every tree in its normal form (see `Narrative`), so that a
text that was opened and saved without an edit stays as it was written the first time.

There is no HTML in it: what looks like a tag is the text that was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kkplanner.errors import UserError

LONGEST_TEXT: Final = 1_000_000
"""Characters that one section may have; a whole book of a real plan has fewer."""

MOST_COLUMNS: Final = 20
"""Columns of a table; a line with more is no table but the text that was typed."""

DEEPEST_HEADING: Final = 3


class NarrativeTooLongError(UserError):
    """The text of one section is longer than the program reads."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"ข้อความของหัวข้อนี้ยาว {length:,} ตัวอักษร เกินที่โปรแกรมรับได้ ({LONGEST_TEXT:,} ตัวอักษร) "
            "ข้อมูลเดิมยังอยู่ครบ กรุณาแบ่งข้อความเป็นหลายหัวข้อ"
        )
        self.length = length


@dataclass(frozen=True, slots=True)
class Run:
    r"""Letters of one style. A line break inside a paragraph or a list item is `\n`."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; level 1 is the highest, the section's own title stands above it."""

    level: int  # 1..3
    runs: Runs


class ListKind(StrEnum):
    NUMBERED = "numbered"  # counts from 1
    BULLETED = "bulleted"


@dataclass(frozen=True, slots=True)
class ListBlock:
    kind: ListKind
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of plain texts; every row has as many cells as the header, or as the others."""

    header: tuple[str, ...]  # empty: no header
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        return len(self.header) or (len(self.rows[0]) if self.rows else 0)


@dataclass(frozen=True, slots=True)
class PictureBlock:
    picture: str  # Picture.uuid
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreakBlock:
    pass


Block = Paragraph | Heading | ListBlock | TableBlock | PictureBlock | PageBreakBlock


@dataclass(frozen=True, slots=True)
class Narrative:
    """Blocks in their order.

    In normal form no text is empty, no line begins or ends with a space, no paragraph holds an empty line,
    neighbouring runs differ in style, headings and captions are one line, tables are rectangular. `parse`
    gives nothing else.
    """

    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures (uuids) it shows, in order."""
        return tuple(block.picture for block in self.blocks if isinstance(block, PictureBlock))


def parse(text: str) -> Narrative:
    """The tree of a marked-up text. Plain text is paragraphs; nothing that was typed is lost.

    Raises:
        NarrativeTooLongError: more than `LONGEST_TEXT` characters.
    """
    from kkplanner.plan.narrative_reading import blocks_of

    if len(text) > LONGEST_TEXT:
        raise NarrativeTooLongError(len(text))
    return Narrative(tuple(blocks_of(text)))


def to_markup(narrative: Narrative) -> str:
    """The markup of a tree, without a newline at its end."""
    from kkplanner.plan.narrative_writing import markup_of

    return "\n\n".join(markup_of(block) for block in narrative.blocks)


def plain_text(narrative: Narrative) -> str:
    """The letters alone: one line for each paragraph, item and table row. For counting and searching."""
    from kkplanner.plan.narrative_writing import plain_lines

    return "\n".join(line for block in narrative.blocks for line in plain_lines(block))


def paragraph(text: str) -> Paragraph:
    """A paragraph of one plain run."""
    return Paragraph((Run(text),))
