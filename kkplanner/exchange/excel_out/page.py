"""How a sheet prints and what stays in view on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.excel_out.heights import CELL_PT
from kkplanner.exchange.excel_out.styles import FONT
from kkplanner.forms.table import ColumnKind

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from kkplanner.exchange.excel_out.placement import Sheet

_A4 = 9
_MARGIN_SIDES = 0.39  # inches, 10 mm
_MARGIN_TOP = 0.47
_MARGIN_BOTTOM = 0.59
_MARGIN_FOOTER = 0.24
_LONGEST_FOOTER = 255  # Excel's limit
_MOST_BREAKS = 1023  # Excel's limit on one sheet


def set_up_page(worksheet: Worksheet, sheet: Sheet, footer: str) -> None:
    """A4, head on every page, each table from a new page, one page wide, page x of y below."""
    first = sheet.tables[0]
    table = first.table
    worksheet.set_paper(_A4)
    if table.orientation == "landscape":
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    worksheet.set_margins(left=_MARGIN_SIDES, right=_MARGIN_SIDES, top=_MARGIN_TOP, bottom=_MARGIN_BOTTOM)
    worksheet.fit_to_pages(1, 0)
    worksheet.center_horizontally()
    worksheet.set_footer(footer_code(footer), {"margin": _MARGIN_FOOTER})
    worksheet.print_area(0, 0, sheet.tables[-1].end - 1, len(table.columns) - 1)
    under_head = first.head + table.head_tiers
    if sheet.single_head:
        worksheet.repeat_rows(0, under_head - 1)
    # Nothing but the head is worth a piece of a small screen all the time.
    names = [at for at, column in enumerate(table.columns) if column.kind is ColumnKind.TEXT][:1]
    worksheet.freeze_panes(under_head, names[0] + 1 if names else 0)
    starts = [placed.heading if placed.heading is not None else placed.lines for placed in sheet.tables[1:]]
    worksheet.set_h_pagebreaks(starts[:_MOST_BREAKS])


def footer_code(text: str) -> str:
    """The footer in Excel's own code: `text` in the middle, page x of y on the right."""
    size = f'&"{FONT},Regular"&{CELL_PT}'
    around = f"&C{size} &R{size} หน้า &P/&N"
    room = _LONGEST_FOOTER - len(around)
    doubled = text.replace("&", "&&")
    while len(doubled) > room:
        text = text[:-1]
        doubled = text.replace("&", "&&")
    return f"&C{size} {doubled}&R{size} หน้า &P/&N"
