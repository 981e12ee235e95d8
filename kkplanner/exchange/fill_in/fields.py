"""The columns of a fill-in sheet: what each holds of a project, and how a typed value goes back into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kkplanner.plan.choosing import issue_label
from kkplanner.plan.kinds import Form
from kkplanner.plan.programmes import find_programme, programmes
from kkplanner.plan.record_names import project_field
from kkplanner.thai.money import format_baht, parse_baht
from kkplanner.thai.normalise import normalise, same_text_key

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Approach, Project, SubItem

REMOVE: Final = "remove"
REMOVE_WORD: Final = "ลบ"
_BUDGET: Final = "budget:"

Value = str | int | None
"""A text, or an amount in satang; None is no amount."""


def shown(value: Value) -> str:
    """A value as a clerk reads it: an amount in baht, a word for nothing."""
    if isinstance(value, int):
        return f"{format_baht(value)} บาท"
    return value or "ว่าง"


class Kind(StrEnum):
    """How a column is filled in."""

    TEXT = "text"
    CHOICE = "choice"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class FillInColumn:
    """One column. `width` in digits, as spreadsheets measure; `explanation` stands as a note on the head."""

    key: str
    title: str
    kind: Kind
    width: float
    explanation: str = ""


class ChoiceError(ValueError):
    """A typed choice that the plan has not."""


def columns(document: PlanDocument, form: Form) -> tuple[FillInColumn, ...]:
    """The columns of the sheet of a form, from left to right."""
    equipment = form.is_equipment
    money = "จำนวนเงินเป็นบาท พิมพ์ตัวเลขอย่างเดียว เช่น 500000 ปีที่ไม่ตั้งงบให้เว้นว่าง"
    listed = "เลือกจากรายการ"
    found = [
        FillInColumn(
            "title",
            "ครุภัณฑ์" if equipment else "โครงการ",
            Kind.TEXT,
            34,
            "ชื่อเต็ม หนึ่งแถวหนึ่งรายการ เพิ่มรายการใหม่ในแถวว่างด้านล่าง",
        ),
    ]
    if equipment:
        found.append(FillInColumn("equipment_type", project_field("equipment_type"), Kind.TEXT, 18))
    else:
        found.append(FillInColumn("objective", project_field("objective"), Kind.TEXT, 32))
    found.append(
        FillInColumn(
            "target",
            project_field("target"),
            Kind.TEXT,
            36,
            "ระบุจำนวน ขนาด และสถานที่ แถวรายการย่อยใช้ช่องนี้เป็นชื่อรายการ",
        )
    )
    if not equipment:
        found.append(FillInColumn("kpi", project_field("kpi"), Kind.TEXT, 20))
    found += [
        FillInColumn(f"{_BUDGET}{year}", f"{year} (บาท)", Kind.MONEY, 13, money)
        for year in document.plan.period.years
    ]
    found += [
        FillInColumn("expected_result", project_field("expected_result"), Kind.TEXT, 28),
        FillInColumn("agency", project_field("agency"), Kind.CHOICE, 18, listed),
    ]
    if form is Form.P02_2:
        found.append(FillInColumn("asked_agency", project_field("asked_agency"), Kind.TEXT, 20))
    found += [
        FillInColumn("issue", project_field("issue"), Kind.CHOICE, 24, listed),
        FillInColumn("approach", project_field("approach"), Kind.CHOICE, 24, listed),
        FillInColumn("programme", project_field("programme"), Kind.CHOICE, 20, listed),
        FillInColumn("village", project_field("village"), Kind.TEXT, 14),
        FillInColumn(
            REMOVE, "ขอลบ", Kind.CHOICE, 7, f"เลือก “{REMOVE_WORD}” ถ้าต้องการตัดรายการนี้ออก งานแผนจะเป็นผู้ยืนยัน"
        ),
    ]
    return tuple(found)


def choices(document: PlanDocument) -> dict[str, tuple[str, ...]]:
    """What the drop-downs offer, by column key."""
    return {
        "agency": tuple(one.name for one in document.agencies),
        "issue": tuple(issue_label(one) for one in document.issues),
        "approach": tuple(_approach_label(one) for issue in document.issues for one in issue.approaches),
        "programme": tuple(one.name for one in programmes()),
        REMOVE: (REMOVE_WORD,),
    }


def value_of(document: PlanDocument, project: Project, key: str) -> Value:
    """What a column shows of a project."""
    if key.startswith(_BUDGET):
        return project.own_budgets.get(_year(key))
    if key == "issue":
        return next((issue_label(one) for one in document.issues if one.uuid == project.issue), "")
    if key == "approach":
        approaches = (one for issue in document.issues for one in issue.approaches)
        return next((_approach_label(one) for one in approaches if one.uuid == project.approach), "")
    return "" if key == REMOVE else str(getattr(project, key))


def value_of_sub_item(item: SubItem, key: str) -> Value:
    """What a column shows of a sub-item: its text stands under the target."""
    if key.startswith(_BUDGET):
        return item.budgets.get(_year(key))
    return item.text if key == "target" else ""


def is_of_sub_item(key: str) -> bool:
    return key == "target" or key.startswith(_BUDGET)


def read_value(key: str, cell: object) -> Value:
    """What was typed into a cell of a column.

    Raises:
        AmountError: no amount.
    """
    if key.startswith(_BUDGET):
        return parse_baht(cell)
    return "" if cell is None else normalise(str(cell))


def with_value(document: PlanDocument, project: Project, key: str, value: Value) -> Project:
    """The project with a column's value.

    Raises:
        ChoiceError: an issue, an approach or a programme that there is not.
    """
    if key.startswith(_BUDGET):
        return replace(project, own_budgets=_with_amount(project.own_budgets, _year(key), value))
    text = str(value or "")
    if key == "issue":
        return replace(project, issue=_issue(document, text))
    if key == "approach":
        return replace(project, approach=_approach(document, text))
    if key == "programme" and text:
        found = find_programme(text)
        if found is None:
            raise ChoiceError(text)
        return replace(project, programme=found.name)
    return replace(project, **{key: text})  # type: ignore[arg-type]


def sub_item_with_value(item: SubItem, key: str, value: Value) -> SubItem:
    """The sub-item with a column's value."""
    if key.startswith(_BUDGET):
        return replace(item, budgets=_with_amount(item.budgets, _year(key), value))
    return replace(item, text=str(value or ""))


def _with_amount(budgets: dict[int, int], year: int, value: Value) -> dict[int, int]:
    rest = {key: amount for key, amount in budgets.items() if key != year}
    return dict(sorted({**rest, year: value}.items())) if isinstance(value, int) else rest


def _year(key: str) -> int:
    return int(key.removeprefix(_BUDGET))


def _approach_label(approach: Approach) -> str:
    return f"{approach.number} {approach.title}".strip()


def _issue(document: PlanDocument, text: str) -> str | None:
    if not text:
        return None
    wanted = same_text_key(text)
    for issue in document.issues:
        if wanted in {same_text_key(name) for name in (issue_label(issue), issue.title, issue.number)}:
            return issue.uuid
    raise ChoiceError(text)


def _approach(document: PlanDocument, text: str) -> str | None:
    if not text:
        return None
    wanted = same_text_key(text)
    for issue in document.issues:
        for approach in issue.approaches:
            names = (_approach_label(approach), approach.title, approach.number)
            if wanted in {same_text_key(name) for name in names}:
                return approach.uuid
    raise ChoiceError(text)
