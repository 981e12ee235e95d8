"""Where a plan lies: on this computer, on a stick, or on a network; and a copy to work in instead.

A stick is pulled in the middle of a write, and many network folders only pretend to lock. The file survives
both, the clerk's afternoon does not; so the program says so and offers a copy on the computer itself.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.workbook.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable

_NETWORK: Final = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "ceph", "glusterfs")
)
_NETWORK_HELPERS: Final = (
    "fuse.sshfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.davfs",
    "fuse.s3fs",
    "fuse.smb",
)
_STICK_FOLDERS: Final = ("/media/", "/run/media/", "/Volumes/")
_UNC: Final = "\\\\"
_DRIVE_REMOVABLE, _DRIVE_REMOTE, _DRIVE_CDROM = 2, 4, 5  # GetDriveTypeW


class Place(StrEnum):
    """The kind of medium under a file."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"

    @property
    def advice(self) -> str:
        """Thai: why not to work in the file where it lies, and what to do; empty where all is well."""
        if self is Place.REMOVABLE:
            return (
                "แฟ้มนี้เปิดจากสื่อบันทึกที่ถอดได้ ถ้าถอดระหว่างทำงานจะบันทึกต่อไม่ได้ "
                "ควรทำสำเนาไว้ในเครื่องแล้วทำงานในสำเนา เสร็จแล้วจึงส่งออกกลับไปที่สื่อบันทึก"
            )
        if self is Place.NETWORK:
            return (
                "แฟ้มนี้เปิดจากโฟลเดอร์ในเครือข่าย ถ้าเครือข่ายหลุดจะบันทึกต่อไม่ได้ และสองเครื่องอาจเปิดแฟ้มเดียวกันพร้อมกัน "
                "ควรทำสำเนาไว้ในเครื่องแล้วทำงานในสำเนา"
            )
        return ""


def place_of(path: str | Path) -> Place:
    """The kind of medium that `path`, or the nearest folder above it that exists, lies on."""
    if str(path).startswith(_UNC):
        return Place.NETWORK
    path = Path(path).absolute()
    if sys.platform == "win32":
        return _windows_place(path)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        mounts = ""  # not Linux: the name of the folder has to do
    return place_among(os.path.realpath(path), mounts, _is_removable)


def place_among(path: str, mounts: str, is_removable: Callable[[str], bool]) -> Place:
    """The kind of medium of a real path, by the text of a Linux mount table.

    Args:
        path: absolute, without links.
        mounts: lines of device, mount point and file system.
        is_removable: whether a device (/dev/…) can be pulled out.
    """
    best, device, system = "", "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].encode("utf-8", "surrogateescape").decode("unicode_escape")
        point = point.encode("latin-1", "ignore").decode("utf-8", "surrogateescape")
        inside = point in ("/", path) or path.startswith(point + "/")
        if inside and len(point) >= len(best):
            best, device, system = point, fields[0], fields[2]
    if system in _NETWORK or system.startswith(_NETWORK_HELPERS):
        return Place.NETWORK
    if is_removable(device) or path.startswith(_STICK_FOLDERS):
        return Place.REMOVABLE
    return Place.FIXED


def _is_removable(device: str) -> bool:
    if not device.startswith("/dev/"):
        return False
    block = Path("/sys/class/block", Path(device).name).resolve()
    for folder in (block, block.parent):  # a partition's disk is the folder above
        flag = folder / "removable"
        if flag.is_file():
            return flag.read_text(encoding="ascii").strip() == "1" or "/usb" in str(block)
    return False


if sys.platform == "win32":

    def _windows_place(path: Path) -> Place:
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
        if kind == _DRIVE_REMOTE:
            return Place.NETWORK
        return Place.REMOVABLE if kind in (_DRIVE_REMOVABLE, _DRIVE_CDROM) else Place.FIXED


def working_copy(path: str | Path, folder: str | Path | None = None) -> Path:
    """Copy a plan, checked and with its history, to a folder of this computer under a name that is free there.

    Args:
        path: of the plan; it is only read and stays as it is.
        folder: where to; the user's documents unless given. Made when it is not there.

    Raises:
        WorkbookError: the plan cannot be read, or the folder cannot be written; nothing was copied.
    """
    path = Path(path).absolute()
    if folder is None:
        import platformdirs

        folder = platformdirs.user_documents_path()
    folder = Path(folder)
    with Workbook.open(path, read_only=True) as book:
        target, number = folder / path.name, 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem} ({number}){path.suffix}"
        book.save_copy(target)
    return target
