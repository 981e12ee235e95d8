"""Crosswalks: which node of one framework serves which node of another, and why.

Each file of `resources/crosswalk/` is one hop between two frameworks, many to many, every pair with one Thai
sentence of reason. All pairs are proposals of the program until a clerk confirms them in the plan; whoever
holds changed ones hands them to `chain`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

from kkplanner.assets import resource
from kkplanner.framework.faults import FrameworkNotFoundError
from kkplanner.framework.integrity import Problem
from kkplanner.framework.shelf import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kkplanner.framework.model import Framework, Node

Strength = Literal["direct", "supporting"]

# A code (every decimal digit counts, Thai ones too) or a numbered heading; the name of the dust is neither.
_NAMES_A_CODE = re.compile(
    r"(?<!PM)(?<!PM )(?<!\d)\d+\.\d|(?:ข้อ|ประเด็น|แนวทาง|ยุทธศาสตร์|เป้าหมาย|หมุดหมาย|ทิศทาง)(?:ที่)? ?\d"
)


@dataclass(frozen=True)
class Pair:
    """`source` (a code of the lower framework) serves `target` (a code of the upper one).

    `strength` is "direct" where both speak of the same matter, "supporting" where the one helps the other.
    """

    source: str
    target: str
    strength: Strength
    reason: str


@dataclass(frozen=True)
class Crosswalk:
    """One hop from the framework `source` to the framework `target` (ids); `status` is who stands for it."""

    id: str
    source: str
    target: str
    status: str
    version: str
    pairs: tuple[Pair, ...]

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Pair, ...]]:
        found: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            found.setdefault(pair.source, []).append(pair)
        return {code: tuple(pairs) for code, pairs in found.items()}

    def targets(self, code: str) -> tuple[Pair, ...]:
        """The pairs of exactly this code, best first; empty where it has none of its own."""
        return self._by_source.get(code, ())

    def targets_of(self, framework: Framework, code: str) -> tuple[Pair, ...]:
        """The pairs of this node, or else of the nearest node above it that has some.

        Raises `NodeNotFoundError` for a code that is not in the framework.
        """
        lineage = (code, *(node.code for node in framework.ancestors(code)))
        return next((pairs for each in lineage if (pairs := self.targets(each))), ())


@dataclass(frozen=True)
class Step:
    """One hop of a path: the two framework ids and the pair that was walked."""

    source: str
    target: str
    pair: Pair


@dataclass(frozen=True)
class Reached:
    """A node higher up, the nodes above it in its own framework, and the strongest path that led there."""

    framework_id: str
    node: Node
    ancestors: tuple[Node, ...]
    path: tuple[Step, ...]

    @property
    def strength(self) -> Strength:
        """A path is as strong as its weakest step."""
        return "direct" if all(step.pair.strength == "direct" for step in self.path) else "supporting"

    @property
    def reasons(self) -> tuple[str, ...]:
        """One Thai sentence for each hop, from the bottom up."""
        return tuple(step.pair.reason for step in self.path)


@cache
def load_crosswalks() -> tuple[Crosswalk, ...]:
    """All crosswalks that travel with the program, sorted by id; read once."""
    paths = (path for path in resource("crosswalk").glob("*.json") if not path.name.endswith(".schema.json"))
    return tuple(_shipped(path) for path in sorted(paths))


def between(source: str, target: str) -> Crosswalk | None:
    """The shipped crosswalk from one framework (id) to another; `None` where there is no single hop."""
    return next((each for each in load_crosswalks() if (each.source, each.target) == (source, target)), None)


def chain(
    framework_id: str,
    code: str,
    *,
    crosswalks: Iterable[Crosswalk] | None = None,
    folder: Path | None = None,
) -> dict[str, tuple[Reached, ...]]:
    """What a node serves in every framework that the crosswalks lead to, strongest first, nearest first.

    A framework is reached by the fewest hops there are: a crosswalk made for its texts outweighs any way
    round through coarser ones. Within it a node that is reached only by help for what helps (two supporting
    steps) is left out when another is reached by a better path.

    `crosswalks` are the shipped ones unless given; `folder` holds the frameworks the user added, and a pair
    whose code the newer edition no longer has leads nowhere (`crosswalk_problems` names it). Raises
    `FrameworkNotFoundError` and `NodeNotFoundError`.
    """
    hops = tuple(load_crosswalks() if crosswalks is None else crosswalks)
    start = load(framework_id, folder)
    frameworks = {framework_id: start}
    here = Reached(framework_id, start.node(code), start.ancestors(code), ())
    frontier: dict[str, tuple[Reached, ...]] = {framework_id: (here,)}
    answer: dict[str, tuple[Reached, ...]] = {}
    while frontier:
        arrivals: dict[str, list[Reached]] = {}
        for hop in hops:
            if hop.source in frontier and hop.target not in answer and hop.target != framework_id:
                if hop.target not in frameworks:
                    frameworks[hop.target] = load(hop.target, folder)
                arrivals.setdefault(hop.target, []).extend(_walk(hop, frontier[hop.source], frameworks))
        frontier = {place: _strongest(found) for place, found in arrivals.items() if found}
        answer.update(frontier)
    return answer


def crosswalk_problems(crosswalks: Iterable[Crosswalk], folder: Path | None = None) -> tuple[Problem, ...]:
    """Everything wrong with the crosswalks, alone and together; empty when they are sound.

    The code of a problem is that of the lower node (empty for a whole crosswalk).
    """
    together = tuple(crosswalks)
    found: list[Problem] = []
    for each in together:
        try:
            source, target = load(each.source, folder), load(each.target, folder)
        except FrameworkNotFoundError as fault:
            found.append(Problem("unknown_framework", "", f"{each.id}: {fault.sentence}"))
            continue
        found.extend((*_codes(each, source, target), *_order(each), *_coverage(each, source)))
    return (*found, *_reasons(together))


def _shipped(path: Path) -> Crosswalk:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Crosswalk(
        id=document["id"],
        source=document["from"],
        target=document["to"],
        status=document["status"],
        version=document["version"],
        pairs=tuple(
            Pair(
                source=entry["from"],
                target=entry["to"],
                strength=cast("Strength", entry["strength"]),
                reason=entry["reason"],
            )
            for entry in document["pairs"]
        ),
    )


def _walk(
    hop: Crosswalk, nodes: tuple[Reached, ...], frameworks: Mapping[str, Framework]
) -> Iterator[Reached]:
    below, above = frameworks[hop.source], frameworks[hop.target]
    for reached in nodes:
        for pair in hop.targets_of(below, reached.node.code):
            node = above.find(pair.target)
            if node is not None:
                path = (*reached.path, Step(hop.source, hop.target, pair))
                yield Reached(hop.target, node, above.ancestors(node.code), path)


def _strongest(found: list[Reached]) -> tuple[Reached, ...]:
    """Each node once, by the path with the fewest supporting steps; `found` holds at least one.

    Among equals the earlier stands: the pairs come best first, and so do the nodes they start from.
    """
    ranked = sorted(found, key=_supporting_steps)
    worst_kept = max(1, _supporting_steps(ranked[0]))
    once: dict[str, Reached] = {}
    for each in ranked:
        if _supporting_steps(each) <= worst_kept:
            once.setdefault(each.node.code, each)
    return tuple(once.values())


def _supporting_steps(reached: Reached) -> int:
    return sum(step.pair.strength == "supporting" for step in reached.path)


def _codes(crosswalk: Crosswalk, source: Framework, target: Framework) -> Iterator[Problem]:
    twice = Counter((pair.source, pair.target) for pair in crosswalk.pairs)
    for pair in crosswalk.pairs:
        if source.find(pair.source) is None:
            yield _problem("unknown_source", crosswalk, pair, f"รหัสต้นทางไม่มีใน {source.id}")
        if target.find(pair.target) is None:
            yield _problem("unknown_target", crosswalk, pair, f"รหัสปลายทางไม่มีใน {target.id}")
        if twice.pop((pair.source, pair.target), 1) > 1:
            yield _problem("duplicate_pair", crosswalk, pair, "มีมากกว่าหนึ่งครั้ง")


def _order(crosswalk: Crosswalk) -> Iterator[Problem]:
    for code in dict.fromkeys(pair.source for pair in crosswalk.pairs):
        pairs = crosswalk.targets(code)
        if list(pairs) != sorted(pairs, key=lambda pair: pair.strength == "supporting"):
            yield _problem("not_best_first", crosswalk, pairs[0], "รายการที่ตรงต้องอยู่ก่อนรายการที่สนับสนุน")


def _coverage(crosswalk: Crosswalk, source: Framework) -> Iterator[Problem]:
    """A level that has pairs has them for all its nodes, each its own or those of a node above it."""
    with_pairs = {pair.source for pair in crosswalk.pairs}
    levels = {node.level for node in source.nodes if node.code in with_pairs}
    for node in source.nodes:
        if node.level in levels and not crosswalk.targets_of(source, node.code):
            yield Problem("uncovered", node.code, f"{crosswalk.id}: รายการ {node.code} ไม่มีรายการที่เชื่อมโยง")


def _reasons(crosswalks: tuple[Crosswalk, ...]) -> Iterator[Problem]:
    times = Counter(pair.reason for crosswalk in crosswalks for pair in crosswalk.pairs)
    for crosswalk in crosswalks:
        for pair in crosswalk.pairs:
            if not pair.reason.strip():
                yield _problem("empty_reason", crosswalk, pair, "ไม่มีเหตุผล")
            elif pair.reason != " ".join(pair.reason.split()):
                yield _problem("reason_not_a_line", crosswalk, pair, "เหตุผลไม่ได้เป็นข้อความบรรทัดเดียว")
            elif times[pair.reason] > 1:
                yield _problem("repeated_reason", crosswalk, pair, "ใช้เหตุผลซ้ำกับคู่อื่น")
            if _NAMES_A_CODE.search(pair.reason):
                yield _problem("reason_names_code", crosswalk, pair, "เหตุผลอ้างเลขข้อแทนถ้อยคำ")


def _problem(kind: str, crosswalk: Crosswalk, pair: Pair, what: str) -> Problem:
    return Problem(kind, pair.source, f"{crosswalk.id}: คู่ {pair.source} กับ {pair.target} {what}")
