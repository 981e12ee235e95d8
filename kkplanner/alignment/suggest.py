"""Where a project belongs in a framework: its approaches ranked, each with its best measure and why.

suggester = Suggester(load("kkpao-2571"))
ranking = suggester.rank("ก่อสร้างถนน คสล. ภายในหมู่บ้าน")

Four ways add up: pieces of letters shared with the framework's own text, the same with the examples of the
curated vocabulary, the vocabulary's phrases themselves, and the nearest projects confirmed by the clerk.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.calibration import ranking_constants
from kkplanner.alignment.confirmed import ConfirmedProject, ConfirmedProjects
from kkplanner.alignment.profiles import weighed_grams
from kkplanner.alignment.suggest_index import build_index
from kkplanner.alignment.suggest_reading import Reading, read_project
from kkplanner.alignment.suggest_reasons import reasons_for
from kkplanner.alignment.suggest_records import ProjectText, Ranking, Reason, Suggestion
from kkplanner.alignment.vocabulary import vocabulary_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kkplanner.alignment.calibration import RankingConstants
    from kkplanner.alignment.confirmed import Neighbour
    from kkplanner.alignment.vocabulary import Vocabulary
    from kkplanner.framework import Framework

__all__ = ["ConfirmedProject", "ProjectText", "Ranking", "Reason", "Suggester", "Suggestion"]

_LOOKED_AT: Final = 12  # suggestions without a telling reason, after which the search ends
_LATE: Final = 0.25  # what a phrase at the very end of a title loses: the work stands at its beginning


class Suggester:
    """Ranks the approaches of one framework. Building takes about a tenth of a second, ranking a millisecond.

    Args:
        framework: with levels `approach` and `measure`.
        confirmed: projects of the plan whose place is confirmed; the nearest of them speak for their code.
        vocabulary: for trying out another one; by default that of the framework.
        constants: for fitting; by default those that travel with the program.
    """

    def __init__(
        self,
        framework: Framework,
        *,
        confirmed: Iterable[ConfirmedProject] = (),
        vocabulary: Vocabulary | None = None,
        constants: RankingConstants | None = None,
    ) -> None:
        self._vocabulary = vocabulary_for(framework.id) if vocabulary is None else vocabulary
        self._constants = constants or ranking_constants()
        self._index = build_index(framework, self._vocabulary)
        self._confirmed = ConfirmedProjects(
            project for project in confirmed if project.code in self._index.approach_of
        )

    def rank(
        self, project: ProjectText | str, top: int = 5, *, own: bool = False, also: Collection[str] = ()
    ) -> Ranking:
        """The `top` approaches for a project, best first; fewer where fewer can be explained.

        Args:
            project: what is to be placed.
            top: at most so many.
            own: the project may be one of those confirmed; what was decided for it does not speak for it then.
            also: codes of approaches that are told behind the first ones, too, where something speaks for them.
        """
        text = ProjectText(project) if isinstance(project, str) else project
        reading = read_project(text, self._vocabulary, self._constants.after_place)
        pieces = weighed_grams(reading.pieces)
        neighbours = self._confirmed.nearest(pieces)
        if own:
            neighbours = [one for one in neighbours if one.project.title != text.title]
        scores = self._scores(reading, pieces, neighbours)
        shares = self._shares(scores, reading.fits_none)
        told: list[Suggestion] = []
        vague: list[Suggestion] = []

        def explain(code: str) -> None:
            measure = self._best_measure(code, reading, pieces, neighbours)
            grounds = reasons_for(self._index, reading, code, measure, neighbours)
            if grounds.reasons:
                (told if grounds.tell else vague).append(
                    Suggestion(
                        code=code,
                        measure=measure,
                        text=self._index.framework.node(code).text,
                        score=scores[code],
                        confidence=self._constants.calibration.confidence(shares[code]),
                        reasons=grounds.reasons,
                    )
                )

        order = sorted(scores, key=lambda one: (-scores[one], one))
        looked_at = 0
        for code in order:
            if len(told) == top or len(vague) > _LOOKED_AT:
                break
            explain(code)
            looked_at += 1
        vague = vague[:top]
        for code in order[looked_at:]:
            if code in also:
                explain(code)
        # What rests on words like ส่งเสริม or ชุมชน only is shown where there is nothing better.
        suggestions = told or vague
        sure = bool(told) and told[0].confidence >= self._constants.uncertain_below
        return Ranking(text.title, tuple(suggestions), uncertain=not sure)

    def _scores(
        self, reading: Reading, pieces: Mapping[str, float], neighbours: Iterable[Neighbour]
    ) -> dict[str, float]:
        weight = self._constants
        scores: dict[str, float] = defaultdict(float)
        for code, value in self._index.by_framework.scores(pieces).items():
            scores[code] += weight.framework_text * value
        for code, value in self._index.by_examples.scores(pieces).items():
            scores[code] += weight.examples * value
        for hint in reading.hints:
            place = hint.weight * (1 - _LATE * hint.lateness)
            best: dict[str, float] = {}
            for code, strength in hint.match.entry.targets.items():
                approach = self._index.approach_of.get(code)
                if approach is not None:
                    best[approach] = max(best.get(approach, 0.0), strength)
            for approach, strength in best.items():
                scores[approach] += weight.vocabulary * strength * place
        spoken: dict[str, float] = {}
        for neighbour in neighbours:
            approach = self._index.approach_of[neighbour.project.code]
            spoken[approach] = max(spoken.get(approach, 0.0), neighbour.likeness**2)
        for approach, likeness in spoken.items():
            scores[approach] += weight.plan * likeness
        return scores

    def _shares(self, scores: Mapping[str, float], fits_none: float) -> dict[str, float]:
        """The share of the evidence that each approach has, "nothing fits" being one more competitor."""
        sharpness = self._constants.sharpness
        raised = {code: math.exp(sharpness * score) for code, score in scores.items()}
        silent = len(self._index.approaches) - len(raised)
        nothing = math.exp(sharpness * (self._constants.nothing_fits + fits_none))
        whole = sum(raised.values()) + silent + nothing
        return {code: value / whole for code, value in raised.items()}

    def _best_measure(
        self,
        code: str,
        reading: Reading,
        pieces: Mapping[str, float],
        neighbours: Iterable[Neighbour],
    ) -> str:
        hinted: dict[str, float] = defaultdict(float)
        for hint in reading.hints:
            for target, strength in hint.match.entry.targets.items():
                hinted[target] += strength * hint.weight
        for neighbour in neighbours:
            hinted[neighbour.project.code] += neighbour.likeness
        likeness = self._index.by_measure(code).scores(pieces)
        candidates = [node.code for node in self._index.framework.children(code)]
        if not candidates:
            return ""
        return max(
            candidates, key=lambda one: (hinted.get(one, 0.0) + likeness.get(one, 0.0), _earlier_first(one))
        )


def _earlier_first(code: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in code.split(".") if part.isdigit())
