"""Write a package to a stick so that it is there whole, or not there.

Under a temporary name first; then flushed to the medium, read back from it and compared; only then renamed.
Who pulls the stick in between leaves at most a file that ends in `.part`, and no program takes that for a package.
"""

from __future__ import annotations

import errno
import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.package.file_name import require_name
from kkplanner.exchange.package.file_operations import REAL
from kkplanner.exchange.package.members import UNFINISHED_SUFFIX
from kkplanner.whole_file import DiskFullError, TargetError, named_fault, refuse_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kkplanner.exchange.package.file_operations import FileOperations

_log = logging.getLogger(__name__)
_CHUNK: Final = 256 * 1024
_SPARE: Final = 64 * 1024  # bytes; a folder may grow by a cluster
_FAT_LARGEST: Final = (1 << 32) - 1
_RENAME_WAITS: Final = (
    0.05,
    0.1,
    0.2,
    0.4,
    0.8,
    1.6,
)  # seconds; virus scanners hold a fresh file for a moment
_GONE: Final = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.EBADF)


class ReadBackError(TargetError):
    """The medium gives back other bytes than were written."""


class StickGoneError(TargetError):
    """The medium was pulled out, or fails."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A package that lies on its medium and was read back from it.

    Attributes:
        path: of the file.
        size: in bytes.
        sha256: of the whole file, hex.
    """

    path: Path
    size: int
    sha256: str

    @property
    def sentence(self) -> str:
        """What a clerk is told: now, and not before, the stick may go."""
        return "เขียนและอ่านกลับมาเทียบแล้วตรงกันทุกไบต์ นำสื่อบันทึกออกได้ โดยสั่งนำออกอย่างปลอดภัยในระบบก่อน"


def deliver(
    data: bytes,
    path: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    files: FileOperations = REAL,
) -> Delivered:
    """Write `data` to `path`; a file of that name is replaced only when all went well.

    Args:
        data: the package.
        path: the target.
        progress: (bytes done, of): writing and reading back both count. Raise from it to call the work off.
        files: the system; tests let it fail.

    Raises:
        PackageNameError: the name does not work on every medium.
        DiskFullError: not enough room; asked before anything is written.
        TargetFolderError, TargetLockedError, TargetIsPlanError: as named.
        ReadBackError: the medium is not to be trusted.
        StickGoneError: it was pulled out.
    """
    require_name(path.name)
    unfinished = path.with_name(path.name + UNFINISHED_SUFFIX)
    tell = progress or _silent
    digest = hashlib.sha256(data).hexdigest()
    try:
        refuse_plan(path)
        _require_room(data, path, files)
        try:
            _write(data, unfinished, tell, files)
            _read_back(data, digest, unfinished, path, tell, files)
            _rename(unfinished, path, files)
            files.sync_folder(path.parent)
        except BaseException:
            _clear_away(unfinished, files)
            raise
    except OSError as fault:
        raise _named(fault, path, files) from fault
    return Delivered(path, len(data), digest)


def _require_room(data: bytes, path: Path, files: FileOperations) -> None:
    free = files.free_bytes(path.parent)
    if len(data) > _FAT_LARGEST:
        raise TargetError(
            f"ชุดแฟ้มใหญ่เกิน 4 GB ซึ่งสื่อบันทึกบางชนิดรับไม่ได้ จึงยังไม่ได้เขียน {path.name} โปรดลดขนาดภาพในแผน"
        )
    if free < len(data) + _SPARE:
        raise DiskFullError(
            f"เนื้อที่ไม่พอสำหรับเขียน {path.name} ต้องการ {_megabytes(len(data) + _SPARE)} MB แต่เหลือ {_megabytes(free)} MB "
            "ยังไม่ได้เขียนสิ่งใดและแผนยังอยู่ครบ โปรดลบแฟ้มที่ไม่ใช้หรือเลือกสื่อบันทึกอื่น"
        )


def _write(data: bytes, path: Path, tell: Callable[[int, int], None], files: FileOperations) -> None:
    whole = 2 * len(data)
    with files.create(path) as stream:
        for start in range(0, len(data), _CHUNK):
            tell(start, whole)
            files.write(stream, data[start : start + _CHUNK])
        files.sync(stream)


def _read_back(
    data: bytes,
    digest: str,
    unfinished: Path,
    path: Path,
    tell: Callable[[int, int], None],
    files: FileOperations,
) -> None:
    found = hashlib.sha256()
    done = 0
    with files.open_again(unfinished) as stream:
        while chunk := files.read(stream, _CHUNK):
            found.update(chunk)
            done += len(chunk)
            if done > len(data):
                break
            tell(len(data) + done, 2 * len(data))
    if done != len(data) or found.hexdigest() != digest:
        raise ReadBackError(
            f"เขียน {path.name} แล้วอ่านกลับมาไม่ตรงกับที่เขียน สื่อบันทึกนี้ไม่น่าเชื่อถือ แผนยังอยู่ครบ โปรดใช้สื่อบันทึกอื่น"
        )


def _rename(unfinished: Path, path: Path, files: FileOperations) -> None:
    for wait in _RENAME_WAITS:
        try:
            files.rename(unfinished, path)
        except PermissionError:
            files.pause(wait)
        else:
            return
    files.rename(unfinished, path)


def _clear_away(unfinished: Path, files: FileOperations) -> None:
    try:
        files.remove(unfinished)
    except OSError as fault:
        # The stick may be gone. What is left of it ends in .part and is refused by name wherever it turns up.
        _log.warning("the unfinished package %s could not be removed: %s", unfinished.name, fault)


def _named(fault: OSError, path: Path, files: FileOperations) -> TargetError:
    if fault.errno in _GONE and not _is_only_a_wrong_folder(fault, path, files):
        return StickGoneError(
            f"เขียน {path.name} ไม่สำเร็จ เพราะสื่อบันทึกถูกถอดออกหรือเสีย ชุดแฟ้มในสื่อนั้นอาจไม่ครบจึงไม่ควรใช้ แผนยังอยู่ครบ โปรดเสียบสื่อบันทึกแล้วทำใหม่"
        )
    return named_fault(fault, path)


def _is_only_a_wrong_folder(fault: OSError, path: Path, files: FileOperations) -> bool:
    return fault.errno == errno.ENOENT and not files.exists(path.parent)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f}"


def _silent(done: int, of: int) -> None:
    """Nobody wants to know."""
