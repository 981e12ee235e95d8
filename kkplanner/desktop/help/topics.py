"""Which topics the user guide (`resources/user-guide/`) has, and which one explains what is in front."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from kkplanner.assets import resource


@lru_cache(maxsize=1)
def _contents() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resource("user-guide", "contents.json").read_text(encoding="utf-8"))
    return data


def topics() -> dict[str, str]:
    """File name without ending → title, in the order of the guide."""
    found: dict[str, str] = _contents()["topics"]
    return found


def topic_for(place: str) -> str:
    """The topic that explains a page of the main window or a dialog, named as it is an object of Qt.

    A topic by its own name is itself; the beginning of the guide where nothing is said of the place.
    """
    if place in topics():
        return place
    return str(_contents()["pages"].get(place, next(iter(topics()))))


def is_explained(place: str) -> bool:
    """Whether the guide says where a page or dialog is explained."""
    return place in _contents()["pages"]
