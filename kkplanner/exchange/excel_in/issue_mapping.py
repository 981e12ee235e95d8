"""Old ยุทธศาสตร์ of a book → ประเด็น of the plan: what is proposed, and the clerk's choice applied.

Proposed is the plan's issue of the same title, else the one linked to where the crosswalk between the
frameworks leads from the old ยุทธศาสตร์ (found by its words). What is proposed is never taken without being
asked for: by default an old ยุทธศาสตร์ becomes an issue of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kkplanner.drafting.carry_over.placing import Placing
from kkplanner.exchange.excel_in.groups import Issues
from kkplanner.exchange.excel_in.lines import IssueLine
from kkplanner.framework import FrameworkNotFoundError
from kkplanner.plan.model import Issue, Project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from kkplanner.exchange.excel_in.book import Book, ProjectRow
    from kkplanner.plan.document import PlanDocument


@dataclass(frozen=True, slots=True)
class IssueProposal:
    """One issue line of a book. `uuid` is the plan's issue, None when the plan has none for it."""

    number: str
    title: str
    rows: int
    uuid: str | None
    by: str  # "title", "crosswalk" or ""

    def as_json(self) -> dict[str, object]:
        return {
            "number": self.number,
            "title": self.title,
            "rows": self.rows,
            "proposed": self.uuid,
            "by": self.by,
        }


def propose_issues(document: PlanDocument, book: Book) -> list[IssueProposal]:
    """A proposal for every ยุทธศาสตร์ or ประเด็น that stands over rows of the book, in its order."""
    lines = Counter(row.place.issue for sheet in book.sheets for row in sheet.projects if row.place.issue)
    issues = Issues(document.issues)
    proposals = []
    for line, rows in lines.items():
        same = issues.find(line)
        uuid, by = (same.uuid, "title") if same else (_through_crosswalk(document, line), "crosswalk")
        proposals.append(IssueProposal(line.number, line.title, rows, uuid, by if uuid else ""))
    return proposals


def _through_crosswalk(document: PlanDocument, line: IssueLine) -> str | None:
    framework = document.plan.framework
    if not any(link.framework == framework for issue in document.issues for link in issue.links):
        return None
    old = Issue(number=line.number, title=line.title)
    try:
        placing = Placing(replace(document, issues=(old,), projects=()), framework, None)
    except FrameworkNotFoundError:
        return None
    code = placing.place(Project(title="", issue=old.uuid)).code
    return next(
        (
            issue.uuid
            for issue in document.issues
            if any(link.framework == framework and link.code == code for link in issue.links)
        ),
        None,
    )


class IssueMap:
    """Puts rows under the issues that were chosen for them."""

    def __init__(
        self,
        document: PlanDocument,
        proposals: list[IssueProposal],
        chosen: Mapping[str, str] | Literal["crosswalk"],
    ) -> None:
        by_uuid = {issue.uuid: issue for issue in document.issues}
        if chosen == "crosswalk":
            wanted = {one.title: one.uuid for one in proposals if one.uuid is not None}
        else:
            wanted = dict(chosen)
        self._targets = {title: by_uuid[uuid] for title, uuid in wanted.items() if uuid in by_uuid}

    def place(self, row: ProjectRow) -> ProjectRow:
        """The row under its chosen issue; the old กลยุทธ์ does not come along, the new issue has its own."""
        line = row.place.issue
        target = self._targets.get(line.title) if line else None
        if target is None:
            return row
        issue = IssueLine(target.number, target.title)
        return replace(row, place=replace(row.place, issue=issue, upward=(), approach=None))
