"""The outer file: a zip archive of which every single byte follows from its members.

Members are stored and not compressed: there is nothing to blow up, and no second way to write the same
content. Names are in order, times fixed, no comments, no extra fields. Reading therefore proves the whole
structure by writing it again and comparing: whatever differs by one byte was not written by this program.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.package.errors import NotAPackageError, PackageDamagedError, PackageTooLargeError
from kkplanner.exchange.package.members import LARGEST, LARGEST_PACKAGE, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_RIGHTS: Final = 0o100644 << 16
_UNIX: Final = 3
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_LONG_END: Final = b"PK\x06\x07"
_LONG_END_BYTES: Final = 20
_LARGEST_DIRECTORY: Final = 4_096

_BROKEN: Final = (
    zipfile.BadZipFile,
    ValueError,
    LookupError,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
)
"""What Python's zip reader raises on archives that lie."""


def pack(members: Mapping[str, bytes]) -> bytes:
    """The archive of these members; the same members give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.external_attr = _RIGHTS
            entry.create_system = _UNIX
            archive.writestr(entry, members[name])
    return target.getvalue()


def unpack(name: str, data: bytes) -> dict[str, bytes]:
    """The members of a package.

    Args:
        name: of the file, for what is said.
        data: its bytes, not more than `LARGEST_PACKAGE`.

    Raises:
        NotAPackageError: another kind of file.
        PackageTooLargeError: a member is larger than it may be.
        PackageDamagedError: not exactly the structure that `pack` writes.
    """
    if len(data) > LARGEST_PACKAGE:
        raise PackageTooLargeError(name, f"เกิน {LARGEST_PACKAGE // 1_000_000} MB")
    if not data.startswith(b"PK"):
        raise NotAPackageError(name)
    _check_end(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(name, archive)
            members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except _BROKEN as fault:
        raise PackageDamagedError(name, "โครงสร้างแฟ้ม zip") from fault
    if pack(members) != data:
        raise PackageDamagedError(name, "โครงสร้างแฟ้ม zip")
    return members


def _check_end(name: str, data: bytes) -> None:
    """The directory is small and stands right before the end: asked before anything is built from it."""
    end = data[-_END_BYTES:]
    if SIGNATURE.encode() not in data:
        raise NotAPackageError(name)
    if len(end) < _END_BYTES or not end.startswith(_END):
        raise PackageDamagedError(name, "ท้ายแฟ้ม")  # a cut end, a comment: a whole package never ends so
    entries = int.from_bytes(end[10:12], "little")
    directory = int.from_bytes(end[12:16], "little")
    start = int.from_bytes(end[16:20], "little")
    long_end = data[-_END_BYTES - _LONG_END_BYTES : -_END_BYTES]
    if long_end.startswith(_LONG_END) or directory > _LARGEST_DIRECTORY:
        raise PackageDamagedError(name, "สารบัญของแฟ้ม zip")
    if start + directory + _END_BYTES != len(data) or entries > 2 * len(LARGEST):
        raise PackageDamagedError(name, "สารบัญของแฟ้ม zip")


def _check_directory(name: str, archive: zipfile.ZipFile) -> None:
    names = [entry.filename for entry in archive.infolist()]
    if len(set(names)) != len(names):
        raise PackageDamagedError(name, "มีส่วนชื่อซ้ำกัน")
    for unexpected in sorted(set(names) - set(LARGEST)):
        raise PackageDamagedError(name, f"มีส่วนที่ไม่ควรมี {unexpected[:40]!r}")
    for missing in sorted(set(LARGEST) - set(names)):
        raise PackageDamagedError(name, f"ไม่มีส่วน {missing}")
    for entry in archive.infolist():
        if entry.file_size > LARGEST[entry.filename]:
            raise PackageTooLargeError(name, entry.filename)
        if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
            raise PackageDamagedError(name, f"{entry.filename} ถูกบีบอัด")
