"""Write a file whole or not at all, also on the slow and full disks of real offices."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What new files may be: asked once, at loading, because asking means setting it for a moment, in all threads.
_UMASK: Final = os.umask(0)
os.umask(_UMASK)
_REPLACE_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; virus scanners hold a fresh file for a moment


_PACKAGE: Final = ".kkp.zip"
_PLAN_HEADER = b"SQLite format 3\x00"


class TargetError(UserError):
    """The file could not be written; an older file of that name is untouched."""


class DiskFullError(TargetError):
    """No room on the disk or stick."""


class TargetLockedError(TargetError):
    """Another program (Excel, a PDF viewer, a virus scanner) holds the file, or it may not be written."""


class TargetIsPlanError(TargetError):
    """The target is a plan file; no export ever takes its place."""


class TargetFolderError(TargetError):
    """The folder is not there."""


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; on success it becomes `path`, on failure it is removed.

    Raises:
        DiskFullError: no space left.
        TargetLockedError: the file or folder may not be written, or another program holds the file.
        TargetFolderError: the folder does not exist.
        TargetIsPlanError: a plan file (any SQLite file) stands there.
        TargetError: any other fault of the disk.
    """
    try:
        refuse_plan(path)
        _refuse_package(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".tmp", dir=path.parent)
        os.close(handle)
    except OSError as fault:
        raise named_fault(fault, path) from fault
    unfinished = Path(name)
    try:
        yield unfinished
        _sync(unfinished)
        _replace(unfinished, path)
    except OSError as fault:
        raise named_fault(fault, path) from fault
    finally:
        unfinished.unlink(missing_ok=True)


def refuse_plan(path: Path) -> None:
    """Refuse to write over a plan.

    Raises:
        TargetIsPlanError: `path` is a plan file (any SQLite file).
    """
    if not path.exists():
        return
    if not path.is_file():
        raise TargetError(f"{path.name} ไม่ใช่แฟ้มธรรมดา จึงไม่ได้เขียนทับ กรุณาตั้งชื่อแฟ้มส่งออกเป็นชื่ออื่น")
    with path.open("rb") as stream:
        if stream.read(len(_PLAN_HEADER)) == _PLAN_HEADER:
            raise TargetIsPlanError(
                f"{path.name} เป็นแฟ้มแผน จึงไม่ได้เขียนทับและแผนยังอยู่ครบ กรุณาตั้งชื่อแฟ้มส่งออกเป็นชื่ออื่น"
            )


def _refuse_package(path: Path) -> None:
    """A sealed package is written by its own room only, which reads it back."""
    if path.exists() and path.name.lower().endswith(_PACKAGE):
        raise TargetError(f"{path.name} เป็นชุดแฟ้มส่งแผน จึงไม่ได้เขียนทับและชุดแฟ้มยังอยู่ครบ กรุณาตั้งชื่อแฟ้มส่งออกเป็นชื่ออื่น")


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _replace(unfinished: Path, path: Path) -> None:
    unfinished.chmod(0o666 & ~_UMASK)
    for wait in _REPLACE_WAITS:
        try:
            unfinished.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    unfinished.replace(path)


def named_fault(fault: OSError, path: Path) -> TargetError:
    """The error with one Thai sentence for a fault of the system while `path` was being written."""
    if fault.errno == errno.ENOSPC:
        return DiskFullError(
            f"เนื้อที่ไม่พอสำหรับเขียนแฟ้ม {path.name} แฟ้มเดิมและแผนยังอยู่ครบ กรุณาลบแฟ้มที่ไม่ใช้หรือเลือกที่เก็บอื่นแล้วทำใหม่"
        )
    if fault.errno == errno.ENOENT:
        return TargetFolderError(f"ไม่พบโฟลเดอร์ {path.parent} จึงยังไม่ได้เขียนแฟ้มใด กรุณาเลือกโฟลเดอร์ที่มีอยู่")
    if isinstance(fault, PermissionError) or fault.errno in (errno.EROFS, errno.EBUSY):
        return TargetLockedError(
            f"เขียนแฟ้ม {path.name} ไม่ได้ เพราะแฟ้มเปิดอยู่ในโปรแกรมอื่นหรือโฟลเดอร์ไม่อนุญาตให้เขียน "
            "แฟ้มเดิมยังอยู่ครบ กรุณาปิดแฟ้มนั้นหรือเลือกที่เก็บอื่นแล้วทำใหม่"
        )
    return TargetError(
        f"เขียนแฟ้ม {path.name} ไม่สำเร็จ ({fault.strerror}) แฟ้มเดิมและแผนยังอยู่ครบ กรุณาลองใหม่หรือเลือกที่เก็บอื่น"
    )
