"""Amounts by fiscal year, in integer satang, keyed by Buddhist year (พ.ศ.).

A year that is absent was left blank; a year with 0 was typed as zero. Both count as not funded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Budgets = dict[int, int]


def total(budgets: Mapping[int, int]) -> int:
    """Sum over all years, in satang."""
    return sum(budgets.values())


def added(many: Iterable[Mapping[int, int]]) -> Budgets:
    """Year-wise sum in satang; a year stands in the result when at least one part has it."""
    result: Budgets = {}
    for budgets in many:
        for year, amount in budgets.items():
            result[year] = result.get(year, 0) + amount
    return dict(sorted(result.items()))


def funded_years(budgets: Mapping[int, int]) -> tuple[int, ...]:
    """Years (พ.ศ.) with money, ascending. ผ.01 counts a project once in each of them."""
    return tuple(year for year in sorted(budgets) if budgets[year] > 0)
