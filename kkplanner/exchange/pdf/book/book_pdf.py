"""The plan book as one PDF file."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING

from kkplanner.errors import UserError
from kkplanner.exchange.book_content import FormsItem
from kkplanner.exchange.pdf.book.look import TEXT_MARGINS, BookLook
from kkplanner.exchange.pdf.book.narrative_flow import NarrativeSetter
from kkplanner.exchange.pdf.book.options import BookOptions
from kkplanner.exchange.pdf.book.pages import BookDocument, EndOfBook, PageKinds, Whereabouts
from kkplanner.exchange.pdf.book.simple_table import SimpleTables
from kkplanner.exchange.pdf.book.story import BookStory
from kkplanner.exchange.pdf.document import PageKind
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.pdf.form_story import Progress, RowCount
from kkplanner.exchange.typeface import official_fonts
from kkplanner.thai.dates import format_date
from kkplanner.thai.words import default_segmenter
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkplanner.exchange.book_content import BookContent, Part
    from kkplanner.thai.lines import Cutter

__all__ = ["BookOptions", "NothingToPrintError", "write_book"]


class NothingToPrintError(UserError):
    """The chosen parts are empty."""


def write_book(
    content: BookContent,
    path: Path,
    *,
    options: BookOptions | None = None,
    cutter: Cutter | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the book, or the parts that `options` choose, to `path` and give the number of pages.

    The same content and options give the same bytes. The file appears whole or not at all.

    Args:
        content: what stands in the book.
        path: replaced if it exists.
        options: see `BookOptions`.
        cutter: where lines may break; the shared segmenter unless the plan brings words of its own.
        progress: called with the rows of forms on paper and in all; raise from it to stop.

    Raises:
        NothingToPrintError: the chosen parts hold nothing.
        TargetError: folder missing or not writable, disk full, file open in another program.
    """
    chosen = options or BookOptions()
    parts = _chosen(content, chosen)
    with write_whole(path) as unfinished, unfinished.open("wb") as target:
        return _build(content, parts, target, chosen, cutter or default_segmenter(), progress)


def _chosen(content: BookContent, options: BookOptions) -> list[Part]:
    parts = [
        _with_forms(part, options.forms)
        for part in content.parts
        if not options.parts or part.number in options.parts
    ]
    if options.tables_only:
        filled = any(isinstance(item, FormsItem) and item.tables for part in parts for item in part.items)
    else:
        filled = options.whole or any(part.items for part in parts)
    if not filled:
        raise NothingToPrintError(
            "ส่วนที่เลือกยังไม่มีเนื้อหาให้พิมพ์ จึงยังไม่ได้เขียนแฟ้ม ข้อมูลในแผนยังอยู่ครบ กรุณาเลือกส่วนอื่นหรือกรอกข้อมูลก่อน"
        )
    return parts


def _with_forms(part: Part, forms: frozenset[str]) -> Part:
    """`part` with the chosen forms only."""
    if not forms:
        return part
    kept = tuple(item for item in part.items if not isinstance(item, FormsItem) or item.form in forms)
    return replace(part, items=kept)


def _build(
    content: BookContent,
    parts: Sequence[Part],
    target: IO[bytes],
    options: BookOptions,
    cutter: Cutter,
    progress: Progress | None,
) -> int:
    fonts = DocumentFonts(official_fonts()[options.font_family])
    look = BookLook(fonts)
    kinds, whereabouts = PageKinds(), Whereabouts()
    setter = NarrativeSetter(
        look=look,
        cutter=cutter,
        text_digits=options.text_digits,
        tables=SimpleTables(fonts, cutter, options.table_digits),
        pictures=content.pictures,
        frame=PageKind("portrait", margins=TEXT_MARGINS).frame,
    )
    rows = sum(
        len(table.rows)
        for part in parts
        for item in part.items
        if isinstance(item, FormsItem)
        for table in item.tables
    )
    story = BookStory(content, options, setter, kinds, whereabouts, RowCount(rows, progress))
    if options.whole:
        flow = story.whole(parts)
    else:
        flow = list(story.forms(parts) if options.tables_only else story.parts(parts))
    end = EndOfBook(whereabouts, look.marker, story.listed)
    document = BookDocument(
        target,
        kinds,
        fonts,
        title=" ".join(filter(None, (content.title, content.edition))),
        author=content.organisation,
        options=options,
        draft_note=format_date(options.draft) if options.draft else "",
    )
    end.document = document
    document.build([*flow, end])
    return int(document.page)
