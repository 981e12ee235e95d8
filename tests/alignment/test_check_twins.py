"""Which projects say the same thing twice, and which only look alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_plan import ASKED, PRINTER, ROAD, TRAINING

from kkplanner.alignment.check import twins as room
from kkplanner.alignment.check.twins import Twins
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.plan.model import Project

OWNER = "เทศบาลเมืองโนนตาล"


def twins_of(*projects: Project) -> bool:
    found = Twins()
    found.update([replace(project, uuid=f"p{n}") for n, project in enumerate(projects)], OWNER)
    assert all(("p0" in found.of(f"p{n}")) == (f"p{n}" in found.of("p0")) for n in range(len(projects)))
    return bool(found.of("p0"))


def titled(title: str, **changes: Any) -> Project:
    return replace(TRAINING, title=title, **changes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("อบรมอาสาสมัครสาธารณสุข", "โครงการอบรมอาสาสมัครสาธารณสุข"),
        ("อบรมอาสาสมัครสาธารณสุข ปี 2571", "อบรมอาสาสมัครสาธารณสุข ประจำปีงบประมาณ พ.ศ. 2572"),
        ("ถังขยะเปียกลดโลกร้อน เทศบาลเมืองโนนตาล", "ถังขยะเปียกลดโลกร้อนในเขตเทศบาลเมืองโนนตาล"),
        ("อสม.ต้นแบบ รู้ตน ลดเสี่ยงลดโรคไม่ติดต่อเรื้อรัง", "อสม.ต้นแบบ รู้ตน ลดเสียง ลดโรคไม่ติดต่อเรื้อรัง"),
        ("พัฒนาศักยภาพแกนนำสุขภาพในชุมชน", "พัฒนาศักยภาพแกนนำสุขภาพในชุมชนและศึกษาดูงาน"),
    ],
)
def test_the_same_project_in_other_words(one: str, other: str) -> None:
    assert twins_of(titled(one), titled(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("จัดงานวันมาฆบูชาและส่งเสริมพระพุทธศาสนาในชุมชน", "จัดงานวันอาสาฬหบูชาและส่งเสริมพระพุทธศาสนาในชุมชน"),
        ("พัฒนาทักษะดิจิทัลระดับประถมศึกษา รุ่นที่ 1", "พัฒนาทักษะดิจิทัลระดับประถมศึกษา รุ่นที่ 2"),
        ("แข่งขันฟุตบอล 7 คน ต้านยาเสพติด", "แข่งขันฟุตบอล 11 คน ต้านยาเสพติด"),
        ("พัฒนาแหล่งท่องเที่ยวชายทะเลสาบฝั่งตะวันออก", "พัฒนาแหล่งท่องเที่ยวชายทะเลสาบฝั่งตะวันตก"),
        ("อุดหนุนโรงเรียนบ้านหนองแวงตามโครงการอาหารกลางวัน", "อุดหนุนโรงเรียนบ้านหนองแสงตามโครงการอาหารกลางวัน"),
        ("กีฬา", "กีฬาสี"),
    ],
)
def test_another_project_in_like_words(one: str, other: str) -> None:
    assert not twins_of(titled(one), titled(other))


def test_one_title_for_several_villages_is_no_fault() -> None:
    road = replace(ROAD, title="ก่อสร้างถนนคอนกรีตเสริมเหล็กภายในหมู่บ้าน", village="")
    first = replace(road, target="หมู่ที่ 1 ยาว 200 เมตร")
    assert not twins_of(first, replace(road, target="หมู่ที่ 2 ยาว 200 เมตร"))
    assert not twins_of(first, replace(road, target="หมู่ที่ 1 ซอยสุขใจ ยาว 200 เมตร"))
    assert not twins_of(first, replace(road, target="ยาว 200 เมตร"))
    assert twins_of(first, replace(road, target="หมู่ที่ 1 ยาว 350 เมตร"))


def test_one_title_in_two_divisions_with_their_own_matter_is_no_fault() -> None:
    study = titled("ฝึกอบรมเพิ่มประสิทธิภาพบุคลากร")
    other = replace(study, agency="กองคลัง", objective="เพื่อจัดเก็บภาษีที่ดิน", target="พนักงานจัดเก็บรายได้ 6 คน")
    assert not twins_of(study, other)
    assert twins_of(study, replace(study, agency="กองคลัง"))


def test_an_added_word_counts_only_with_the_same_matter() -> None:
    first = titled("พัฒนาคุณภาพชีวิตและอาชีพของกลุ่มผู้สูงอายุในชุมชน")
    second = titled("พัฒนาคุณภาพชีวิตและอาชีพของกลุ่มผู้สูงอายุติดเตียงในชุมชน")
    assert twins_of(first, second)
    assert not twins_of(first, replace(second, objective="เพื่อเยี่ยมผู้ป่วยถึงเตียง", target="ผู้ป่วย 30 คน"))


def test_equipment_is_the_same_only_in_the_same_hands_and_number() -> None:
    assert twins_of(PRINTER, PRINTER)
    assert not twins_of(PRINTER, replace(PRINTER, target="จำนวน 3 เครื่อง"))
    assert not twins_of(PRINTER, replace(PRINTER, agency="กองคลัง"))
    assert not twins_of(PRINTER, replace(PRINTER, form=Form.P02))


def test_the_same_project_in_two_forms_is_counted_twice() -> None:
    assert twins_of(ASKED, replace(ASKED, form=Form.P02))


POOL = (
    *(
        titled(f"{verb}{thing}{end}")
        for verb in ("อบรม", "พัฒนา")
        for thing in ("อาสาสมัครสาธารณสุข", "กลุ่มสตรี")
        for end in ("", "ในตำบล", "และศึกษาดูงาน")
    ),
    *(replace(ROAD, title="ก่อสร้างถนนคอนกรีต", village=f"หมู่ที่ {n}") for n in (1, 2)),
    PRINTER,
)


def pairs(found: Twins, projects: Sequence[Project]) -> dict[str, frozenset[str]]:
    return {project.uuid: found.of(project.uuid) for project in projects}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(0, len(POOL) - 1))), max_size=14)
)
def test_the_order_of_edits_does_not_matter(edits: list[tuple[int, int | None]]) -> None:
    """Also where runs of letters become common and cease to be: here from three titles on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_COMMON", 2)
        kept = Twins()
        rows: dict[int, Project] = {}
        for row, which in edits:
            if which is None:
                rows.pop(row, None)
            else:
                rows[row] = replace(POOL[which], uuid=f"p{row}")
            projects = list(rows.values())
            kept.update(projects, OWNER)
            fresh = Twins()
            fresh.update(projects, OWNER)
            assert pairs(kept, projects) == pairs(fresh, projects)


def test_another_owner_is_read_anew() -> None:
    projects = [
        replace(titled("ถังขยะเปียกลดโลกร้อนโนนตาลงาม"), uuid="a"),
        replace(titled("ถังขยะเปียกลดโลกร้อน", target="จำนวน 5 ใบ", objective="เพื่อลดขยะ"), uuid="b"),
    ]
    found = Twins()
    found.update(projects, "โนนตาลงาม")
    assert found.found
    found.update(projects, "อื่น")
    assert not found.found
