"""`kkplanner suggest`: texts and tables in, rankings with reasons out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from kkplanner.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["suggest", *(str(argument) for argument in arguments)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_one_text_gives_a_list_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "ก่อสร้างถนน คสล. หมู่ที่ 3", "--json", "--top", "3")
    (ranking,) = json.loads(out)
    assert status == 0
    assert ranking["title"] == "ก่อสร้างถนน คสล. หมู่ที่ 3"
    assert ranking["uncertain"] is False
    assert len(ranking["suggestions"]) <= 3
    best = ranking["suggestions"][0]
    assert best["code"] == "1.1"
    assert best["measure"].startswith("1.1.")
    assert {"word", "met", "by"} == set(best["reasons"][0])


def test_without_json_a_person_reads_it(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "จัดซื้อเก้าอี้สำนักงาน")
    assert out.splitlines()[0].endswith("(ไม่แน่ใจ)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_a_table_keeps_its_other_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    table = tmp_path / "titles.tsv"
    table.write_text("id\ttitle\tหมายเหตุ\n7\tขุดลอกลำห้วย\tด่วน\n\n8\tอบรม อสม.\n", encoding=encoding)
    status, out, _ = run(capsys, "--titles", table, "--json")
    rankings = json.loads(out)
    assert status == 0
    assert [(row["id"], row["title"], row["หมายเหตุ"]) for row in rankings] == [
        ("7", "ขุดลอกลำห้วย", "ด่วน"),
        ("8", "อบรม อสม.", ""),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name\n1\n", "title"),
        (b"", "title"),
        (b"title\n\xff\xfe\xfd\xfc\n", "UTF-8"),
        (b"title\na\tb\n", "2"),
    ],
)
def test_a_table_that_is_none_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    table = tmp_path / "bad.tsv"
    table.write_bytes(content)
    status, out, err = run(capsys, "--titles", table)
    assert (status, out) == (3, "")
    assert said in err


def test_a_missing_table_or_nothing_to_rank_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "--titles", tmp_path / "none.tsv")[0] == 3
    assert run(capsys)[0] == 2
    assert run(capsys, "ถนน", "--titles", tmp_path / "none.tsv")[0] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of the POSIX shell")
def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    table = tmp_path / "titles.tsv"
    table.write_text("title\n" + "ก่อสร้างถนน\n" * 400, encoding="utf-8")
    command = f'"{sys.executable}" -m kkplanner suggest --titles "{table}" --json | head -n 1'
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert (done.stdout.strip(), done.stderr) == ("[", "")


def test_upward_adds_the_plans_above(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "ก่อสร้างระบบประปาหมู่บ้าน", "--upward", "--json")
    (ranking,) = json.loads(out)
    assert ranking["upward"]["sdg"][0]["code"] == "6"
    assert {"code", "text", "strength", "score", "path", "reasons"} == set(ranking["upward"]["sdg"][0])
    _, out, _ = run(capsys, "ก่อสร้างระบบประปาหมู่บ้าน", "--upward")
    assert "SDG" in out


def test_a_plans_confirmed_links_teach(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path / "demo")]) == 0
    plan = tmp_path / "demo" / "sample.kkplan"
    assert main(["export", str(plan), "--json", str(tmp_path / "plan.json")]) == 0
    project = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["projects"][0]
    _, out, _ = run(capsys, project["title"], "--json", "--plan", plan)
    best = json.loads(out)[0]["suggestions"][0]
    assert project["links"][0]["code"].startswith(best["code"])
    assert "plan" in {reason["by"] for reason in best["reasons"]}
