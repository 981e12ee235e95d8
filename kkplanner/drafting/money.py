"""Amounts of a drafted project: given by year, or one amount or unit price spread over the years."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import MoneyError
from kkplanner.drafting.numbers import print_plain, rounded
from kkplanner.drafting.template import Spread
from kkplanner.thai.money import LARGEST_SATANG, SATANG_PER_BAHT, format_baht

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.budget import Budgets
    from kkplanner.thai.period import Period

# A plan speaks of hundreds of baht; a growing amount is rounded to them.
_GROWTH_STEP: Final = 100 * SATANG_PER_BAHT
_LEAST_GROWTH, _MOST_GROWTH = Decimal(-50), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What was said of a project's money. All amounts are satang, years พ.ศ.

    At most one of `by_year`, `amount` (of each funded year) and `unit_price` (times the quantity of the
    template, for each funded year) is given; with none the project has no amounts yet.
    """

    by_year: Mapping[int, int] = field(default_factory=dict)
    amount: int | None = None
    unit_price: int | None = None
    price_unit: str = ""  # of a price from the clerk's own list; must be the template's
    spread: Spread | None = None  # None: as the template says
    years: tuple[int, ...] = ()  # the funded years themselves, instead of a spread
    first_year: int | None = None
    growth: Decimal = Decimal(0)  # per cent from each funded year's amount to the next calendar year's

    @property
    def is_given(self) -> bool:
        return bool(self.by_year) or self.amount is not None or self.unit_price is not None


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a unit price multiplies."""

    number: Decimal
    unit: str


def budgets_of(money: Money, usual: Spread, quantity: Quantity | None, period: Period) -> tuple[Budgets, str]:
    """The amounts by year (satang), and in Thai how they were worked out (empty where they were given).

    Raises:
        MoneyError: more than one kind of amount, a year outside the plan, a price without a quantity or for
            another unit, a growth or an amount beyond reason.
    """
    kinds = [bool(money.by_year), money.amount is not None, money.unit_price is not None]
    if sum(kinds) > 1:
        raise MoneyError("ระบุจำนวนเงินได้แบบเดียว: รายปี จำนวนเดียว หรือราคาต่อหน่วย")
    if money.by_year:
        _check_years(money.by_year, period)
        for given in money.by_year.values():
            _check_amount(given)
        return dict(sorted(money.by_year.items())), ""
    amount, note = _amount(money, quantity)
    if amount is None:
        return {}, ""
    _check_amount(amount)
    years = funded_years(money, usual, period)
    if not _LEAST_GROWTH <= money.growth <= _MOST_GROWTH:
        raise MoneyError(f"อัตราเพิ่มต่อปีต้องอยู่ระหว่างร้อยละ {_LEAST_GROWTH} ถึง {_MOST_GROWTH}")
    if not money.growth or len(years) < 2:
        return dict.fromkeys(years, amount), note
    rate = 1 + money.growth / 100
    grown = {year: _grown(amount, rate ** (year - years[0])) for year in years}
    for each in grown.values():
        _check_amount(each)
    note = "\n".join(filter(None, (note, f"ปรับเพิ่มร้อยละ {print_plain(money.growth)} ต่อปี")))
    return grown, note


def funded_years(money: Money, usual: Spread, period: Period) -> tuple[int, ...]:
    """The years (พ.ศ.) that get money.

    Raises:
        MoneyError: a year outside the plan.
    """
    if money.years:
        _check_years(money.years, period)
        return tuple(sorted(set(money.years)))
    first = period.first if money.first_year is None else money.first_year
    _check_years((first,), period)
    spread = money.spread or usual
    if spread is Spread.ONCE:
        return (first,)
    return tuple(range(first, period.last + 1, 2 if spread is Spread.ALTERNATE else 1))


def _amount(money: Money, quantity: Quantity | None) -> tuple[int | None, str]:
    if money.unit_price is None:
        return money.amount, ""
    if quantity is None:
        raise MoneyError("แม่แบบนี้ไม่มีปริมาณสำหรับคูณราคาต่อหน่วย จึงต้องระบุเป็นจำนวนเงิน")
    if money.price_unit and money.price_unit != quantity.unit:
        raise MoneyError(f"ราคาที่เลือกคิดต่อ{money.price_unit} แต่แม่แบบนี้คิดต่อ{quantity.unit}")
    exact = quantity.number * money.unit_price / SATANG_PER_BAHT
    whole = rounded(exact, 0)
    sign = "=" if whole == exact else "ปัดเป็น"
    note = (
        f"ราคาต่อหน่วย {format_baht(money.unit_price)} บาท × {print_plain(quantity.number)} {quantity.unit} "
        f"{sign} {whole:,f} บาท"
    )
    return int(whole) * SATANG_PER_BAHT, note


def _grown(amount: int, factor: Decimal) -> int:
    return int(rounded(amount * factor / _GROWTH_STEP, 0)) * _GROWTH_STEP


def _check_years(years: Mapping[int, int] | tuple[int, ...], period: Period) -> None:
    outside = [str(year) for year in years if year not in period]
    if outside:
        raise MoneyError(f"ปี {', '.join(outside)} อยู่นอกช่วงปีของแผน ({period})")


def _check_amount(amount: int) -> None:
    if not 0 <= amount <= LARGEST_SATANG:
        raise MoneyError("จำนวนเงินติดลบหรือมากเกินกว่าจะเป็นงบประมาณ")
