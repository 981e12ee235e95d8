"""Before anything else: where the program may print and where its folders are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kkplanner import start_up


def installed(folder: Path) -> Path:
    for name in ("app/kkplanner", "python"):
        (folder / name).mkdir(parents=True)
    return folder


def test_a_source_tree_is_no_installed_program() -> None:
    assert start_up.program_folder() is None


def test_the_installed_program_knows_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = installed(tmp_path / "แฟลช ไดรฟ์")
    monkeypatch.setattr(start_up, "__file__", str(program / "app" / "kkplanner" / "start_up.py"))
    assert start_up.program_folder() == program.resolve()


def test_with_the_marker_settings_lie_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KKPLANNER_DATA_DIR", raising=False)
    monkeypatch.setenv("KKPLANNER_CACHE_DIR", "chosen")
    start_up.use_portable_folders(tmp_path)
    assert "KKPLANNER_DATA_DIR" not in start_up.os.environ
    (tmp_path / start_up.MARKER).touch()
    start_up.use_portable_folders(tmp_path)
    assert start_up.os.environ["KKPLANNER_DATA_DIR"] == str(tmp_path / "data")
    assert start_up.os.environ["KKPLANNER_CACHE_DIR"] == "chosen"  # what was said already stays


def test_printing_without_a_console_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    start_up.give_streams()
    given = sys.stdout, sys.stderr
    try:
        print("ไม่มีใครอ่าน")  # noqa: T201 - what is tried here
        start_up.speak_utf8()
    finally:
        for stream in given:
            stream.close()
