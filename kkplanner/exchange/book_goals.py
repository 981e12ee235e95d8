"""The goals (จุดมุ่งหมาย) that each ประเด็น of a plan works for, with what is expected of every year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.book_content import GoalRow, GoalTable, IssueGoals
from kkplanner.exchange.book_linkage import issue_text
from kkplanner.framework import FrameworkNotFoundError, load
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.framework import Framework, Node
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Issue


def goal_table(document: PlanDocument, *, key: str, number: str, title: str, note: str) -> GoalTable | None:
    """The table; None when no issue is linked to anything that has goals."""
    try:
        framework = load(document.plan.framework)
    except FrameworkNotFoundError:
        return None  # the preface asks for it already
    years = document.plan.period.years
    issues = [
        IssueGoals(
            issue=issue.uuid,
            title=issue_text(issue),
            goals=tuple(_goal(node, years) for node in _goals_of(issue, framework)),
        )
        for issue in document.issues
    ]
    kept = tuple(issue for issue in issues if issue.goals)
    if not kept:
        return None
    return GoalTable(key=key, number=number, title=title, years=years, issues=kept, note=note)


def _goals_of(issue: Issue, framework: Framework) -> list[Node]:
    """The goals of the framework's issues that this issue is linked to, or that its links lie under."""
    found: dict[str, Node] = {}
    for link in issue.links:
        node = framework.find(link.code) if link.framework == framework.id else None
        if node is None:
            continue
        for step in (node, *framework.ancestors(node.code)):
            if step.level == "goal":
                found.setdefault(step.code, step)
            elif step.level == "issue":
                for child in framework.children(step.code):
                    if child.level == "goal":
                        found.setdefault(child.code, child)
    return list(found.values())


def _goal(node: Node, years: Sequence[int]) -> GoalRow:
    expected = node.expectation
    if expected is None:
        return GoalRow(
            code=node.code, text=to_arabic(node.text), indicator="", by_year=("",) * len(years), whole=""
        )
    shares = [expected.in_year(year) for year in years]
    whole = expected.five_years
    return GoalRow(
        code=node.code,
        text=to_arabic(node.text),
        indicator=to_arabic(expected.text or f"ไม่น้อยกว่าร้อยละ {expected.percent} ของ{expected.unit}"),
        by_year=tuple(
            "" if share is None else f"ร้อยละ {share.percent} ({share.count} {expected.unit})"
            for share in shares
        ),
        whole=f"ร้อยละ {whole.percent} ({whole.count} {expected.unit})",
    )
