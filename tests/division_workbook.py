"""A part of the sample plan in the hands of a division: the workbook, and what people do to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl

from kkplanner.exchange.fill_in import Part, read_fill_in, write_fill_in
from kkplanner.exchange.fill_in.fields import columns
from kkplanner.exchange.fill_in.sent import FIRST_ROW
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.kinds import Form

PLAN = sample_plan()
WORKS = Part(agency="กองช่าง")
ROADS = next(
    one for one in PLAN.projects if one.agency == "กองช่าง" and one.form is Form.P02 and not one.sub_items
)
LINES = next(one for one in PLAN.projects if one.agency == "กองช่าง" and one.sub_items)
KEYS = [column.key for column in columns(PLAN, Form.P02)]


class Filled:
    """The workbook in the hands of a division."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._book = openpyxl.load_workbook(path)

    @property
    def sheet(self):
        return self._book["ผ.02"]

    def row_of(self, uuid: str) -> int:
        return next(cell.row for cell in self.sheet["A"] if cell.value == uuid)

    def set(self, uuid: str, key: str, value: object) -> None:
        self.put(self.row_of(uuid), key, value)

    def put(self, row: int, key: str, value: object) -> None:
        self.sheet.cell(row, 3 + KEYS.index(key)).value = value

    def first_empty(self) -> int:
        return next(
            row
            for row in range(FIRST_ROW, self.sheet.max_row + 1)
            if not self.sheet.cell(row, 1).value and not self.sheet.cell(row, 3).value
        )

    def delete(self, uuid: str) -> None:
        self.sheet.delete_rows(self.row_of(uuid))

    def lose_identities(self, how: str) -> None:
        """Column A emptied, or deleted, or every sheet copied as values into a new workbook."""
        for sheet in self._book.worksheets:
            if str(sheet.title).replace("-", "/") not in {str(form) for form in Form}:
                continue
            if how == "emptied":
                for row in range(1, sheet.max_row + 1):
                    sheet.cell(row, 1).value = None
            elif how == "deleted":
                sheet.delete_cols(1)
        if how == "copied":
            new = openpyxl.Workbook()
            new.remove(new.worksheets[0])
            for sheet in self._book.worksheets:
                if sheet.sheet_state == "visible":
                    copy = new.create_sheet(sheet.title)
                    for row in sheet.iter_rows(min_col=2, values_only=True):
                        copy.append(row)
            self._book = new

    def back(self):
        self._book.save(self.path)
        return read_fill_in(self.path)


def handed_out(folder: Path) -> Filled:
    path = folder / "กองช่าง.xlsx"
    write_fill_in(PLAN, WORKS, path)
    return Filled(path)


def project(document, uuid: str):
    return next(one for one in document.projects if one.uuid == uuid)


def changed_in_plan(uuid: str, **values: object):
    return replace(
        PLAN, projects=tuple(replace(one, **values) if one.uuid == uuid else one for one in PLAN.projects)
    )
