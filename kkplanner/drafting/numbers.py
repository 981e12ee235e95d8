"""Quantities: read what clerks type, print as plans write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from kkplanner.drafting.template import Slot

_TYPED: Final = re.compile(r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?")
# Lengths are written with two decimals (4.00 เมตร, 350.00 เมตร), other quantities only where there are any.
_DIMENSION_UNIT: Final = "เมตร"


class NotANumberError(ValueError):
    """The value is no plain number."""


def read_number(value: object) -> Decimal:
    """A quantity from a number or a typed text: `250`, `1,400.50`, Thai digits.

    Raises:
        NotANumberError: anything else, also what a computer calls a number but nobody counts (NaN, true).
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise NotANumberError(value)
    text = to_arabic(str(value)).strip()
    if not _TYPED.fullmatch(text):
        raise NotANumberError(value)
    return Decimal(text.replace(",", ""))


def decimals_of(number: Decimal) -> int:
    """How many decimal places a number needs; trailing zeros do not count."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Half up, as in school."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def print_quantity(number: Decimal, slot: Slot) -> str:
    """With thousands separators: `1,400`; lengths always with the decimals of their slot: `4.00`."""
    if slot.unit == _DIMENSION_UNIT and slot.decimals:
        return f"{rounded(number, slot.decimals):,f}"
    places = min(slot.decimals, 2) if decimals_of(rounded(number, slot.decimals)) else 0
    places = max(places, decimals_of(rounded(number, slot.decimals)))
    return f"{rounded(number, slot.decimals):,.{places}f}"


def print_plain(number: Decimal) -> str:
    """With thousands separators and no more decimals than needed, for ranges and calculations."""
    return f"{number:,.{decimals_of(number)}f}"
