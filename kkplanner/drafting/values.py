"""What was typed for the slots of a template, read, bounded and ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import SlotsMissingError, SlotValueError, UnknownSlotError, UnknownVillageError
from kkplanner.drafting.facts import village_name, village_text
from kkplanner.drafting.numbers import (
    NotANumberError,
    decimals_of,
    print_plain,
    print_quantity,
    read_number,
    rounded,
)
from kkplanner.drafting.template import Slot, SlotType, Template
from kkplanner.plan.model import Village
from kkplanner.thai.normalise import normalise, same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.drafting.facts import Facts

_LONGEST_VILLAGE_NAME: Final = 80
_LARGEST_VILLAGE_NUMBER: Final = 999


@dataclass(frozen=True, slots=True)
class Filled:
    """One slot filled: as printed, and as a number where it is one."""

    text: str
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """All slots of a template that have a value, by name; `village` is where the project is done."""

    filled: Mapping[str, Filled]
    village: Village | None = None

    @property
    def texts(self) -> dict[str, str]:
        return {name: value.text for name, value in self.filled.items()}

    def number(self, name: str) -> Decimal | None:
        value = self.filled.get(name)
        return None if value is None else value.number


def read_values(template: Template, given: Mapping[str, object], facts: Facts) -> Values:
    """Read what was typed. Values may be numbers, texts with Thai digits, or for a village a `Village`.

    Raises:
        UnknownSlotError: a value for a slot that is not there, or that is worked out by itself.
        SlotsMissingError: slots without a value; it names them all, in Thai.
        UnknownVillageError: no such village, and no name given with it.
        SlotValueError: the value is of the wrong kind, out of range or too long.
    """
    typed = {slot.name: given[slot.name] for slot in template.slots if _has(given, slot.name)}
    _refuse_unknown(template, given)
    village = _village(template, typed, facts)
    _ask_for_missing(template, typed, village)
    filled: dict[str, Filled] = {}
    for slot in template.slots:
        if slot.type is SlotType.VILLAGE:
            if village is not None:
                number = "" if village.number is None else str(village.number)
                filled[slot.name] = Filled(number)
        elif slot.type is SlotType.VILLAGE_NAME:
            if village is not None:
                filled[slot.name] = Filled(village_name(village.name))
        elif slot.name in typed:
            filled[slot.name] = _read(slot, typed[slot.name])
    for slot in template.slots:
        if slot.type is SlotType.COMPUTED:
            factors = [filled[name].number for name in slot.formula if name in filled]
            known = [factor for factor in factors if factor is not None]
            if len(known) == len(slot.formula):
                result = rounded(prod(known, start=Decimal(1)), slot.decimals)
                filled[slot.name] = Filled(print_quantity(result, slot), result)
    return Values(filled, village)


def _has(given: Mapping[str, object], name: str) -> bool:
    value = given.get(name)
    return value is not None and not (isinstance(value, str) and not normalise(value))


def _refuse_unknown(template: Template, given: Mapping[str, object]) -> None:
    names = [slot.name for slot in template.slots if slot.type is not SlotType.COMPUTED]
    for name in given:
        if name not in names:
            raise UnknownSlotError(template.name, name, names)


def _ask_for_missing(template: Template, typed: Mapping[str, object], village: Village | None) -> None:
    missing = [
        slot
        for slot in template.slots
        if not slot.optional
        and slot.type is not SlotType.COMPUTED
        and slot.name not in typed
        and not (slot.type is SlotType.VILLAGE_NAME and village is not None)
    ]
    if missing:
        raise SlotsMissingError(template.name, [_asked(slot) for slot in missing])


def _asked(slot: Slot) -> str:
    return f"{slot.label} ({slot.unit})" if slot.unit else slot.label


def _village(template: Template, typed: Mapping[str, object], facts: Facts) -> Village | None:
    slot, name_slot = template.village_slot, template.village_name_slot
    name = typed.get(name_slot.name) if name_slot else None
    if slot is None or slot.name not in typed:
        if slot is None and name_slot is not None and name is not None:
            return Village(name=_line(name_slot, name, _LONGEST_VILLAGE_NAME))
        return None
    asked = typed[slot.name]
    if isinstance(asked, Village):
        return asked
    found = facts.village(asked)
    if found is not None and name is None:
        return found
    if name is not None or (name_slot is None and not facts.villages):
        number = _village_number(slot, asked, found)
        text = _line(name_slot, name, _LONGEST_VILLAGE_NAME) if name_slot and name is not None else ""
        return Village(number=number, name=text or (found.name if found else f"หมู่ที่ {number}"))
    raise UnknownVillageError(asked, [village_text(village) for village in facts.villages])


def _village_number(slot: Slot, asked: object, found: Village | None) -> int | None:
    if found is not None:
        return found.number
    try:
        number = read_number(asked)
    except NotANumberError:
        raise SlotValueError(slot.label, asked, "ไม่ใช่เลขหมู่ที่") from None
    if number != int(number) or not 1 <= number <= _LARGEST_VILLAGE_NUMBER:
        raise SlotValueError(slot.label, asked, "ไม่ใช่เลขหมู่ที่")
    return int(number)


def _read(slot: Slot, value: object) -> Filled:
    if slot.type is SlotType.TEXT:
        return Filled(_line(slot, value, slot.max_length))
    if slot.type is SlotType.CHOICE:
        return Filled(_choice(slot, value))
    return _quantity(slot, value)


def _line(slot: Slot, value: object, longest: int) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        raise SlotValueError(slot.label, value, "ไม่ใช่ข้อความ")
    text = " ".join(normalise(str(value)).split())
    if any(mark in text for mark in "{}[]"):
        raise SlotValueError(slot.label, value, "มีวงเล็บปีกกาหรือวงเล็บเหลี่ยม")
    if len(text) > longest:
        raise SlotValueError(slot.label, value, f"ยาว {len(text):,} อักขระ เกิน {longest:,}")
    return text


def _choice(slot: Slot, value: object) -> str:
    key = same_text_key(str(value))
    for choice in slot.choices:
        if same_text_key(choice) == key:
            return choice
    raise SlotValueError(slot.label, value, f"ต้องเป็นอย่างใดอย่างหนึ่งใน {', '.join(slot.choices)}")


def _quantity(slot: Slot, value: object) -> Filled:
    try:
        number = read_number(value)
    except NotANumberError:
        raise SlotValueError(slot.label, value, "ไม่ใช่ตัวเลข") from None
    low, high = slot.minimum, slot.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = f"{print_plain(low or Decimal(0))} ถึง {print_plain(high or number)}"
        raise SlotValueError(slot.label, value, f"ต้องอยู่ระหว่าง {bounds} {slot.unit}")
    places = 0 if slot.type is SlotType.INTEGER else slot.decimals
    if decimals_of(number) > places:
        reason = f"มีทศนิยมได้ไม่เกิน {places} ตำแหน่ง" if places else "ต้องเป็นจำนวนเต็ม"
        raise SlotValueError(slot.label, value, reason)
    return Filled(print_quantity(number, slot), number)
