"""`kkplanner export --book`: the whole book, a part, the forms of one agency."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest

from kkplanner.cli import main
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.kinds import Form
from kkplanner.workbook import Workbook


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "sample.kkplan"
    Workbook.create(path, sample_plan()).close()
    return path


def run(plan: Path, tmp_path: Path, *options: str) -> list[str]:
    target = tmp_path / "book.pdf"
    assert main(["export", str(plan), "--book", str(target), *options]) == 0
    return [re.sub(r"\s+", "", page.extract_text()) for page in pypdf.PdfReader(target).pages]


def test_the_whole_book(plan, tmp_path):
    whole = "".join(run(plan, tmp_path))
    for text in ("คำนำ", "สารบัญ", "ส่วนที่๑", "ส่วนที่๒", "ส่วนที่๓", "ส่วนที่๔", "ประกาศณวันที่"):
        assert text in whole


def test_one_part_with_arabic_digits(plan, tmp_path):
    pages = run(plan, tmp_path, "--part", "1", "--text-digits", "arabic")
    assert "ส่วนที่1" in pages[0]
    assert not any("ส่วนที่2" in page for page in pages)


def test_one_form_of_one_agency(plan, tmp_path):
    every = "".join(run(plan, tmp_path, "--form", "ผ.02"))
    own = "".join(run(plan, tmp_path, "--form", "ผ.๐๒", "--agency", "กองช่าง"))
    titles = {
        project.agency: re.sub(r"\s+", "", project.title) for project in sample_plan().projects_of(Form.P02)
    }
    assert all(title in every for title in titles.values())
    assert titles.pop("กองช่าง") in own
    assert not any(title in own for title in titles.values())


def test_a_draft_bears_its_day(plan, tmp_path):
    assert all("ฉบับร่าง" in page for page in run(plan, tmp_path, "--part", "4", "--draft"))


def test_an_unknown_agency_is_told_which_there_are(plan, tmp_path, capsys):
    assert main(["export", str(plan), "--book", str(tmp_path / "x.pdf"), "--agency", "กองลม"]) == 2
    assert "กองช่าง" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()
