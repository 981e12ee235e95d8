"""The order of records that two people have moved, added and removed.

Which of two records comes first is a question with two answers, so of each pair either both sides agree, or only one
of them turned it round: that one counts. A record that both moved, to different places, is in dispute: it stands
where ours has it, and the order with it where theirs has it is told. Where the answers go round in a circle there is
no common order at all; ours stands, and theirs is told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkplanner.plan.merging.moved import MOST_PAIRS, moved_apart
from kkplanner.plan.rising import longest_rise

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class MergedOrder:
    """What came of two orders.

    Attributes:
        order: the members.
        theirs: in dispute: the members as they would stand if the other side had its way; else None.
    """

    order: list[str]
    theirs: list[str] | None = None


def merged_order(
    base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str], members: Collection[str]
) -> MergedOrder:
    """The members in the order that both wanted.

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
    at_ours, at_theirs = ([uuid for uuid in side if uuid in both] for side in (ours, theirs))
    if at_ours == at_theirs:
        return MergedOrder(_with_added(ours, theirs, at_ours, (set(), set())))
    if base is None:
        moves: tuple[set[str], set[str]] = (set(), set())
        return MergedOrder(
            _with_added(ours, theirs, at_ours, moves), _with_added(ours, theirs, at_theirs, moves)
        )
    rank = {uuid: place for place, uuid in enumerate(uuid for uuid in base if uuid in both)}
    apart = moved_apart(rank, at_ours, at_theirs)
    steady = both - apart
    our_rest, their_rest = ([uuid for uuid in side if uuid in steady] for side in (ours, theirs))
    our_moves, their_moves = _moved(rank, our_rest), _moved(rank, their_rest)
    common = _agreed(rank, our_rest, their_rest, our_moves | their_moves)
    moves = our_moves, their_moves
    if common is None:
        moves = our_moves | apart, their_moves | apart
        return MergedOrder(
            _with_added(ours, theirs, at_ours, moves), _with_added(ours, theirs, at_theirs, moves)
        )
    if not apart:
        return MergedOrder(_with_added(ours, theirs, common, moves))
    # A record in dispute stands as if only one of the sides had it.
    without_ours, without_theirs = ([uuid for uuid in side if uuid not in apart] for side in (ours, theirs))
    return MergedOrder(
        _with_added(ours, without_theirs, common, moves), _with_added(without_ours, theirs, common, moves)
    )


def _with_added(
    ours: Sequence[str], theirs: Sequence[str], common: Sequence[str], moves: tuple[set[str], set[str]]
) -> list[str]:
    """The common records in their order, each followed by what a side has behind it alone."""
    both = set(common)
    gaps: dict[str, list[list[str]]] = defaultdict(list)
    our_moves, their_moves = moves
    for side, moved in ((ours, their_moves), (theirs, our_moves)):
        runs: dict[str, list[str]] = defaultdict(list)
        anchor = ""
        for uuid in side:
            if uuid not in both:
                runs[anchor].append(uuid)
            elif uuid not in moved:
                anchor = uuid
        for anchor, run in runs.items():
            gaps[anchor] += _blocks(run)
    result: list[str] = []
    for anchor in ("", *common):
        result += [anchor] if anchor else []
        for block in sorted(gaps[anchor]):
            result += block
    return result


def _blocks(run: Sequence[str]) -> list[list[str]]:
    """A run cut before each record whose uuid is greater than all before it.

    Blocks of several people, sorted by their first records, follow each other in the same order whoever's come in
    first: a run that is merged already falls into the same blocks again.
    """
    blocks: list[list[str]] = []
    for uuid in run:
        if not blocks or uuid > blocks[-1][0]:
            blocks.append([uuid])
        else:
            blocks[-1].append(uuid)
    return blocks


def _moved(rank: Mapping[str, int], order: Sequence[str]) -> set[str]:
    known = [uuid for uuid in order if uuid in rank]
    kept = longest_rise([rank[uuid] for uuid in known])
    return {uuid for place, uuid in enumerate(known) if place not in kept}


def _agreed(
    rank: Mapping[str, int], ours: Sequence[str], theirs: Sequence[str], moved: set[str]
) -> list[str] | None:
    """The order in which every pair stands as whoever turned it round wants it; None: they go in a circle."""
    unsure = moved | {uuid for uuid in ours if uuid not in rank}
    if len(unsure) * len(ours) > MOST_PAIRS:
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
