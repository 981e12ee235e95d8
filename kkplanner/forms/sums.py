"""Amounts and counts by year, as the forms add them up.

A project counts once in every year in which it has money, its sub-items' money included; the count over
all years is the sum of the yearly counts, as ผ.01 means it (a project funded in three years counts three).
A sum without money and a count of nothing are None, printed "-".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkplanner.forms.table import CellValue, Column, ColumnKind
from kkplanner.plan.budget import funded_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kkplanner.plan.model import Project


@dataclass(frozen=True, slots=True)
class Sums:
    """Money (satang) and number of projects by year (พ.ศ.) of the plan's period."""

    money: Mapping[int, int]
    counts: Mapping[int, int]

    def cells(self, label: str, columns: Sequence[Column]) -> tuple[CellValue, ...]:
        """A row of the summary: `label`, then the sums of each column's year, or of all years."""
        return tuple(label if at == 0 else self._cell(column) for at, column in enumerate(columns))

    def budget_cells(self, label: str, columns: Sequence[Column]) -> tuple[CellValue, ...]:
        """The foot row รวมงบประมาณ of a detail table."""
        return self.cells(label, columns)

    def count_cells(self, label: str, columns: Sequence[Column]) -> tuple[CellValue, ...]:
        """The foot row รวมจำนวนโครงการ: counts in the money columns."""
        return tuple(
            label if at == 0 else _of(self.counts, column.year) if column.kind is ColumnKind.MONEY else None
            for at, column in enumerate(columns)
        )

    def _cell(self, column: Column) -> int | None:
        if column.kind is ColumnKind.MONEY:
            return _of(self.money, column.year)
        if column.kind is ColumnKind.COUNT:
            return _of(self.counts, column.year)
        return None


def sums(projects: Iterable[Project], years: Sequence[int]) -> Sums:
    """Sums of `projects` over the plan's `years`; money of other years is not part of the plan."""
    money = dict.fromkeys(years, 0)
    counts = dict.fromkeys(years, 0)
    for project in projects:
        budgets = {year: amount for year, amount in project.budgets.items() if year in money}
        for year, amount in budgets.items():
            money[year] += amount
        for year in funded_years(budgets):
            counts[year] += 1
    return Sums(money, counts)


def _of(by_year: Mapping[int, int], year: int | None) -> int | None:
    value = sum(by_year.values()) if year is None else by_year[year]
    return value or None
