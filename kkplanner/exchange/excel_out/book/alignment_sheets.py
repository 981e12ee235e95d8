"""ความเชื่อมโยง with the plans above, and what the check of the plan found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check import check
from kkplanner.exchange.book_linkage import Linkage
from kkplanner.exchange.excel_out.book.view import View, ViewColumn
from kkplanner.framework import FrameworkNotFoundError, load
from kkplanner.plan.narrative_outline import OutlineKind, outline
from kkplanner.plan.narrative_texts import fixed_texts

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from kkplanner.exchange.excel_out.book.view import Value
    from kkplanner.exchange.excel_out.styles import Styles
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Link, Project
    from kkplanner.thai.digits import DigitStyle

LINKAGE: Final = "ความเชื่อมโยง"
CHECK: Final = "ผลการตรวจและการเชื่อมโยง"

_WIDTH_MM: Final = 400.0
_ISSUE_MM: Final = 56.0


def write_linkage(
    workbook: Workbook, document: PlanDocument, styles: Styles, digits: DigitStyle, footer: str
) -> None:
    """One row for each ประเด็น and one column for each plan above, as in part 2 of the book."""
    topic = next(each for part in outline() for each in part.topics if each.kind is OutlineKind.LINKAGE)
    table = Linkage(document, topic.levels).table(topic.key, "", topic.title, fixed_texts().linkage_note)
    others = max(len(table.head) - 1, 1)
    columns = [
        ViewColumn(head, (_WIDTH_MM - _ISSUE_MM) / others if at else _ISSUE_MM)
        for at, head in enumerate(table.head)
    ]
    view = View(workbook, LINKAGE, styles, digits, columns)
    view.title(topic.title, f"{document.plan.title} ({document.plan.period.printed()})")
    rows: list[tuple[Value, ...]] = [tuple("\n".join(cell.lines) for cell in row.cells) for row in table.rows]
    written = view.table(rows)
    if table.note:
        view.line(table.note)
    view.finish(footer, repeat=written)


def write_check(
    workbook: Workbook, document: PlanDocument, styles: Styles, digits: DigitStyle, footer: str
) -> None:
    """The findings, the gravest first, then every project with what it is linked to."""
    result = check(document)
    columns = [
        ViewColumn("ระดับ", 22),
        ViewColumn("แบบ", 18),
        ViewColumn("ตำแหน่ง", 100),
        ViewColumn("ข้อตรวจพบ", 130),
        ViewColumn("วิธีแก้หรือเหตุผลที่ยกเว้น", 70),
    ]
    view = View(workbook, CHECK, styles, digits, columns)
    view.title(
        "ผลการตรวจแผนและการเชื่อมโยงโครงการ", f"{document.plan.title} ({document.plan.period.printed()})"
    )
    view.line(result.summary_line, bold=True)
    findings: list[tuple[Value, ...]] = [
        (
            finding.severity.thai if finding.waived is None else "ยกเว้น",
            finding.form or "",
            finding.place,
            finding.message,
            finding.waived or (finding.fix.label if finding.fix else ""),
        )
        for finding in result.findings
    ]
    view.table(findings)
    view.gap()
    view.line("การเชื่อมโยงของโครงการ", bold=True)
    heads = ("แบบ", "รหัส", "โครงการ", "ข้อความในกรอบการพัฒนา", "สถานะ")
    linked = [ViewColumn(head, column.width_mm) for head, column in zip(heads, columns, strict=True)]
    view.table([row for project in document.projects for row in _links(project)], columns=linked)
    view.finish(footer)


def _links(project: Project) -> list[tuple[Value, ...]]:
    if not project.links:
        return [(str(project.form), "", project.title, "", "ยังไม่เชื่อมโยง")]
    return [
        (
            str(project.form),
            link.code,
            project.title,
            _node_text(link),
            "ยืนยันแล้ว" if link.confirmed else "โปรแกรมเสนอ",
        )
        for link in project.links
    ]


def _node_text(link: Link) -> str:
    try:
        framework = load(link.framework)
    except FrameworkNotFoundError:
        return link.framework
    node = framework.find(link.code)
    return f"{node.text} ({framework.short_title})" if node else framework.short_title
