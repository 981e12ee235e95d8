"""The flowables of form tables: page kinds, headings, outline marks and the tables themselves.

A file of forms and a whole book set their forms by the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from kkplanner.exchange.pdf.below import BelowOrNextPage
from kkplanner.exchange.pdf.document import OutlineMark, PageKind
from kkplanner.exchange.pdf.paragraph import Align, TextStyle, ThaiPara
from kkplanner.exchange.pdf.table import FormTableFlow, TableSetting
from kkplanner.thai.digits import DigitStyle, in_style

if TYPE_CHECKING:
    from kkplanner.exchange.pdf.font import DocumentFonts
    from kkplanner.forms.table import FormTable
    from kkplanner.thai.lines import Cutter

Progress = Callable[[int, int], None]
"""(rows on paper, rows in all), called once a page; raise from it to stop, nothing is left behind."""

MakeMark = Callable[[str, str, int], Flowable]
"""(key, text, outline level) to the mark that the outline leads to."""

_TITLE_SIZE = 16.0
_LINE_SIZE = 14.0
_LEADING = 1.2
_GAP_ABOVE_TABLE = 4.0
_GAP_BETWEEN_TABLES = 14.0


class RowCount:
    """Turns each table's own row numbers into progress over the whole file."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._before = 0

    def table(self, rows: int) -> Callable[[int], None]:
        """What a table of so many rows reports to; tables come in printed order."""
        before = self._before
        self._before += rows

        def report(done: int) -> None:
            if self._progress is not None:
                self._progress(before + done, self._total)

        return report


@dataclass(frozen=True)
class FormSetter:
    """Sets forms of one document. `template` gives the name of the page template of a kind."""

    fonts: DocumentFonts
    cutter: Cutter
    digits: DigitStyle
    kind_of: Callable[[FormTable], PageKind]
    template: Callable[[PageKind], str]
    count: RowCount
    page_totals: bool = True
    mark: MakeMark = OutlineMark
    level: int = 0
    """Outline level of the forms; their tables stand one below."""

    def story(self, tables: Sequence[FormTable], *, begun: bool) -> Iterator[Flowable]:
        """Each form begins a page; of its tables, those that fit whole below the one before stand there.

        `begun`: the first table stands on the page that is already there, otherwise on a new one.
        """
        marks = self._marks(tables)
        before: FormTable | None = None
        for table in tables:
            kind = self.kind_of(table)
            flow = FormTableFlow(self._setting(table, kind))
            above = next(marks)
            whole = [*above, *self._heading(table.title_lines, table.lines_above), flow]
            if before is not None and self._goes_on_below(before, table):
                lines = _not_said_before(before.lines_above, table.lines_above)
                short = [*above, *self._heading((), lines), flow]
                yield BelowOrNextPage(short, whole, gap=_GAP_BETWEEN_TABLES, frame_height=kind.frame[1])
            else:
                if before is not None or not begun:
                    yield NextPageTemplate(self.template(kind))
                    yield PageBreak()
                yield from whole
            before = table

    def _setting(self, table: FormTable, kind: PageKind) -> TableSetting:
        width, height = kind.frame
        return TableSetting(
            table,
            width,
            height,
            self.fonts,
            self.cutter,
            self.digits,
            page_totals=self.page_totals,
            on_row=self.count.table(len(table.rows)),
            continued=table.lines_above[-1] if table.lines_above else "",
            line_above=self._line_style,
        )

    @property
    def _line_style(self) -> TextStyle:
        return TextStyle(self.fonts.bold, _LINE_SIZE * self.fonts.family.size_ratio, _LINE_SIZE * _LEADING)

    def _heading(self, titles: Sequence[str], lines: Sequence[str]) -> list[Flowable]:
        size = _TITLE_SIZE * self.fonts.family.size_ratio
        title = TextStyle(self.fonts.bold, size, _TITLE_SIZE * _LEADING, Align.CENTER)
        return [
            *(ThaiPara(in_style(text, self.digits), title, self.cutter) for text in titles),
            *(ThaiPara(in_style(text, self.digits), self._line_style, self.cutter) for text in lines),
            Spacer(1, _GAP_ABOVE_TABLE),
        ]

    def _goes_on_below(self, before: FormTable, table: FormTable) -> bool:
        """Whether `table` is another table of the same form, not the first of the next."""
        return (before.form, before.title_lines, self.kind_of(before)) == (
            table.form,
            table.title_lines,
            self.kind_of(table),
        )

    def _marks(self, tables: Sequence[FormTable]) -> Iterator[list[Flowable]]:
        """For each table its marks: the form's number and purpose over its tables, where it has several."""
        number = 0
        for form, group in groupby(tables, key=lambda table: table.form):
            for index, table in enumerate(group):
                marks: list[Flowable] = []
                if not index:
                    purpose = " ".join([table.stamp, *table.title_lines[:1]]).strip()
                    marks.append(
                        self.mark(f"form {form} {number}", in_style(purpose, self.digits), self.level)
                    )
                text = in_style(table.outline, self.digits)
                marks.append(self.mark(f"table {form} {number}", text, self.level + 1))
                number += 1
                yield marks


def _not_said_before(before: Sequence[str], lines: Sequence[str]) -> Sequence[str]:
    """The lines over a table without those that already stand over the table before it."""
    same = 0
    while same < min(len(before), len(lines)) and before[same] == lines[same]:
        same += 1
    return lines[same:]
