"""Rules: money by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.reading import is_construction
from kkplanner.alignment.check.rule import Hit, Setting, plan_rule, project_rule
from kkplanner.alignment.check.terms import terms
from kkplanner.plan.budget import funded_years
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import SATANG_PER_BAHT, format_baht

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_SMALLEST: Final = 1_000 * SATANG_PER_BAHT  # below it an amount was probably typed in thousands
_FAR_LARGER: Final = 100  # times the largest of the other years
_INCOMES: Final = 3  # a year of the plan may ask for so many years' incomes before it is remarked on
_COPIES: Final = 20  # projects with one amount in every year from which the habit is remarked on
_MOST: Final = 0.5  # of all funded projects


@project_rule("project.no-budget")
def no_budget(project: Project, _setting: Setting) -> Iterator[Hit]:
    if not funded_years(project.budgets):
        yield Hit("budgets")


@project_rule("project.year-outside-plan")
def year_outside_plan(project: Project, setting: Setting) -> Iterator[Hit]:
    for year, amount in project.budgets.items():
        if amount and year not in setting.years:
            yield Hit("budgets", {"year": year, "period": setting.document.plan.period})


@project_rule("project.amount-negative")
def amount_negative(project: Project, _setting: Setting) -> Iterator[Hit]:
    parts = [project.own_budgets, *(item.budgets for item in project.sub_items)]
    for year, amount in ((y, a) for budgets in parts for y, a in budgets.items()):
        if amount < 0:
            yield Hit("budgets", {"year": year, "amount": format_baht(amount)})


@project_rule("project.amount-with-satang")
def amount_with_satang(project: Project, _setting: Setting) -> Iterator[Hit]:
    for year, amount in project.budgets.items():
        if amount % SATANG_PER_BAHT:
            yield Hit("budgets", {"year": year, "amount": format_baht(amount)})


@project_rule("project.amount-tiny")
def amount_tiny(project: Project, _setting: Setting) -> Iterator[Hit]:
    small = [(year, amount) for year, amount in project.budgets.items() if 0 < amount < _SMALLEST]
    if small:
        year, amount = small[0]
        yield Hit("budgets", {"year": year, "amount": format_baht(amount)})


@project_rule("project.amount-outlier")
def amount_outlier(project: Project, _setting: Setting) -> Iterator[Hit]:
    amounts = sorted((amount, year) for year, amount in project.budgets.items() if amount > 0)
    if len(amounts) < 2:
        return
    (second, _), (largest, year) = amounts[-2:]
    if largest > _FAR_LARGER * second:
        yield Hit("budgets", {"year": year, "amount": format_baht(largest), "second": format_baht(second)})


@project_rule("project.amount-beyond-income")
def amount_beyond_income(project: Project, setting: Setting) -> Iterator[Hit]:
    income = setting.document.organisation.annual_income
    if not income or project.form is Form.P02_2:
        return
    for year, amount in project.budgets.items():
        if amount > income:
            yield Hit("budgets", {"year": year, "amount": format_baht(amount), "income": format_baht(income)})
            return


@project_rule("project.construction-every-year")
def construction_every_year(project: Project, setting: Setting) -> Iterator[Hit]:
    if len(setting.years) < 2 or not is_construction(project) or project.sub_items:
        return
    amounts = {project.budgets.get(year, 0) for year in setting.years}
    if len(amounts) == 1 and min(amounts) > 0 and not terms().yearly_works.search(project.title):
        yield Hit("budgets", {"amount": format_baht(amounts.pop()), "count": len(setting.years)})


@plan_rule("plan.budget-beyond-income")
def budget_beyond_income(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    income = document.organisation.annual_income
    if not income:
        return
    sums = dict.fromkeys(setting.years, 0)
    for project in document.projects:
        if project.form is not Form.P02_2:
            for year, amount in project.budgets.items():
                if year in sums:
                    sums[year] += amount
    year, largest = max(sums.items(), key=lambda item: item[1])
    if largest > _INCOMES * income:
        yield Hit(
            "budgets",
            {
                "year": year,
                "amount": format_baht(largest),
                "times": f"{largest / income:.1f}",
                "income": format_baht(income),
            },
        )


@plan_rule("plan.amounts-copied")
def amounts_copied(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    funded = copied = 0
    for project in document.projects:
        budgets = project.budgets
        amounts = {budgets.get(year, 0) for year in setting.years}
        funded += max(amounts) > 0
        copied += len(amounts) == 1 and max(amounts) > 0
    if copied >= _COPIES and copied > _MOST * funded:
        yield Hit("budgets", {"count": copied, "funded": funded})
