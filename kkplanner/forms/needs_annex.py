"""The annex บัญชีปัญหาและความต้องการของประชาชน: what was heard at the meetings and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.forms.table import Column, ColumnKind, FormTable, HeadCell, Row, RowKind
from kkplanner.plan.budget import funded_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Need, Project

TITLE: Final = "บัญชีปัญหาและความต้องการของประชาชน"
_UNDECIDED: Final = "อยู่ระหว่างพิจารณา"
_BECAUSE: Final = ("เนื่องจาก", "เพราะ")

# Widths fill the 277 mm that the official forms use of a lying A4 page.
_COLUMNS: Final = (
    ("index", "ที่", ColumnKind.INDEX, 12.0, "center"),
    ("text", "ปัญหา/ความต้องการ", ColumnKind.TEXT, 88.0, "left"),
    ("place", "พื้นที่", ColumnKind.TEXT, 40.0, "left"),
    ("raised_by", "ผู้เสนอ", ColumnKind.TEXT, 38.0, "left"),
    ("priority", "ลำดับ\nความสำคัญ", ColumnKind.TEXT, 21.0, "center"),
    ("answer", "โครงการที่รองรับ/เหตุผล", ColumnKind.TEXT, 78.0, "left"),
)


def needs_annex(document: PlanDocument) -> FormTable | None:
    """The needs in their order, each with its answer; None where none is recorded."""
    if not document.needs:
        return None
    projects = {project.uuid: project for project in document.projects}
    rows = tuple(
        _row(number, need, projects, document.plan.period.years)
        for number, need in enumerate(document.needs, start=1)
    )
    return FormTable(
        form="needs",
        layout="annex",
        stamp="",
        title_lines=(
            TITLE,
            f"{document.plan.title} ({document.plan.period.printed()})",
            document.organisation.name,
        ),
        lines_above=(),
        outline=TITLE,
        orientation="landscape",
        columns=tuple(
            Column(key=key, kind=kind, width_mm=width, align=align) for key, _, kind, width, align in _COLUMNS
        ),
        head=tuple(HeadCell(text=column[1], row=0, column=at) for at, column in enumerate(_COLUMNS)),
        rows=rows,
        key="needs",
    )


def _row(number: int, need: Need, projects: Mapping[str, Project], years: tuple[int, ...]) -> Row:
    priority = "-" if need.priority is None else str(need.priority)
    cells = (number, need.text, need.place or "-", need.raised_by or "-", priority)
    return Row(kind=RowKind.ITEM, cells=(*cells, _answer(need, projects, years)), uuid=need.uuid)


def _answer(need: Need, projects: Mapping[str, Project], years: tuple[int, ...]) -> str:
    """The project with its form and years, the reason for which nothing is done, or that it is still open."""
    project = projects.get(need.project or "")
    if project is not None:
        funded = [str(year) for year in funded_years(project.budgets) if year in years]
        when = f"ปี {', '.join(funded)}" if funded else "ยังไม่ได้ตั้งงบประมาณ"
        return f"{project.title} (แบบ {project.form} {when})"
    reason = need.set_aside_reason.strip()
    if not reason:
        return _UNDECIDED
    return f"ไม่ได้บรรจุในแผน {reason if reason.startswith(_BECAUSE) else f'เนื่องจาก{reason}'}"
