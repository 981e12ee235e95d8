"""The order of records that two people have moved, added and removed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kkplanner.plan.rising import longest_rise

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def merged_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], members: Collection[str]
) -> tuple[list[str], bool]:
    """The members in the order that both wanted, and whether they wanted what cannot be had together.

    What a side moved or added stands after the same record as on that side. Where both filled the same gap,
    the runs follow each other in an order that does not depend on the side. Where both moved the same record,
    to different places, ours stands.

    Args:
        base: order in the common ancestor.
        ours: our order.
        theirs: the other order.
        members: what the result consists of; each is in `ours` or `theirs`.
    """
    members = set(members)
    ours = [uuid for uuid in ours if uuid in members]
    theirs = [uuid for uuid in theirs if uuid in members]
    fixed, placed_by_theirs, is_torn = _fixed(base, ours, theirs)
    gaps: dict[str, list[list[str]]] = defaultdict(list)
    for side, placed in (
        (ours, set(ours) - placed_by_theirs),
        (theirs, placed_by_theirs | set(theirs) - set(ours)),
    ):
        runs: dict[str, list[str]] = defaultdict(list)
        anchor = ""
        for uuid in side:
            if uuid in fixed:
                anchor = uuid
            elif uuid in placed:
                runs[anchor].append(uuid)
        for anchor, run in runs.items():
            gaps[anchor].append(run)
    result: list[str] = []
    for anchor in ("", *fixed):
        result += [anchor] if anchor else []
        for run in sorted(gaps[anchor], key=min):
            result += run
    return result, is_torn


def _fixed(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> tuple[dict[str, None], set[str], bool]:
    """What neither side moved, in order; what only theirs moved; whether both moved the same otherwise."""
    both = set(ours) & set(theirs)
    our_order = [uuid for uuid in ours if uuid in both]
    their_order = [uuid for uuid in theirs if uuid in both]
    if our_order == their_order:
        return dict.fromkeys(our_order), set(), False
    rank = {uuid: place for place, uuid in enumerate(uuid for uuid in base if uuid in both)}
    our_moves, their_moves = _moved(rank, our_order), _moved(rank, their_order)
    fixed = dict.fromkeys(uuid for uuid in rank if uuid not in our_moves and uuid not in their_moves)
    # Whatever has two places of its own must stand in the same order among what is fixed.
    disputed = (both - set(rank)) | (our_moves & their_moves)
    seen = disputed | set(fixed)
    is_torn = [uuid for uuid in our_order if uuid in seen] != [uuid for uuid in their_order if uuid in seen]
    return fixed, their_moves - our_moves, is_torn


def _moved(rank: dict[str, int], order: Sequence[str]) -> set[str]:
    known = [uuid for uuid in order if uuid in rank]
    kept = longest_rise([rank[uuid] for uuid in known])
    return {uuid for place, uuid in enumerate(known) if place not in kept}
