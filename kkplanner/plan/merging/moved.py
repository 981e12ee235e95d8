"""Which records two people have both moved, to different places.

Two orders show what came of moving, not which record was taken by the hand: of two neighbours that changed places
either may have been. So a record counts as moved when it need not be among those that stayed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_PAIRS: Final = 4_000_000
"""Beyond, two orders have nothing to do with each other."""


def moved_apart(rank: Mapping[str, int], ours: Sequence[str], theirs: Sequence[str]) -> set[str]:
    """Records that each side moved past another one that stayed, and that the other side did not move it past.

    Args:
        rank: places in the common ancestor.
        ours: our order.
        theirs: the other order, of the same records.
    """
    at_ours, at_theirs = _Places(rank, ours), _Places(rank, theirs)
    suspects = at_ours.moved & at_theirs.moved
    if len(suspects) * len(rank) > MOST_PAIRS:
        return set()
    return {
        uuid
        for uuid in suspects
        if any(_is_apart(rank, uuid, other, at_ours, at_theirs) for other in rank if other != uuid)
    }


class _Places:
    """Where one side has the records, and which of them it may have moved there."""

    def __init__(self, rank: Mapping[str, int], order: Sequence[str]) -> None:
        known = [uuid for uuid in order if uuid in rank]
        self.place = {uuid: place for place, uuid in enumerate(known)}
        self.moved = _unsteady(known, rank)

    def turned(self, rank: Mapping[str, int], one: str, other: str) -> bool:
        return (rank[one] < rank[other]) != (self.place[one] < self.place[other])


def _is_apart(rank: Mapping[str, int], uuid: str, other: str, ours: _Places, theirs: _Places) -> bool:
    turned_here, turned_there = (side.turned(rank, uuid, other) for side in (ours, theirs))
    if turned_here == turned_there:
        return False
    # It is this record that was moved past the other one, not the other way round.
    return other not in (ours if turned_here else theirs).moved


def _unsteady(order: Sequence[str], rank: Mapping[str, int]) -> set[str]:
    """The records that are not in every longest rise of the order."""
    values = [rank[uuid] for uuid in order]
    upto = _rises(values)
    onward = _rises([-value for value in reversed(values)])[::-1]
    longest = max(upto, default=0)
    candidates = [place for place in range(len(values)) if upto[place] + onward[place] == longest + 1]
    at_length = Counter(upto[place] for place in candidates)
    steady = {place for place in candidates if at_length[upto[place]] == 1}
    return {uuid for place, uuid in enumerate(order) if place not in steady}


def _rises(values: Sequence[int]) -> list[int]:
    """Of each value the length of the longest rise that ends with it."""
    ends: list[int] = []
    found = []
    for value in values:
        length = bisect_left(ends, value)
        ends[length : length + 1] = [value]
        found.append(length + 1)
    return found
