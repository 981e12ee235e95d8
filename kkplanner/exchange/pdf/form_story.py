"""The flowables of form tables: page kinds, headings, outline marks and the tables themselves.

A file of forms and a whole book set their forms by the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer

from kkplanner.exchange.pdf.document import OutlineMark, PageKind
from kkplanner.exchange.pdf.paragraph import Align, TextStyle, ThaiPara
from kkplanner.exchange.pdf.table import FormTableFlow, TableSetting
from kkplanner.forms.table import RowKind
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
_LINES_ABOVE_ROOM = 40.0  # caption and gap of a block that goes on below another


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
        """Each table begins a page, except the further blocks of a summary, which stand below the first.

        `begun`: the first table stands on the page that is already there, otherwise on a new one.
        """
        marks = self._marks(tables)
        before: FormTable | None = None
        for table in tables:
            kind = self.kind_of(table)
            setting = self._setting(table, kind)
            heading = self._heading(table)
            if before is not None and self._goes_on_below(before, table):
                heading = heading[len(table.title_lines) :]
                yield Spacer(1, _GAP_BETWEEN_TABLES)
                yield CondPageBreak(setting.whole_height() + _LINES_ABOVE_ROOM)
            elif before is not None or not begun:
                yield NextPageTemplate(self.template(kind))
                yield PageBreak()
            yield from next(marks)
            yield from heading
            yield FormTableFlow(setting)
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

    def _heading(self, table: FormTable) -> list[Flowable]:
        size = _TITLE_SIZE * self.fonts.family.size_ratio
        title = TextStyle(self.fonts.bold, size, _TITLE_SIZE * _LEADING, Align.CENTER)
        return [
            *(ThaiPara(in_style(text, self.digits), title, self.cutter) for text in table.title_lines),
            *(
                ThaiPara(in_style(text, self.digits), self._line_style, self.cutter)
                for text in table.lines_above
            ),
            Spacer(1, _GAP_ABOVE_TABLE),
        ]

    def _goes_on_below(self, before: FormTable, table: FormTable) -> bool:
        """Whether `table` is another block of the summary above it (ผ.01), not a form of its own."""
        return (before.form, before.title_lines, self.kind_of(before)) == (
            table.form,
            table.title_lines,
            self.kind_of(table),
        ) and all(one.rows and one.rows[-1].kind is RowKind.GRAND_TOTAL for one in (before, table))

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
