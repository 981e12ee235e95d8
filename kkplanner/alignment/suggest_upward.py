"""From a project to the plans above the PAO's: province, cluster, northeast, nation, milestones, SDG.

A ranking names the project's แนวทาง; the crosswalk knows what these serve, and why. The project's own words
then choose among what is served: a road and a drain stand under one แนวทาง, yet differ in their milestones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kkplanner.alignment.profiles import Profiles, weighed_grams
from kkplanner.alignment.suggest_records import ProjectText
from kkplanner.alignment.text_features import folded_text
from kkplanner.framework import load
from kkplanner.framework.crosswalk import chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kkplanner.alignment.suggest_records import Ranking
    from kkplanner.framework.crosswalk import Crosswalk, Reached, Strength

# What a supporting path counts beside a direct one, and what the project's own words may add to a node.
_SUPPORTING: Final = 0.5
_OWN_WORDS: Final = 1.0
_ABOVE: Final = 0.25  # the words of the nodes above (their issue, their strategy), beside the node's own
_LEAST_CONFIDENCE: Final = 0.15  # a less likely แนวทาง leads nowhere
_MOST_STARTS: Final = 2


@dataclass(frozen=True, slots=True)
class UpwardSuggestion:
    """A node of a higher framework. `path` is the codes from the แนวทาง up, `reasons` one sentence a hop."""

    framework: str
    code: str
    text: str
    strength: Strength
    score: float
    path: tuple[str, ...]
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "text": self.text,
            "strength": self.strength,
            "score": round(self.score, 4),
            "path": list(self.path),
            "reasons": list(self.reasons),
        }


def suggest_upward(
    project: ProjectText | str,
    ranking: Ranking,
    framework_id: str,
    *,
    crosswalks: Sequence[Crosswalk] | None = None,
    top: int = 3,
) -> dict[str, tuple[UpwardSuggestion, ...]]:
    """The nodes that a ranked project serves in each higher framework, best first.

    Empty for an uncertain ranking: what is not placed below cannot be placed above.

    Args:
        project: the text that was ranked.
        ranking: its ranking in the framework `framework_id`.
        framework_id: where the walk upwards begins.
        crosswalks: those of the plan, with the clerk's decisions; the shipped ones otherwise.
        top: how many nodes of each framework.
    """
    if ranking.uncertain:
        return {}
    text = ProjectText(project) if isinstance(project, str) else project
    pieces = weighed_grams([(folded_text(field), weight) for field, weight in text.fields()])
    best: dict[str, dict[str, UpwardSuggestion]] = {}
    for start in ranking.suggestions[:_MOST_STARTS]:
        if start.confidence < _LEAST_CONFIDENCE:
            break
        for upper_id, reached in chain(framework_id, start.code, crosswalks=crosswalks).items():
            likeness = _profiles(upper_id).scores(pieces)
            found = best.setdefault(upper_id, {})
            for one in _scored(reached, start.confidence, likeness):
                if one.code not in found or found[one.code].score < one.score:
                    found[one.code] = one
    return {
        upper_id: tuple(sorted(found.values(), key=lambda one: (-one.score, one.code))[:top])
        for upper_id, found in best.items()
    }


def _scored(
    reached: Iterable[Reached], confidence: float, likeness: dict[str, float]
) -> Iterable[UpwardSuggestion]:
    for place, one in enumerate(reached):
        weight = 1.0 if one.strength == "direct" else _SUPPORTING
        # Within one strength the crosswalk's own order speaks, but softly: the project's words may outweigh it.
        order = 1.0 / (1.0 + 0.1 * place)
        yield UpwardSuggestion(
            framework=one.framework_id,
            code=one.node.code,
            text=one.node.text,
            strength=one.strength,
            score=confidence * weight * order * (1.0 + _OWN_WORDS * likeness.get(one.node.code, 0.0)),
            path=(one.path[0].pair.source, *(step.pair.target for step in one.path)),
            reasons=one.reasons,
        )


@cache
def _profiles(framework_id: str) -> Profiles:
    framework = load(framework_id)
    return Profiles(
        (node.code, folded_text(each.text), 1.0 if each is node else _ABOVE)
        for node in framework.nodes
        for each in (node, *framework.ancestors(node.code))
    )
