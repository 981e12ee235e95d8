"""`plan.json` of a package, read as a stranger's: sizes first, then shape, then sense."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from kkplanner import strict_json
from kkplanner.errors import UserError
from kkplanner.exchange.package.errors import PackageContentError, PackageTooLargeError
from kkplanner.exchange.package.members import PLAN
from kkplanner.exchange.plan_json import plan_from_json, plan_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Need
    from kkplanner.plan.waiver import Waiver

_MOST_MARKS: Final = 1_500_000  # brackets and commas: each may cost a hundred bytes of memory
_BROKEN: Final = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


def read_plan(name: str, member: bytes) -> PlanDocument:
    """The plan of a package.

    It is taken only when this program would write it with exactly these bytes, the program's own version
    aside: totals that are not the sums of their parts, doubled keys, blanks in odd places are all refused.

    Args:
        name: of the package, for what is said.
        member: the bytes of `plan.json`.

    Raises:
        PackageTooLargeError: more structure than any plan has.
        PackageContentError: no plan, or one that contradicts itself.
    """
    require_sane(name, PLAN, member)
    try:
        data: Any = strict_json.parse(member)
        document = plan_from_json(data)
        written = json.dumps(
            {**plan_to_json(document), "program": data["program"]}, ensure_ascii=False, indent=2
        )
        whole = (written + "\n").encode("utf-8") == member
    except (*_BROKEN, UserError) as fault:
        raise PackageContentError(name, PLAN) from fault
    if not whole or not _references_hold(document):
        raise PackageContentError(name, PLAN)
    return document


def require_sane(name: str, part: str, member: bytes) -> None:
    """Ask how much structure a JSON text has before anything is built from it.

    Raises:
        PackageTooLargeError: more than any plan has.
    """
    if sum(member.count(mark) for mark in (b"[", b"{", b",")) > _MOST_MARKS:
        raise PackageTooLargeError(name, part)


def _references_hold(document: PlanDocument) -> bool:
    """Every record has an identity of its own among its kind, and whatever one names is there."""
    kinds: tuple[tuple[Any, ...], ...] = tuple(_records(document))
    if any(len({record.uuid for record in records}) != len(records) for records in kinds):
        return False
    issues = {issue.uuid for issue in document.issues}
    approaches = {approach.uuid for issue in document.issues for approach in issue.approaches}
    editions = {edition.uuid for edition in document.editions}
    projects = {project.uuid for project in document.projects}
    named = chain.from_iterable(
        (
            (project.issue in issues) or project.issue is None,
            (project.approach in approaches) or project.approach is None,
            (project.edition in editions) or project.edition is None,
            all(mark.edition in editions or mark.edition is None for mark in project.marks),
        )
        for project in document.projects
    )
    others: tuple[Waiver | Need, ...] = (*document.waivers, *document.needs)
    return all(named) and all(one.project in projects or one.project is None for one in others)


def _records(document: PlanDocument) -> Iterator[tuple[Any, ...]]:
    issues, projects = document.issues, document.projects
    yield document.villages
    yield document.agencies
    yield document.editions
    yield issues
    yield projects
    yield document.sections
    yield document.needs
    yield document.unit_prices
    yield document.waivers
    yield document.crosswalk_choices
    yield document.pictures
    yield tuple(approach for issue in issues for approach in issue.approaches)
    yield (*(link for one in issues for link in one.links), *(link for one in projects for link in one.links))
    yield tuple(item for project in projects for item in project.sub_items)
    yield tuple(mark for project in projects for mark in project.marks)
