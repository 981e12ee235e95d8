"""What goes into a ranking and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypedDict

Way = Literal["text", "vocabulary", "plan"]

# How much a word counts in each field: the title says what is done, the others why, for whom and how much.
FIELD_WEIGHTS: Final = {"title": 1.0, "objective": 0.3, "expected_result": 0.2, "target": 0.2, "kpi": 0.15}


class ReasonJson(TypedDict):
    """`Reason` as JSON."""

    word: str
    met: str
    by: Way


class SuggestionJson(TypedDict):
    """`Suggestion` as JSON."""

    code: str
    measure: str
    text: str
    score: float
    confidence: float
    reasons: list[ReasonJson]


class RankingJson(TypedDict):
    """`Ranking` as JSON."""

    title: str
    suggestions: list[SuggestionJson]
    uncertain: bool


@dataclass(frozen=True, slots=True)
class ProjectText:
    """The texts of a project that tell what it is about. Only the title is needed."""

    title: str
    objective: str = ""
    target: str = ""
    kpi: str = ""
    expected_result: str = ""

    def fields(self) -> list[tuple[str, float]]:
        """The texts that are not empty, each with its weight; the title first."""
        texts = [(getattr(self, name), weight) for name, weight in FIELD_WEIGHTS.items()]
        return [(text, weight) for text, weight in texts if text.strip()]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a node was suggested.

    `word` stands in the project (clean spelling, Arabic digits); `met` is what it met: words of the
    framework ("text"), the node a curated phrase stands for ("vocabulary"), or the title of a project
    whose link the clerk confirmed ("plan").
    """

    word: str
    met: str
    by: Way


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An approach with its best measure. `confidence`: how often such a suggestion is right, 0..1."""

    code: str
    measure: str
    text: str
    score: float
    confidence: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Suggestions for one project, best first. `uncertain`: the program would rather not decide."""

    title: str
    suggestions: tuple[Suggestion, ...]
    uncertain: bool

    def as_json(self) -> RankingJson:
        """The published form, see docs of `kkplanner suggest --json`."""
        return {
            "title": self.title,
            "suggestions": [
                {
                    "code": one.code,
                    "measure": one.measure,
                    "text": one.text,
                    "score": round(one.score, 4),
                    "confidence": round(one.confidence, 4),
                    "reasons": [
                        {"word": reason.word, "met": reason.met, "by": reason.by} for reason in one.reasons
                    ],
                }
                for one in self.suggestions
            ],
            "uncertain": self.uncertain,
        }
