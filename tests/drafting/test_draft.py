"""A whole draft from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafting_plan import new_plan
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.drafting.draft import draft
from kkplanner.drafting.errors import SpecError
from kkplanner.drafting.spec import parse_spec, read_spec
from kkplanner.drafting.toml_table import with_quoted_keys
from kkplanner.plan.document import PlanDocument
from kkplanner.workbook import Workbook

SPEC = """
[organisation]
population = 6842
annual_income = "52,400,000"

[[village]]
number = 1
name = "บ้านโนนใหม่"   # โนน = เปลี่ยนชื่อ
households = 99

[[village]]
number = 13
name = "ดอนงาม"

[[agency]]
name = "กองช่าง"

[[agency]]
name = "กองการศึกษา"
role = "education"

[[unit_price]]
name = "ถนน คสล."
unit = "ตารางเมตร"
price = 900

[[project]]
template = "road-concrete-new"
set = {กว้าง = 4, หนา = 0.15, ยาว = 250}
villages = [1, "ดอนงาม"]
village_set = {13 = {ยาว = 100}}
unit_price = "ถนน คสล."
first_year = 2572

[[project]]
template = "children-day"
set.จำนวนคน = 300
set.จำนวนครั้ง = 1
amount = 80000
growth = 5
agency = "กองการศึกษาฯ"
note = "งานประจำปี"
"""


def test_the_file_becomes_villages_prices_and_linked_projects(plan: PlanDocument) -> None:
    result = draft(plan, parse_spec(SPEC))
    first, second, third = result.projects
    assert first.title.endswith("บ้านโนนใหม่ หมู่ที่ 1")
    assert first.own_budgets == {2572: 900_000_00}
    assert second.title.endswith("บ้านดอนงาม หมู่ที่ 13")
    assert second.own_budgets == {2572: 360_000_00}
    assert (third.agency, third.own_budgets[2572]) == ("กองการศึกษาฯ", 84_000_00)
    assert third.note.endswith("งานประจำปี")
    assert [village.name for village in result.new_villages] == ["ดอนงาม"]
    assert [village.households for village in result.changed_villages] == [99]
    assert [agency.name for agency in result.new_agencies] == ["กองการศึกษา"]
    assert [price.price for price in result.changed_unit_prices] == [900_00]
    assert result.organisation.annual_income == 52_400_000_00


def test_it_is_one_operation(plan: PlanDocument, tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "plan.kkplan", plan) as workbook:
        before = workbook.document()
        with workbook.operation("ร่าง") as operation:
            draft(before, parse_spec(SPEC)).apply(operation)
        after = workbook.document()
        assert len(after.projects) == 3
        assert len(after.villages) == 13
        assert after.villages[0].name == "บ้านโนนใหม่"
        workbook.undo()
        assert workbook.document() == before


def test_all_villages_as_one_project(plan: PlanDocument) -> None:
    text = """[[project]]
    template = "road-concrete-new"
    set = {กว้าง = 4, หนา = 0.15, ยาว = 250}
    villages = "all"
    each = "sub_item"
    amounts = {2571 = 100000}"""
    (project,) = draft(plan, parse_spec(text)).projects
    assert len(project.sub_items) == 12
    assert project.budgets == {2571: 1_200_000_00}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("set = {ยาว = 250}", "ความกว้าง"),
        ("set = {ยาว = 999999, กว้าง = 4, หนา = 0.15}\nvillages = [1]", "ระหว่าง 1 ถึง 20,000"),
        ("villages = [99]", "ไม่พบหมู่บ้าน"),
        ("villages = []", "villages"),
        ("village = [1]", "ไม่รู้จัก “village”"),
        ('each = "row"', "project sub_item"),
        ('amount = "แพงมาก"', "amount"),
        ("amounts = {571 = 1}", "ไม่ใช่ปี"),
        ("amount = 1\nunit_price = 2\nset = {กว้าง = 4, หนา = 0.15, ยาว = 2}\nvillages = [1]", "แบบเดียว"),
        ('unit_price = "ทองคำ"\nvillages = [1]', "ทองคำ"),
        ('spread = "weekly"', "once every_year alternate"),
        ("years = [2569]\namount = 5\nset = {กว้าง = 4, หนา = 0.15, ยาว = 2}\nvillages = [1]", "2569"),
        ("coordinates = [16.4]", "ละติจูด"),
        ("priority = 0", "priority"),
        ("set = 5", "ตาราง"),
    ],
)
def test_a_fault_names_the_entry(plan: PlanDocument, line: str, reason: str) -> None:
    text = f'[[project]]\ntemplate = "children-day"\nset = {{จำนวนคน = 9, จำนวนครั้ง = 1}}\n[[project]]\ntemplate = "road-concrete-new"\n{line}'
    with pytest.raises(SpecError, match=reason) as caught:
        draft(plan, parse_spec(text))
    assert "รายการที่ 2 (road-concrete-new)" in caught.value.sentence
    assert caught.value.sentence.count("ยังไม่ได้เพิ่มสิ่งใดลงในแผน") == 1


def test_an_unknown_template_is_named(plan: PlanDocument) -> None:
    with pytest.raises(SpecError, match=r"รายการที่ 1 \(no-such\)"):
        draft(plan, parse_spec('[[project]]\ntemplate = "no-such"'))


@pytest.mark.parametrize(
    "text", ["[[project]", "a = [", 'x = "ก', "project = 5", "[[project]]", "[" * 3000, "a=" + "9" * 5000]
)
def test_what_is_no_draft_is_one_sentence(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_spec(text)
    assert "\n" not in caught.value.sentence


def test_the_line_of_a_slip_is_told() -> None:
    with pytest.raises(SpecError, match="บรรทัด 3"):
        parse_spec('[[project]]\ntemplate = "a"\nset = \n')


def test_files_are_read_with_care(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="เปิดไฟล์ไม่ได้"):
        read_spec(tmp_path / "none.toml")
    (tmp_path / "big.toml").write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(SpecError, match="ใหญ่เกิน"):
        read_spec(tmp_path / "big.toml")
    (tmp_path / "old.toml").write_bytes("# ไทย".encode("cp874"))
    with pytest.raises(SpecError, match="UTF-8"):
        read_spec(tmp_path / "old.toml")
    (tmp_path / "bom.toml").write_text(SPEC, encoding="utf-8-sig", newline="\r\n")
    assert len(read_spec(tmp_path / "bom.toml").entries) == 2


def test_thai_keys_need_no_quotes() -> None:
    text = 'set.ยาว = 1 # ยาว = 2\nต = \'ก = 1\'\nb = "ข\\" = 2"'
    assert with_quoted_keys(text) == 'set."ยาว" = 1 # ยาว = 2\n"ต" = \'ก = 1\'\nb = "ข\\" = 2"'


def test_a_long_run_of_letters_is_no_trap() -> None:
    with pytest.raises(SpecError):
        parse_spec("a" * 500_000)


@given(st.text(max_size=200))
def test_no_text_makes_it_fall(text: str) -> None:
    try:
        draft(new_plan(), parse_spec(text))
    except SpecError as fault:
        assert fault.sentence  # noqa: PT017
