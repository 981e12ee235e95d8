"""The 189 projects of the real workbook's truth file as a plan: how the check meets a real city."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from kkplanner.plan.budget import Budgets
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Issue, Organisation, Plan, Project, SubItem
from kkplanner.thai.normalise import normalise
from kkplanner.thai.period import Period

PERIOD = Period(2566, 2570)


def real_plan(truth: list[dict[str, Any]]) -> PlanDocument:
    """Issues are the strategies met, in order; every record's identity is its place in the file."""
    strategies = list(dict.fromkeys(row["strategy"] for row in truth if row["strategy"]))
    issues = {
        title: Issue(uuid=f"issue-{number}", number=str(number), title=title)
        for number, title in enumerate(strategies, start=1)
    }
    return PlanDocument(
        organisation=Organisation(uuid="city", type="ทน.", name="เทศบาลนครนครสวรรค์", province="นครสวรรค์"),
        plan=Plan(uuid="plan", period=PERIOD),
        issues=tuple(issues.values()),
        projects=tuple(
            _project(f"row-{index}", row, issues.get(row["strategy"])) for index, row in enumerate(truth)
        ),
    )


def _project(uuid: str, row: dict[str, Any], issue: Issue | None) -> Project:
    totals = _budgets(row["budgets"])
    items = tuple(
        SubItem(uuid=f"{uuid}.{index}", text=normalise(item["text"]), budgets=_budgets(item["budgets"]))
        for index, item in enumerate(row["sub_items"])
    )
    # The file gives totals; what stands on the project's own line is what the sub-items leave.
    own = {year: total - sum(item.budgets.get(year, 0) for item in items) for year, total in totals.items()}
    return Project(
        uuid=uuid,
        form=Form(row["form"]),
        issue=issue.uuid if issue else None,
        title=_text(row["title"]),
        objective=_text(row["objective"]),
        target=_text(row["target"]),
        kpi=_text(row["kpi"]),
        expected_result=_text(row["expected"]),
        agency=_text(row["agency"]),
        programme=_text(row["programme"]),
        own_budgets=own,
        sub_items=items,
    )


def _budgets(amounts: list[int | None]) -> Budgets:
    pairs = zip_longest(PERIOD.years, amounts)
    return {year: round(amount * 100) for year, amount in pairs if amount is not None}


def _text(value: object) -> str:
    return "" if value is None else normalise(str(value))
