"""Where a head begins and which rows under it are its tiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.cell_text import text_of
from kkplanner.exchange.excel_in.head_words import BUDGET, HIDDEN, SMALL, TARGET, TITLE, meaning, years_of
from kkplanner.exchange.excel_in.lines import read_line
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.sheet_cells import SheetCells

_MOST_TIERS: Final = 5
_FEWEST_YEARS: Final = 3  # distinct ones that make a row a tier of the head though other cells say nothing
_MOST_YEARS: Final = 10
_FEWEST_COLUMNS: Final = 5


def begins_head(sheet: SheetCells, row: int) -> bool:
    """The row has the words of a head."""
    cells = sheet.rows[row]
    if len(cells) < 3:
        return False
    found = {name for value in cells.values() if (name := meaning(value)) is not None} - HIDDEN
    if len(found) < 3:
        return False
    return bool(found & {TARGET, "objective", "equipment_type", "agency", "asked_agency"}) or (
        found >= {TITLE, BUDGET, "village"}
    )


def last_row(sheet: SheetCells, first: int) -> int:
    """Last tier of the head that begins in row `first`."""
    merged = [
        sheet.merges[first, column].last_row
        for column in sheet.rows[first]
        if (first, column) in sheet.merges
    ]
    last = max(merged, default=first)
    last = min(last, first + _MOST_TIERS - 1)
    after_blank = False
    for row in range(last + 1, first + _MOST_TIERS):
        cells = sheet.rows.get(row, {})
        if not cells:
            after_blank = True
            continue  # between the tiers, or under the head
        values = list(cells.values())
        years = years_of(cells)
        is_tier = all(column in years or _is_head_cell(value) for column, value in cells.items())
        is_tier = is_tier or _are_years(years) or _are_column_numbers(values)
        # The rest of a project may stand under the head of its next page: "(9 โรงเรียน)".
        is_certain = bool(years) or all(map(_is_unit_or_product, values))
        if (
            (after_blank and begins_head(sheet, row))  # of a page that holds nothing
            or not is_tier
            or _is_line(values)
            or ((after_blank or len(values) == 1) and not is_certain)
        ):
            break
        last = row
    return last


def _is_head_cell(value: object) -> bool:
    if not isinstance(value, str):
        return False
    return meaning(value) is not None or SMALL.fullmatch(same_text_key(value)) is not None


def _is_unit_or_product(value: object) -> bool:
    return meaning(value) is not None or (
        isinstance(value, str)
        and same_text_key(value).startswith(("(บาท", "บาท", "(ผลผลิต", "(kpi", "(หน่วย", "(ล้าน", "(พัน"))
    )


def _are_years(found: Mapping[int, int]) -> bool:
    """Years with a slip among them: "2571, 2572, ปีหน้า, 2574"."""
    years = set(found.values())
    return len(years) >= _FEWEST_YEARS and max(years) - min(years) < _MOST_YEARS


def _are_column_numbers(values: list[object]) -> bool:
    """Some forms number their columns under the head: 1, 2, 3 …"""
    numbers = [to_arabic(text_of(value)).strip(" ().") for value in values]
    return len(numbers) >= _FEWEST_COLUMNS and numbers == [str(at) for at in range(1, len(numbers) + 1)]


def _is_line(values: list[object]) -> bool:
    """A group line right under the head, such as "ประเภทครุภัณฑ์: …", is no tier of it."""
    return len(values) == 1 and isinstance(values[0], str) and read_line(values[0]) is not None
