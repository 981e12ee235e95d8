"""ความเชื่อมโยง: what each ประเด็น of a plan serves in the plans above it, as table and as map.

What the clerk linked stands as it is. Where an issue has no link to a level, the crosswalk leads there from
the links it has, by the fewest hops; that is a proposal until the clerk confirms the pairs it walks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kkplanner.exchange.book_content import Cell, LinkageRow, LinkageTable, MapEdge, MapNode, StrategyMap
from kkplanner.framework import FrameworkNotFoundError, load
from kkplanner.framework.crosswalk import chain
from kkplanner.plan.crosswalk_choice import chosen_crosswalks
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kkplanner.framework import Framework, Node
    from kkplanner.framework.crosswalk import Crosswalk, Reached
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Issue
    from kkplanner.plan.narrative_outline import LinkageLevel

_PLAN = "plan"
_MOST_SUPPORTING = 2  # shown where nothing is served directly
MARK = " *"
"""Behind a proposed entry where a table cannot colour it."""


@dataclass(frozen=True, slots=True)
class _Target:
    node: Node
    proposed: bool


class Linkage:
    """The linkage of one plan, worked out once for table and map."""

    def __init__(self, document: PlanDocument, levels: Sequence[LinkageLevel]) -> None:
        self._document = document
        found = [(level, _known(_framework_id(level, document))) for level in levels]
        self._levels = [(level, framework) for level, framework in found if framework is not None]

    def table(self, key: str, number: str, title: str, note: str) -> LinkageTable:
        """One row for each issue; a level whose framework is not on this machine has no column."""
        rows = tuple(
            LinkageRow(
                issue=issue.uuid,
                cells=(
                    Cell(lines=(issue_text(issue),)),
                    *(_cell(self._targets[issue.uuid][framework.id]) for _, framework in self._levels),
                ),
            )
            for issue in self._document.issues
        )
        proposed = any(cell.proposed for row in rows for cell in row.cells)
        head = ("ประเด็นการพัฒนาของท้องถิ่น", *(level.title for level, _ in self._levels))
        return LinkageTable(
            key=key, number=number, title=title, head=head, rows=rows, note=note if proposed else ""
        )

    def map(self, key: str, number: str, title: str) -> StrategyMap:
        """The same nodes, each once, with an edge wherever one serves another."""
        nodes = [
            MapNode(id=issue.uuid, layer=0, code=issue.number, text=to_arabic(issue.title))
            for issue in self._document.issues
        ]
        for layer, (_, framework) in enumerate(self._levels, 1):
            nodes += [
                MapNode(id=_id(framework, node.code), layer=layer, code=node.code, text=to_arabic(node.text))
                for node in self._shown(framework)
            ]
        layers = ("ประเด็นของท้องถิ่น", *(level.title for level, _ in self._levels))
        return StrategyMap(
            key=key, number=number, title=title, layers=layers, nodes=tuple(nodes), edges=self._edges()
        )

    @cached_property
    def _crosswalks(self) -> tuple[Crosswalk, ...]:
        return chosen_crosswalks(self._document)

    @cached_property
    def _accepted(self) -> frozenset[tuple[str, str, str, str]]:
        return frozenset(
            (choice.source_framework, choice.source_code, choice.target_framework, choice.target_code)
            for choice in self._document.crosswalk_choices
            if choice.accepted
        )

    @cached_property
    def _targets(self) -> dict[str, dict[str, tuple[_Target, ...]]]:
        """By issue and framework: what stands in the cell."""
        return {issue.uuid: self._of_issue(issue) for issue in self._document.issues}

    def _of_issue(self, issue: Issue) -> dict[str, tuple[_Target, ...]]:
        own = {
            framework.id: tuple(
                _Target(node, not link.confirmed)
                for link in issue.links
                if link.framework == framework.id and (node := framework.find(link.code)) is not None
            )
            for _, framework in self._levels
        }
        walks = [
            [chain(start, target.node.code, crosswalks=self._crosswalks) for target in targets]
            for start, targets in own.items()
            if targets
        ]
        return {
            framework_id: targets or self._nearest([_merged(walk, framework_id) for walk in walks])
            for framework_id, targets in own.items()
        }

    def _nearest(self, found: list[tuple[Reached, ...]]) -> tuple[_Target, ...]:
        """What the shortest way reaches: everything served directly, else the best of what is supported."""
        ways = [reached for reached in found if reached]
        if not ways:
            return ()
        best = min(ways, key=lambda reached: len(reached[0].path))
        direct = [each for each in best if each.strength == "direct"]
        return tuple(
            _Target(each.node, not self._is_confirmed(each)) for each in direct or best[:_MOST_SUPPORTING]
        )

    def _is_confirmed(self, reached: Reached) -> bool:
        return all(
            (step.source, step.pair.source, step.target, step.pair.target) in self._accepted
            for step in reached.path
        )

    def _shown(self, framework: Framework) -> list[Node]:
        """The nodes of a framework that stand in the table, in the framework's order."""
        codes = {target.node.code for row in self._targets.values() for target in row[framework.id]}
        return [node for node in framework.nodes if node.code in codes]

    def _edges(self) -> tuple[MapEdge, ...]:
        edges: dict[tuple[str, str], bool] = {}
        for hop in self._crosswalks:
            below = next((f for _, f in self._levels if f.id == hop.source), None)
            above = next((f for _, f in self._levels if f.id == hop.target), None)
            if below is None or above is None:
                continue
            shown = {node.code for node in self._shown(above)}
            for node in self._shown(below):
                for pair in hop.targets_of(below, node.code):
                    for code in _itself_or_above(above, pair.target, shown):
                        ends = (_id(below, node.code), _id(above, code))
                        edges[ends] = edges.get(ends, False) or pair.strength == "direct"
        served = {target for _, target in edges}
        lowest = self._levels[0][1].id if self._levels else ""
        for issue in self._document.issues:
            for _, framework in self._levels:
                for target in self._targets[issue.uuid][framework.id]:
                    end = _id(framework, target.node.code)
                    # Higher levels hang on the lowest; an edge past it only where nothing else leads there.
                    if framework.id == lowest or end not in served:
                        edges[(issue.uuid, end)] = True
        return tuple(
            MapEdge(source=one, target=other, direct=direct) for (one, other), direct in edges.items()
        )


def issue_text(issue: Issue) -> str:
    """An issue as the book names it: number, full stop, title, with Arabic digits."""
    number = issue.number.strip().rstrip(".)")
    return to_arabic(f"{number}. {issue.title}" if number else issue.title)


def _framework_id(level: LinkageLevel, document: PlanDocument) -> str:
    return document.plan.framework if level.framework == _PLAN else level.framework


def _known(framework_id: str) -> Framework | None:
    try:
        return load(framework_id)
    except FrameworkNotFoundError:
        return None  # a framework that a user added elsewhere; the table goes without its column


def _merged(walks: Iterable[dict[str, tuple[Reached, ...]]], framework_id: str) -> tuple[Reached, ...]:
    once: dict[str, Reached] = {}
    for walk in walks:
        for reached in walk.get(framework_id, ()):
            once.setdefault(reached.node.code, reached)
    return tuple(once.values())


def _cell(targets: Sequence[_Target]) -> Cell:
    proposed = any(target.proposed for target in targets)
    lines = tuple(
        to_arabic(f"{target.node.code}. {target.node.text}") + (MARK if target.proposed else "")
        for target in targets
    )
    return Cell(lines=lines, proposed=proposed)


def _id(framework: Framework, code: str) -> str:
    return f"{framework.id}:{code}"


def _itself_or_above(framework: Framework, code: str, shown: set[str]) -> list[str]:
    """The shown node that `code` is or lies under."""
    if framework.find(code) is None:
        return []
    lineage = (code, *(node.code for node in framework.ancestors(code)))
    return [each for each in lineage if each in shown][:1]
