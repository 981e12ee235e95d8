"""The program tries itself: everything at once, each fault as its own line, nothing left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kkplanner.__main__ import main
from kkplanner.self_test import self_test
from kkplanner.self_test.checks import CHECKS, Check, SelfTestError
from kkplanner.workbook.backup import own_root


def test_everything_is_well_here(tmp_path: Path) -> None:
    titles: list[str] = []
    folder = tmp_path / "ผลการ ตรวจ"
    backups = set(own_root().glob("*")) if own_root().exists() else set()
    result = self_test(folder, progress=titles.append)
    assert result.passed, [check for check in result.checks if not check.passed]
    assert titles == [check.title for check in CHECKS]
    assert {path.name for path in folder.iterdir()} == {"result.json", "result.html"}
    assert (set(own_root().glob("*")) if own_root().exists() else set()) == backups
    told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert told["passed"] is True
    assert {check["name"] for check in told["checks"]} >= {
        "place",
        "plan_file",
        "fonts",
        "words",
        "excel",
        "pdf",
    }
    assert f"ผ่านทั้ง {len(CHECKS)} รายการ" in (folder / "result.html").read_text(encoding="utf-8")


def test_a_fault_is_told_with_advice_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_folder: Path) -> str:
        raise ImportError("DLL load failed <while> importing rpds")

    def wrong(_folder: Path) -> str:
        raise SelfTestError("ตัดคำได้ไม่ครบ")

    checks = (Check("words", "การตัดคำไทย", wrong), Check("pdf", "PDF", broken, "ลองใหม่"))
    monkeypatch.setattr("kkplanner.self_test.running.CHECKS", checks)
    more = Check("window", "หน้าต่าง", lambda _folder: "เปิดได้")
    result = self_test(tmp_path, more=[more])
    assert [check.passed for check in result.checks] == [False, False, True]
    assert result.checks[0].detail == "ตัดคำได้ไม่ครบ"
    assert "ติดตั้งโปรแกรมใหม่" in result.checks[0].advice
    assert result.checks[1].advice == "ลองใหม่"
    assert "พบปัญหา 2 รายการจาก 3 รายการ" in result.sentence
    page = (tmp_path / "result.html").read_text(encoding="utf-8")
    assert "&lt;while&gt;" in page
    assert "ไม่ผ่าน" in page


def test_the_command_ends_with_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kkplanner.self_test.running.CHECKS", (Check("a", "ก", lambda _: "ดี"),))
    assert main(["--self-test", str(tmp_path / "r")]) == 0
    assert "พร้อมใช้งาน" in capsys.readouterr().out

    def wrong(_folder: Path) -> str:
        raise SelfTestError("ไม่ดี")

    monkeypatch.setattr("kkplanner.self_test.running.CHECKS", (Check("a", "ก", wrong),))
    assert main(["--self-test", str(tmp_path / "r")]) == 1
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["--self-test", str(tmp_path / "file")]) == 3
    assert "กรุณาเลือกโฟลเดอร์อื่น" in capsys.readouterr().err


def test_a_program_without_a_console_prints_into_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None\n"
        "from kkplanner.__main__ import main\n"
        "status = main(['frameworks', '--json'])\n"
        f"open({str(tmp_path / 'status')!r}, 'w').write(str(status))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == 0
    assert (tmp_path / "status").read_text() == "0"
