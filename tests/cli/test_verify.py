"""`export --package` and `verify`: exit status, JSON, and what is said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from small_package import CREATED, REASON, STRANGER, relisted, small_package, small_plan

from kkplanner.cli import main
from kkplanner.exchange.package import seal
from kkplanner.exchange.plan_json import dumps
from kkplanner.workbook import Workbook


@pytest.fixture(autouse=True)
def _data(tmp_path, monkeypatch):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def plan(tmp_path):
    Workbook.create(tmp_path / "plan.kkplan", small_plan()).close()
    return tmp_path / "plan.kkplan"


@pytest.fixture
def package(tmp_path):
    (tmp_path / "ส่ง.kkp.zip").write_bytes(small_package().data)
    return tmp_path / "ส่ง.kkp.zip"


def run(capsys, *arguments):
    status = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_is_exported_is_verified_and_rebuilt(plan, tmp_path, capsys):
    target, cover = tmp_path / "แผน.kkp.zip", tmp_path / "ปก.pdf"
    status, out, err = run(
        capsys, "export", plan, "--package", target, "--reason", REASON, "--cover-sheet", cover
    )
    assert status == 0
    assert "นำสื่อบันทึกออกได้" in out
    assert cover.read_bytes().startswith(b"%PDF")
    assert "กำลังลงลายมือชื่อ" in err
    code = next(line for line in out.splitlines() if line.startswith("รหัสแผน"))
    status, out, _ = run(capsys, "verify", target, "--rebuild", tmp_path / "new.kkplan")
    assert status == 0
    assert code in out
    with Workbook.open(tmp_path / "new.kkplan") as book:
        assert dumps(book.document()) == dumps(small_plan())


def test_json_is_the_documented_shape(package, capsys):
    status, out, _ = run(capsys, "verify", package, "--json")
    found = json.loads(out)
    assert status == 0
    assert found["sound"] is True
    assert found["sender"]["status"] == "new"
    assert set(found) == {
        "package", "sha256", "sound", "problems", "sender", "created_at", "program", "organisation", "plan",
        "framework", "counts", "totals", "edition", "layout", "findings", "reason", "members",
    }  # fmt: skip


def test_a_sender_is_remembered_and_another_one_is_told_until_trusted(package, tmp_path, capsys):
    forged = tmp_path / "ปลอม.kkp.zip"
    forged.write_bytes(relisted(small_package().members, sender=STRANGER))
    assert run(capsys, "verify", package)[0] == 0
    assert "ผู้ส่งรายเดียวกับครั้งก่อน" in run(capsys, "verify", package)[1]
    status, out, _ = run(capsys, "verify", forged)
    assert status == 1
    assert "โทรศัพท์ถามหน่วยงาน" in out
    assert run(capsys, "verify", forged)[0] == 1
    assert run(capsys, "verify", forged, "--trust")[0] == 0
    assert run(capsys, "verify", forged)[0] == 0
    assert run(capsys, "verify", package)[0] == 1


def test_a_doubtful_package_is_told_with_status_one_and_its_sender_not_remembered(tmp_path, capsys):
    dearer = replace(small_plan().projects[0], own_budgets={2571: 100})
    other = replace(small_plan(), projects=(dearer, *small_plan().projects[1:]))
    odd = tmp_path / "แปลก.kkp.zip"
    odd.write_bytes(relisted({**small_package().members, "plan.json": dumps(other).encode()}, other))
    status, out, _ = run(capsys, "verify", odd, "--json")
    found = json.loads(out)
    assert status == 1
    assert [problem["kind"] for problem in found["problems"]] == ["forms"]
    assert json.loads(run(capsys, "verify", odd, "--json")[1])["sender"]["status"] == "new"


def test_a_changed_package_ends_with_three_and_one_sentence(package, capsys):
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    status, out, err = run(capsys, "verify", package)
    assert (status, out) == (3, "")
    assert len(err.strip().splitlines()) == 1
    assert "ส่ง.kkp.zip" in err


def test_errors_without_a_reason_stop_the_package_with_a_sentence(plan, tmp_path, capsys):
    status, out, err = run(capsys, "export", plan, "--package", tmp_path / "แผน.kkp.zip")
    assert (status, out) == (1, "")
    assert "--reason" in err
    assert not list(tmp_path.glob("*.kkp.*"))


def test_two_targets_that_are_one_file_are_refused_before_anything_is_written(plan, tmp_path, capsys):
    (tmp_path / "inside").mkdir()
    for one, other in (
        (["--pdf", tmp_path / "a"], ["--xlsx", tmp_path / "a"]),
        (["--json", tmp_path / "a"], ["--letter", tmp_path / "inside" / ".." / "a"]),
        (["--package", tmp_path / "a.kkp.zip"], ["--book", tmp_path / "a.kkp.zip"]),
    ):
        status, out, err = run(capsys, "export", plan, *one, *other)
        assert (status, out) == (2, "")
        assert len(err.strip().splitlines()) == 1
        assert one[0] in err
        assert other[0] in err
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["plan.kkplan"]


@pytest.mark.parametrize("option", [["--reason", "ก"], ["--cover-sheet", "c.pdf"]])
def test_what_only_a_package_has_is_wrong_usage_without_one(plan, tmp_path, capsys, option):
    status, _, err = run(capsys, "export", plan, "--json", tmp_path / "a.json", *option)
    assert status == 2
    assert "--package" in err
    assert not (tmp_path / "a.json").exists()


def test_a_name_that_is_no_packages_is_wrong_usage(plan, tmp_path, capsys):
    status, _, err = run(capsys, "export", plan, "--package", tmp_path / "a.zip", "--reason", REASON)
    assert status == 2
    assert ".kkp.zip" in err


def test_the_letter_alone(plan, tmp_path, capsys):
    assert run(capsys, "export", plan, "--letter", tmp_path / "l.pdf")[0] == 0
    assert (tmp_path / "l.pdf").read_bytes().startswith(b"%PDF")


def test_the_sealed_bytes_do_not_depend_on_the_command_line(plan):
    with Workbook.open(plan, read_only=True) as book:
        document = book.document()
    again = seal(document, {}, reason=REASON, sender=STRANGER, created=CREATED)
    assert again.members["plan.json"] == small_package().members["plan.json"]
