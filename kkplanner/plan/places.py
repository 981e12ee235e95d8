"""Districts and tambons of the province with their official codes (resources/places/)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from kkplanner.assets import resource
from kkplanner.errors import WrongUsageError
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key


class UnknownPlaceError(WrongUsageError):
    """No district or tambon of the province has this code or name."""


@dataclass(frozen=True, slots=True)
class Tambon:
    code: str  # 6 digits
    name: str


@dataclass(frozen=True, slots=True)
class District:
    code: str  # 4 digits
    name: str
    tambons: tuple[Tambon, ...]


@cache
def districts() -> tuple[District, ...]:
    """All districts in the order of their codes."""
    data = json.loads(resource("places", "khon-kaen.json").read_text(encoding="utf-8"))
    return tuple(
        District(
            code=district["code"],
            name=district["name"],
            tambons=tuple(Tambon(tambon["code"], tambon["name"]) for tambon in district["tambons"]),
        )
        for district in data["districts"]
    )


def find_district(asked: str) -> District:
    """The district of a 4-digit code or a name, with or without "อำเภอ".

    Raises:
        UnknownPlaceError: there is none.
    """
    key = same_text_key(to_arabic(asked)).removeprefix("อำเภอ").removeprefix("อ.")
    for district in districts():
        if key in (district.code, same_text_key(district.name)):
            return district
    names = " ".join(f"{district.code} {district.name}" for district in districts())
    raise UnknownPlaceError(f"ไม่พบอำเภอ “{asked}” ยังไม่ได้สร้างสิ่งใด กรุณาใช้รหัสหรือชื่อใดชื่อหนึ่งต่อไปนี้: {names}")


def find_tambon(asked: str, district: District) -> Tambon:
    """The tambon of a 6-digit code or a name inside `district`; names repeat across districts.

    Raises:
        UnknownPlaceError: there is none.
    """
    key = same_text_key(to_arabic(asked)).removeprefix("ตำบล").removeprefix("ต.")
    for tambon in district.tambons:
        if key in (tambon.code, same_text_key(tambon.name)):
            return tambon
    names = " ".join(f"{tambon.code} {tambon.name}" for tambon in district.tambons)
    raise UnknownPlaceError(
        f"ไม่พบตำบล “{asked}” ในอำเภอ{district.name} ยังไม่ได้สร้างสิ่งใด กรุณาใช้รหัสหรือชื่อใดชื่อหนึ่งต่อไปนี้: {names}"
    )
