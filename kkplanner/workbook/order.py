"""Positions of siblings: integers with gaps, so that a move changes one row, not all that follow."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

from kkplanner.plan.rising import longest_rise

GAP: Final = 1 << 20

Key = TypeVar("Key", bound=Hashable)


def positions(wanted: Sequence[Key], known: Mapping[Key, int]) -> dict[Key, int]:
    """A position for each key of `wanted`, ascending in its order; as many of the `known` as can stay, stay.

    Where a gap is used up all siblings are numbered afresh.
    """
    old = [(index, known[key]) for index, key in enumerate(wanted) if key in known]
    kept = {old[rise][0] for rise in longest_rise([position for _, position in old])}
    result: dict[Key, int] = {}
    index = 0
    while index < len(wanted):
        if index in kept:
            result[wanted[index]] = known[wanted[index]]
            index += 1
            continue
        end = index
        while end < len(wanted) and end not in kept:
            end += 1
        count = end - index
        low = known[wanted[index - 1]] if index else None
        high = known[wanted[end]] if end < len(wanted) else None
        if low is None:
            low = 0 if high is None else high - (count + 1) * GAP
        step = GAP if high is None else min(GAP, (high - low) // (count + 1))
        if step == 0:
            return {key: (place + 1) * GAP for place, key in enumerate(wanted)}
        for place, key in enumerate(wanted[index:end], start=1):
            result[key] = low + place * step
        index = end
    return result
