"""The commands from end to end, as another tool would call them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from conftest import ROOT

from kkplanner import __version__
from kkplanner.cli import main
from kkplanner.workbook import Workbook


@pytest.fixture(scope="module")
def demo_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert main(["demo", str(folder)]) == 0
    return folder / "sample.kkplan"


@pytest.fixture
def plan_file(demo_plan: Path, tmp_path: Path) -> Path:
    """The demo's plan and its Excel forms, for this test alone."""
    folder = tmp_path / "demo"
    folder.mkdir()
    shutil.copy(demo_plan.with_name("plan.xlsx"), folder)
    return Path(shutil.copy(demo_plan, folder))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_demo_leaves_the_plan_its_forms_and_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    status, out, _ = run(capsys, "demo", folder)
    assert status == 0
    assert {path.name for path in folder.iterdir()} == {
        "sample.kkplan",
        "plan.xlsx",
        "plan.pdf",
        "check.json",
        "sample.kkp.zip",
    }
    assert all(str(path) in out for path in folder.iterdir())
    assert "64 โครงการ 12 ครุภัณฑ์" in out
    summary = json.loads((folder / "check.json").read_text(encoding="utf-8"))["summary"]
    assert summary["critical"] == 0
    assert summary["error"] == 1, "the sample leaves one project without a link on purpose"


def test_demo_never_overwrites_a_plan(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan_file.read_bytes()
    status, _, err = run(capsys, "demo", plan_file.parent)
    assert status == 2
    assert "ไม่ได้เขียนทับ" in err
    assert plan_file.read_bytes() == before


def test_a_new_plan_can_start_from_the_frameworks_issues(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "แผนใหม่.kkplan"
    arguments = ["new", target, "--org", "อบต.ตัวอย่าง", "--type", "อบต.", "--district", "หนองเรือ"]
    assert run(capsys, *arguments, "--tambon", "บ้านเม็ง", "--issues-from", "kkpao-2571")[0] == 0
    plan_json = tmp_path / "plan.json"
    assert run(capsys, "export", target, "--json", plan_json)[0] == 0
    data = json.loads(plan_json.read_text(encoding="utf-8"))
    assert data["plan"]["period"] == [2571, 2575]
    assert data["organisation"]["district_code"] == "4004"
    assert data["organisation"]["tambon_code"] == "400402"
    assert len(data["issues"]) == 8


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--district", "9999"], "ไม่พบอำเภอ"),
        (["--district", "4004", "--tambon", "400101"], "ไม่พบตำบล"),
        (["--district", "4004", "--period", "2575-2571"], "ช่วงปี"),
        (["--district", "4004", "--issues-from", "nowhere"], "nowhere"),
    ],
)
def test_a_new_plan_with_a_wrong_argument_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    target = tmp_path / "x.kkplan"
    status, _, err = run(capsys, "new", target, "--org", "อบต.ก", "--type", "อบต.", *arguments)
    assert status in (2, 3)
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert not target.exists()


def test_wrong_usage_is_exit_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["export"])
    assert stop.value.code == 2
    assert "คำสั่งไม่ถูกต้อง" in capsys.readouterr().err
    assert run(capsys)[0] == 2


def test_what_cannot_be_read_is_exit_status_3_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = tmp_path / "letter.kkplan"
    stranger.write_text("ไม่ใช่แผน" * 1000, encoding="utf-8")
    for arguments in (["check", stranger], ["check", tmp_path / "ไม่มี.kkplan"]):
        status, out, err = run(capsys, *arguments)
        assert (status, out) == (3, "")
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err


def test_an_import_is_one_operation_that_undo_takes_back(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.kkplan"
    run(capsys, "new", other, "--org", "อบต.ตัวอย่าง", "--type", "อบต.", "--district", "4004")
    book = plan_file.parent / "plan.xlsx"
    before = other.read_bytes()
    status, out, _ = run(capsys, "import", other, book, "--dry-run", "--json")
    report = json.loads(out)
    assert status == 0
    assert (report["projects"], report["equipment"]) == (64, 12)
    assert other.read_bytes() == before, "a dry run changes nothing"

    assert run(capsys, "import", other, book)[0] == 0
    _, out, _ = run(capsys, "history", other, "--json")
    assert [entry["name"] for entry in json.loads(out)] == ["นำเข้าจาก plan.xlsx", "สร้างแผน"]
    assert "นำเข้าจาก plan.xlsx" in run(capsys, "undo", other)[1]
    run(capsys, "export", other, "--json", tmp_path / "undone.json")
    assert json.loads((tmp_path / "undone.json").read_text(encoding="utf-8"))["projects"] == []
    assert "นำเข้าจาก plan.xlsx" in run(capsys, "redo", other)[1]
    assert "ไม่มีรายการให้ทำซ้ำ" in run(capsys, "redo", other)[1]
    run(capsys, "export", other, "--json", tmp_path / "redone.json")
    assert len(json.loads((tmp_path / "redone.json").read_text(encoding="utf-8"))["projects"]) == 64


def test_a_book_of_other_years_is_refused_until_told_to_shift(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.kkplan"
    period = ["--period", "2576-2580"]
    run(capsys, "new", other, "--org", "อบต.ก", "--type", "อบต.", "--district", "4004", *period)
    book = plan_file.parent / "plan.xlsx"
    status, out, _ = run(capsys, "import", other, book, "--json")
    report = json.loads(out)
    assert status == 1
    assert [f["id"] for f in report["findings"] if f["severity"] == "critical"] == ["import.years-differ"]
    status, out, _ = run(capsys, "import", other, book, "--years", "shift", "--json")
    assert status == 0
    run(capsys, "export", other, "--json", tmp_path / "shifted.json")
    shifted = json.loads((tmp_path / "shifted.json").read_text(encoding="utf-8"))
    years = {year for project in shifted["projects"] for year in project["budgets"]}
    assert years <= {"2576", "2577", "2578", "2579", "2580"}
    assert len(shifted["projects"]) == 64


@pytest.mark.parametrize("layout", ["2571", "2566"])
def test_the_three_exports_are_written_together(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], layout: str
) -> None:
    targets = {f"--{kind}": tmp_path / f"out.{kind}" for kind in ("xlsx", "pdf", "json")}
    arguments = [part for pair in targets.items() for part in pair]
    status, out, _ = run(
        capsys, "export", plan_file, *arguments, "--layout", layout, "--digits", "thai", "--draft", "--kpi"
    )
    assert status == 0
    for target in targets.values():
        assert target.stat().st_size > 1000
        assert str(target) in out


@pytest.mark.parametrize("kind", ["--xlsx", "--pdf", "--json", "--book"])
def test_an_export_never_takes_the_place_of_a_plan(
    plan_file: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    before = plan_file.read_bytes()
    status, _, err = run(capsys, "export", plan_file, kind, plan_file)
    assert status == 3
    assert "แฟ้มแผน" in err
    assert plan_file.read_bytes() == before


def test_an_unknown_layout_or_no_target_is_said(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(
        capsys, "export", plan_file, "--xlsx", plan_file.parent / "x.xlsx", "--layout", "1999"
    )
    assert status in (2, 3)
    assert "1999" in err
    assert not (plan_file.parent / "x.xlsx").exists()
    assert run(capsys, "export", plan_file)[0] == 2


@pytest.mark.parametrize(("level", "status"), [("critical", 0), ("error", 1), ("note", 1)])
def test_check_fails_only_on_the_asked_level(
    plan_file: Path, capsys: pytest.CaptureFixture[str], level: str, status: int
) -> None:
    assert run(capsys, "check", plan_file, "--fail-on", level)[0] == status
    assert run(capsys, "check", plan_file)[0] == 0


def test_check_as_json_has_the_documented_shape(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", plan_file, "--json")
    result = json.loads(out)
    assert set(result["summary"]) == {"critical", "error", "warning", "note"}
    for finding in result["findings"]:
        assert {"rule", "severity", "project", "form", "field", "place", "message"} <= set(finding)


def test_a_finding_is_set_aside_with_a_reason_and_taken_back(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def unlinked() -> tuple[int, str, str | None]:
        result = json.loads(run(capsys, "check", plan_file, "--json")[1])
        finding = next(f for f in result["findings"] if f["rule"] == "project.link-missing")
        return result["summary"]["error"], finding["project"], finding.get("waived")

    errors, project, waived = unlinked()
    assert (errors, waived) == (1, None)
    arguments = ["waive", plan_file, "--rule", "project.link-missing", "--project", project]
    assert run(capsys, *arguments, "--reason", "อยู่ระหว่างหารือ")[0] == 0
    assert run(capsys, *arguments, "--reason", "รอมติสภา")[0] == 0
    assert unlinked() == (0, project, "รอมติสภา")
    assert run(capsys, *arguments, "--withdraw")[0] == 0
    assert unlinked() == (1, project, None)
    assert run(capsys, *arguments, "--withdraw")[0] == 2
    assert run(capsys, "waive", plan_file, "--rule", "nothing", "--reason", "x")[0] == 2
    assert (
        run(capsys, "waive", plan_file, "--rule", "project.kpi-missing", "--project", "x", "--reason", "x")[0]
        == 2
    )


def test_the_history_of_one_project_shows_its_fields(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "export", plan_file, "--json", tmp_path / "plan.json")
    uuid = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["projects"][0]["uuid"]
    _, out, _ = run(capsys, "history", plan_file, "--project", uuid, "--json")
    (entry,) = json.loads(out)
    assert {"field", "before", "after"} <= set(entry["fields"][0])


def test_the_history_tells_a_clerk_in_thai_what_changed(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workbook.open(plan_file) as workbook:
        project = workbook.projects()[0]
        with workbook.operation("แก้เงิน") as operation:
            operation.update(replace(project, title="ถนนสายใหม่", own_budgets={2571: 150_000_050}))
    _, out, _ = run(capsys, "history", plan_file, "--project", project.uuid)
    assert f"ชื่อโครงการ: {project.title} → ถนนสายใหม่" in out
    assert "ปี 2571: " in out
    assert "→ 1,500,000.50" in out
    assert "own_budgets" not in out


def test_coverage_comes_as_figures_and_as_one_page(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "coverage.pdf"
    status, out, _ = run(capsys, "coverage", plan_file, "--pdf", page, "--json")
    covered = json.loads(out)
    assert status == 0
    assert len(covered["issues"]) == 8
    assert covered["goals_contributed"] == sum(1 for goal in covered["goals"] if goal["years"])
    assert len(pypdf.PdfReader(page).pages) == 1


def test_frameworks_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "frameworks", "--json")
    counts = {f["id"]: [level["count"] for level in f["levels"]] for f in json.loads(out)}
    assert len(counts) == 12
    assert counts["kkpao-2571"][:3] == [8, 44, 175]
    _, out, _ = run(capsys, "frameworks", "--show", "kkpao-2571", "--json")
    nodes = {node["code"]: node for node in json.loads(out)["nodes"]}
    assert nodes["2.2"]["as_printed"] == "ป้องกัน บำบัด และแก้ไขปัญหาเสพติดอย่างบูรณาการ"
    assert run(capsys, "frameworks", "--show", "nowhere")[0] == 2


def test_a_bug_is_logged_and_the_clerk_gets_a_sentence(
    plan_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kkplanner.workbook import Workbook

    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Workbook, "open", broken)
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path))
    status, out, err = run(capsys, "check", plan_file)
    assert (status, out) == (70, "")
    assert len(err.strip().splitlines()) == 1
    assert "ZeroDivisionError: a bug" in (tmp_path / "log" / "crash.log").read_text(encoding="utf-8")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_the_version_is_printed() -> None:
    done = python("-m", "kkplanner", "--version")
    assert done.stdout.strip() == f"kkplanner {__version__}"


def test_starting_imports_nothing_heavy() -> None:
    heavy = (
        "pythainlp",
        "openpyxl",
        "reportlab",
        "xlsxwriter",
        "sqlite_utils",
        "jsonschema",
        "uharfbuzz",
        "sqlite3",
    )
    code = (
        "import sys; from kkplanner.cli.main import build_parser; build_parser();"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    assert python("-c", code).stdout.strip() == "[]"


@pytest.mark.parametrize(
    "option", [("--agency", "กองช่าง"), ("--form", "ผ.02"), ("--part", "1"), ("--tables-only",)]
)
def test_a_part_of_the_book_without_the_book_is_wrong_usage(plan_file, tmp_path, option):
    target = tmp_path / "forms.pdf"
    assert main(["export", str(plan_file), "--pdf", str(target), *option]) == 2
    assert not target.exists()


def test_an_unreadable_book_is_one_finding_in_json(plan_file, tmp_path, capsys):
    book = tmp_path / "x.xlsx"
    book.write_bytes(b"no workbook")
    capsys.readouterr()
    assert main(["import", str(plan_file), str(book), "--json"]) == 3
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["severity"], finding["id"]) == ("critical", "import.book-unreadable")


def test_a_package_is_never_written_over_by_an_export(plan_file, tmp_path):
    package = tmp_path / "แผน.kkp.zip"
    package.write_bytes(b"PK sealed")
    assert main(["export", str(plan_file), "--xlsx", str(package)]) == 3
    assert package.read_bytes() == b"PK sealed"
