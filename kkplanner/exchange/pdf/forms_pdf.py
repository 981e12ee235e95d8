"""Form tables to one PDF file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import IO, TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer

from kkplanner.exchange.pdf.document import FormDocument, LastPage, OutlineMark, PageKind
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.pdf.paragraph import Align, TextStyle, ThaiPara
from kkplanner.exchange.pdf.table import FormTableFlow, TableSetting
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.exchange.whole_file import write_whole
from kkplanner.forms.table import RowKind
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.thai.words import default_segmenter

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.forms.table import FormTable
    from kkplanner.thai.lines import Cutter

Progress = Callable[[int, int], None]
"""(rows on paper, rows in all), called once a page; raise from it to stop, nothing is left behind."""

_TITLE_SIZE = 16.0
_LINE_SIZE = 14.0
_LEADING = 1.2
_GAP_ABOVE_TABLE = 4.0
_GAP_BETWEEN_TABLES = 14.0
_LINES_ABOVE_ROOM = 40.0  # caption and gap of a block that goes on below another


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
    count = _RowCount(sum(len(table.rows) for table in tables), progress)
    story: list[Flowable] = []
    marks = _outline(tables, digits)
    before: FormTable | None = None
    for table in tables:
        kind = _page_kind(table)
        width, height = kind.frame
        setting = TableSetting(
            table,
            width,
            height,
            fonts,
            cutter,
            digits,
            page_totals=page_totals,
            on_row=count.table(len(table.rows)),
        )
        heading = _heading(table, fonts, cutter, digits)
        if before is not None and _goes_on_below(before, table):
            heading = heading[len(table.title_lines) :]
            story += [
                Spacer(1, _GAP_BETWEEN_TABLES),
                CondPageBreak(setting.whole_height() + _LINES_ABOVE_ROOM),
            ]
        elif before is not None:
            story += [NextPageTemplate(str(kinds.index(kind))), PageBreak()]
        story += [*next(marks), *heading, FormTableFlow(setting)]
        before = table
    story.append(LastPage(document))
    document.build(story)
    return int(document.page)


def _page_kind(table: FormTable) -> PageKind:
    return PageKind(table.orientation, table.stamp)


def _goes_on_below(before: FormTable, table: FormTable) -> bool:
    """Whether `table` is another block of the summary above it (ผ.01), not a form of its own."""
    return (before.form, before.title_lines, _page_kind(before)) == (
        table.form,
        table.title_lines,
        _page_kind(table),
    ) and all(one.rows and one.rows[-1].kind is RowKind.GRAND_TOTAL for one in (before, table))


def _heading(table: FormTable, fonts: DocumentFonts, cutter: Cutter, digits: DigitStyle) -> list[Flowable]:
    ratio = fonts.family.size_ratio
    title = TextStyle(fonts.bold, _TITLE_SIZE * ratio, _TITLE_SIZE * _LEADING, Align.CENTER)
    line = TextStyle(fonts.bold, _LINE_SIZE * ratio, _LINE_SIZE * _LEADING)
    return [
        *(ThaiPara(in_style(text, digits), title, cutter) for text in table.title_lines),
        *(ThaiPara(in_style(text, digits), line, cutter) for text in table.lines_above),
        Spacer(1, _GAP_ABOVE_TABLE),
    ]


def _outline(tables: Sequence[FormTable], digits: DigitStyle) -> Iterator[list[Flowable]]:
    """For each table its marks: the form's number and purpose over its tables, where it has several."""
    number = 0
    for _, group in groupby(tables, key=lambda table: table.form):
        members = list(group)
        for index, table in enumerate(members):
            marks: list[Flowable] = []
            if not index:
                purpose = " ".join([table.stamp, *table.title_lines[:1]]).strip()
                marks.append(OutlineMark(f"form{number}", in_style(purpose, digits), 0))
            marks.append(OutlineMark(f"table{number}", in_style(table.outline, digits), 1))
            number += 1
            yield marks


class _RowCount:
    """Turns each table's own row numbers into progress over the whole file."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._before = 0

    def table(self, rows: int) -> Callable[[int], None]:
        before = self._before
        self._before += rows

        def report(done: int) -> None:
            if self._progress is not None:
                self._progress(before + done, self._total)

        return report
