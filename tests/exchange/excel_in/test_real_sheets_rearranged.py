"""The real workbook laid out as other clerks would: the same projects come out of it."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Organisation, Plan
from kkplanner.thai.digits import to_thai
from kkplanner.thai.period import Period

FIRST_SHEET, AMOUNTS, TEXTS = 2, range(4, 9), (2, 9, 10)
"""The first two sheets are no forms; columns (0-based) of the plan's amounts, and of texts that run long."""

Cells = list[list[object]]
Merge = tuple[int, int, int, int]


class Sheet:
    """Values and merges of a worksheet (rows and columns from 0); the data starts under the three tiers of the head."""

    def __init__(self, name: str, rows: Cells, merges: list[Merge]) -> None:
        self.name, self.rows, self.merges = name, rows, merges

    @property
    def head(self) -> int:
        return next(at for at, row in enumerate(self.rows) if row[0] == "ที่")

    def insert(self, at: int, rows: Cells) -> None:
        """Rows before row `at`; merges below move down."""
        self.rows[at:at] = rows
        moved = len(rows)
        self.merges = [(a + moved * (a >= at), b, c + moved * (c >= at), d) for a, b, c, d in self.merges]

    @property
    def projects(self) -> list[int]:
        return [at for at, row in enumerate(self.rows) if at > self.head and isinstance(row[0], int | float)]


@pytest.fixture(scope="module")
def real_sheets(real_workbook: Path) -> list[Sheet]:
    import openpyxl

    book = openpyxl.load_workbook(real_workbook, data_only=True)
    return [
        Sheet(
            sheet.title,
            [list(row) for row in sheet.iter_rows(values_only=True)],
            [(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges],
        )
        for sheet in book.worksheets[FIRST_SHEET:]
    ]


def taken(sheets: list[Sheet], path: Path):
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        worksheet = book.create_sheet(sheet.name)
        for at, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    worksheet.cell(at, column, value)
        for a, b, c, d in sheet.merges:
            worksheet.merge_cells(start_row=a + 1, start_column=b + 1, end_row=c + 1, end_column=d + 1)
    book.save(path)
    plan = PlanDocument(
        organisation=Organisation(type="ทน.", name="เทศบาลนครตัวอย่าง"), plan=Plan(period=Period(2566, 2570))
    )
    return import_into(plan, read_book(path))


def printed(outcome):
    plan = outcome.document
    return [
        (
            one.form,
            plan.issue(one.issue).title,
            plan.approach(one.approach).title,
            one.programme,
            one.edition and plan.edition(one.edition).label,
            *(
                "".join(text.split())
                for text in (one.title, one.objective, one.target, one.expected_result, one.agency)
            ),
            one.own_budgets,
            one.enacted_budgets,
            [("".join(item.text.split()), item.budgets) for item in one.sub_items],
        )
        for one in plan.projects
    ]


@pytest.fixture(scope="module")
def as_it_is(real_sheets, tmp_path_factory):
    outcome = taken(real_sheets, tmp_path_factory.mktemp("real") / "แผน.xlsx")
    assert outcome.report.projects == 189
    return printed(outcome)


def moved(sheet: Sheet, _: random.Random) -> None:
    """The table stands three rows lower and two columns to the right."""
    sheet.rows = [[] for _ in range(3)] + [[None, None, *row] for row in sheet.rows]
    sheet.merges = [(a + 3, b + 2, c + 3, d + 2) for a, b, c, d in sheet.merges]


def thai_digits(sheet: Sheet, _: random.Random) -> None:
    """Numbers, years and amounts in Thai digits."""
    for row in sheet.rows[sheet.head :]:
        for column in (0, *AMOUNTS, *range(12, len(row))):
            if isinstance(row[column], int | float):
                row[column] = to_thai(f"{row[column]:,}" if row[column] > 9_999 else f"{row[column]}")


def christian(sheet: Sheet, _: random.Random) -> None:
    for column, value in enumerate(sheet.rows[sheet.head + 1]):
        if isinstance(value, int | float):
            sheet.rows[sheet.head + 1][column] = value - 543


def thousands(sheet: Sheet, _: random.Random) -> None:
    """All amounts in thousands of baht, said in a line above the head."""
    from kkplanner.thai.money import parse_baht

    for row in sheet.rows[sheet.head + 3 :]:
        counts = any(isinstance(value, str) and value.startswith("รวมจำนวน") for value in row)
        for column in (*AMOUNTS, *range(12, len(row))):
            if not counts and (satang := parse_baht(row[column])) is not None:
                row[column] = satang / 100_000
    sheet.rows[sheet.head - 1].append("หน่วย : พันบาท")


def paged(sheet: Sheet, chance: random.Random) -> None:
    """The head is printed again on each page, wherever the page ends."""
    head = [list(row) for row in sheet.rows[sheet.head : sheet.head + 3]]
    merges = [
        (a - sheet.head, b, c - sheet.head, d)
        for a, b, c, d in sheet.merges
        if sheet.head <= a < sheet.head + 3
    ]
    taken_rows = {row for a, _, c, _ in sheet.merges for row in range(a + 1, c + 1)}
    for at in reversed(range(sheet.head + 4, len(sheet.rows))):
        if at not in taken_rows and chance.random() < 0.1:
            sheet.insert(at, copy.deepcopy(head))
            sheet.merges += [(a + at, b, c + at, d) for a, b, c, d in merges]


def split(sheet: Sheet, chance: random.Random) -> None:
    """Long texts run on in a row of their own; money may have slipped there too."""
    for at in reversed(sheet.projects):
        row = sheet.rows[at]
        if chance.random() < 0.4 or any(a <= at <= c for a, _, c, _ in sheet.merges):
            continue
        rest: list[object] = [None] * len(row)
        for column in TEXTS:
            lines = str(row[column] or "").split("\n")
            if len(lines) > 1 and lines[0].strip():
                row[column], rest[column] = lines[0], "\n".join(lines[1:])
        title = str(row[1]).split("\n")
        if len(title) > 1:
            row[1], rest[1] = title[0], "\n".join(title[1:])
        if any(rest):
            if chance.random() < 0.5 and not any(sheet.rows[at + 1][3:9] if at + 1 < len(sheet.rows) else []):
                for column in AMOUNTS:
                    row[column], rest[column] = None, row[column]
            sheet.insert(at + 1, [rest])


def unnumbered(sheet: Sheet, chance: random.Random) -> None:
    """The clerk forgot the number of some complete rows."""
    for at in sheet.projects:
        row = sheet.rows[at]
        if (
            chance.random() < 0.2
            and all(row[column] for column in (1, 2, 3, 11))
            and any(row[c] for c in AMOUNTS)
        ):
            row[0] = None


def loosened(sheet: Sheet, chance: random.Random) -> None:
    """Blank rows anywhere under the head, none of the merges."""
    sheet.merges = []
    for at in reversed(range(sheet.head + 3, len(sheet.rows))):
        if chance.random() < 0.3:
            sheet.insert(at, [[] for _ in range(chance.randint(1, 30))])


@pytest.mark.parametrize(
    "how", [moved, thai_digits, christian, thousands, paged, split, unnumbered, loosened]
)
def test_the_same_projects(
    real_sheets: list[Sheet],
    as_it_is: list[object],
    tmp_path: Path,
    how: Callable[[Sheet, random.Random], None],
) -> None:
    sheets = copy.deepcopy(real_sheets)
    chance = random.Random(7)
    for sheet in sheets:
        how(sheet, chance)
    outcome = taken(sheets, tmp_path / "แผน.xlsx")
    assert printed(outcome) == as_it_is


def test_all_tables_on_one_sheet(real_sheets, as_it_is, tmp_path):
    rows: Cells = []
    merges: list[Merge] = []
    for sheet in real_sheets:
        merges += [(a + len(rows), b, c + len(rows), d) for a, b, c, d in sheet.merges]
        rows += [*sheet.rows, [], []]
    assert printed(taken([Sheet("รวม", rows, merges)], tmp_path / "แผน.xlsx")) == as_it_is
