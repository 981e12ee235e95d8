"""What the clerk has decided before: the projects whose place in the framework is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkplanner.alignment.profiles import Profiles
from kkplanner.alignment.text_features import folded_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.plan.model import Project


@dataclass(frozen=True, slots=True)
class ConfirmedProject:
    """A project's title and the code (approach or measure) that the clerk confirmed for it."""

    title: str
    code: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A confirmed project and its likeness, 0..1."""

    project: ConfirmedProject
    likeness: float


def confirmed_projects(projects: Iterable[Project], framework_id: str) -> list[ConfirmedProject]:
    """The confirmed links of a plan's projects into one framework."""
    return [
        ConfirmedProject(project.title, link.code)
        for project in projects
        for link in project.links
        if link.framework == framework_id and link.confirmed
    ]


class ConfirmedProjects:
    """Finds the confirmed projects whose titles are nearest to a text."""

    def __init__(self, projects: Iterable[ConfirmedProject]) -> None:
        self._projects = tuple(dict.fromkeys(projects))
        self._profiles = Profiles(
            (str(number), folded_text(project.title), 1.0) for number, project in enumerate(self._projects)
        )

    def nearest(self, pieces: Mapping[str, float], count: int = 5) -> list[Neighbour]:
        """At most `count` neighbours, the nearest first."""
        if not self._projects:
            return []
        scores = self._profiles.scores(pieces)
        best = sorted(scores.items(), key=lambda found: (-found[1], int(found[0])))[:count]
        return [Neighbour(self._projects[int(number)], likeness) for number, likeness in best]
