"""Form tables to one PDF file."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kkplanner.exchange.pdf.document import FormDocument, LastPage, PageKind
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.pdf.form_story import FormSetter, Progress, RowCount
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.words import default_segmenter
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kkplanner.forms.table import FormTable
    from kkplanner.thai.lines import Cutter

__all__ = ["Progress", "write_forms_pdf"]


def write_forms_pdf(
    tables: Sequence[FormTable],
    path: Path,
    *,
    title: str,
    author: str,
    digits: DigitStyle = DigitStyle.ARABIC,
    draft: bool = False,
    font_family: str = OFFICIAL_FAMILY,
    page_totals: bool = True,
    cutter: Cutter | None = None,
    progress: Progress | None = None,
) -> int:
    """Write `tables` to `path` and give the number of pages.

    Each table begins a page, except the further blocks of a summary, which stand below the first where they fit.

    The same tables give the same bytes. The file appears whole or not at all.

    Args:
        tables: at least one.
        path: replaced if it exists.
        title: name of the plan, in the metadata and at the foot of each page.
        author: the organisation, in the metadata.
        digits: of everything printed, clerks' own text and page numbers included.
        draft: print ฉบับร่าง across each page.
        font_family: one of `official_fonts()`.
        page_totals: print รวมหน้านี้ and รวมสะสม under each page of a table longer than a page.
        cutter: where lines may break; the shared segmenter unless the plan brings words of its own.
        progress: see `Progress`.

    Raises:
        TargetError: folder missing or not writable, disk full, file open in another program.
    """
    if not tables:
        raise ValueError("no tables to write")
    with write_whole(path) as unfinished, unfinished.open("wb") as target:
        return _build(
            tables,
            target,
            title=title,
            author=author,
            digits=digits,
            draft=draft,
            fonts=DocumentFonts(official_fonts()[font_family]),
            page_totals=page_totals,
            cutter=cutter or default_segmenter(),
            progress=progress,
        )


def _build(
    tables: Sequence[FormTable],
    target: IO[bytes],
    *,
    title: str,
    author: str,
    digits: DigitStyle,
    draft: bool,
    fonts: DocumentFonts,
    page_totals: bool,
    cutter: Cutter,
    progress: Progress | None,
) -> int:
    kinds = list(dict.fromkeys(_page_kind(table) for table in tables))
    document = FormDocument(target, kinds, fonts, title=title, author=author, digits=digits, draft=draft)
    setter = FormSetter(
        fonts=fonts,
        cutter=cutter,
        digits=digits,
        kind_of=_page_kind,
        template=lambda kind: str(kinds.index(kind)),
        count=RowCount(sum(len(table.rows) for table in tables), progress),
        page_totals=page_totals,
    )
    document.build([*setter.story(tables, begun=True), LastPage(document)])
    return int(document.page)


def _page_kind(table: FormTable) -> PageKind:
    return PageKind(table.orientation, table.stamp)
