"""Cell formats of the workbook, made once for each kind of row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kkplanner.exchange.excel_out.heights import CELL_PT, TITLE_PT
from kkplanner.forms.table import ColumnKind, RowKind
from kkplanner.thai.digits import DigitStyle

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONT = "TH SarabunPSK"
# Spreadsheets measure columns in digits of the workbook's default font: with the font of the forms they come
# out right wherever the forms look right. Its digit at 14 pt is 7 pixels wide, as wide as Calibri's at 11.
DEFAULTS = {
    "default_format_properties": {"font_name": FONT, "font_size": CELL_PT, "font_scheme": False},
    "default_row_height": 25,
    "default_column_width": 64,
}
_BOLD = frozenset(RowKind) - {RowKind.ITEM, RowKind.SUB_ITEM}
_SHADED = frozenset({RowKind.SUBTOTAL, RowKind.BUDGET_TOTAL, RowKind.COUNT_TOTAL, RowKind.GRAND_TOTAL})
_SHADE = "#F2F2F2"
_HEAD_SHADE = "#E7E6E6"
# Thai digits (0D) in the locale Thai (041E). The calendar byte between them stays 00: LibreOffice drops the whole
# format when it names the Buddhist calendar for a plain number.
_THAI_NUMERALS = "[$-D00041E]"

Align = str


class Styles:
    """Formats of one workbook, in one style of digits."""

    def __init__(self, workbook: Workbook, digits: DigitStyle) -> None:
        self._workbook = workbook
        self._numerals = _THAI_NUMERALS if digits is DigitStyle.THAI else ""
        self._made: dict[tuple[object, ...], Format] = {}

    def stamp(self) -> Format:
        return self._get("stamp", font_size=CELL_PT, bold=True, align="right", valign="vcenter")

    def title(self) -> Format:
        return self._get(
            "title", font_size=TITLE_PT, bold=True, align="center", valign="vcenter", text_wrap=True
        )

    def line(self) -> Format:
        return self._get(
            "line", font_size=CELL_PT, bold=True, align="left", valign="vcenter", text_wrap=True, border=1
        )

    def note(self) -> Format:
        """A line of plain text over all columns."""
        return self._get(
            "note", font_size=CELL_PT, align="left", valign="top", text_wrap=True, num_format="@"
        )

    def label_line(self) -> Format:
        """As `note`, bold."""
        return self._get(
            "label_line",
            font_size=CELL_PT,
            bold=True,
            align="left",
            valign="top",
            text_wrap=True,
            num_format="@",
        )

    def head(self) -> Format:
        return self._get(
            "head",
            font_size=CELL_PT,
            bold=True,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            bg_color=_HEAD_SHADE,
        )

    def hidden(self) -> Format:
        return self._get("hidden", font_size=CELL_PT, num_format="@")

    def text(self, row: RowKind, align: Align) -> Format:
        """Text of a body cell: wrapped, at the top, never read as a number or formula."""
        return self._get(
            "text", row, align, **self._body(row), align=align, valign="top", text_wrap=True, num_format="@"
        )

    def number(self, row: RowKind, kind: ColumnKind, align: Align, *, satang: bool = False) -> Format:
        """A number of baht, a count or ที่; an amount too wide for its column shrinks instead of showing ####."""
        n = self._numerals
        if kind is ColumnKind.INDEX:
            pattern = f"{n}0"
        elif satang:
            pattern = f"{n}#,##0.00;{n}-#,##0.00;-"
        else:
            pattern = f"{n}#,##0;{n}-#,##0;-"
        return self._get(
            "number",
            row,
            kind,
            align,
            satang,
            **self._body(row),
            align=align,
            valign="top",
            num_format=pattern,
            shrink=True,
        )

    def label(self, row: RowKind) -> Format:
        """The label of a foot row, over the columns left of the first amount."""
        return self._get("label", row, **self._body(row), align="center", valign="vcenter", text_wrap=True)

    def _body(self, row: RowKind) -> dict[str, Any]:
        shade = {"bg_color": _SHADE} if row in _SHADED else {}
        return {"font_size": CELL_PT, "bold": row in _BOLD, "border": 1, **shade}

    def _get(self, *key: object, **properties: Any) -> Format:  # noqa: ANN401 - xlsxwriter's own vocabulary
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._workbook.add_format(
                {"font_name": FONT, "font_scheme": False, **properties}
            )
        return made
