"""The word lists of `resources/rules/terms.json` as compiled patterns."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kkplanner.assets import resource


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the map, degrees of WGS 84."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules recognise in a text whose digits are Arabic."""

    construction: re.Pattern[str]
    not_construction: re.Pattern[str]
    yearly_works: re.Pattern[str]
    place: re.Pattern[str]
    counted: re.Pattern[str]
    measurable: re.Pattern[str]
    purchase: re.Pattern[str]
    not_purchase: re.Pattern[str]
    law: re.Pattern[str]
    placeholder: re.Pattern[str]
    error_value: re.Pattern[str]
    verb: re.Pattern[str]
    filler: re.Pattern[str]
    site: re.Pattern[str]
    building_site: re.Pattern[str]
    differs: re.Pattern[str]
    boxes: dict[str, Box]


# Words that may stand between "ปรับปรุง" and the thing that is improved.
_NEAR = ".{0,25}?"


@cache
def terms() -> Terms:
    data: dict[str, Any] = json.loads(resource("rules", "terms.json").read_text(encoding="utf-8"))
    works, equipment = data["construction"], data["equipment"]
    return Terms(
        construction=_any(*works["always"], f"{_group(works['works'])}{_NEAR}{_group(works['things'])}"),
        not_construction=_any(*works["not"]),
        yearly_works=_any(*data["yearly_works"]),
        place=_any(*data["place"]),
        counted=_any(*data["counted"]),
        measurable=_any(*data["measurable"]),
        purchase=re.compile(
            rf"^(?:โครงการ)? *{_group(equipment['buy'])} *(?:{_group(equipment['always'])}|{_group(equipment['things'])})"
        ),
        not_purchase=_any(*equipment["not"]),
        law=_any(*data["law"]),
        placeholder=re.compile("|".join(data["placeholder"]), re.MULTILINE),
        error_value=_any(*data["error_value"]),
        verb=_any(*data["verb"]),
        filler=re.compile(rf"{_group(data['filler'])}*"),
        site=_any(*data["site"]),
        building_site=_any(*data["site"], *data["building_site"]),
        differs=_any(*data["differs"]),
        boxes={province: Box(**box) for province, box in data["area_box"].items()},
    )


def _group(alternatives: list[str]) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))
