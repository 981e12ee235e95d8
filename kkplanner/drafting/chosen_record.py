"""Records named by a person: a need by its number in the list, anything by its UUID or the UUID's beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import ChosenRecordError
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.plan.model import Need, Project

_SHORTEST_UUID: Final = 6  # so many characters name a record, if only one begins like that


def find_need(needs: Sequence[Need], asked: str) -> Need:
    """The need of a number in the list (from 1, Thai digits too) or of a UUID or its beginning.

    Raises:
        ChosenRecordError: there is none, or several.
    """
    number = to_arabic(asked.strip())
    if number.isdecimal() and len(number) < _SHORTEST_UUID:
        if not 1 <= int(number) <= len(needs):
            raise ChosenRecordError(f"ไม่มีความต้องการลำดับที่ {number} (มี {len(needs):,} เรื่อง)")
        return needs[int(number) - 1]
    return needs[_only(asked, [need.uuid for need in needs], "ความต้องการ")]


def find_project(projects: Sequence[Project], asked: str) -> Project:
    """The project of a UUID or its beginning.

    Raises:
        ChosenRecordError: there is none, or several.
    """
    return projects[_only(asked, [project.uuid for project in projects], "โครงการ")]


def _only(asked: str, uuids: Sequence[str], what: str) -> int:
    key = asked.strip().lower()
    found = [at for at, uuid in enumerate(uuids) if uuid == key]
    if not found and len(key) >= _SHORTEST_UUID:
        found = [at for at, uuid in enumerate(uuids) if uuid.startswith(key)]
    if len(found) != 1:
        problem = "มีมากกว่าหนึ่งรายการสำหรับ" if found else "ไม่พบ"
        raise ChosenRecordError(f"{problem}{what} “{asked.strip()[:40]}”")
    return found[0]
