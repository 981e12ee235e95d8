"""A crash leaves a report on this computer that names nobody, and that can be saved to be sent by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kkplanner.crash_report import latest_report, record_crash, save_report, without_names


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_without_a_crash_there_is_nothing_to_save(tmp_path):
    assert latest_report() == ""
    assert not save_report(tmp_path / "report.txt")
    assert not (tmp_path / "report.txt").exists()


def test_the_saved_report_is_the_last_crash_and_names_nobody(tmp_path):
    record_crash("import", "Traceback\nValueError: first\n")
    sentence = record_crash(
        "desktop", f"Traceback\n  File \"{Path.home()}/แผน.kkplan\"\nKeyError: 'นายสมชาย ใจดี (หมู่ 2)'\n"
    )
    assert "crash.log" in sentence
    assert save_report(tmp_path / "report.txt")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "desktop" in text
    assert "KeyError" in text
    assert "first" not in text
    for personal in ("สมชาย", "ใจดี", "แผน", str(Path.home())):
        assert personal not in text


def test_what_a_maintainer_needs_stays():
    text = 'File "kkplanner/plan/model.py", line 12, in label\nTypeError: unsupported operand'
    assert without_names(text) == text


def test_a_log_that_cannot_be_written_tells_the_clerk_everything(tmp_path, data_folder):
    data_folder.write_text("a file where the folder should be", encoding="utf-8")
    assert "TypeError: x" in record_crash("check", "TypeError: x")
