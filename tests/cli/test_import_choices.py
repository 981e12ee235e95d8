"""`kkplanner import` with the clerk's decisions as arguments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kkplanner.cli import main

HEAD = "ที่\tโครงการ\tวัตถุประสงค์\tเป้าหมาย\t2571\t2572\t2573\t2574\t2575\tหน่วยงาน\tหมายเหตุ"
ROAD = "1\tก่อสร้างถนนสายบ้านโนน\tเพื่อให้สัญจรสะดวก\tยาว 500 เมตร\t100000\t\t\t\t\tกองช่าง\tสำนักช่าง"
CANAL = "2\tขุดลอกคลองบ้านโนน\tเพื่อระบายน้ำ\tยาว 900 เมตร\t\t80000\t\t\t\tกองช่าง\tสำนักช่าง"
SHEET = "book.tsv"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    plan, book = tmp_path / "plan.kkplan", tmp_path / SHEET
    assert main(["new", str(plan), "--org", "อบต.ก", "--type", "อบต.", "--district", "4004"]) == 0
    book.write_text(f"{HEAD}\n{ROAD}\n{CANAL}", encoding="cp874")
    return plan, book


def bring(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    capsys.readouterr()
    assert main(["import", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_corrected_file_is_paired_and_told(files, capsys):
    plan, book = files
    assert bring(capsys, plan, book)["added"] == 2
    assert [row["action"] for row in bring(capsys, plan, book)["rows"]] == ["unchanged"] * 2
    book.write_text("\n".join((HEAD, ROAD.replace("100000", "250000"), CANAL)), encoding="utf-8")
    seen = bring(capsys, plan, book, "--dry-run")
    changed, same = seen["rows"]
    assert (changed["action"], changed["paired_by"], changed["changed"]) == (
        "changed",
        "likeness",
        ["own_budgets"],
    )
    assert same["action"] == "unchanged"
    refused = bring(capsys, plan, book, "--pair", f"{SHEET}:2=new", "--dry-run")
    assert (refused["added"], refused["updated"]) == (1, 0)
    assert main(["import", str(plan), str(book)]) == 0
    assert "ถือเป็นโครงการเดิม" in capsys.readouterr().out


def test_rows_and_years_are_chosen(files, capsys):
    plan, book = files
    seen = bring(capsys, plan, book, "--without", f"{SHEET}:2", "--years", "2572=2575", "--dry-run")
    assert [row["action"] for row in seen["rows"]] == ["skipped", "added"]
    assert seen["total_baht"] == 80_000


def test_a_column_is_remembered_with_the_plan(files, capsys):
    plan, book = files
    first = bring(capsys, plan, book, "--column", f"{SHEET}:K=agency", "--column", f"{SHEET}:J=")
    assert first["sheets"][0]["columns"][10]["field"] == "agency"
    again = bring(capsys, plan, book)
    assert again["sheets"][0]["columns"][10]["field"] == "agency", "the same head is read the same way"
    assert [row["action"] for row in again["rows"]] == ["unchanged"] * 2


@pytest.mark.parametrize(
    "wrong",
    [
        ["--years", "2571"],
        ["--column", "H=agency"],
        ["--pair", "แผ่น:2=x"],
        ["--issue", "ยุทธศาสตร์=99"],
    ],
)
def test_what_does_not_read_is_wrong_usage_and_changes_nothing(files, capsys, wrong):
    plan, book = files
    before = plan.read_bytes()
    assert main(["import", str(plan), str(book), *wrong]) == 2
    assert plan.read_bytes() == before
    assert wrong[1] in capsys.readouterr().err


def test_a_book_that_brings_in_nothing_exits_3_with_a_sentence_and_its_report(files, capsys):
    plan, book = files
    book.write_text("วันที่\tเรื่อง\n1\tประชุม\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(plan), str(book), "--json"]) == 3
    told = capsys.readouterr()
    assert json.loads(told.out)["projects"] == 0
    sentence = told.err.strip().splitlines()[-1]
    assert SHEET in sentence
    assert "แผนยังอยู่ครบเหมือนเดิม" in sentence


def test_the_same_book_again_brings_in_nothing_and_that_is_no_fault(files):
    plan, book = files
    assert main(["import", str(plan), str(book)]) == 0
    assert main(["import", str(plan), str(book)]) == 0
