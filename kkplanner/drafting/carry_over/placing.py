"""Where a project of the old plan belongs in the new framework.

In this order: a link to the new framework that the project has already; the crosswalk from the framework of
the ending plan, when the old ประเด็น is linked to it or bears its words; the caller's ranking of the project's
text, which also chooses among the several places a crosswalk allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.likeness import likeness
from kkplanner.framework import FrameworkNotFoundError, load
from kkplanner.framework.crosswalk import between

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Issue, Project

    Rank = Callable[[Project], Sequence[str]]

OLD_FRAMEWORK: Final = "kk-lgo-2566"  # what plans of 2566-2570 in Khon Kaen were drafted against
_RECOGNISED: Final = 0.6  # likeness of an old issue's title to a text of the old framework


class PlacedBy(StrEnum):
    """What found the place."""

    LINK = "link"
    CROSSWALK = "crosswalk"
    CROSSWALK_AND_TEXT = "crosswalk_and_text"
    TEXT = "text"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """A code of the new framework, as deep as could be told; empty where nothing was found."""

    code: str
    by: PlacedBy


class Placing:
    """Finds places for the projects of one old plan in one framework.

    `rank` gives codes of the new framework for a project, best first, and none where it is not sure.
    """

    def __init__(self, old: PlanDocument, framework_id: str, rank: Rank | None) -> None:
        self._old = old
        self._framework = load(framework_id)
        self._rank = rank

    def place(self, project: Project) -> Place:
        for link in project.links:
            if link.framework == self._framework.id and self._framework.find(link.code):
                return Place(link.code, PlacedBy.LINK)
        ranked = self._ranked(project)
        targets = self._targets.get(project.issue or "", ())
        for code in ranked:
            if self._top(code) in targets:
                return Place(code, PlacedBy.CROSSWALK_AND_TEXT)
        if targets:
            return Place(targets[0], PlacedBy.CROSSWALK)
        return Place(ranked[0], PlacedBy.TEXT) if ranked else Place("", PlacedBy.NOTHING)

    def _ranked(self, project: Project) -> list[str]:
        if self._rank is None:
            return []
        return [code for code in self._rank(project) if self._framework.find(code)]

    def _top(self, code: str) -> str:
        line = (self._framework.node(code), *self._framework.ancestors(code))
        return line[-1].code

    @cached_property
    def _targets(self) -> dict[str, tuple[str, ...]]:
        """Issues of the new framework for each old issue (by uuid), best first."""
        return {issue.uuid: tuple(dict.fromkeys(self._of_issue(issue))) for issue in self._old.issues}

    def _of_issue(self, issue: Issue) -> list[str]:
        direct = [link.code for link in issue.links if link.framework == self._framework.id]
        if direct:
            return [self._top(code) for code in direct if self._framework.find(code)]
        crosswalk = between(OLD_FRAMEWORK, self._framework.id)
        if crosswalk is None:
            return []
        codes = [link.code for link in issue.links if link.framework == OLD_FRAMEWORK]
        codes = codes or self._recognised(issue)
        pairs = [pair for code in codes for pair in crosswalk.targets(code)]
        pairs.sort(key=lambda pair: pair.strength != "direct")
        return [self._top(pair.target) for pair in pairs if self._framework.find(pair.target)]

    def _recognised(self, issue: Issue) -> list[str]:
        """The node of the old framework whose words the issue's title bears."""
        try:
            nodes = load(OLD_FRAMEWORK).nodes
        except FrameworkNotFoundError:
            return []
        best = max(nodes, key=lambda node: likeness(issue.title, node.text), default=None)
        return [best.code] if best and likeness(issue.title, best.text) >= _RECOGNISED else []
