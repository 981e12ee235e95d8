"""Rules: projects and issues tied to the framework that the plan is drafted against."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kkplanner.alignment.check.rule import Hit, Setting, plan_rule, project_rule
from kkplanner.framework import FrameworkNotFoundError, load
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kkplanner.framework import Framework
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Link, Project

_TOP = "issue"


@plan_rule("plan.framework-unknown")
def framework_unknown(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    if setting.framework is None:
        yield Hit("links", {"framework": document.plan.framework})


@project_rule("project.link-missing")
def link_missing(project: Project, setting: Setting) -> Iterator[Hit]:
    wanted = setting.document.plan.framework
    if not project.form.is_equipment and not any(link.framework == wanted for link in project.links):
        yield Hit("links")


@project_rule("project.link-broken")
def link_broken(project: Project, setting: Setting) -> Iterator[Hit]:
    framework = setting.framework
    if framework is None:
        return
    for link in project.links:
        if link.framework == framework.id and framework.find(link.code) is None:
            yield Hit("links", {"code": link.code, "framework": to_arabic(framework.short_title)})


@project_rule("project.link-unconfirmed")
def link_unconfirmed(project: Project, setting: Setting) -> Iterator[Hit]:
    for link in project.links:
        if link.framework == setting.document.plan.framework and not link.confirmed:
            yield Hit("links", {"code": link.code})


@project_rule("project.link-other-issue")
def link_other_issue(project: Project, setting: Setting) -> Iterator[Hit]:
    framework, issue = setting.framework, setting.issue_of(project)
    if framework is None or issue is None:
        return
    wanted = top_codes(issue.links, framework)
    linked = top_codes(project.links, framework)
    if wanted and linked and not linked & wanted:
        yield Hit(
            "links",
            {
                "codes": ", ".join(sorted(linked)),
                "number": issue.number,
                "title": issue.title,
                "wanted": ", ".join(sorted(wanted)),
            },
        )


@plan_rule("issue.link-missing")
def issue_link_missing(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    if setting.framework is None:
        return
    for issue in document.issues:
        if not any(link.framework == setting.framework.id for link in issue.links):
            yield Hit("issue", {"number": issue.number, "title": issue.title})


@plan_rule("issue.link-broken")
def issue_link_broken(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for issue in document.issues:
        for link in issue.links:
            framework = _shipped(link.framework)
            if framework is not None and framework.find(link.code) is None:
                values: dict[str, object] = {"number": issue.number, "title": issue.title, "code": link.code}
                yield Hit("issue", {**values, "framework": to_arabic(framework.short_title)})


@plan_rule("plan.framework-issue-uncovered")
def framework_issue_uncovered(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    framework = setting.framework
    if framework is None:
        return
    covered: set[str] = set()
    for links in {project.links for project in document.projects}:
        covered |= top_codes(links, framework)
    if not covered:
        return  # nothing is linked yet: that is said project by project
    for node in framework.nodes_at(_TOP):
        if node.code not in covered:
            yield Hit("links", {"code": node.code, "text": node.text})


@lru_cache(64)
def _shipped(framework_id: str) -> Framework | None:
    try:
        return load(framework_id)
    except FrameworkNotFoundError:
        return None  # a framework of another organisation: its codes cannot be judged here


def top_codes(links: Iterable[Link], framework: Framework) -> set[str]:
    """The codes of the framework's issues under which the links lie; links to other texts count nothing."""
    found = set()
    for link in links:
        node = framework.find(link.code) if link.framework == framework.id else None
        if node is not None:
            top = node if node.parent is None else framework.ancestors(node.code)[-1]
            if top.level == _TOP:
                found.add(top.code)
    return found
