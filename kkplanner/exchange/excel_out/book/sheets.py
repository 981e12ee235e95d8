"""All sheets around the forms of one workbook, in their order, and the lists in the forms' cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_out.book.alignment_sheets import write_check, write_linkage
from kkplanner.exchange.excel_out.book.eplan import write_e_plan
from kkplanner.exchange.excel_out.book.guide import Lists, write_guide
from kkplanner.exchange.excel_out.book.summaries import write_by_agency, write_by_programme, write_by_year
from kkplanner.thai.digits import in_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kkplanner.exchange.excel_out.placement import Placed, Sheet
    from kkplanner.exchange.excel_out.styles import Styles
    from kkplanner.forms.definition import Layout
    from kkplanner.plan.document import PlanDocument
    from kkplanner.thai.digits import DigitStyle

_VIEWS: Final = (write_by_programme, write_by_agency, write_by_year, write_linkage, write_check, write_e_plan)


class BookSheets:
    """Writes them: the guide first, then a form's lists after the form, then the views."""

    count: Final = len(_VIEWS)

    def __init__(
        self,
        workbook: Workbook,
        document: PlanDocument,
        layout: Layout,
        styles: Styles,
        digits: DigitStyle,
        footer: str,
    ) -> None:
        self._workbook = workbook
        self._document = document
        self._layout = layout
        self._styles = styles
        self._digits = digits
        self._footer = footer
        self._lists = Lists("", "", "", frozenset())

    def write_guide(self) -> None:
        """The guide is the first sheet; its lists are what `add_lists` offers."""
        self._lists = write_guide(
            self._workbook, self._document, self._layout, self._styles, self._digits, self._footer
        )

    def add_lists(self, worksheet: Worksheet, sheet: Sheet) -> None:
        """Let the cells of a form that hold แผนงาน, ประเด็น or agency be chosen from a list.

        A list proposes: a cell may name two offices, and a new office is not an error.
        """
        for placed in sheet.tables:
            if not any(column.fields for column in placed.table.columns if column.key == "title"):
                continue
            columns = self._listed_columns(placed)
            for column, source in columns:
                if source and len(placed.body):
                    _offer(worksheet, placed.body.start, placed.body.stop - 1, column, source)
            for at, line in enumerate(placed.table.lines_above, placed.lines):
                if in_style(line, self._digits) in self._lists.issue_lines:
                    _offer(worksheet, at, at, 0, self._lists.issues)

    def write_views(self, done: int) -> Iterator[int]:
        """Write the views; yields the number of sheets written so far, `done` of them before."""
        for count, write in enumerate(_VIEWS, done + 1):
            write(self._workbook, self._document, self._styles, self._digits, self._footer)
            yield count

    def _listed_columns(self, placed: Placed) -> list[tuple[int, str]]:
        listed = [
            (at, self._lists.programmes if column.fields == ("programme",) else self._lists.agencies)
            for at, column in enumerate(placed.table.columns)
            if column.fields in (("programme",), ("agency",))
        ]
        return [*listed, (placed.unseen - 1, self._lists.programmes)] if placed.fill_in else listed


def _offer(worksheet: Worksheet, first: int, last: int, column: int, source: str) -> None:
    worksheet.data_validation(
        first, column, last, column, {"validate": "list", "source": source, "show_error": False}
    )
