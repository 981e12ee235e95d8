"""Amounts: given, spread, grown, or reckoned from a price."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.drafting.errors import MoneyError
from kkplanner.drafting.money import Money, Quantity, budgets_of
from kkplanner.drafting.template import Spread
from kkplanner.thai.period import Period

PERIOD = Period(2571, 2575)
AREA = Quantity(Decimal("1402.5"), "ตารางเมตร")


@pytest.mark.parametrize(
    ("money", "usual", "years"),
    [
        (Money(amount=100), Spread.ONCE, [2571]),
        (Money(amount=100, first_year=2573), Spread.ONCE, [2573]),
        (Money(amount=100), Spread.EVERY_YEAR, [2571, 2572, 2573, 2574, 2575]),
        (Money(amount=100, first_year=2574), Spread.EVERY_YEAR, [2574, 2575]),
        (Money(amount=100), Spread.ALTERNATE, [2571, 2573, 2575]),
        (Money(amount=100, first_year=2572), Spread.ALTERNATE, [2572, 2574]),
        (Money(amount=100, spread=Spread.ONCE), Spread.EVERY_YEAR, [2571]),
        (Money(amount=100, years=(2575, 2571)), Spread.ONCE, [2571, 2575]),
    ],
)
def test_the_years_that_get_money(money: Money, usual: Spread, years: list[int]) -> None:
    budgets, note = budgets_of(money, usual, None, PERIOD)
    assert budgets == dict.fromkeys(years, 100)
    assert note == ""


def test_amounts_by_year_stay_as_given() -> None:
    assert budgets_of(Money(by_year={2575: 2, 2571: 1}), Spread.ONCE, None, PERIOD) == (
        {2571: 1, 2575: 2},
        "",
    )


def test_nothing_said_is_no_amount() -> None:
    assert budgets_of(Money(), Spread.EVERY_YEAR, AREA, PERIOD) == ({}, "")


def test_a_price_times_a_quantity_is_rounded_to_the_baht_and_says_so() -> None:
    budgets, note = budgets_of(Money(unit_price=850_25), Spread.ONCE, AREA, PERIOD)
    assert budgets == {2571: 1_192_476_00}
    assert note == "ราคาต่อหน่วย 850.25 บาท × 1,402.5 ตารางเมตร ปัดเป็น 1,192,476 บาท"


@pytest.mark.parametrize(
    ("money", "quantity", "reason"),
    [
        (Money(amount=1, unit_price=1), AREA, "แบบเดียว"),
        (Money(unit_price=1), None, "ไม่มีปริมาณ"),
        (Money(unit_price=1, price_unit="คน"), AREA, "คิดต่อคน"),
        (Money(by_year={2570: 1}), None, "2570 อยู่นอกช่วงปี"),
        (Money(amount=1, first_year=2580), None, "2580"),
        (Money(amount=1, years=(2571, 2569)), None, "2569"),
        (Money(amount=-1), None, "ติดลบ"),
        (Money(unit_price=10**15), AREA, "มากเกิน"),
        (Money(amount=1, growth=Decimal(900)), None, "ร้อยละ"),
    ],
)
def test_what_cannot_be_reckoned_is_named(money: Money, quantity: Quantity | None, reason: str) -> None:
    with pytest.raises(MoneyError, match=reason):
        budgets_of(money, Spread.ONCE, quantity, PERIOD)


@given(st.integers(1_000_00, 10**12), st.decimals(0, 20, places=1))
def test_growth_never_shrinks_and_is_in_hundreds(amount: int, growth: Decimal) -> None:
    money = Money(amount=amount, growth=growth)
    amounts = list(budgets_of(money, Spread.EVERY_YEAR, None, PERIOD)[0].values())
    assert amounts == sorted(amounts)
    if growth:
        assert all(each % 100_00 == 0 for each in amounts)
