"""`kkplanner export --xlsx … --book-sheets`: the Excel book, and the file that comes back from it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kkplanner.cli import main


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    assert main(["demo", str(tmp_path / "demo")]) == 0
    return tmp_path / "demo" / "sample.kkplan"


def test_the_book_is_written_and_importing_it_changes_nothing(plan_file: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    assert main(["export", str(plan_file), "--xlsx", str(book), "--book-sheets"]) == 0
    assert openpyxl.load_workbook(book, read_only=True).sheetnames[0] == "คำชี้แจง"
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    assert main(["export", str(plan_file), "--json", str(before)]) == 0
    assert main(["import", str(plan_file), str(book)]) == 0
    assert main(["export", str(plan_file), "--json", str(after)]) == 0
    assert json.loads(after.read_text(encoding="utf-8")) == json.loads(before.read_text(encoding="utf-8"))


def test_sheets_of_no_excel_file_are_wrong_usage(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(plan_file), "--json", str(tmp_path / "x.json"), "--book-sheets"]) == 2
    assert "--xlsx" in capsys.readouterr().err
    assert not (tmp_path / "x.json").exists()
