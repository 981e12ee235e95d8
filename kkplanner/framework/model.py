"""A policy framework in memory: levels, nodes and the place in the source where each text stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kkplanner.framework.faults import NodeNotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True)
class Source:
    """Where a text stands: the document's title and the place in it."""

    document: str
    section: str

    def __str__(self) -> str:
        return f"{self.document} {self.section}"


@dataclass(frozen=True)
class Variant:
    """Another wording of the same node elsewhere in its document, as it is printed there."""

    section: str
    text: str


@dataclass(frozen=True)
class Share:
    """So many per cent, which is at least so many units."""

    percent: int
    count: int


@dataclass(frozen=True)
class YearShare(Share):
    """The share expected of one fiscal year (พ.ศ.)."""

    year: int


@dataclass(frozen=True)
class Expectation:
    """ความคาดหวังความสำเร็จ of a goal: at least `percent` per cent of `of` units, that is `count` of them.

    `text` is the wording of the source and `period_as_printed` the period its table printed where that is
    a misprint.
    """

    percent: int
    of: int
    count: int
    unit: str
    five_years: Share
    by_year: tuple[YearShare, ...]
    text: str | None = None
    period_as_printed: str | None = None

    def in_year(self, year: int) -> YearShare | None:
        """What is expected of a fiscal year (พ.ศ.); `None` outside the period."""
        return next((share for share in self.by_year if share.year == year), None)


@dataclass(frozen=True)
class Level:
    """One kind of node. `count` is what the source itself has; `codes_are_ours`: it prints no numbers."""

    key: str
    name: str
    count: int | None = None
    codes_are_ours: bool = False


@dataclass(frozen=True)
class Node:
    """One text of a framework. `as_printed` is what stands in the source where `text` corrects it."""

    code: str
    level: str
    text: str
    parent: str | None
    source: Source
    as_printed: str | None = None
    variants: tuple[Variant, ...] = ()
    note: str | None = None
    expectation: Expectation | None = None


@dataclass(frozen=True)
class Framework:
    """A policy framework. `period` is first and last fiscal year (พ.ศ.), `announced` a Gregorian day."""

    id: str
    title: str
    short_title: str
    publisher: str
    announced: date | None
    period: tuple[int, int] | None
    version: str
    source: Source
    notes: tuple[str, ...]
    levels: tuple[Level, ...]
    nodes: tuple[Node, ...]

    @cached_property
    def _by_code(self) -> Mapping[str, Node]:
        return {node.code: node for node in self.nodes}

    @cached_property
    def _by_parent(self) -> Mapping[str | None, tuple[Node, ...]]:
        families: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            families.setdefault(node.parent, []).append(node)
        return {parent: tuple(family) for parent, family in families.items()}

    @cached_property
    def version_key(self) -> tuple[int, ...]:
        """Orders versions number by number; trailing zeros say nothing (2569.1 is 2569.1.0)."""
        numbers = [int(part) for part in self.version.split(".")]
        while numbers and numbers[-1] == 0:
            numbers.pop()
        return tuple(numbers)

    def find(self, code: str) -> Node | None:
        """The node of this code, or `None`."""
        return self._by_code.get(code)

    def node(self, code: str) -> Node:
        """The node of this code; raises `NodeNotFoundError`."""
        found = self.find(code)
        if found is None:
            raise NodeNotFoundError(code, self.title)
        return found

    def children(self, code: str | None) -> tuple[Node, ...]:
        """The nodes directly below `code`, in the order of the source; `None` gives the topmost ones."""
        return self._by_parent.get(code, ())

    def ancestors(self, code: str) -> tuple[Node, ...]:
        """From the node's parent up to the top; raises `NodeNotFoundError`."""
        chain: list[Node] = []
        parent = self.node(code).parent
        while parent is not None:
            chain.append(self.node(parent))
            parent = chain[-1].parent
        return tuple(chain)

    def nodes_at(self, level: str) -> tuple[Node, ...]:
        """All nodes of a level (by its key), in the order of the source."""
        return tuple(node for node in self.nodes if node.level == level)

    def count_at(self, level: str) -> int:
        return len(self.nodes_at(level))
