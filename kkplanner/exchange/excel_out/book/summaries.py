"""Summaries by แผนงาน, by agency, and by year and ประเด็น, with charts that Excel draws itself.

Each form is summed up in a table of its own, because the forms are never added together (ผ.01 is ผ.02 only).
A count over all years is the sum of the yearly counts, as in ผ.01.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.book_linkage import issue_text
from kkplanner.exchange.excel_out.book.view import View, ViewColumn
from kkplanner.exchange.excel_out.styles import FONT
from kkplanner.forms.grouping import Gathering
from kkplanner.forms.sums import sums
from kkplanner.forms.table import ColumnKind
from kkplanner.plan.kinds import Form
from kkplanner.plan.programmes import find_programme, programmes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlsxwriter.workbook import Workbook

    from kkplanner.exchange.excel_out.book.view import Value, Written
    from kkplanner.exchange.excel_out.styles import Styles
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project
    from kkplanner.thai.digits import DigitStyle

BY_PROGRAMME: Final = "สรุปตามแผนงาน"
BY_AGENCY: Final = "สรุปตามหน่วยงาน"
BY_YEAR: Final = "สรุปรายปีและประเด็น"

_UNASSIGNED_PROGRAMME: Final = "ยังไม่ระบุแผนงาน"
_UNASSIGNED_AGENCY: Final = "ยังไม่ระบุหน่วยงาน"
_TOTAL: Final = "รวมทั้งสิ้น"
_AS_EXPORTED: Final = "ตัวเลขในแผ่นนี้เป็นค่า ณ เวลาที่ส่งออก หากแก้แบบ ผ. ให้นำเข้าโปรแกรมแล้วส่งออกใหม่"
_CHART_WIDTH: Final = 880  # pixels: as wide as the table
_CHART_HEIGHT: Final = 380
_ROOM_FOR_A_NAME: Final = 34  # pixels of height that one more ประเด็น asks for
_ROW_PIXELS: Final = 25

Groups = dict[str, list["Project"]]


def write_by_programme(
    workbook: Workbook, document: PlanDocument, styles: Styles, digits: DigitStyle, footer: str
) -> None:
    """แผนงาน in the order of the budget's codes, then others as they come, the unassigned last."""
    order = [programme.name for programme in programmes()]

    def key(project: Project) -> str:
        found = find_programme(project.programme) if project.programme else None
        return found.name if found else " ".join(project.programme.split()) or _UNASSIGNED_PROGRAMME

    view = _view(workbook, BY_PROGRAMME, "แผนงาน", document, styles, digits)
    _write(view, document, key, [*order], last=_UNASSIGNED_PROGRAMME, footer=footer)


def write_by_agency(
    workbook: Workbook, document: PlanDocument, styles: Styles, digits: DigitStyle, footer: str
) -> None:
    """Agencies in the plan's order, then those that only projects name."""
    order = [agency.name for agency in document.agencies]
    view = _view(workbook, BY_AGENCY, "หน่วยงานรับผิดชอบหลัก", document, styles, digits)
    _write(
        view,
        document,
        lambda project: " ".join(project.agency.split()) or _UNASSIGNED_AGENCY,
        order,
        last=_UNASSIGNED_AGENCY,
        footer=footer,
    )


def write_by_year(
    workbook: Workbook, document: PlanDocument, styles: Styles, digits: DigitStyle, footer: str
) -> None:
    """ผ.02 by ประเด็น and year: money, numbers of projects, and three charts of the money."""
    years = document.plan.period.years
    heads = (*(f"ปี {year}" for year in years), f"รวม {len(years)} ปี")
    money = [ViewColumn("ประเด็นการพัฒนา", 80), *(ViewColumn(head, 26, ColumnKind.MONEY) for head in heads)]
    counts = [money[0], *(ViewColumn(head, 26, ColumnKind.COUNT) for head in heads)]
    view = View(workbook, BY_YEAR, styles, digits, money)
    view.title("งบประมาณและจำนวนโครงการรายปี แยกตามประเด็นการพัฒนา", *_names(document))
    view.line(_AS_EXPORTED)
    groups = _by_issue(document)
    added = {label: sums(projects, years) for label, projects in groups.items()}
    view.line("งบประมาณ (บาท) ตามแบบ ผ.02", bold=True)
    amounts: list[tuple[Value, ...]] = [
        (label, *(each.money[year] for year in years), sum(each.money.values()))
        for label, each in added.items()
    ]
    written = view.table(amounts, total=_TOTAL)
    view.gap()
    view.new_page()
    view.line("จำนวนโครงการตามแบบ ผ.02", bold=True)
    numbers: list[tuple[Value, ...]] = [
        (label, *(each.counts[year] for year in years), sum(each.counts.values()))
        for label, each in added.items()
    ]
    view.table(numbers, total=_TOTAL, columns=counts)
    view.gap()
    if amounts:
        _charts(workbook, view, written, len(years))
    view.finish(footer)


def _view(
    workbook: Workbook,
    name: str,
    label: str,
    document: PlanDocument,
    styles: Styles,
    digits: DigitStyle,
) -> View:
    columns = [ViewColumn(label, 62)]
    for head in (*(f"ปี {year}" for year in document.plan.period.years), "รวม"):
        columns.append(ViewColumn(f"{head}\nโครงการ", 16, ColumnKind.COUNT))
        columns.append(ViewColumn(f"{head}\nบาท", 25, ColumnKind.MONEY))
    view = View(workbook, name, styles, digits, columns)
    view.title(f"สรุปโครงการและงบประมาณ แยกตาม{label}", *_names(document))
    view.line(_AS_EXPORTED)
    return view


def _names(document: PlanDocument) -> tuple[str, str]:
    return f"{document.plan.title} ({document.plan.period.printed()})", document.organisation.name


def _write(
    view: View,
    document: PlanDocument,
    key: Callable[[Project], str],
    order: Sequence[str],
    *,
    last: str,
    footer: str,
) -> None:
    years = document.plan.period.years
    for form in Form:
        groups = _grouped(list(document.projects_of(form)), key, order, last)
        if not groups:
            continue
        view.new_page()
        view.line(f"แบบ {form} {form.purpose}", bold=True)
        rows: list[tuple[Value, ...]] = []
        for label, projects in groups.items():
            added = sums(projects, years)
            cells: list[Value] = [label]
            for year in years:
                cells += (added.counts[year], added.money[year])
            rows.append((*cells, sum(added.counts.values()), sum(added.money.values())))
        view.table(rows, total=_TOTAL)
        view.gap()
    view.finish(footer)


def _grouped(
    projects: Sequence[Project], key: Callable[[Project], str], order: Sequence[str], last: str
) -> Groups:
    groups: Groups = {name: [] for name in order}
    unassigned: list[Project] = []
    for project in projects:
        name = key(project)
        (unassigned if name == last else groups.setdefault(name, [])).append(project)
    kept = {name: members for name, members in groups.items() if members}
    return {**kept, last: unassigned} if unassigned else kept


def _by_issue(document: PlanDocument) -> Mapping[str, list[Project]]:
    issues = {issue.uuid: issue for issue in document.issues}
    gathered = Gathering(document).gather(document.projects_of(Form.P02), ("issue",), every_issue=True)
    groups: Groups = {}
    for part in gathered:
        issue = issues.get(part.path[0].key)
        label = "ยังไม่ระบุประเด็นการพัฒนา" if issue is None else issue_text(issue)
        groups.setdefault(label, []).extend(part.projects)
    return groups


def _charts(workbook: Workbook, view: View, written: Written, years: int) -> None:
    first, last, total = written.body.start, written.body.stop - 1, written.body.stop
    heads = [view.name, written.head, 1, written.head, years]
    labels = [view.name, first, 0, last, 0]
    by_year = {"categories": heads, "values": [view.name, total, 1, total, years]}
    by_issue = {"categories": labels, "values": [view.name, first, years + 1, last, years + 1]}
    stacked = [
        {"name": [view.name, row, 0], "categories": heads, "values": [view.name, row, 1, row, years]}
        for row in written.body
    ]
    names = _ROOM_FOR_A_NAME * len(written.body)
    charts = (
        ("งบประมาณรายปี (บาท)", {"type": "column"}, [by_year], 0),
        ("งบประมาณแยกตามประเด็นการพัฒนา (บาท)", {"type": "bar"}, [by_issue], names),
        ("งบประมาณรายปีแยกตามประเด็นการพัฒนา (บาท)", {"type": "column", "subtype": "stacked"}, stacked, names),
    )
    font = {"name": FONT, "size": 12}
    for title, kind, series, more in charts:
        chart = workbook.add_chart(kind)
        for each in series:
            chart.add_series({**each, "gap": 60})
        chart.set_title({"name": title, "name_font": {**font, "bold": True}, "overlay": False})
        chart.set_x_axis({"num_font": font, "num_format": "#,##0"})
        # A bar chart counts from the bottom; the first ประเด็น belongs on top.
        chart.set_y_axis({"num_font": font, "num_format": "#,##0", "reverse": kind["type"] == "bar"})
        chart.set_legend({"position": "bottom", "font": font} if len(series) > 1 else {"none": True})
        height = max(_CHART_HEIGHT, 120 + more) if kind["type"] == "bar" else _CHART_HEIGHT + more
        chart.set_size({"width": _CHART_WIDTH, "height": height})
        view.new_page()
        view.worksheet.insert_chart(view.skip(height // _ROW_PIXELS + 2), 0, chart, {"description": title})
