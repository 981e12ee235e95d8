"""A plan's forms as one Excel workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from kkplanner.exchange.excel_out.book import BookSheets
from kkplanner.exchange.excel_out.carried import SHEET, Carried, compact, pieces
from kkplanner.exchange.excel_out.formulas import Formulas
from kkplanner.exchange.excel_out.lengths import ExcelTextTooLongError, too_long
from kkplanner.exchange.excel_out.page import set_up_page
from kkplanner.exchange.excel_out.placement import place
from kkplanner.exchange.excel_out.sheet import SheetWriter
from kkplanner.exchange.excel_out.styles import DEFAULTS, Styles
from kkplanner.forms import build_all, layout_named
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

    from kkplanner.forms.definition import Layouts
    from kkplanner.forms.table import FormTable
    from kkplanner.plan.document import PlanDocument

Progress = Callable[[int, int], None]
"""(sheets written, sheets in all); raise from it to stop, nothing is left behind."""

# A fixed date: the same plan gives the same bytes.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel's own field has no zone


def write_workbook(
    document: PlanDocument,
    path: Path,
    *,
    layout: str,
    digits: DigitStyle = DigitStyle.ARABIC,
    kpi: bool | None = None,
    edition: str = "",
    layouts: Layouts | None = None,
    book: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write every form of the plan that has rows to `path` (.xlsx), one sheet for each.

    The sums are formulas with their values beside them, so that viewers which do not compute show them,
    too. Amounts are numbers of baht. Hidden columns and a hidden sheet carry what the forms do not print,
    except the narrative, the needs and the unit prices: they are not part of any form. The same plan gives
    the same bytes; the file appears whole or not at all.

    Args:
        document: the plan.
        path: the target; an older file of that name is replaced when all went well.
        layout: id of the form layout, "2571" or "2566".
        digits: Arabic or Thai digits, in texts and numbers alike.
        kpi: print the KPI column; None leaves it to the layout.
        edition: printed after the plan's name in the titles.
        layouts: layouts to choose from instead of those of the program.
        book: add the sheets around the forms (guide, summaries with charts, linkage, check, copying to
            e-Plan), lists to choose from in the forms, and แผนงาน beside forms that do not print it.
        progress: called after each sheet.

    Raises:
        UnknownLayoutError: no such layout.
        ExcelTextTooLongError: a text has more than 32,767 characters; the sentence names its project.
        TargetError: the disk is full, the file is open elsewhere, the folder is missing or closed.
    """
    from xlsxwriter.workbook import Workbook

    definition = layout_named(layout, layouts)
    forms = {
        number: tables
        for number, tables in build_all(document, layout, kpi=kpi, edition=edition, layouts=layouts).items()
        if tables
    }
    _check_lengths(document, (table for tables in forms.values() for table in tables))
    names = {number: form.sheet for number, form in definition.forms.items()}
    sheets = place(forms, names, fill_in=book)
    carried = Carried(document)
    formulas = Formulas(sheets)
    footer = in_style(
        f"{document.plan.title} ({document.plan.period.printed()}) {document.organisation.name}", digits
    )
    with write_whole(path) as unfinished:
        workbook = Workbook(str(unfinished), {"in_memory": True, **DEFAULTS})
        workbook.set_properties(
            {
                "title": f"{document.plan.title} ({document.plan.period.printed()})",
                "author": document.organisation.name,
                "created": _CREATED,
            }
        )
        styles = Styles(workbook, digits)
        around = BookSheets(workbook, document, definition, styles, digits, footer) if book else None
        steps = len(sheets) + (around.count if around else 0)
        if around:
            around.write_guide()
        for done, sheet in enumerate(sheets, 1):
            worksheet = workbook.add_worksheet(sheet.name)
            SheetWriter(worksheet, sheet, styles, formulas, carried, digits).write()
            set_up_page(worksheet, sheet, footer)
            if around:
                around.add_lists(worksheet, sheet)
            if progress is not None:
                progress(done, steps)
        for done in around.write_views(len(sheets)) if around else ():
            if progress is not None:
                progress(done, steps)
        shows_kpi = definition.kpi if kpi is None else kpi
        _write_around(workbook, carried.around(layout=layout, digits=digits, kpi=shows_kpi))
        close_workbook(workbook)


def close_workbook(workbook: Workbook) -> None:
    """Write the file. XlsxWriter hides a fault of the disk in an error of its own, which is taken out again.

    Raises:
        OSError: as the system has it.
    """
    from xlsxwriter.exceptions import FileCreateError

    try:
        workbook.close()
    except FileCreateError as fault:
        if fault.args and isinstance(fault.args[0], OSError):
            raise fault.args[0] from fault
        raise


def _write_around(workbook: Workbook, rows: Iterable[tuple[str, object]]) -> None:
    worksheet = workbook.add_worksheet(SHEET)
    worksheet.very_hidden()
    for at, (key, value) in enumerate(rows):
        worksheet.write_string(at, 0, key)
        for column, piece in enumerate(pieces(compact(value)), 1):
            worksheet.write_string(at, column, piece)


def _check_lengths(document: PlanDocument, tables: Iterable[FormTable]) -> None:
    titles = {project.uuid: project.title for project in document.projects}
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, str) and too_long(cell):
                    raise ExcelTextTooLongError(titles.get(row.parent or row.uuid or "", cell))
        for line in (*table.title_lines, *table.lines_above):
            if too_long(line):
                raise ExcelTextTooLongError(line)
