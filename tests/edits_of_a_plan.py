"""A small plan, and edits of it as two people may make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind
from kkplanner.plan.merging import MergeResult, merge_documents
from kkplanner.plan.model import (
    Approach,
    Edition,
    Issue,
    Link,
    Need,
    Organisation,
    Plan,
    Project,
    Section,
    SubItem,
    Village,
)
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.period import Period

ISSUE = Issue(
    uuid="issue-1",
    number="1",
    title="โครงสร้างพื้นฐาน",
    approaches=(
        Approach(uuid="way-1", number="1.1", title="ถนน"),
        Approach(uuid="way-2", number="1.2", title="น้ำ"),
    ),
)
SECOND = Issue(
    uuid="issue-2",
    number="2",
    title="สังคม",
    approaches=(Approach(uuid="way-3", number="2.1", title="การศึกษา"),),
)
ROAD = Project(
    uuid="road",
    issue="issue-1",
    approach="way-1",
    title="ก่อสร้างถนน",
    target="ยาว 100 เมตร",
    own_budgets={2571: 100, 2572: 200},
    sub_items=(
        SubItem(uuid="sign", text="ป้าย", budgets={2571: 1}),
        SubItem(uuid="pipe", text="ท่อ"),
    ),
    links=(Link(uuid="link", framework="kkpao-2571", code="1.1"),),
)
WELL = Project(uuid="well", issue="issue-1", approach="way-2", title="ขุดบ่อ")
SCHOOL = Project(uuid="school", issue="issue-2", approach="way-3", title="อบรมครู")
BASE = PlanDocument(
    organisation=Organisation(uuid="organisation", type="อบต.", name="อบต.ตัวอย่าง", population=500),
    plan=Plan(uuid="plan", period=Period(2571, 2575)),
    villages=(Village(uuid="village", number=1, name="บ้านโนน"),),
    editions=(Edition(uuid="edition", kind=EditionKind.ORIGINAL),),
    issues=(ISSUE, SECOND),
    projects=(ROAD, WELL, SCHOOL),
    sections=(Section(uuid="vision", part=2, key="vision", title="วิสัยทัศน์", body="น่าอยู่"),),
    needs=(Need(uuid="need", text="น้ำท่วม", project="road"),),
    waivers=(Waiver(uuid="waiver", project="road", rule="project.kpi-missing", reason="งานซ่อม"),),
)

Change = Callable[[PlanDocument], PlanDocument]


def of(uuid: str, **fields: object) -> Change:
    """Change fields of the record of the top level with this uuid."""

    def change(document: PlanDocument) -> PlanDocument:
        lists = {
            name: tuple(
                replace(one, **fields) if one.uuid == uuid else one for one in getattr(document, name)
            )
            for name in ("villages", "editions", "issues", "projects", "sections", "needs", "waivers")
        }
        return replace(document, **lists)

    return change


def without(uuid: str) -> Change:
    """Remove a record as the program does: needs become unanswered, waivers go along."""

    def change(document: PlanDocument) -> PlanDocument:
        lists = {
            name: tuple(one for one in getattr(document, name) if one.uuid != uuid)
            for name in ("villages", "editions", "issues", "projects", "sections", "needs", "waivers")
        }
        lists["waivers"] = tuple(one for one in lists["waivers"] if one.project != uuid)
        lists["needs"] = tuple(replace(n, project=None) if n.project == uuid else n for n in lists["needs"])
        return replace(document, **lists)

    return change


def plus(**records: object) -> Change:
    """Add one record at the end of a list: `plus(projects=…)`."""
    ((name, record),) = records.items()
    return lambda document: replace(document, **{name: (*getattr(document, name), record)})


def in_order(*uuids: str) -> Change:
    def change(document: PlanDocument) -> PlanDocument:
        return replace(document, projects=tuple(sorted(document.projects, key=lambda p: uuids.index(p.uuid))))

    return change


def both(*changes: Change) -> Change:
    def change(document: PlanDocument) -> PlanDocument:
        for one in changes:
            document = one(document)
        return document

    return change


def items(*parts: SubItem) -> Change:
    return of("road", sub_items=parts)


SIGN, PIPE = ROAD.sub_items
LINK = ROAD.links[0]
WAY_1, WAY_2 = ISSUE.approaches
NEW = Project(uuid="new", title="โครงการใหม่")
OTHER = Project(uuid="other", title="โครงการอื่น")
A_LINK = Link(uuid="link-a", framework="sdg", code="11")
B_LINK = Link(uuid="link-b", framework="sdg", code="11", confirmed=True, confirmed_by="สมชาย")


def nothing(document: PlanDocument) -> PlanDocument:
    return document


def merged(ours: Change, theirs: Change, base: PlanDocument | None = BASE) -> MergeResult:
    return merge_documents(base, ours(BASE), theirs(BASE))
