"""The drafting commands, as a clerk or another program runs them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drafting_plan import new_plan

from kkplanner.cli import main
from kkplanner.drafting.shelf import find_template
from kkplanner.drafting.template_file import write_template_file
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.model import Plan
from kkplanner.thai.period import Period
from kkplanner.workbook import Workbook

DRAFT = '[[project]]\ntemplate = "road-concrete-new"\nset = {กว้าง = 4, หนา = 0.15, ยาว = 250}\nvillages = "all"\namount = 1000\n'


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "plan.kkplan"
    Workbook.create(path, new_plan()).close()
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def projects(file: str) -> int:
    with Workbook.open(file, read_only=True) as workbook:
        return len(workbook.projects())


def test_templates_are_found_by_what_people_say(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "templates", "--search", "ไฟกิ่ง")
    assert found[0]["id"] == "street-light-install"
    assert {"slot", "label", "type", "optional"} <= found[0]["slots"][0].keys()
    assert {each["measure"] for each in run(capsys, "templates", "--measure", "1.1.1")} == {"1.1.1"}
    assert main(["templates", "--search", "ไฟกิ่ง"]) == 0
    assert "street-light-install" in capsys.readouterr().out


def test_add_adds_one_linked_project(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    road = ["add", file, "--template", "road-concrete-new", "--set", "หมู่ที่=๓", "--set", "ยาว=250"]
    whole = [*road, "--set", "กว้าง=4", "--set", "หนา=0.15"]
    tried = run(capsys, *whole, "--unit-price", "850", "--dry-run")
    assert (tried["dry_run"], projects(file)) == (True, 0)
    added = run(capsys, *whole, "--year", "2571=500,000", "--year", "๒๕๗๓=1 ล้านบาท")["project"]
    assert added["budgets"] == {"2571": 500_000_00, "2573": 1_000_000_00}
    assert added["links"] == [{"framework": "kkpao-2571", "code": "1.1.1"}]
    assert projects(file) == 1
    by_name = run(capsys, *whole, "--unit-price", "ถนน คสล.", "--dry-run")["project"]
    assert by_name["note"] == "ราคาต่อหน่วย 850 บาท × 1,000 ตารางเมตร = 850,000 บาท"
    assert main([*whole, "--amount", "5", "--spread", "every_year", "--first-year", "2574"]) == 0
    assert "2574: 5, 2575: 5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ([], "ความกว้าง"),
        (["--set", "กว้าง"], "ชื่อ=ค่า"),
        (["--year", "ปีหน้า=5"], "ปี พ.ศ.=บาท"),
        (["--set", "ก=1"], "ไม่มีช่อง"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_added(
    file: str, capsys: pytest.CaptureFixture[str], more: list[str], reason: str
) -> None:
    assert main(["add", file, "--template", "road-concrete-new", *more]) == 2
    assert reason in capsys.readouterr().err
    assert projects(file) == 0


def test_draft_adds_many_as_one_operation(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "draft.toml"
    spec.write_text(DRAFT, encoding="utf-8")
    assert len(run(capsys, "draft", file, "--spec", str(spec), "--dry-run")["projects"]) == 12
    assert projects(file) == 0
    assert run(capsys, "draft", file, "--spec", str(spec))["total"] == 12 * 1000_00
    assert projects(file) == 12
    assert main(["undo", file]) == 0
    assert projects(file) == 0
    spec.write_text(DRAFT.replace("กว้าง = 4", "กว้าง = 400"), encoding="utf-8")
    assert main(["draft", file, "--spec", str(spec)]) == 3
    assert "รายการที่ 1 (road-concrete-new)" in capsys.readouterr().err


def test_an_own_template_can_be_used(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.json"
    write_template_file(own, (replace(find_template("children-day"), id="our-day", name="วันเด็กของเรา"),))
    assert run(capsys, "templates", "--search", "วันเด็กของเรา", "--from", str(own))[0]["id"] == "our-day"
    slots = ["--set", "จำนวนคน=9", "--set", "จำนวนครั้ง=1"]
    assert run(capsys, "add", file, "--template", "our-day", "--from", str(own), *slots)["project"]["title"]


def test_carry_over_brings_the_old_plan(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old.kkplan"
    sample = sample_plan()
    shifted = tuple(
        replace(
            p,
            own_budgets={year - 5: amount for year, amount in p.own_budgets.items()},
            sub_items=(),
            links=(),
        )
        for p in sample.projects
    )
    Workbook.create(old, replace(sample, plan=Plan(period=Period(2566, 2570)), projects=shifted)).close()
    tried = run(capsys, "carry-over", file, str(old), "--dry-run")
    assert (tried["projects"], projects(file)) == (len(shifted), 0)
    part = run(capsys, "carry-over", file, str(old), "--funded-in", "2570")
    assert 0 < part["projects"] == projects(file) < len(shifted)
    assert main(["carry-over", file, str(old)]) == 0
    assert "มีอยู่ในแผนใหม่แล้ว" in capsys.readouterr().out
    assert projects(file) == len(shifted)
    assert main(["carry-over", file, str(old), "--funded-in", "2599"]) == 2


def test_progress_says_what_is_missing(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = run(capsys, "progress", file)
    assert {part["part"] for part in shown["parts"]} == {0, 1, 2, 3, 4}
    assert len(shown["issues"]) == 8
    assert shown["needs"]["total"] == 0
    assert main(["progress", file]) == 0
    assert "ยังขาด วิสัยทัศน์" in capsys.readouterr().out
