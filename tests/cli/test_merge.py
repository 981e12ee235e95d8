"""`kkplanner merge`: the report, the choices, the exit status."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from kkplanner.cli import main
from kkplanner.exchange.sample import sample_plan
from kkplanner.workbook import Workbook


@pytest.fixture
def files(tmp_path):
    ours, theirs = tmp_path / "แผน.kkplan", tmp_path / "สำเนา.kkplan"
    Workbook.create(ours, sample_plan()).close()
    shutil.copyfile(ours, theirs)
    edit(ours, title="ถนน ก", own_budgets={2571: 100_00})
    edit(theirs, title="ถนน ข", own_budgets={2571: 250_000_00}, kpi="ร้อยละ 90")
    return ours, theirs


def edit(path, **fields):
    with Workbook.open(path) as book, book.operation("แก้ไข") as operation:
        operation.update(replace(book.document().projects[0], **fields))


def run(capsys, *arguments, status):
    assert main(["merge", *map(str, arguments)]) == status
    return capsys.readouterr().out


def first(path):
    with Workbook.open(path, read_only=True) as book:
        return book.document().projects[0]


def test_the_report_names_the_common_moment_what_is_taken_and_what_is_in_dispute(files, capsys):
    ours, theirs = files
    found = json.loads(run(capsys, ours, theirs, "--json", status=1))
    assert found["ancestor"]["name"] == "สร้างแผน"
    assert found["merged"] is True
    assert found["open"] == 2
    (taken,) = found["taken"]
    assert (taken["kind"], taken["change"], taken["fields"]) == ("project", "changed", ["kpi"])
    title, amount = found["conflicts"]
    assert (title["field"], title["label"], title["ours"], title["theirs"]) == (
        "title",
        "ชื่อโครงการ",
        "ถนน ก",
        "ถนน ข",
    )
    assert (amount["field"], amount["label"]) == ("own_budgets.2571", "งบประมาณ ปี 2571")
    assert (amount["ours"], amount["theirs"]) == (10_000, 25_000_000)
    assert (amount["texts"]["ours"], amount["texts"]["theirs"]) == ("100 บาท", "250,000 บาท")
    assert amount["choices"] == ["ours", "theirs"]
    assert (first(ours).title, first(ours).kpi) == ("ถนน ก", "ร้อยละ 90")
    assert first(theirs).title == "ถนน ข"


def test_a_dry_run_changes_nothing_and_tells_the_same(files, capsys):
    ours, theirs = files
    before = ours.read_bytes()
    dry = json.loads(run(capsys, ours, theirs, "--dry-run", "--json", status=1))
    assert ours.read_bytes() == before
    real = json.loads(run(capsys, ours, theirs, "--json", status=1))
    assert dry == real | {"merged": False}


def test_people_read_both_values(files, capsys):
    told = run(capsys, *files, status=1)
    for words in ("สร้างแผน", "แก้ไขโครงการ", "ช่องงบประมาณ ปี 2571", "100 บาท", "250,000 บาท", "2 ข้อ"):
        assert words in told


def test_merging_again_says_that_there_is_nothing_new(files, capsys):
    run(capsys, *files, status=1)
    assert "ไม่มีสิ่งใหม่" in run(capsys, *files, status=0)


def test_conflicts_are_decided_in_the_merge_or_later(files, capsys):
    ours, theirs = files
    conflicts = json.loads(run(capsys, ours, theirs, "--dry-run", "--json", status=1))["conflicts"]
    title, amount = (one["id"] for one in conflicts)
    left = json.loads(run(capsys, ours, theirs, "--decide", f"{title}=theirs", "--json", status=1))
    assert [one["id"] for one in left["conflicts"]] == [amount]
    assert left["open"] == 1
    assert amount in run(capsys, ours, status=1)
    assert json.loads(run(capsys, ours, "--json", status=1))["conflicts"][0]["id"] == amount
    run(capsys, ours, "--take", "theirs", "--decide", f"{amount}=ours", status=0)
    assert (first(ours).title, first(ours).own_budgets[2571]) == ("ถนน ข", 100_00)
    assert json.loads(run(capsys, ours, "--json", status=0)) == {"decided": 0, "conflicts": []}


def test_all_conflicts_can_be_taken_one_way(files, capsys):
    ours, theirs = files
    assert json.loads(run(capsys, ours, theirs, "--take", "theirs", "--json", status=0))["open"] == 0
    assert (first(ours).title, first(ours).own_budgets[2571]) == ("ถนน ข", 250_000_00)


@pytest.mark.parametrize("given", ["abc", "abc=mine", "abc=ours"])
def test_a_choice_that_is_none_is_wrong_usage_and_changes_nothing(files, capsys, given):
    ours, theirs = files
    before = first(ours)
    run(capsys, ours, theirs, "--decide", given, status=2)
    run(capsys, ours, theirs, "--dry-run", "--decide", given, status=2)
    run(capsys, ours, "--decide", given, status=2)
    assert first(ours) == before


def test_another_plan_and_a_file_that_is_none_are_refused(files, tmp_path, capsys):
    ours, _ = files
    other = tmp_path / "อื่น.kkplan"
    plan = sample_plan()
    Workbook.create(other, replace(plan, plan=replace(plan.plan, uuid="0" * 36))).close()
    assert main(["merge", str(ours), str(other)]) == 3
    assert "คนละเล่ม" in capsys.readouterr().err
    other.write_text("x", encoding="utf-8")
    assert main(["merge", str(ours), str(other)]) == 3


def test_undo_takes_the_merge_back(files, capsys):
    ours, theirs = files
    before = first(ours)
    run(capsys, ours, theirs, status=1)
    assert main(["undo", str(ours)]) == 0
    assert first(ours) == before
    run(capsys, ours, status=0)


def test_the_report_says_where_each_side_put_a_row_that_both_moved(tmp_path, capsys):
    ours, theirs = tmp_path / "แผน.kkplan", tmp_path / "สำเนา.kkplan"
    plan = sample_plan()
    Workbook.create(ours, plan).close()
    shutil.copyfile(ours, theirs)
    moved, *rest = plan.projects
    for path, place in ((ours, 3), (theirs, 8)):
        with Workbook.open(path) as book, book.operation("ย้าย") as operation:
            operation.replace_document(replace(plan, projects=(*rest[:place], moved, *rest[place:])))
    (conflict,) = json.loads(run(capsys, ours, theirs, "--dry-run", "--json", status=1))["conflicts"]
    assert (conflict["kind"], conflict["choices"]) == ("order", ["ours", "theirs"])
    told = run(capsys, ours, theirs, status=1)
    for neighbour in (rest[2], rest[7]):
        assert f"“{moved.title[:55]}…” ต่อจาก “{neighbour.title[:55]}" in told
    assert first(ours) == rest[0]
    run(capsys, ours, "--decide", f"{conflict['id']}=theirs", status=0)
    with Workbook.open(ours, read_only=True) as book:
        assert book.document().projects[8] == moved
