"""Rules: each of the organisation's issues tied to every level of plans above the PAO's framework.

The link table of part 2 of the book (ความเชื่อมโยงของแผน) has a column for each of these levels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.rule import Hit, PlanRule, Setting, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument


def _linked_upward(rule_id: str, framework_prefix: str) -> None:
    """Register a rule for one level; frameworks of a level share the beginning of their ids."""

    def rule(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
        for issue in document.issues:
            if not any(link.framework.startswith(framework_prefix) for link in issue.links):
                yield Hit("issue", {"number": issue.number, "title": issue.title})

    register: PlanRule = rule
    plan_rule(rule_id)(register)


_linked_upward("issue.province-link-missing", "kk-province-")
_linked_upward("issue.national-link-missing", "national-strategy")
_linked_upward("issue.milestone-link-missing", "nesdp-")
_linked_upward("issue.sdg-link-missing", "sdg")
