"""Keep the traceback of an unexpected fault where a maintainer can find it, and tell the clerk where.

The report stays on this computer and holds no content of the plan and no name of a person: the traceback without
its Thai texts (names and titles may stand in a message) and without the user's folder, the moment, the version.
"""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from kkplanner import __version__

_KEPT_BYTES = 1_000_000
_ENTRY = re.compile(r"^--- (?=\d{4}-)", re.MULTILINE)
_THAI = re.compile(r"[\u0e00-\u0e7f]+(?:[ .()/-]*[\u0e00-\u0e7f]+)*")


def log_folder() -> Path:
    """The folder of this user's log files; the environment may name another place for all the user's data."""
    chosen = os.environ.get("KKPLANNER_DATA_DIR")
    if chosen:
        return Path(chosen, "log")
    import platformdirs

    return Path(platformdirs.user_log_dir("kkplanner", appauthor=False))


def without_names(text: str) -> str:
    """A traceback without what could be a person's: Thai texts become "…", the user's folder "~"."""
    home = str(Path.home())
    for folder in {home, home.replace("\\", "\\\\")} - {"", "/"}:
        text = text.replace(folder, "~")
    return _THAI.sub("…", text)


def latest_report() -> str:
    """The last crash with what a maintainer needs to know of the computer; empty when there was none.

    Raises:
        OSError: the log cannot be read.
    """
    path = log_folder() / "crash.log"
    if not path.is_file():
        return ""
    entries = _ENTRY.split(path.read_text(encoding="utf-8"))
    if len(entries) < 2:
        return ""
    system = f"{platform.system()} {platform.release()} · Python {platform.python_version()}"
    return f"{system}\n--- {entries[-1].strip()}\n"


def save_report(target: Path) -> bool:
    """Write the last crash to a file that the user chose, to be sent by hand; False when there was none.

    Raises:
        OSError: the log cannot be read or the file not be written.
    """
    report = latest_report()
    if not report:
        return False
    target.write_text(report, encoding="utf-8")
    return True


def record_crash(during: str, traceback_text: str) -> str:
    """Append a traceback to the log file; return one Thai sentence that says where it is."""
    path = log_folder() / "crash.log"
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    entry = f"--- {moment} kkplanner {__version__} {during}\n{without_names(traceback_text)}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        earlier = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(earlier[-_KEPT_BYTES:] + entry, encoding="utf-8")
    except OSError:
        return (
            "โปรแกรมทำงานผิดพลาดและบันทึกรายละเอียดไม่ได้ แผนที่บันทึกไว้แล้วยังอยู่ครบ "
            f"กรุณาแจ้งผู้ดูแลโปรแกรมพร้อมข้อความนี้\n{entry}"
        )
    return f"โปรแกรมทำงานผิดพลาด แผนที่บันทึกไว้แล้วยังอยู่ครบ กรุณาแจ้งผู้ดูแลโปรแกรมพร้อมแฟ้ม {path}"
