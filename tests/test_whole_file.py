"""A file is written whole or not at all, and the fault has a name."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kkplanner import whole_file
from kkplanner.whole_file import (
    DiskFullError,
    TargetError,
    TargetFolderError,
    TargetLockedError,
    write_whole,
)


def test_the_target_appears_only_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "แผน.json"
    with write_whole(target) as unfinished:
        unfinished.write_text("ใหม่", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "ใหม่"
    assert list(tmp_path.iterdir()) == [target]


def test_a_fault_leaves_the_old_file_and_no_crumbs(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_text("เดิม", encoding="utf-8")
    with pytest.raises(ValueError, match="bug"), write_whole(target) as unfinished:
        unfinished.write_text("ครึ่ง", encoding="utf-8")
        raise ValueError("bug")
    assert target.read_text(encoding="utf-8") == "เดิม"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TargetFolderError, match="ไม่พบโฟลเดอร์"), write_whole(tmp_path / "ไม่มี" / "a.json"):
        pass


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFullError), (errno.EACCES, TargetLockedError), (errno.EIO, TargetError)],
)
def test_what_the_disk_refuses_is_named(tmp_path: Path, number: int, error: type[TargetError]) -> None:
    target = tmp_path / "plan.json"
    target.write_text("เดิม", encoding="utf-8")
    with pytest.raises(error), write_whole(target):
        raise OSError(number, os.strerror(number))
    assert target.read_text(encoding="utf-8") == "เดิม"


def test_a_file_held_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    real_replace = Path.replace

    def held_twice(self: Path, target: Path) -> Path:
        if len(waits) < 2:
            raise PermissionError(errno.EACCES, "held by a virus scanner")
        return real_replace(self, target)

    monkeypatch.setattr(Path, "replace", held_twice)
    monkeypatch.setattr(whole_file.time, "sleep", waits.append)
    with write_whole(tmp_path / "a.txt") as unfinished:
        unfinished.write_text("x", encoding="utf-8")
    assert (tmp_path / "a.txt").exists()
    assert waits == sorted(waits)
