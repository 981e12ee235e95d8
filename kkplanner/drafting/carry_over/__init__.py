"""Bring projects of an ending plan into a new one: years moved, places proposed, old years marked."""

from __future__ import annotations

from kkplanner.drafting.carry_over.carrying import CarryOver, carry_over
from kkplanner.drafting.carry_over.choice import Choice
from kkplanner.drafting.carry_over.report import CarryOverReport, OldYear

__all__ = ["CarryOver", "CarryOverReport", "Choice", "OldYear", "carry_over"]
