"""What a form may print of a project: its own fields, and texts worked out from them.

A worked-out field is printed but never read back: its source travels unseen beside the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.plan.places import districts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kkplanner.plan.model import Project


def printed_field(project: Project, name: str) -> str:
    """The text of a field, "" where there is nothing to print."""
    made = WORKED_OUT.get(name)
    value = made(project) if made is not None else getattr(project, name)
    return "" if value is None else str(value)


def _district(project: Project) -> str:
    return next((each.name for each in districts() if each.code == project.district_code), "")


def _point(latitude: float | None, longitude: float | None) -> str:
    """A point in degrees with six decimals (about a hand's breadth), as GPS devices show it."""
    if latitude is None or longitude is None:
        return ""
    return f"N {latitude:.6f}\nE {longitude:.6f}"


WORKED_OUT: Final[Mapping[str, Callable[[Project], str]]] = {
    "district": _district,
    "start_point": lambda project: _point(project.start_latitude, project.start_longitude),
    "end_point": lambda project: _point(project.end_latitude, project.end_longitude),
}
