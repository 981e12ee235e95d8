"""Books of Excel 97–2003 (.xls) and of LibreOffice (.ods), read by calamine: cells as values, no more.

Hidden rows are not known there, nor the floating texts of an .xls. Sizes are capped before calamine sees the
file: it holds a sheet as one block of rows × columns, and an .ods can say in one line that a cell repeats a
million times (ADR 6).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.errors import BookTooLargeError, DamagedBookError, ProtectedBookError
from kkplanner.exchange.excel_in.old_excel import check_old_excel
from kkplanner.exchange.excel_in.open_document import MOST_BLOCK, Floating, survey_open_document
from kkplanner.exchange.excel_in.sheet_cells import SheetCells
from kkplanner.exchange.excel_in.survey import Merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from kkplanner.exchange.excel_in.drawings import TextBox
    from kkplanner.exchange.excel_in.guard import Limits
    from kkplanner.exchange.excel_in.sheet_cells import CellValue

_BROKEN: Final = (EOFError, LookupError, ValueError, OSError)


def read_old_sheets(
    name: str, data: bytes, limits: Limits, *, is_open_document: bool
) -> Iterator[tuple[SheetCells, tuple[TextBox, ...]]]:
    """Every worksheet with the texts that float over it, in the workbook's order.

    Raises:
        ProtectedBookError: a password is needed.
        DamagedBookError: calamine cannot read it, or it has no sheet.
        BookTooLargeError: more cells than any plan has.
    """
    import python_calamine

    floating: dict[str, Floating] = {}
    if is_open_document:
        floating = survey_open_document(name, data, limits)
    else:
        check_old_excel(name, data, MOST_BLOCK)
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as workbook:
            visible = {
                sheet.name: str(sheet.visible).rpartition(".")[2] for sheet in workbook.sheets_metadata
            }
            left = limits.cells
            for title in workbook.sheet_names:
                over = floating.get(title, Floating())
                cells = _cells(name, workbook.get_sheet_by_name(title), visible.get(title, ""), over, limits)
                left -= sum(map(len, cells.rows.values()))
                _check_left(name, left)
                yield cells, tuple(over.boxes)
    except python_calamine.PasswordError as fault:
        raise ProtectedBookError(name) from fault
    except (python_calamine.CalamineError, *_BROKEN) as fault:
        raise DamagedBookError(name) from fault
    except BaseException as fault:
        # A panic of the Rust library reaches Python as an exception that is no `Exception`.
        if type(fault).__name__ == "PanicException":
            raise DamagedBookError(name) from fault
        raise


def _check_left(name: str, cells: int) -> None:
    if cells < 0:
        raise BookTooLargeError(name)


def _cells(name: str, sheet: CalamineSheet, state: str, over: Floating, limits: Limits) -> SheetCells:
    _check_left(name, MOST_BLOCK - sheet.height * sheet.width)
    first_row, first_column = sheet.start or (0, 0)
    rows: dict[int, dict[int, CellValue]] = {}
    for at, values in enumerate(sheet.iter_rows()):
        row = first_row + at + 1
        if row > limits.rows or len(rows) > limits.rows:
            break
        filled: dict[int, CellValue] = {
            first_column + column: value
            for column, value in enumerate(values, start=1)
            if first_column + column <= limits.columns and _holds(value)
        }
        for column in [column for column in filled if (row, column) in over.own_texts]:
            filled[column] = over.own_texts[row, column]
            if not _holds(filled[column]):
                del filled[column]
        if filled:
            rows[row] = filled
    merges = _merges(sheet)
    covered = {
        (row, column): merge
        for merge in merges
        for row in range(merge.first_row, min(merge.last_row, limits.rows) + 1)
        for column in range(merge.first_column, min(merge.last_column, limits.columns) + 1)
        if (row, column) != merge[:2]
    }
    states = {"Hidden": "hidden", "VeryHidden": "veryHidden"}
    return SheetCells(
        sheet.name,
        states.get(state, "visible"),
        rows,
        {merge[:2]: merge for merge in merges},
        covered=covered,
    )


def _merges(sheet: CalamineSheet) -> list[Merge]:
    found, area = [], 0
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        area += (last_row - first_row + 1) * (last_column - first_column + 1)
        if area > MOST_BLOCK // 8:
            break
        found.append(Merge(first_row + 1, first_column + 1, last_row + 1, last_column + 1))
    return found


def _holds(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())
