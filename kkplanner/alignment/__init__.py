"""Where a project belongs in a framework, and what is wrong with a plan.

Names are loaded when first asked for, so that importing the room costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkplanner.alignment.confirmed import ConfirmedProject
    from kkplanner.alignment.suggest import ProjectText, Ranking, Reason, Suggester, Suggestion

__all__ = ["ConfirmedProject", "ProjectText", "Ranking", "Reason", "Suggester", "Suggestion"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    module = "confirmed" if name == "ConfirmedProject" else "suggest"
    return getattr(import_module(f"kkplanner.alignment.{module}"), name)
