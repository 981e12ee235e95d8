"""What can go wrong with a workbook file, each as its own class with one Thai sentence."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_UNCHANGED = "ข้อมูลในแฟ้มยังเหมือนก่อนเริ่มรายการนี้"


class WorkbookError(UserError):
    """A fault of a workbook file. `path` is the file."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path


class FileExistsAlreadyError(WorkbookError):
    """A new plan would overwrite a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"มีแฟ้ม “{path.name}” อยู่แล้ว จึงไม่ได้สร้างทับและแฟ้มเดิมยังอยู่ครบ โปรดตั้งชื่อแฟ้มใหม่เป็นชื่ออื่น")


class FileMissingError(WorkbookError):
    """There is no such file, or it went away."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"ไม่พบแฟ้ม “{path}” แฟ้มอาจถูกย้าย เปลี่ยนชื่อ หรือถอดสื่อบันทึกออกแล้ว โปรดตรวจตำแหน่งแฟ้มแล้วเปิดใหม่"
        )


class FileVanishedError(WorkbookError):
    """The open file was removed or replaced behind the program's back."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"แฟ้ม “{path.name}” ถูกลบ ย้าย หรือแทนที่ขณะที่เปิดอยู่ จึงยังไม่ได้บันทึกรายการล่าสุด "
            "ข้อมูลก่อนหน้านั้นยังอยู่ในโปรแกรม โปรดบันทึกสำเนาเป็นแฟ้มใหม่ก่อนปิดโปรแกรม",
        )


class EmptyFileError(WorkbookError):
    """The file has no content at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"แฟ้ม “{path.name}” ว่างเปล่า ไม่มีข้อมูลแผนอยู่ข้างใน โปรดเปิดแฟ้มอื่นหรือกู้คืนจากสำเนาสำรอง")


class NotAWorkbookError(WorkbookError):
    """The file is something else: not a database, a database of another program, or a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"“{path.name}” ไม่ใช่แฟ้มแผนของโปรแกรมนี้ จึงไม่ได้เปิดและไม่ได้แก้ไขแฟ้ม โปรดเลือกแฟ้มนามสกุล .kkplan"
        )


class UnknownPartsError(WorkbookError):
    """The file claims to be ours but holds tables, views or triggers that this program did not make."""

    def __init__(self, path: Path, names: tuple[str, ...]) -> None:
        super().__init__(
            path,
            f"แฟ้ม “{path.name}” มีส่วนประกอบที่โปรแกรมนี้ไม่ได้สร้าง จึงไม่เปิดเพื่อความปลอดภัยและไม่ได้แก้ไขแฟ้ม "
            "โปรดขอแฟ้มใหม่จากผู้ส่งหรือใช้คำสั่งกู้คืนแฟ้ม",
        )
        self.names = names


class DamagedFileError(WorkbookError):
    """The content of the file is broken. `detail` is SQLite's own report, for the log."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            path, f"แฟ้ม “{path.name}” เสียหาย จึงหยุดใช้แฟ้มโดยไม่ได้แก้ไขสิ่งใด โปรดเก็บแฟ้มเดิมไว้แล้วใช้คำสั่งกู้คืนแฟ้ม"
        )
        self.detail = detail


class FileTooLargeError(WorkbookError):
    """The file is larger than any plan; reading it could exhaust the computer."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"แฟ้ม “{path.name}” ใหญ่กว่าแผนใด ๆ ที่โปรแกรมนี้ทำได้ (เกิน 1 กิกะไบต์) จึงไม่ได้เปิดและไม่ได้แก้ไขแฟ้ม โปรดตรวจว่าเลือกแฟ้มถูกหรือไม่",
        )


class ClockBehindError(WorkbookError):
    """The computer's clock is behind the last change of the plan. Told as a notice: the order of changes is kept."""

    def __init__(self, path: Path, last: str) -> None:
        super().__init__(
            path,
            f"นาฬิกาของเครื่องช้ากว่ารายการล่าสุดในแฟ้ม “{path.name}” ({last}) ลำดับรายการและข้อมูลยังถูกต้อง โปรดตั้งวันที่และเวลาของเครื่องให้ถูกก่อนทำงานต่อ",
        )


class NewerVersionError(WorkbookError):
    """A later program with another major version of the format wrote the file."""

    def __init__(self, path: Path, version: str) -> None:
        super().__init__(
            path,
            f"แฟ้ม “{path.name}” สร้างด้วยโปรแกรมรุ่นใหม่กว่า (รูปแบบแฟ้ม {version}) รุ่นนี้จึงเปิดไม่ได้และไม่ได้แก้ไขแฟ้ม โปรดติดตั้งโปรแกรมรุ่นใหม่",
        )
        self.version = version


class NoPermissionError(WorkbookError):
    """The system does not let this user read the file, or write in its folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"ไม่ได้รับอนุญาตให้ใช้แฟ้ม “{path.name}” หรือโฟลเดอร์ที่เก็บแฟ้ม ข้อมูลไม่มีการเปลี่ยนแปลง โปรดคัดลอกแฟ้มไปไว้ในโฟลเดอร์เอกสารของท่านแล้วเปิดใหม่",
        )


class ReadOnlyFileError(WorkbookError):
    """The file, or the way it was opened, does not allow changes."""

    def __init__(self, path: Path, reason: str = "แฟ้มนี้ตั้งเป็นอ่านอย่างเดียว") -> None:
        super().__init__(
            path,
            f"แก้ไขแฟ้ม “{path.name}” ไม่ได้ เพราะ{reason} ข้อมูลไม่มีการเปลี่ยนแปลง โปรดบันทึกสำเนาเป็นแฟ้มใหม่แล้วแก้ไขในสำเนา",
        )


class FileLockedError(WorkbookError):
    """Somebody has the file open. `who` and `since` are Thai texts, empty when not known."""

    def __init__(self, path: Path, who: str = "", since: str = "") -> None:
        by = f"โดย {who} " if who else "ในหน้าต่างหรือเครื่องอื่น"
        when = f"ตั้งแต่ {since} " if since else ""
        super().__init__(
            path,
            f"แฟ้ม “{path.name}” เปิดอยู่แล้ว{by}{when} ข้อมูลปลอดภัย โปรดปิดแฟ้มที่เปิดอยู่ก่อน หรือเปิดแบบอ่านอย่างเดียว".replace(
                "  ", " "
            ),
        )
        self.who = who
        self.since = since


class DiskFullError(WorkbookError):
    """No room to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"พื้นที่เก็บข้อมูลของแฟ้ม “{path.name}” เต็ม จึงยังไม่ได้บันทึกและ{_UNCHANGED} โปรดลบไฟล์ที่ไม่ใช้แล้วทำรายการอีกครั้ง",
        )


class DiskTroubleError(WorkbookError):
    """The medium failed while it was read or written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"อ่านหรือเขียนแฟ้ม “{path.name}” ไม่สำเร็จ สื่อบันทึกอาจหลุดหรือชำรุด {_UNCHANGED} โปรดตรวจสื่อบันทึกแล้วคัดลอกแฟ้มไปไว้ในเครื่อง",
        )


class StillReferencedError(WorkbookError):
    """A record was removed, or named, to which or from which others refer."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"ยังมีรายการที่อ้างถึงประเด็น แนวทาง โครงการ หรือฉบับที่ไม่มีอยู่ จึงไม่ได้บันทึกและ{_UNCHANGED} โปรดย้ายหรือแก้รายการที่อ้างถึงก่อน",
        )


class ValueRefusedError(WorkbookError):
    """A value lies outside what a plan can hold: a negative amount, a year that is no พ.ศ., a doubled record."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            path,
            f"มีค่าที่แผนเก็บไม่ได้ (เช่น จำนวนเงินติดลบ ปีไม่ใช่ พ.ศ. ภาพใหญ่เกิน 10 เมกะไบต์ หรือรายการซ้ำ) จึงไม่ได้บันทึกและ{_UNCHANGED} โปรดแก้ค่านั้นแล้วทำใหม่",
        )
        self.detail = detail


_BY_CODE: dict[int, Callable[[Path], WorkbookError]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_IOERR: DiskTroubleError,
    sqlite3.SQLITE_PROTOCOL: DiskTroubleError,
    sqlite3.SQLITE_READONLY: ReadOnlyFileError,
    sqlite3.SQLITE_CANTOPEN: NoPermissionError,
    sqlite3.SQLITE_PERM: NoPermissionError,
    sqlite3.SQLITE_AUTH: NoPermissionError,
    sqlite3.SQLITE_BUSY: FileLockedError,
    sqlite3.SQLITE_LOCKED: FileLockedError,
    sqlite3.SQLITE_NOTADB: NotAWorkbookError,
}

_REFUSED_VALUES = (
    sqlite3.SQLITE_CONSTRAINT_CHECK,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
)
_BY_ERRNO: dict[int, Callable[[Path], WorkbookError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EFBIG: DiskFullError,
    errno.EROFS: ReadOnlyFileError,
    errno.ENOENT: FileMissingError,
    errno.EACCES: NoPermissionError,
    errno.EPERM: NoPermissionError,
    errno.EISDIR: NotAWorkbookError,
}


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says about the file into the error of that name.

    Anything that is a fault of this program passes through as it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        primary = code & 0xFF
        if code == sqlite3.SQLITE_READONLY_DIRECTORY:
            raise NoPermissionError(path) from error
        if primary in _BY_CODE:
            raise _BY_CODE[primary](path) from error
        # Python itself reports text that is no UTF-8, without a code of SQLite.
        if primary == sqlite3.SQLITE_CORRUPT or "decode to UTF-8" in str(error):
            raise DamagedFileError(path, str(error)) from error
        if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            raise StillReferencedError(path) from error
        if code in _REFUSED_VALUES:
            raise ValueRefusedError(path, str(error)) from error
        raise
    except UnicodeDecodeError as error:
        # Even the names in SQLite's report of the damage are damaged.
        raise DamagedFileError(path, str(error)) from error
    except (OverflowError, UnicodeEncodeError) as error:
        # What SQLite cannot take at all: a number beyond 64 bits, half a character.
        raise ValueRefusedError(path, str(error)) from error
    except OSError as error:
        raise _BY_ERRNO.get(error.errno or 0, DiskTroubleError)(path) from error


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """As `named`, for reading back what was stored: what cannot be understood is damage of the file."""
    try:
        with named(path):
            yield
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedFileError(path, f"{type(error).__name__}: {error}") from error
