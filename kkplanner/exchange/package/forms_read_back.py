"""`forms.xlsx` read back and held against the plan: the titles and amounts that people read are those of the data."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.errors import UserError
from kkplanner.exchange.excel_in.guard import DEFAULT_LIMITS, guarded
from kkplanner.exchange.excel_in.sheet_cells import read_sheets
from kkplanner.exchange.excel_in.summary_reading import Level, read_summary
from kkplanner.exchange.excel_out.carried import HEADS
from kkplanner.exchange.package.errors import PackageContentError
from kkplanner.exchange.package.figures import figures_by_form
from kkplanner.exchange.package.members import FORMS_XLSX
from kkplanner.forms.table import RowKind
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.exchange.excel_in.sheet_cells import SheetCells
    from kkplanner.plan.document import PlanDocument

_YEAR: Final = re.compile(r"\D{0,20}(2[4-7]\d\d)\D{0,20}")
_TIERS: Final = 3  # of a head; the year stands in one of them
_SATANG: Final = 100
_SUMMARY: Final = "ผ.01"


@dataclass(slots=True)
class _Shown:
    """What the sheets show of the projects, by uuid."""

    amounts: dict[tuple[str, int], int] = field(default_factory=dict)  # satang by project and year (พ.ศ.)
    texts: dict[str, list[str]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)


def forms_differ(name: str, member: bytes, document: PlanDocument) -> str:
    """Where the forms say otherwise than the plan, in Thai; "" when they agree.

    Compared are every project's title, its amount of every year, its lines included, and the grand totals of ผ.01.

    Args:
        name: of the package, for what is said.
        member: the bytes of `forms.xlsx`.
        document: the plan of the package.

    Raises:
        PackageContentError: no workbook, or a broken one.
    """
    path = Path(FORMS_XLSX)
    shown = _Shown()
    totals: list[tuple[str, Mapping[int, int]]] = []
    try:
        with guarded(path, DEFAULT_LIMITS, member) as archive:
            for cells in read_sheets(path, archive, DEFAULT_LIMITS):
                if cells.findings:
                    return f"แผ่นงาน “{cells.name[:40]}” อ่านไม่ได้"
                if cells.state != "visible":
                    continue
                _read_rows(cells, shown)
                if cells.name.startswith(_SUMMARY):
                    totals += _grand_totals(cells)
    except UserError as fault:
        raise PackageContentError(name, FORMS_XLSX) from fault
    return _rows_differ(document, shown) or _totals_differ(document, totals)


def _read_rows(cells: SheetCells, shown: _Shown) -> None:
    columns: tuple[int, dict[int, int]] | None = None
    above: deque[Mapping[int, object]] = deque(maxlen=_TIERS)
    for row in cells.rows.values():
        above.append(row)
        identity = next((column for column, value in row.items() if value == HEADS[0]), None)
        if identity is not None:
            columns = identity, _years(above, identity)
            continue
        if columns is None:
            continue
        identity, years = columns
        kind = row.get(identity + 2)
        if kind not in (RowKind.ITEM, RowKind.SUB_ITEM):
            continue
        project = str(row.get(identity if kind == RowKind.ITEM else identity + 1))
        if kind == RowKind.ITEM:
            shown.rows[project] += 1
            shown.texts[project] = [
                value for column, value in row.items() if column < identity and isinstance(value, str)
            ]
        for column, year in years.items():
            value = row.get(column)
            if isinstance(value, int | float):
                satang = round(value * _SATANG)
                shown.amounts[project, year] = shown.amounts.get((project, year), 0) + satang


def _years(head: Iterable[Mapping[int, object]], end: int) -> dict[int, int]:
    """Column → year of the amounts. Titles stand in the first column, which never holds an amount."""
    found = {}
    for tier in head:
        for column, value in tier.items():
            match = _YEAR.fullmatch(to_arabic(str(value)))
            if 1 < column < end and match:
                found[column] = int(match[1])
    return found


def _grand_totals(cells: SheetCells) -> list[tuple[str, Mapping[int, int]]]:
    summary = read_summary(cells)
    if summary is None:
        return []
    return [(str(line.form), line.amounts) for line in summary.lines if line.level is Level.GRAND]


def _rows_differ(document: PlanDocument, shown: _Shown) -> str:
    years = document.plan.period.years
    known = {project.uuid for project in document.projects}
    if set(shown.rows) - known or any(number != 1 for number in shown.rows.values()):
        return "มีแถวที่ไม่ใช่โครงการในแผน หรือมีโครงการซ้ำกัน"
    for project in document.projects:
        if project.uuid not in shown.rows:
            return f"ไม่มีโครงการ “{project.title[:60]}”"
        if not _shows(shown.texts[project.uuid], project.title):
            return f"ไม่พบชื่อ “{project.title[:60]}” ในแถวของโครงการนั้น"
        for year in years:
            if shown.amounts.get((project.uuid, year), 0) != project.budgets.get(year, 0):
                return f"งบประมาณปี {year} ของ “{project.title[:60]}” ไม่เท่ากัน"
    return ""


def _shows(texts: list[str], title: str) -> bool:
    """Whether one of the cells holds the title, in whichever digits."""
    if title in texts:
        return True
    key = same_text_key(title)
    return any(key in same_text_key(text) for text in texts)


def _totals_differ(document: PlanDocument, totals: list[tuple[str, Mapping[int, int]]]) -> str:
    figures = figures_by_form(document)
    for form, stated in totals:
        if form not in figures:
            continue
        for year, satang in figures[form].satang.items():
            if stated.get(year, satang) != satang:
                return f"ยอดรวมปี {year} ของ {form} ใน ผ.01 ไม่เท่ากัน"
    return ""
