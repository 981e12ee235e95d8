"""From a share of the evidence to a confidence that means what it says."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kkplanner.assets import resource

_FILE: Final = ("lexicon", "ranking.json")


@dataclass(frozen=True)
class Calibration:
    """A rising line through `points` (share of the evidence, observed rate of being right), 0..1 each."""

    points: tuple[tuple[float, float], ...]

    def confidence(self, share: float) -> float:
        """The rate at which suggestions with this share were right, between two points on their line."""
        place = bisect_right(self.points, (share, 2.0))
        if place == 0:
            return self.points[0][1]
        if place == len(self.points):
            return self.points[-1][1]
        (left, low), (right, high) = self.points[place - 1], self.points[place]
        return low + (high - low) * (share - left) / (right - left)


@dataclass(frozen=True)
class RankingConstants:
    """The weights of the ways and the calibration; how each was got stands in the file itself."""

    framework_text: float
    examples: float
    vocabulary: float
    plan: float
    after_place: float
    sharpness: float
    nothing_fits: float
    uncertain_below: float
    calibration: Calibration


@lru_cache(maxsize=1)
def ranking_constants() -> RankingConstants:
    """The constants that travel with the program."""
    document = json.loads(resource(*_FILE).read_text(encoding="utf-8"))
    points = tuple((float(share), float(rate)) for share, rate in document["calibration"]["points"])
    weights = {name: float(value) for name, value in document["weights"].items()}
    return RankingConstants(**weights, calibration=Calibration(points))
