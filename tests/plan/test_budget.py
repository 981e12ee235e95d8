"""Amounts by year: what adds up, and which years count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kkplanner.plan.budget import added, funded_years, total
from kkplanner.plan.model import Project, SubItem

budgets = st.dictionaries(st.integers(2566, 2575), st.integers(0, 10**12), max_size=5)


def test_a_projects_amount_is_its_own_line_and_its_sub_items() -> None:
    project = Project(
        title="อาหารกลางวัน",
        own_budgets={2571: 100, 2572: 200},
        sub_items=(SubItem(text="โรงเรียน", budgets={2572: 5, 2573: 7}),),
    )
    assert project.budgets == {2571: 100, 2572: 205, 2573: 7}


def test_a_year_typed_as_zero_is_kept_but_not_funded() -> None:
    assert added([{2571: 0}]) == {2571: 0}
    assert funded_years({2571: 0, 2573: 1, 2572: 4}) == (2572, 2573)


def test_changing_the_returned_amounts_does_not_change_the_project() -> None:
    project = Project(title="ถนน", own_budgets={2571: 100})
    project.budgets[2571] = 0
    assert project.budgets == {2571: 100}


@given(st.lists(budgets, max_size=6))
def test_the_sum_by_year_adds_up_to_the_sum_of_all(parts: list[dict[int, int]]) -> None:
    assert total(added(parts)) == sum(total(part) for part in parts)
