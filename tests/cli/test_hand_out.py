"""Handing out to a division and taking back, as a clerk does it at the prompt."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kkplanner.__main__ import main
from kkplanner.exchange.sample import sample_plan
from kkplanner.workbook import Workbook


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "แผน.kkplan"
    Workbook.create(path, sample_plan()).close()
    return path


@pytest.fixture
def book(plan: Path, tmp_path: Path) -> Path:
    path = tmp_path / "กองช่าง.xlsx"
    assert main(["hand-out", str(plan), str(path), "--agency", "กองช่าง"]) == 0
    return path


def rewrite(book: Path, target: str) -> str:
    """Change the target of the first row; gives its uuid."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["ผ.02"]
    sheet.cell(5, 5).value = target
    workbook.save(book)
    return str(sheet.cell(5, 1).value)


def document(plan: Path):
    with Workbook.open(plan, read_only=True) as workbook:
        return workbook.document()


def target_of(plan: Path, uuid: str) -> str:
    return next(one.target for one in document(plan).projects if one.uuid == uuid)


def test_what_was_filled_in_comes_back_as_one_operation(plan, book, capsys):
    before = document(plan)
    uuid = rewrite(book, "ยาว 12 เมตร")
    assert main(["take-back", str(plan), str(book), "--dry-run"]) == 0
    assert document(plan) == before
    assert main(["take-back", str(plan), str(book)]) == 0
    assert target_of(plan, uuid) == "ยาว 12 เมตร"
    assert "แก้ 1" in capsys.readouterr().out
    assert main(["undo", str(plan)]) == 0
    assert document(plan) == before


def test_a_conflict_is_told_and_decided_by_an_option(plan, book, capsys):
    uuid = rewrite(book, "ของกอง")
    with Workbook.open(plan) as workbook, workbook.operation("แก้ในแผน") as operation:
        project = next(one for one in workbook.document().projects if one.uuid == uuid)
        operation.update(replace(project, target="ของแผน"))
    capsys.readouterr()
    assert main(["take-back", str(plan), str(book), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (field,) = told["rows"][0]["fields"]
    assert (field["now"], field["returned"], field["conflict"]) == ("ของแผน", "ของกอง", True)
    assert target_of(plan, uuid) == "ของแผน"
    assert main(["take-back", str(plan), str(book), "--conflicts", "returned"]) == 0
    assert target_of(plan, uuid) == "ของกอง"


def test_an_issue_that_is_not_there_is_wrong_usage(plan, tmp_path):
    assert main(["hand-out", str(plan), str(tmp_path / "x.xlsx"), "--issue", "99"]) == 2
    assert not (tmp_path / "x.xlsx").exists()


@pytest.fixture
def disputed(plan, book) -> str:
    """Objective and target of one project changed on both sides; gives its uuid."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["ผ.02"]
    uuid = str(sheet.cell(5, 1).value)
    sheet.cell(5, 4).value, sheet.cell(5, 5).value = "วัตถุประสงค์ของกอง", "เป้าหมายของกอง"
    workbook.save(book)
    with Workbook.open(plan) as opened, opened.operation("แก้ในแผน") as operation:
        project = next(one for one in opened.document().projects if one.uuid == uuid)
        operation.update(replace(project, objective="วัตถุประสงค์ของแผน", target="เป้าหมายของแผน"))
    return uuid


def conflicts(plan: Path, book: Path, capsys) -> dict[str, str]:
    capsys.readouterr()
    assert main(["take-back", str(plan), str(book), "--dry-run", "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    return {field["key"]: field["id"] for field in row["fields"]}


def both_of(plan: Path, uuid: str) -> tuple[str, str]:
    project = next(one for one in document(plan).projects if one.uuid == uuid)
    return project.objective, project.target


def test_single_conflicts_are_decided_as_in_a_merge(plan, book, disputed, capsys):
    ids = conflicts(plan, book, capsys)
    assert main(["take-back", str(plan), str(book), "--decide", f"{ids['target']}=theirs"]) == 1
    assert f"--decide {ids['objective']}=ours|theirs" in capsys.readouterr().out
    assert both_of(plan, disputed) == ("วัตถุประสงค์ของแผน", "เป้าหมายของกอง")


def test_a_single_decision_outweighs_the_one_for_all(plan, book, disputed, capsys):
    ids = conflicts(plan, book, capsys)
    chosen = ["--conflicts", "returned", "--decide", f"{ids['target']}=ours"]
    assert main(["take-back", str(plan), str(book), *chosen]) == 0
    assert both_of(plan, disputed) == ("วัตถุประสงค์ของกอง", "เป้าหมายของแผน")


def test_when_every_conflict_is_decided_nothing_is_left(plan, book, disputed, capsys):
    ids = conflicts(plan, book, capsys)
    chosen = [f"--decide={ids['objective']}=theirs", f"--decide={ids['target']}=plan"]
    assert main(["take-back", str(plan), str(book), *chosen]) == 0
    assert both_of(plan, disputed) == ("วัตถุประสงค์ของกอง", "เป้าหมายของแผน")


@pytest.mark.parametrize("given", ["abc", "abc=both", "abc=theirs"])
def test_a_decision_that_is_none_is_wrong_usage_and_changes_nothing(plan, book, disputed, given):
    before = document(plan)
    assert main(["take-back", str(plan), str(book), "--decide", given]) == 2
    assert document(plan) == before
