"""แผนงาน: the budget's twelve programmes and the spellings that real files use for them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from kkplanner.assets import resource
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

_LEADING_NUMBER = re.compile(r"^\(?[0-9]+(\.[0-9]+)*[).]*")


@dataclass(frozen=True, slots=True)
class Programme:
    """One แผนงาน."""

    code: str  # budget code, five digits
    area: str  # ด้าน
    name: str  # as printed, "แผนงานการศึกษา"
    aliases: tuple[str, ...]


@cache
def programmes() -> tuple[Programme, ...]:
    """All programmes in the order of their codes."""
    data = json.loads(resource("lists", "programmes.json").read_text(encoding="utf-8"))
    return tuple(
        Programme(row["code"], row["area"], row["name"], tuple(row["aliases"])) for row in data["programmes"]
    )


def find_programme(typed: str) -> Programme | None:
    """The programme meant by a text such as "(1) แผนงานการพานิชย์", or None."""
    return _by_key().get(_key(typed))


def _key(text: str) -> str:
    key = _LEADING_NUMBER.sub("", to_arabic(same_text_key(text)))
    return key.removeprefix("แผนงาน").removeprefix("ผง.")


@cache
def _by_key() -> dict[str, Programme]:
    return {_key(name): found for found in programmes() for name in (found.name, *found.aliases)}
