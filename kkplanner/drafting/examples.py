"""The values a template shows as examples: what a form is filled with before the clerk types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.drafting.template import SlotType

if TYPE_CHECKING:
    from kkplanner.drafting.facts import Facts
    from kkplanner.drafting.template import Slot, Template


def example_values(template: Template, facts: Facts, *, optional: bool = True) -> dict[str, object]:
    """A value for every slot that is typed; the village is one of the organisation's own where it has any."""
    return {
        slot.name: _village(slot, facts) if slot.type is SlotType.VILLAGE else slot.example
        for slot in template.slots
        if slot.type is not SlotType.COMPUTED
        and not (slot.type is SlotType.VILLAGE_NAME and facts.villages and template.village_slot)
        and (optional or not slot.optional)
    }


def _village(slot: Slot, facts: Facts) -> object:
    if facts.villages and facts.village(slot.example) is None:
        return facts.villages[0]
    return slot.example
