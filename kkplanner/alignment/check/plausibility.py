"""Rule: a link that the project's own words speak against.

Only a clear case is reported: the suggester is sure of an approach of another issue, and what it finds for the
linked approach is next to nothing beside it. Neighbours under one issue overlap, and a project may serve two.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.linkage import top_codes
from kkplanner.alignment.check.rule import Hit, Mend, Setting, project_rule
from kkplanner.alignment.suggest import ProjectText, Suggester
from kkplanner.framework import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.alignment.suggest import Ranking
    from kkplanner.framework import Framework
    from kkplanner.plan.model import Project

_SURE: Final = 0.8  # confidence in the better approach
_NEXT_TO_NOTHING: Final = 0.1  # of the better approach's score
_BEGINNING: Final = 60  # characters
_APPROACH: Final = "approach"
_CACHED: Final = 8192  # texts; asking the suggester is by far the dearest question of the check


@project_rule("project.link-implausible")
def link_implausible(project: Project, setting: Setting) -> Iterator[Hit]:
    framework = setting.framework
    if framework is None or project.form.is_equipment or not project.title.strip():
        return
    linked, issues = _linked_approaches(project, framework), top_codes(project.links, framework)
    if not linked:
        return
    # The beginning of a title names the work. It is quickly asked and settles most links; what it doubts is
    # asked of more words.
    ranking = _ranking(framework.id, framework.version, ProjectText(project.title[:_BEGINNING]), 1)
    if not _points_elsewhere(ranking, issues, framework):
        return
    text = ProjectText(project.title, project.objective, project.target)
    ranking = _ranking(framework.id, framework.version, text, 1, frozenset(linked))
    if not _points_elsewhere(ranking, issues, framework):
        return
    best = ranking.suggestions[0]
    standing = max((one.score for one in ranking.suggestions if one.code in linked), default=0.0)
    if standing <= _NEXT_TO_NOTHING * best.score:
        yield Hit(
            "links",
            {"linked": ", ".join(sorted(linked)), "better": best.code, "text": best.text},
            Mend({"framework": framework.id, "code": best.measure or best.code}),
        )


def _points_elsewhere(ranking: Ranking, issues: set[str], framework: Framework) -> bool:
    if ranking.uncertain or not ranking.suggestions:
        return False
    best = ranking.suggestions[0]
    return best.confidence >= _SURE and framework.node(best.code).parent not in issues


def _linked_approaches(project: Project, framework: Framework) -> set[str]:
    found = set()
    for link in project.links:
        node = framework.find(link.code) if link.framework == framework.id else None
        if node is not None:
            line = (node, *framework.ancestors(node.code))
            found |= {step.code for step in line if step.level == _APPROACH}
    return found


@lru_cache(4)
def _suggester(framework_id: str, _version: str) -> Suggester:
    return Suggester(load(framework_id))


@lru_cache(_CACHED)
def _ranking(
    framework_id: str, version: str, text: ProjectText, top: int, also: frozenset[str] = frozenset()
) -> Ranking:
    return _suggester(framework_id, version).rank(text, top, also=also)
