"""Where every row of every table stands on its sheet, before a cell is written.

Formulas point at each other across tables and sheets, so all addresses are known first. A sheet holds
the tables of one form under one head: Excel repeats a single block of rows on every printed page, so
only a shared head can stand on all of them. A table whose head differs from the one before gets titles
and head of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkplanner.exchange.excel_out.heights import segments
from kkplanner.forms.table import FormTable, RowKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Placed:
    """One table on its sheet; sheet rows are 0-based."""

    table: FormTable
    heading: int | None  # row of the stamp; titles and head follow. None: under the head above
    lines: int  # first of the lines above
    rows: tuple[int, ...]  # first sheet row of each table row
    heights: tuple[tuple[float, ...], ...]  # points; a tall row takes several sheet rows
    end: int  # the row after the last
    fill_in: bool = False  # a column for แผนงาน stands right of the form, for whoever fills the sheet in

    @property
    def unseen(self) -> int:
        """First of the hidden columns."""
        return len(self.table.columns) + self.fill_in

    @property
    def head(self) -> int:
        """First row of the head; only where `heading` is set."""
        return (self.heading or 0) + 1 + len(self.table.title_lines)

    @property
    def body(self) -> range:
        """Sheet rows of the table without its foot."""
        foot = {RowKind.BUDGET_TOTAL, RowKind.COUNT_TOTAL, RowKind.GRAND_TOTAL}
        members = [at for at, row in enumerate(self.table.rows) if row.kind not in foot]
        if not members:
            return range(self.rows[0], self.rows[0])
        return range(self.rows[members[0]], self.rows[members[-1]] + len(self.heights[members[-1]]))


@dataclass(frozen=True, slots=True)
class Sheet:
    form: str
    name: str
    tables: tuple[Placed, ...]

    @property
    def single_head(self) -> bool:
        return all(placed.heading is None for placed in self.tables[1:])


def place(
    forms: Mapping[str, Sequence[FormTable]], names: Mapping[str, str], *, fill_in: bool = False
) -> tuple[Sheet, ...]:
    """One sheet for each form, named by `names`.

    With `fill_in`, forms of projects that do not print แผนงาน get a column for it beside the printed page.
    """
    return tuple(
        Sheet(form, names[form], _place_tables(tables, fill_in=fill_in and _lacks_programme(tables[0])))
        for form, tables in forms.items()
    )


def _lacks_programme(table: FormTable) -> bool:
    fields = {name for column in table.columns for name in column.fields}
    return "title" in fields and "programme" not in fields


def _place_tables(tables: Sequence[FormTable], *, fill_in: bool) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    at = 0
    for table in tables:
        heading = at if not placed or _differ(placed[-1].table, table) else None
        if heading is not None:
            at += 1 + len(table.title_lines) + table.head_tiers
        lines = at
        at += len(table.lines_above)
        rows = []
        heights = []
        for row in table.rows:
            rows.append(at)
            heights.append(segments(row, table.columns))
            at += len(heights[-1])
        placed.append(Placed(table, heading, lines, tuple(rows), tuple(heights), at, fill_in))
    return tuple(placed)


def _differ(one: FormTable, other: FormTable) -> bool:
    return (one.stamp, one.title_lines, one.head, one.columns) != (
        other.stamp,
        other.title_lines,
        other.head,
        other.columns,
    )
