"""`kkplanner mend` and `kkplanner recover`, as a helpdesk would use them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from small_package import small_package, small_plan

from kkplanner.cli import main
from kkplanner.exchange.plan_json import dumps
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Organisation, Plan, Project
from kkplanner.thai.period import Period
from kkplanner.workbook import Workbook


@pytest.fixture
def plan_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "a.kkplan"
    plan = PlanDocument(
        organisation=Organisation(type="อบต.", name="อบต.ตัวอย่าง"), plan=Plan(period=Period(2571, 2575))
    )
    Workbook.create(path, plan).close()
    for number in range(3):
        with Workbook.open(path) as book, book.operation("เพิ่ม") as op:
            op.add(Project(title=f"โครงการ {number}", own_budgets={2571: 500_000_00}))
    return path


def run(capsys, *arguments):
    capsys.readouterr()
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def flip_an_amount(path):
    whole = bytearray(path.read_bytes())
    place = whole.index((500_000_00).to_bytes(4, "big"))
    whole[place] ^= 1
    path.write_bytes(whole)
    return bytes(whole)


def test_a_flipped_amount_is_refused_mended_and_told(plan_file, capsys):
    flip_an_amount(plan_file)
    status, _, err = run(capsys, "check", plan_file)
    assert status == 3
    assert "เสียหาย" in err
    status, out, _ = run(capsys, "mend", plan_file, "--dry-run", "--json")
    assert status == 1
    told = json.loads(out)
    assert (told["sound"], told["mended"]) == (False, False)
    assert "500,000 บาท" in told["found"][0]["message"]
    status, out, _ = run(capsys, "mend", plan_file)
    assert status == 0
    assert "ซ่อมแล้ว 1 รายการ" in out
    assert run(capsys, "mend", plan_file)[1].startswith("ข้อมูลในแฟ้มสอดคล้องกันทั้งหมด")
    with Workbook.open(plan_file, read_only=True) as book:
        assert [p.own_budgets for p in book.projects()] == [{2571: 500_000_00}] * 3


def test_the_ways_back_are_listed_and_the_chosen_one_is_written(plan_file, capsys, tmp_path):
    broken = flip_an_amount(plan_file)
    status, out, _ = run(capsys, "recover", plan_file, "--list", "--json")
    assert status == 0
    found = json.loads(out)
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))
    assert (found[0]["kind"], found[0]["projects"], found[0]["is_whole"]) == ("salvage", 3, True)
    backup = next(one for one in found if one["kind"] == "backup" and one["projects"] == 2)
    assert backup["difference"] == {"missing": 1, "extra": 0, "changed": 0, "satang": -500_000_00}
    assert "ขาด 1 โครงการ" in run(capsys, "recover", plan_file, "--list")[1]
    status, out, _ = run(
        capsys, "recover", plan_file, "--from", backup["number"], "--to", tmp_path / "b.kkplan"
    )
    assert status == 0
    assert "แฟ้มเดิมยังอยู่" in out
    assert run(capsys, "recover", plan_file, "--to", tmp_path / "c.kkplan", "--json")[0] == 0
    for name, count in (("b", 2), ("c", 3)):
        with Workbook.open(tmp_path / f"{name}.kkplan", read_only=True) as book:
            assert len(book.projects()) == count
    assert plan_file.read_bytes() == broken


def test_what_is_asked_wrongly_writes_nothing(plan_file, capsys, tmp_path):
    before = sorted(tmp_path.iterdir())
    assert run(capsys, "recover", plan_file)[0] == 2
    assert run(capsys, "recover", plan_file, "--from", 99, "--to", tmp_path / "b.kkplan")[0] == 2
    assert run(capsys, "recover", plan_file, "--to", plan_file)[0] == 3
    assert run(capsys, "recover", tmp_path / "ไม่มี.kkplan", "--list")[0] == 3
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_of_no_version_is_damage(plan_file, capsys):
    with closing(sqlite3.connect(plan_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 0")
    status, _, err = run(capsys, "check", plan_file)
    assert status == 3
    assert "เสียหาย" in err
    _, out, _ = run(capsys, "recover", plan_file, "--list", "--json")
    assert json.loads(out)[0]["is_whole"]


def test_a_package_is_a_way_back_and_a_damaged_one_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))
    plan, package = tmp_path / "a.kkplan", tmp_path / "a.kkp.zip"
    Workbook.create(plan, small_plan()).close()
    package.write_bytes(small_package().data)
    plan.write_bytes(b"SQLite format 3\x00" + bytes(5_000))
    shutil.rmtree(tmp_path / "data" / "backups")
    target = tmp_path / "b.kkplan"
    status, out, _ = run(capsys, "recover", plan, "--to", target, "--package", package, "--json")
    assert status == 0
    assert json.loads(out)["kind"] == "package"
    with Workbook.open(target) as book:
        assert dumps(book.document()) == dumps(small_plan())
    package.write_bytes(small_package().data[:-1])
    status, out, err = run(capsys, "recover", plan, "--list", "--package", package)
    assert (status, out) == (3, "")
    assert "a.kkp.zip" in err
