"""The first sheet: how to fill the forms in, and the lists that their cells offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_out.book.view import View, ViewColumn
from kkplanner.forms.definition import UPWARD_LINES
from kkplanner.forms.grouping import Group, worded
from kkplanner.plan.kinds import Form
from kkplanner.plan.narrative import ListBlock
from kkplanner.plan.narrative_fields import filling
from kkplanner.plan.narrative_texts import fixed_texts
from kkplanner.plan.narrative_writing import plain_lines
from kkplanner.plan.programmes import programmes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.workbook import Workbook

    from kkplanner.exchange.excel_out.styles import Styles
    from kkplanner.forms.definition import Layout
    from kkplanner.plan.document import PlanDocument
    from kkplanner.thai.digits import DigitStyle

GUIDE: Final = "คำชี้แจง"


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the lists stand, as Excel references; "" for an empty one."""

    programmes: str
    issues: str
    agencies: str
    issue_lines: frozenset[str]  # the texts of the second list, as the forms print them


def write_guide(
    workbook: Workbook,
    document: PlanDocument,
    layout: Layout,
    styles: Styles,
    digits: DigitStyle,
    footer: str,
) -> Lists:
    """Write the sheet and say where its lists are."""
    columns = [ViewColumn("แผนงาน", 85), ViewColumn("ประเด็นการพัฒนา", 120), ViewColumn("หน่วยงาน", 70)]
    view = View(workbook, GUIDE, styles, digits, columns)
    view.title(GUIDE, f"{document.plan.title} ({document.plan.period.printed()})", document.organisation.name)
    for block in filling(document, {}).narrative(fixed_texts().paragraphs["workbook_guide"]).blocks:
        mark = "• " if isinstance(block, ListBlock) else ""
        for line in plain_lines(block):
            view.line(mark + line)
    view.gap()
    view.line("รายการให้เลือก", bold=True)
    of_programmes = _distinct((p.name for p in programmes()), (p.programme for p in document.projects))
    of_issues = issue_lines(document, layout)
    of_agencies = _distinct((a.name for a in document.agencies), (p.agency for p in document.projects))
    longest = max(map(len, (of_programmes, of_issues, of_agencies)))
    padded = [[*each, *[""] * (longest - len(each))] for each in (of_programmes, of_issues, of_agencies)]
    written = view.table(list(zip(*padded, strict=True)))
    view.finish(footer)

    def reference(column: str, entries: list[str]) -> str:
        first = written.body.start + 1
        return f"='{GUIDE}'!${column}${first}:${column}${first + len(entries) - 1}" if entries else ""

    return Lists(
        programmes=reference("A", of_programmes),
        issues=reference("B", of_issues),
        agencies=reference("C", of_agencies),
        issue_lines=frozenset(map(view.styled, of_issues)),
    )


def issue_lines(document: PlanDocument, layout: Layout) -> list[str]:
    """The line above a table for each issue, worded as this layout does."""
    for number in map(str, Form):
        form = layout.forms.get(number)
        for name in form.lines_above if form else ():
            if name != UPWARD_LINES and layout.lines[name].by == "issue":
                line = layout.lines[name]
                return [worded(Group("issue", i.uuid, i.number, i.title), line) for i in document.issues]
    return []


def _distinct(first: Iterable[str], others: Iterable[str]) -> list[str]:
    """The list of the trade, then what the plan says besides, each once."""
    return list(dict.fromkeys(text for text in (*first, *others) if text))
