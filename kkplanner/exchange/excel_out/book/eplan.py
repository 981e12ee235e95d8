"""One row a project and one field a column, in the order in which e-Plan asks: ready to copy cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_out.book.view import View, ViewColumn
from kkplanner.forms.table import ColumnKind
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from kkplanner.exchange.excel_out.book.view import Value
    from kkplanner.exchange.excel_out.styles import Styles
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project
    from kkplanner.thai.digits import DigitStyle

E_PLAN: Final = "คัดลอกลง e-Plan"

_BEFORE: Final = (
    ("แบบ", 16.0),
    ("ประเด็นการพัฒนา", 45.0),
    ("แนวทาง/กลยุทธ์", 45.0),
    ("แผนงาน", 40.0),
    ("ชื่อโครงการ/ครุภัณฑ์", 70.0),
    ("วัตถุประสงค์", 60.0),
    ("เป้าหมาย (ผลผลิต)", 60.0),
)
_AFTER: Final = (
    ("ตัวชี้วัด (KPI)", 50.0),
    ("ผลที่คาดว่าจะได้รับ", 60.0),
    ("หน่วยงานรับผิดชอบหลัก", 35.0),
    ("หน่วยงานที่ขอประสาน", 35.0),
    ("ประเภทครุภัณฑ์", 40.0),
    ("หมู่บ้าน/ชุมชน", 35.0),
    ("ฉบับ", 35.0),
)


def write_e_plan(
    workbook: Workbook, document: PlanDocument, styles: Styles, digits: DigitStyle, footer: str
) -> None:
    """Every project and piece of equipment of the plan, in its order."""
    years = document.plan.period.years
    columns = [
        *(ViewColumn(head, width) for head, width in _BEFORE),
        *(ViewColumn(f"งบประมาณ ปี {year} (บาท)", 26, ColumnKind.MONEY) for year in years),
        ViewColumn("รวมงบประมาณ (บาท)", 28, ColumnKind.MONEY),
        *(ViewColumn(head, width) for head, width in _AFTER),
    ]
    view = View(workbook, E_PLAN, styles, digits, columns)
    rows = [_row(document, project, years) for project in document.projects]
    # The sheet is a list to copy from, so its head stands in the first row and its rows stay low.
    written = view.table(rows, one_line=True)
    view.worksheet.autofilter(written.head, 0, max(written.body.stop - 1, written.head), len(columns) - 1)
    view.finish(footer, repeat=written)
    view.worksheet.freeze_panes(written.head + 1, len(_BEFORE) - 2)


def _row(document: PlanDocument, project: Project, years: tuple[int, ...]) -> tuple[Value, ...]:
    approach = document.approach(project.approach)
    issue = document.issue(project.issue) or next(
        (each for each in document.issues if approach is not None and approach in each.approaches), None
    )
    edition = document.edition(project.edition)
    budgets = project.budgets
    amounts = [budgets.get(year, 0) for year in years]
    return (
        str(project.form),
        f"{issue.number} {issue.title}".strip() if issue else "",
        f"{approach.number} {approach.title}".strip() if approach else "",
        project.programme,
        project.title,
        project.objective,
        target_with_sub_items(project),
        *amounts,
        sum(amounts),
        project.kpi,
        project.expected_result,
        project.agency,
        project.asked_agency,
        project.equipment_type,
        project.village,
        edition.label if edition else "",
    )


def target_with_sub_items(project: Project) -> str:
    """The target and below it each sub-item with its money: e-Plan has one field for all of it."""
    lines = [project.target] if project.target else []
    for item in project.sub_items:
        money = " ".join(
            f"ปี {year} {format_baht(amount)} บาท" for year, amount in sorted(item.budgets.items()) if amount
        )
        lines.append(f"{item.text} ({money})" if money else item.text)
    return "\n".join(lines)
