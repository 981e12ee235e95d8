"""`--decide ID=SIDE`: one conflict decided by itself, in every command that has conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kkplanner.cli.usage import WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Side = TypeVar("Side", bound=str)


def decisions(given: Iterable[str], sides: Mapping[str, Side]) -> dict[str, Side]:
    """What was decided: id → side.

    Args:
        given: as typed, `ID=SIDE`.
        sides: the words for the sides, and what each means.

    Raises:
        WrongUsageError: something else was typed.
    """
    found = {}
    for text in given:
        id_, _, side = text.partition("=")
        if side not in sides:
            ways = " ".join(f"ID={word}" for word in sides)
            raise WrongUsageError(f"อ่าน “{text}” ไม่ได้ จึงยังไม่ได้ทำสิ่งใด กรุณาระบุแบบใดแบบหนึ่ง: {ways}")
        found[id_] = sides[side]
    return found
