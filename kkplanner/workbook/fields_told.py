"""A change of one field as a clerk reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.plan.record_names import project_fields
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from kkplanner.workbook.fields import FieldChange

_LONGEST: Final = 160  # letters of a value


def field_told(change: FieldChange) -> str:
    """A change of a project as "เป้าหมาย: เดิม → ใหม่", amounts in baht; empty for what means nothing to a clerk."""
    name, *rest = (str(step) for step in change.path)
    money = "budgets" in change.path or name.endswith("_budgets")
    if name == "position":
        return "เลื่อนลำดับ"
    title = project_fields().get(name, "")
    if not title:
        return ""
    year = f" ปี {rest[-1]}" if money else ""
    return f"{title}{year}: {_shown(change.before, money=money)} → {_shown(change.after, money=money)}"


def _shown(value: object, *, money: bool) -> str:
    if value in (None, ""):
        return "ว่าง"
    if money and isinstance(value, int):
        return format_baht(value)
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
