"""The records of a list that can stay where they are when it gets another order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def longest_rise(values: Sequence[int]) -> set[int]:
    """Indices of a longest strictly increasing subsequence."""
    ends: list[int] = []  # ends[n]: smallest value that ends a rise of n + 1
    at: list[int] = []  # its index
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        at[length : length + 1] = [index]
    kept: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
