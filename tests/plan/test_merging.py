"""Merging two copies of a plan: what each kind of work on both sides comes to, case by case."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from edits_of_a_plan import (
    A_LINK,
    B_LINK,
    BASE,
    LINK,
    NEW,
    OTHER,
    PIPE,
    ROAD,
    SECOND,
    SIGN,
    WAY_1,
    WAY_2,
    Change,
    both,
    in_order,
    items,
    merged,
    nothing,
    of,
    plus,
    without,
)

from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form, MarkKind
from kkplanner.plan.merging import ConflictKind, decide, merge_documents, names_by_uuid, value_text
from kkplanner.plan.merging.entities import TYPES, shape
from kkplanner.plan.model import Agency, Approach, Issue, Link, Mark, Need, Project, Section, SubItem, Village
from kkplanner.plan.record_names import field_name, kind_name, setting_name
from kkplanner.plan.waiver import Waiver


@dataclass(frozen=True)
class Case:
    """What each side did, and the plan that must come of it; `conflicts` as (kind, record, field)."""

    name: str
    ours: Change
    theirs: Change
    result: Change
    conflicts: tuple[tuple[str, str, str], ...] = ()


CASES = (
    # fields
    Case(
        "different fields of one project",
        of("road", title="ถนน ก"),
        of("road", kpi="ร้อยละ 80"),
        of("road", title="ถนน ก", kpi="ร้อยละ 80"),
    ),
    Case(
        "the same field, otherwise",
        of("road", title="ถนน ก"),
        of("road", title="ถนน ข"),
        of("road", title="ถนน ก"),
        (("field", "road", "title"),),
    ),
    Case(
        "the same field, alike",
        of("road", title="ถนน ก"),
        of("road", title="ถนน ก"),
        of("road", title="ถนน ก"),
    ),
    Case(
        "the organisation",
        lambda d: replace(d, organisation=replace(d.organisation, population=501)),
        lambda d: replace(d, organisation=replace(d.organisation, population=502, households=99)),
        lambda d: replace(d, organisation=replace(d.organisation, population=501, households=99)),
        (("field", "organisation", "population"),),
    ),
    Case(
        "narrative of one section",
        of("vision", body="น่าอยู่ ก้าวหน้า"),
        of("vision", body="น่าอยู่ ยั่งยืน"),
        of("vision", body="น่าอยู่ ก้าวหน้า"),
        (("field", "vision", "body"),),
    ),
    # what only makes sense together
    Case(
        "one moves the project to another ประเด็น, the other to another แนวทาง",
        of("road", issue="issue-2", approach="way-3"),
        of("road", approach="way-2"),
        of("road", issue="issue-2", approach="way-3"),
        (("field", "road", "issue"),),
    ),
    Case(
        "one coordinate each",
        of("road", start_latitude=16.1, start_longitude=102.1),
        of("road", end_latitude=16.2, end_longitude=102.2),
        of("road", start_latitude=16.1, start_longitude=102.1, end_latitude=16.2, end_longitude=102.2),
    ),
    # amounts
    Case(
        "amounts of different years",
        of("road", own_budgets={2571: 150, 2572: 200}),
        of("road", own_budgets={2571: 100, 2572: 200, 2573: 300}),
        of("road", own_budgets={2571: 150, 2572: 200, 2573: 300}),
    ),
    Case(
        "the amount of one year",
        of("road", own_budgets={2571: 150, 2572: 200}),
        of("road", own_budgets={2571: 170, 2572: 200}),
        of("road", own_budgets={2571: 150, 2572: 200}),
        (("field", "road", "own_budgets.2571"),),
    ),
    Case(
        "one clears an amount that the other changes",
        of("road", own_budgets={2572: 200}),
        of("road", own_budgets={2571: 170, 2572: 200}),
        of("road", own_budgets={2572: 200}),
        (("field", "road", "own_budgets.2571"),),
    ),
    Case(
        "one clears an amount, the other writes zero elsewhere",
        of("road", own_budgets={2572: 200}),
        of("road", own_budgets={2571: 100, 2572: 200, 2574: 0}),
        of("road", own_budgets={2572: 200, 2574: 0}),
    ),
    # added
    Case(
        "each adds a project",
        plus(projects=NEW),
        plus(projects=OTHER),
        both(plus(projects=NEW), plus(projects=OTHER)),
    ),
    Case("both have the same new record", plus(projects=NEW), plus(projects=NEW), plus(projects=NEW)),
    Case(
        "a new record that both know, otherwise",
        plus(projects=replace(NEW, kpi="ก")),
        plus(projects=replace(NEW, kpi="ข")),
        plus(projects=replace(NEW, kpi="ก")),
        (("field", "new", "kpi"),),
    ),
    Case(
        "both add a project of one name with other content",
        plus(projects=replace(NEW, kpi="ก")),
        plus(projects=Project(uuid="twin", title=" โครงการใหม่", kpi="ข")),
        both(
            plus(projects=replace(NEW, kpi="ก")),
            plus(projects=Project(uuid="twin", title=" โครงการใหม่", kpi="ข")),
        ),
        (("alike", "new", ""),),
    ),
    Case(
        "both add the same project, parts and all",
        plus(projects=replace(NEW, sub_items=(SubItem(uuid="a", text="x", budgets={2571: 1}),))),
        plus(projects=replace(NEW, uuid="twin", sub_items=(SubItem(uuid="b", text="x", budgets={2571: 1}),))),
        plus(projects=replace(NEW, sub_items=(SubItem(uuid="a", text="x", budgets={2571: 1}),))),
    ),
    Case(
        "the same name on another form is another project",
        plus(projects=NEW),
        plus(projects=replace(NEW, uuid="twin", form=Form.P03)),
        both(plus(projects=NEW), plus(projects=replace(NEW, uuid="twin", form=Form.P03))),
    ),
    Case(
        "both add the same village",
        plus(villages=Village(uuid="v-a", number=2, name="บ้านนา", households=10)),
        plus(villages=Village(uuid="v-b", number=2, name="บ้านนา", households=12)),
        plus(villages=Village(uuid="v-a", number=2, name="บ้านนา", households=10)),
        (("field", "v-a", "households"),),
    ),
    Case(
        "both add the same agency",
        plus(agencies=Agency(uuid="a-a", name="กองช่าง")),
        plus(agencies=Agency(uuid="a-b", name="กองช่าง")),
        plus(agencies=Agency(uuid="a-a", name="กองช่าง")),
    ),
    Case(
        "both write the same section of the book",
        plus(sections=Section(uuid="s-a", part=4, key="evaluation", title="การติดตาม", body="ก")),
        plus(sections=Section(uuid="s-b", part=4, key="evaluation", title="การติดตาม", body="ข")),
        plus(sections=Section(uuid="s-a", part=4, key="evaluation", title="การติดตาม", body="ก")),
        (("field", "s-a", "body"),),
    ),
    Case(
        "both decide the same pair of two frameworks",
        plus(
            crosswalk_choices=CrosswalkChoice(
                uuid="c-a",
                source_framework="a",
                source_code="1",
                target_framework="b",
                target_code="1",
                accepted=True,
            )
        ),
        plus(
            crosswalk_choices=CrosswalkChoice(
                uuid="c-b",
                source_framework="a",
                source_code="1",
                target_framework="b",
                target_code="1",
                accepted=False,
            )
        ),
        plus(
            crosswalk_choices=CrosswalkChoice(
                uuid="c-a",
                source_framework="a",
                source_code="1",
                target_framework="b",
                target_code="1",
                accepted=True,
            )
        ),
        (("field", "c-a", "accepted"),),
    ),
    Case(
        "a project under a new ประเด็น that both added",
        plus(issues=Issue(uuid="i-a", number="3", title="เศรษฐกิจ")),
        both(
            plus(issues=Issue(uuid="i-b", number="3", title="เศรษฐกิจ")),
            plus(projects=replace(NEW, issue="i-b")),
        ),
        both(
            plus(issues=Issue(uuid="i-a", number="3", title="เศรษฐกิจ")),
            plus(projects=replace(NEW, issue="i-a")),
        ),
    ),
    # removed
    Case("one removes what the other left alone", without("well"), nothing, without("well")),
    Case("both remove the same", without("well"), without("well"), without("well")),
    Case(
        "one removes what the other changed",
        without("school"),
        of("school", title="อบรมครู รุ่น 2"),
        of("school", title="อบรมครู รุ่น 2"),
        (("removed", "school", ""),),
    ),
    Case(
        "we changed what the other removed",
        of("school", title="อบรมครู รุ่น 2"),
        without("school"),
        of("school", title="อบรมครู รุ่น 2"),
        (("removed", "school", ""),),
    ),
    Case(
        "a project that comes back keeps its need and its waiver",
        without("road"),
        of("road", title="ถนน ก"),
        of("road", title="ถนน ก"),
        (("removed", "road", ""),),
    ),
    Case(
        "one removes a project, the other adds a sub-item to it",
        without("road"),
        items(*ROAD.sub_items, SubItem(uuid="lamp", text="ไฟ")),
        items(*ROAD.sub_items, SubItem(uuid="lamp", text="ไฟ")),
        (("removed", "road", ""),),
    ),
    Case(
        "one removes a project that the other answers a need with",
        without("well"),
        plus(needs=Need(uuid="dry", text="แล้ง", project="well")),
        plus(needs=Need(uuid="dry", text="แล้ง", project="well")),
        (("removed", "well", ""),),
    ),
    Case(
        "one removes an empty ประเด็น under which the other puts a project",
        both(without("school"), without("issue-2")),
        plus(projects=replace(NEW, issue="issue-2", approach="way-3")),
        both(without("school"), plus(projects=replace(NEW, issue="issue-2", approach="way-3"))),
        (("removed", "issue-2", ""),),
    ),
    Case(
        "one removes a แนวทาง that the other uses anew",
        both(of("well", approach="way-1"), of("issue-1", approaches=(WAY_1,))),
        plus(projects=replace(NEW, issue="issue-1", approach="way-2")),
        both(of("well", approach="way-1"), plus(projects=replace(NEW, issue="issue-1", approach="way-2"))),
        (("removed", "way-2", ""),),
    ),
    Case(
        "one removes an edition that the other names in a mark",
        without("edition"),
        of("well", marks=(Mark(uuid="mark", kind=MarkKind.AMENDMENT, text="แก้ไข", edition="edition"),)),
        of("well", marks=(Mark(uuid="mark", kind=MarkKind.AMENDMENT, text="แก้ไข", edition="edition"),)),
        (("removed", "edition", ""),),
    ),
    # sub-items
    Case(
        "sub-items: one edits one, the other another",
        items(replace(SIGN, text="ป้ายใหญ่"), PIPE),
        items(SIGN, replace(PIPE, budgets={2572: 5})),
        items(replace(SIGN, text="ป้ายใหญ่"), replace(PIPE, budgets={2572: 5})),
    ),
    Case(
        "sub-items: the text of one on both sides",
        items(replace(SIGN, text="ป้ายใหญ่"), PIPE),
        items(replace(SIGN, text="ป้ายเล็ก"), PIPE),
        items(replace(SIGN, text="ป้ายใหญ่"), PIPE),
        (("field", "sign", "text"),),
    ),
    Case(
        "sub-items: amounts of different years",
        items(replace(SIGN, budgets={2571: 1, 2572: 2}), PIPE),
        items(replace(SIGN, budgets={2571: 9}), PIPE),
        items(replace(SIGN, budgets={2571: 9, 2572: 2}), PIPE),
    ),
    Case("sub-items: one removed", items(SIGN), nothing, items(SIGN)),
    Case(
        "sub-items: one removes what the other edits",
        items(PIPE),
        items(replace(SIGN, text="ป้ายใหญ่"), PIPE),
        items(replace(SIGN, text="ป้ายใหญ่"), PIPE),
        (("removed", "sign", ""),),
    ),
    Case(
        "sub-items: turned round by one, edited by the other",
        items(PIPE, SIGN),
        items(SIGN, replace(PIPE, text="ท่อใหญ่")),
        items(replace(PIPE, text="ท่อใหญ่"), SIGN),
    ),
    # แนวทาง
    Case(
        "approaches: one renames, the other adds",
        of("issue-1", approaches=(replace(WAY_1, title="ถนนและสะพาน"), WAY_2)),
        of("issue-1", approaches=(WAY_1, WAY_2, Approach(uuid="way-9", number="1.3", title="ไฟฟ้า"))),
        of(
            "issue-1",
            approaches=(
                replace(WAY_1, title="ถนนและสะพาน"),
                WAY_2,
                Approach(uuid="way-9", number="1.3", title="ไฟฟ้า"),
            ),
        ),
    ),
    Case(
        "approaches: the title of one on both sides",
        of("issue-1", approaches=(replace(WAY_1, title="ถนน ก"), WAY_2)),
        of("issue-1", approaches=(replace(WAY_1, title="ถนน ข"), WAY_2)),
        of("issue-1", approaches=(replace(WAY_1, title="ถนน ก"), WAY_2)),
        (("field", "way-1", "title"),),
    ),
    Case(
        "approaches: one moved under another ประเด็น, renamed by the other",
        both(
            of("issue-1", approaches=(WAY_1,)),
            of("issue-2", approaches=(*SECOND.approaches, WAY_2)),
            of("well", issue="issue-2"),
        ),
        of("issue-1", approaches=(WAY_1, replace(WAY_2, title="น้ำสะอาด"))),
        both(
            of("issue-1", approaches=(WAY_1,)),
            of("issue-2", approaches=(*SECOND.approaches, replace(WAY_2, title="น้ำสะอาด"))),
            of("well", issue="issue-2"),
        ),
    ),
    # links
    Case(
        "links: each links to another node",
        of("well", links=(A_LINK,)),
        of("well", links=(Link(uuid="link-c", framework="sdg", code="6"),)),
        of("well", links=(A_LINK, Link(uuid="link-c", framework="sdg", code="6"))),
    ),
    Case(
        "links: both to the same node, one confirmed",
        of("well", links=(A_LINK,)),
        of("well", links=(B_LINK,)),
        of("well", links=(replace(B_LINK, uuid="link-a"),)),
    ),
    Case(
        "links: both confirm",
        of("road", links=(replace(LINK, confirmed=True, confirmed_by="สมชาย"),)),
        of("road", links=(replace(LINK, confirmed=True, confirmed_by="สมหญิง"),)),
        of("road", links=(replace(LINK, confirmed=True, confirmed_by="สมชาย, สมหญิง"),)),
    ),
    Case(
        "links: one confirms what the other removes",
        of("road", links=(replace(LINK, confirmed=True, confirmed_by="สมชาย"),)),
        of("road", links=()),
        of("road", links=(replace(LINK, confirmed=True, confirmed_by="สมชาย"),)),
        (("removed", "link", ""),),
    ),
    Case(
        "links: removed and made again by one, confirmed by the other",
        of("road", links=(replace(LINK, uuid="again"),)),
        of("road", links=(replace(LINK, confirmed=True, confirmed_by="สมชาย"),)),
        of("road", links=(replace(LINK, uuid="again", confirmed=True, confirmed_by="สมชาย"),)),
    ),
    # waivers and needs
    Case(
        "waivers: both waive the same finding",
        plus(waivers=Waiver(uuid="w-a", project="well", rule="r", reason="ก")),
        plus(waivers=Waiver(uuid="w-b", project="well", rule="r", reason="ข")),
        plus(waivers=Waiver(uuid="w-a", project="well", rule="r", reason="ก")),
        (("field", "w-a", "reason"),),
    ),
    Case(
        "waivers: withdrawn by one",
        without("waiver"),
        of("road", title="ถนน ก"),
        both(without("waiver"), of("road", title="ถนน ก")),
    ),
    Case(
        "needs: answered by one, set aside by the other",
        of("need", project="well"),
        of("need", project=None, set_aside_reason="เกินอำนาจ"),
        of("need", project="well"),
        (("field", "need", "project"),),
    ),
)


def told(result) -> set[tuple[str, str, str]]:
    return {(str(c.kind), c.record, ".".join(map(str, c.field))) for c in result.conflicts}


def by_uuid(document: PlanDocument) -> PlanDocument:
    """Without the order of the top level, which has cases of its own."""
    names = ("villages", "agencies", "issues", "projects", "sections", "needs", "waivers")
    lists = {name: tuple(sorted(getattr(document, name), key=lambda one: one.uuid)) for name in names}
    return replace(document, conflicts=(), **lists)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_merging(case: Case) -> None:
    result = merged(case.ours, case.theirs)
    assert by_uuid(result.document) == by_uuid(case.result(BASE))
    assert told(result) == set(case.conflicts)
    assert result.document.conflicts == result.conflicts


def titles(result) -> list[str]:
    return [project.uuid for project in result.document.projects]


@dataclass(frozen=True)
class Order:
    name: str
    ours: Change
    theirs: Change
    order: str
    is_torn: bool = False


ORDERS = (
    Order("moved by one", in_order("school", "road", "well"), nothing, "school road well"),
    Order("moved by the other", nothing, in_order("well", "school", "road"), "well school road"),
    Order(
        "moved by one, edited by the other",
        in_order("school", "road", "well"),
        of("school", title="x"),
        "school road well",
    ),
    Order(
        "moved alike",
        in_order("school", "road", "well"),
        in_order("school", "road", "well"),
        "school road well",
    ),
    Order(
        "moved by one, removed by the other",
        in_order("school", "road", "well"),
        without("school"),
        "road well",
    ),
    Order(
        "added at the end, moved by the other",
        plus(projects=NEW),
        in_order("school", "road", "well"),
        "school road well new",
    ),
    Order(
        "moved to two places",
        in_order("well", "school", "road"),
        in_order("well", "road", "school"),
        "well school road",
        is_torn=True,
    ),
    Order(
        "all turned round by one, half of it by the other",
        in_order("school", "well", "road"),
        in_order("well", "school", "road"),
        "school well road",
    ),
    Order(
        "one record moved up by one and down by the other",
        in_order("well", "road", "school"),
        in_order("road", "school", "well"),
        "well road school",
        is_torn=True,
    ),
)


@pytest.mark.parametrize("case", ORDERS, ids=lambda case: case.name)
def test_order(case: Order) -> None:
    result = merged(case.ours, case.theirs)
    assert titles(result) == case.order.split()
    assert any(one.kind is ConflictKind.ORDER for one in result.conflicts) is case.is_torn


def test_an_order_in_dispute_is_told_with_both() -> None:
    result = merged(in_order("well", "road", "school"), in_order("road", "school", "well"))
    (conflict,) = result.conflicts
    assert conflict.title == "โครงการ"
    assert conflict.ours == ("well", "road", "school")
    assert conflict.theirs == ("road", "school", "well")


def test_without_a_common_ancestor_every_record_stands_and_every_difference_is_a_conflict() -> None:
    result = merged(
        both(of("road", title="ถนน ก", kpi="x"), without("well"), plus(projects=NEW)),
        both(of("road", title="ถนน ข"), without("school"), plus(projects=OTHER)),
        base=None,
    )
    assert {p.uuid for p in result.document.projects} == {"road", "well", "school", "new", "other"}
    assert told(result) == {("field", "road", "title"), ("field", "road", "kpi")}
    assert result.document.projects[0].title == "ถนน ก"


def test_a_conflict_says_in_thai_what_it_is_about() -> None:
    result = merged(
        both(items(replace(SIGN, text="ป้ายใหญ่"), PIPE), of("well", own_budgets={2571: 100_00})),
        both(items(replace(SIGN, text="ป้ายเล็ก"), PIPE), of("well", own_budgets={2571: 20_000_000})),
    )
    names = names_by_uuid(result.document)
    shown = {
        (one.title, field_name(one.record_kind, one.field)): [
            value_text(one, side, names) for side in (one.base, one.ours, one.theirs)
        ]
        for one in result.conflicts
    }
    assert shown == {
        ("ก่อสร้างถนน › ป้ายใหญ่", "ข้อความ"): ["ป้าย", "ป้ายใหญ่", "ป้ายเล็ก"],
        ("ขุดบ่อ", "งบประมาณ ปี 2571"): ["ว่าง", "100 บาท", "200,000 บาท"],
    }


def test_every_field_of_every_record_has_a_name() -> None:
    for kind in TYPES:
        assert kind_name(kind)
        groups, budgets, _ = shape(kind)
        for group in groups:
            assert field_name(kind, (group[0],))
        for name in budgets:
            assert field_name(kind, (name, 2571)).endswith("2571")


def test_the_same_conflict_has_one_identity_on_both_sides() -> None:
    changes = (
        both(of("road", title="ก"), without("school"), in_order("well", "road"), plus(projects=NEW)),
        both(of("road", title="ข"), of("school", kpi="x"), plus(projects=replace(NEW, uuid="twin", kpi="y"))),
    )
    here, there = merged(*changes), merged(*reversed(changes))
    assert len(here.conflicts) == 3
    assert {one.id for one in here.conflicts} == {one.id for one in there.conflicts}


def test_settings_have_names() -> None:
    assert setting_name("book.letter_number") == "ข้อความที่อ้างในเล่ม: หนังสือนำส่งเลขที่เท่าใด"
    assert setting_name("book.seal") == "ตราบนปก"
    assert setting_name("import_columns", "หัวตาราง") == "คอลัมน์ของตารางที่นำเข้า: หัวตาราง"
    assert setting_name("unheard of") == "unheard of"


def test_a_project_moved_to_two_places_stands_where_ours_has_it_and_the_other_place_is_named() -> None:
    result = merged(in_order("well", "road", "school"), in_order("well", "school", "road"))
    (conflict,) = result.conflicts
    assert (conflict.kind, titles(result)) == (ConflictKind.ORDER, ["well", "road", "school"])
    names = names_by_uuid(result.document)
    sides = [value_text(conflict, side, names) for side in (conflict.base, conflict.ours, conflict.theirs)]
    assert sides == [
        "“ก่อสร้างถนน” เป็นลำดับแรก",
        "“ก่อสร้างถนน” ต่อจาก “ขุดบ่อ”",
        "“ก่อสร้างถนน” ต่อจาก “อบรมครู”",
    ]
    there = merged(in_order("well", "school", "road"), in_order("well", "road", "school"))
    assert titles(there) == ["well", "school", "road"]
    assert [one.id for one in there.conflicts] == [conflict.id]


def test_a_project_moved_to_two_places_takes_the_place_that_is_chosen() -> None:
    ours = both(in_order("well", "road", "school"), plus(projects=NEW))
    result = merged(ours, in_order("well", "school", "road"))
    (conflict,) = result.conflicts
    for side, order in (("ours", "well road school new"), ("theirs", "well school road new")):
        decided = decide(result.document, {}, {conflict.id: side}).document
        assert [project.uuid for project in decided.projects] == order.split()
        assert decided.conflicts == ()


def test_a_sub_item_moved_to_two_places_is_in_dispute_within_its_project() -> None:
    lamp = SubItem(uuid="lamp", text="ไฟ")
    base = items(SIGN, PIPE, lamp)(BASE)
    result = merge_documents(base, items(PIPE, SIGN, lamp)(base), items(PIPE, lamp, SIGN)(base))
    (conflict,) = result.conflicts
    assert [item.uuid for item in result.document.projects[0].sub_items] == ["pipe", "sign", "lamp"]
    assert (conflict.record_kind, conflict.record) == ("sub_item", "road")
    assert conflict.title == "รายการย่อย ใน ก่อสร้างถนน"
    decided = decide(result.document, {}, {conflict.id: "theirs"}).document
    assert [item.uuid for item in decided.projects[0].sub_items] == ["pipe", "lamp", "sign"]
