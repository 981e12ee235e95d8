"""The columns of the grid: what each shows of a project and how a typed text becomes a change of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from kkplanner.desktop.projects.errors import NoSuchChoiceError, NotANumberError, SumOfLinesError
from kkplanner.plan.budget import total
from kkplanner.plan.choosing import issue_label
from kkplanner.plan.kinds import Form
from kkplanner.plan.programmes import find_programme, programmes
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.money import format_baht, parse_baht
from kkplanner.thai.normalise import normalise, same_text_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


class Kind(Enum):
    LINE = auto()  # a short text
    TEXT = auto()  # a long text, several lines
    MONEY = auto()
    NUMBER = auto()
    CHOICE = auto()  # a text with proposals; ประเด็น and แนวทาง know only those of the plan
    SHOWN = auto()  # not typed: worked out


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column.

    Attributes:
        key: field of the model ("target", "own_budgets.2571"), as findings name it.
        title: Thai, of the head.
        width: in letters of the window's font.
        shown: the text of a cell.
        sorted_by: what the column sorts by.
        typed: the project with what was typed in the cell; may raise a UserError. None: it cannot be typed.
        choices: proposals for the cell.
        clipboard: what a copy holds; None: `shown`.
    """

    key: str
    title: str
    kind: Kind
    width: int
    shown: Callable[[Project, PlanDocument], str]
    sorted_by: Callable[[Project, PlanDocument], str | int | None]
    typed: Callable[[Project, str, PlanDocument], Project] | None = None
    choices: Callable[[PlanDocument], Sequence[str]] | None = None
    year: int | None = None

    @property
    def is_money(self) -> bool:
        return self.kind is Kind.MONEY


def columns_of(form: Form, years: Sequence[int]) -> tuple[GridColumn, ...]:
    """The columns of a form's grid, in the form's order, working columns last."""
    equipment = form is Form.P03
    columns = [
        _text("title", "ครุภัณฑ์" if equipment else "โครงการ", 34),
        *([_choice("equipment_type", "ประเภทครุภัณฑ์", 18, _equipment_types)] if equipment else []),
        _text("objective", "วัตถุประสงค์", 24),
        _text("target", "เป้าหมาย (ผลผลิต)", 26),
        *[_money(year) for year in years],
        GridColumn(
            "budgets",
            "รวม",
            Kind.SHOWN,
            13,
            lambda project, _: format_baht(total(project.budgets)) if project.budgets else "",
            lambda project, _: total(project.budgets),
        ),
        _text("kpi", "ตัวชี้วัด (KPI)", 20),
        _text("expected_result", "ผลที่คาดว่าจะได้รับ", 24),
        _choice("agency", "หน่วยงานรับผิดชอบ", 16, _agencies),
        *([_choice("asked_agency", "หน่วยงานที่จะขอประสาน", 18, None)] if form is Form.P02_2 else []),
        _choice("programme", "แผนงาน", 20, lambda _: [one.name for one in programmes()]),
        GridColumn("issue", "ประเด็นการพัฒนา", Kind.CHOICE, 22, _issue, _issue, _typed_issue, _issues),
        GridColumn("approach", "แนวทาง", Kind.CHOICE, 22, _approach, _approach, _typed_approach, _approaches),
        GridColumn("links", "เชื่อมโยงกรอบ อบจ.", Kind.SHOWN, 14, _links, _links),
        _choice("village", "หมู่บ้าน/ชุมชน", 14, _villages),
        GridColumn(
            "priority", "ลำดับความสำคัญ", Kind.NUMBER, 9, _priority, lambda p, _: p.priority, _typed_priority
        ),
        _text("note", "บันทึกภายใน", 18),
    ]
    return tuple(columns)


def with_text(project: Project, field: str, text: str) -> Project:
    """The project with another text in one of its fields."""
    fields: dict[str, Any] = {field: text}
    return replace(project, **fields)


def _text(field: str, title: str, width: int) -> GridColumn:
    def shown(project: Project, _document: PlanDocument) -> str:
        return str(getattr(project, field))

    def typed(project: Project, text: str, _document: PlanDocument) -> Project:
        return with_text(project, field, normalise(text))

    return GridColumn(field, title, Kind.TEXT, width, shown, shown, typed)


def _choice(
    field: str, title: str, width: int, choices: Callable[[PlanDocument], Sequence[str]] | None
) -> GridColumn:
    def shown(project: Project, _document: PlanDocument) -> str:
        return str(getattr(project, field))

    def typed(project: Project, text: str, _document: PlanDocument) -> Project:
        clean = normalise(text)
        if field == "programme" and (known := find_programme(clean)) is not None:
            clean = known.name
        return with_text(project, field, clean)

    return GridColumn(field, title, Kind.CHOICE, width, shown, shown, typed, choices)


def _money(year: int) -> GridColumn:
    def shown(project: Project, _document: PlanDocument) -> str:
        amount = project.budgets.get(year)
        return "" if amount is None else format_baht(amount)

    def typed(project: Project, text: str, _document: PlanDocument) -> Project:
        amount = parse_baht(text)
        if any(year in item.budgets for item in project.sub_items):
            if amount == project.budgets.get(year):
                return project
            raise SumOfLinesError(project.title)
        own = {y: a for y, a in project.own_budgets.items() if y != year}
        if amount is not None:
            own[year] = amount
        return replace(project, own_budgets=dict(sorted(own.items())))

    return GridColumn(
        f"own_budgets.{year}",
        f"{year} (บาท)",
        Kind.MONEY,
        12,
        shown,
        lambda project, _: project.budgets.get(year),
        typed,
        year=year,
    )


def _agencies(document: PlanDocument) -> Sequence[str]:
    named = [agency.name for agency in document.agencies]
    used = {project.agency for project in document.projects} - {"", *named}
    return [*named, *sorted(used)]


def _villages(document: PlanDocument) -> Sequence[str]:
    return [
        f"หมู่ที่ {village.number} {village.name}" if village.number is not None else village.name
        for village in document.villages
    ]


def _equipment_types(_document: PlanDocument) -> Sequence[str]:
    from kkplanner.plan.equipment import equipment_types

    return [one.name for one in equipment_types()]


def _issue(project: Project, document: PlanDocument) -> str:
    issue = document.issue(project.issue)
    return "" if issue is None else issue_label(issue)


def _issues(document: PlanDocument) -> Sequence[str]:
    return [issue_label(issue) for issue in document.issues]


def _typed_issue(project: Project, text: str, document: PlanDocument) -> Project:
    if not text.strip():
        return replace(project, issue=None, approach=None)
    key = same_text_key(text)
    for issue in document.issues:
        if key in {same_text_key(one) for one in (issue.number, issue.title, issue_label(issue))}:
            stays = any(approach.uuid == project.approach for approach in issue.approaches)
            return replace(project, issue=issue.uuid, approach=project.approach if stays else None)
    raise NoSuchChoiceError("ประเด็นการพัฒนา", text, _issues(document))


def _approach(project: Project, document: PlanDocument) -> str:
    approach = document.approach(project.approach)
    return "" if approach is None else f"{approach.number} {approach.title}".strip()


def _approaches(document: PlanDocument) -> Sequence[str]:
    return [f"{one.number} {one.title}".strip() for issue in document.issues for one in issue.approaches]


def _typed_approach(project: Project, text: str, document: PlanDocument) -> Project:
    if not text.strip():
        return replace(project, approach=None)
    key = same_text_key(text)
    for issue in document.issues:
        for approach in issue.approaches:
            names = (approach.number, approach.title, f"{approach.number} {approach.title}")
            if key in {same_text_key(one) for one in names}:
                return replace(project, issue=issue.uuid, approach=approach.uuid)
    raise NoSuchChoiceError("แนวทาง", text, _approaches(document))


def _links(project: Project, document: PlanDocument) -> str:
    framework = document.plan.framework
    return ", ".join(
        link.code if link.confirmed else f"{link.code}?"
        for link in project.links
        if link.framework == framework
    )


def _priority(project: Project, _document: PlanDocument) -> str:
    return "" if project.priority is None else str(project.priority)


_MOST: Final = 9999


def _typed_priority(project: Project, text: str, _document: PlanDocument) -> Project:
    clean = to_arabic(text.strip())
    if not clean:
        return replace(project, priority=None)
    if not clean.isdecimal() or not 1 <= int(clean) <= _MOST:
        raise NotANumberError(text)
    return replace(project, priority=int(clean))
