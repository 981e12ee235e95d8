"""A crosswalk with a plan's own choices worked into its pairs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from kkplanner.framework import available, load
from kkplanner.framework.crosswalk import Crosswalk, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kkplanner.framework import Framework
    from kkplanner.plan.crosswalk_choice import CrosswalkChoice

_ADDED_STATUS: Final = "เพิ่มโดยผู้จัดทำแผน"
_NO_REASON_GIVEN: Final = "ผู้จัดทำแผนพิจารณาแล้วเห็นว่าสอดคล้องกัน"


@dataclass(frozen=True)
class ChosenCrosswalk(Crosswalk):
    """One hop of a plan. `settled` are the codes whose pairs were decided, be it that none is left."""

    settled: frozenset[str] = frozenset()

    def targets_of(self, framework: Framework, code: str) -> tuple[Pair, ...]:
        """As `Crosswalk.targets_of`, but a node whose pairs were all rejected takes none from above."""
        for each in _lineage(framework, code):
            pairs = self.targets(each)
            if pairs or each in self.settled:
                return pairs
        return ()


def with_choices(
    crosswalks: Iterable[Crosswalk], choices: Iterable[CrosswalkChoice], folder: Path | None
) -> tuple[Crosswalk, ...]:
    """These crosswalks after the choices, then those that consist of added pairs only."""
    by_hop: dict[tuple[str, str], list[CrosswalkChoice]] = defaultdict(list)
    for choice in choices:
        by_hop[choice.source_framework, choice.target_framework].append(choice)
    changed = [
        _with(crosswalk, by_hop.pop((crosswalk.source, crosswalk.target), []), folder)
        for crosswalk in crosswalks
    ]
    known = available(folder)
    own = [
        _with(Crosswalk(f"{source}--{target}", source, target, _ADDED_STATUS, "", ()), found, folder)
        for (source, target), found in by_hop.items()
        if source in known and target in known and any(choice.accepted for choice in found)
    ]
    return (*changed, *own)


def _with(crosswalk: Crosswalk, choices: list[CrosswalkChoice], folder: Path | None) -> Crosswalk:
    if not choices:
        return crosswalk
    framework = load(crosswalk.source, folder)
    lineages = {choice.source_code: _lineage(framework, choice.source_code) for choice in choices}
    pairs: dict[str, tuple[Pair, ...]] = {}
    for pair in crosswalk.pairs:
        pairs[pair.source] = (*pairs.get(pair.source, ()), pair)
    # From the top down: what was decided for a node holds for those below that inherit from it.
    for code in sorted(lineages, key=lambda code: len(lineages[code])):
        proposed = next((pairs[each] for each in lineages[code] if each in pairs), ())
        pairs[code] = _decided(code, proposed, [choice for choice in choices if choice.source_code == code])
    return ChosenCrosswalk(
        id=crosswalk.id,
        source=crosswalk.source,
        target=crosswalk.target,
        status=crosswalk.status,
        version=crosswalk.version,
        pairs=tuple(chain.from_iterable(pairs.values())),
        settled=frozenset(lineages),
    )


def _decided(code: str, proposed: tuple[Pair, ...], choices: list[CrosswalkChoice]) -> tuple[Pair, ...]:
    already = {pair.target for pair in proposed}
    rejected = {choice.target_code for choice in choices if not choice.accepted}
    added = [
        Pair(code, choice.target_code, "direct", choice.reason or _NO_REASON_GIVEN)
        for choice in choices
        if choice.accepted and choice.target_code not in already
    ]
    kept = [replace(pair, source=code) for pair in proposed if pair.target not in rejected]
    return (*added, *kept)


def _lineage(framework: Framework, code: str) -> tuple[str, ...]:
    """The code and those above it; alone where this edition of the framework does not know it."""
    if framework.find(code) is None:
        return (code,)
    return (code, *(node.code for node in framework.ancestors(code)))
