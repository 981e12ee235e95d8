"""A project template and its slots, as records. Made from `resources/templates/` by `reading`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from kkplanner.plan.kinds import Form


class SlotType(StrEnum):
    """What may stand in a slot."""

    NUMBER = "number"
    INTEGER = "integer"
    TEXT = "text"
    VILLAGE = "village"  # หมู่ที่, filled from the organisation's villages
    VILLAGE_NAME = "village_name"  # the name of that village
    COMPUTED = "computed"  # the product of number slots, never typed
    CHOICE = "choice"

    @property
    def is_number(self) -> bool:
        return self in (SlotType.NUMBER, SlotType.INTEGER, SlotType.COMPUTED)


class Spread(StrEnum):
    """Over which years of the plan the money goes."""

    ONCE = "once"
    EVERY_YEAR = "every_year"
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A blank of a template's texts. `minimum`, `maximum` and numbers in `example` are in `unit`."""

    name: str  # as written in the texts: {name}
    label: str  # what the clerk is asked for, in Thai
    type: SlotType
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0  # most decimal places taken
    max_length: int = 0
    choices: tuple[str, ...] = ()
    example: str = ""  # as a clerk would type it; empty for a computed slot
    village_slot: str = ""  # village_name: the slot of the village whose name this is
    formula: tuple[str, ...] = ()  # computed: the slots multiplied
    sums: bool = False  # over several villages the values add up (a length does, a width does not)
    optional: bool = False  # may stay empty; then it stands inside [ ] only


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a price per unit multiplies: the product of the slots of `quantity`, counted in `unit`."""

    unit: str
    quantity: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of project with blanks; texts hold {slot} and optional segments [ … ]."""

    id: str
    name: str
    keywords: tuple[str, ...]
    form: Form
    programme: str
    role: str
    framework: str  # id of the framework whose measure is meant
    measure: str
    spread: Spread
    title: str
    objectives: tuple[str, ...]
    target: str
    kpi: str
    expected_results: tuple[str, ...]
    slots: tuple[Slot, ...]
    price: Price | None = None
    asked_agency: str = ""
    equipment_type: str = ""

    def slot(self, name: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == name), None)

    @property
    def patterns(self) -> tuple[str, ...]:
        """Every text that may hold slots, the title first."""
        return (self.title, *self.objectives, self.target, self.kpi, *self.expected_results)

    @property
    def village_slot(self) -> Slot | None:
        """The slot that names the village where the project is done, or None."""
        return next((slot for slot in self.slots if slot.type is SlotType.VILLAGE), None)

    @property
    def village_name_slot(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.type is SlotType.VILLAGE_NAME), None)
