"""The order of records that two people have moved, added and removed.

Which of two records comes first is a question with two answers, so of each pair either both sides agree, or only one
of them turned it round: that one counts. Where these answers go round in a circle there is no such order, and ours
stands.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kkplanner.plan.rising import longest_rise

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_MOST_PAIRS: Final = 4_000_000  # beyond, two orders have nothing to do with each other


def merged_order(
    base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str], members: Collection[str]
) -> tuple[list[str], bool]:
    """The members in the order that both wanted, and whether they wanted what cannot be had together.

    What a side added stands after the same record as on that side, if the other side did not move that. Where
    both added in one place, the two runs follow each other in an order that does not depend on the side.

    Args:
        base: order in the common ancestor; None: there is none.
        ours: our order.
        theirs: the other order.
        members: what the result consists of; each is in `ours` or `theirs`.
    """
    members = set(members)
    ours = [uuid for uuid in ours if uuid in members]
    theirs = [uuid for uuid in theirs if uuid in members]
    both = set(ours) & set(theirs)
    our_order = [uuid for uuid in ours if uuid in both]
    their_order = [uuid for uuid in theirs if uuid in both]
    rank = {uuid: place for place, uuid in enumerate(uuid for uuid in base or () if uuid in both)}
    our_moves, their_moves = _moved(rank, our_order), _moved(rank, their_order)
    common, is_torn = our_order, False
    if our_order != their_order:
        found = None if base is None else _agreed(rank, our_order, their_order, our_moves | their_moves)
        common, is_torn = found or our_order, found is None
    gaps: dict[str, list[list[str]]] = defaultdict(list)
    for side, moved in ((ours, their_moves), (theirs, our_moves)):
        runs: dict[str, list[str]] = defaultdict(list)
        anchor = ""
        for uuid in side:
            if uuid not in both:
                runs[anchor].append(uuid)
            elif uuid not in moved:
                anchor = uuid
        for anchor, run in runs.items():
            gaps[anchor].append(run)
    result: list[str] = []
    for anchor in ("", *common):
        result += [anchor] if anchor else []
        for run in sorted(gaps[anchor], key=min):
            result += run
    return result, is_torn


def _moved(rank: Mapping[str, int], order: Sequence[str]) -> set[str]:
    known = [uuid for uuid in order if uuid in rank]
    kept = longest_rise([rank[uuid] for uuid in known])
    return {uuid for place, uuid in enumerate(known) if place not in kept}


def _agreed(
    rank: Mapping[str, int], ours: Sequence[str], theirs: Sequence[str], moved: set[str]
) -> list[str] | None:
    """The order in which every pair stands as whoever turned it round wants it; None: they go in a circle."""
    unsure = moved | {uuid for uuid in ours if uuid not in rank}
    if len(unsure) * len(ours) > _MOST_PAIRS:
        return None
    at_ours = {uuid: place for place, uuid in enumerate(ours)}
    at_theirs = {uuid: place for place, uuid in enumerate(theirs)}
    sure = sorted((uuid for uuid in ours if uuid not in unsure), key=rank.__getitem__)
    before = {uuid: place for place, uuid in enumerate(sure)} | dict.fromkeys(unsure, 0)
    for uuid in unsure:
        for other in ours:
            if other == uuid or (other in unsure and other < uuid):
                continue
            comes_later = at_ours[uuid] > at_ours[other]
            if comes_later != (at_theirs[uuid] > at_theirs[other]) and uuid in rank and other in rank:
                # They differ, so one of them is as it was.
                comes_later = not rank[uuid] > rank[other]
            before[uuid if comes_later else other] += 1
    order = sorted(before, key=before.__getitem__)
    # Each has as many before it as its place says, or some pair goes against the order.
    return order if all(before[uuid] == place for place, uuid in enumerate(order)) else None
