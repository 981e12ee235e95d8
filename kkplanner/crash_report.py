"""Keep the traceback of an unexpected fault where a maintainer can find it, and tell the clerk where.

The report stays on this computer and holds no content of the plan: the traceback, the moment, the version.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from kkplanner import __version__

_KEPT_BYTES = 1_000_000


def log_folder() -> Path:
    """The folder of this user's log files; the environment may name another place for all the user's data."""
    chosen = os.environ.get("KKPLANNER_DATA_DIR")
    if chosen:
        return Path(chosen, "log")
    import platformdirs

    return Path(platformdirs.user_log_dir("kkplanner", appauthor=False))


def record_crash(during: str, traceback_text: str) -> str:
    """Append a traceback to the log file; return one Thai sentence that says where it is."""
    path = log_folder() / "crash.log"
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    entry = f"--- {moment} kkplanner {__version__} {during}\n{traceback_text}\n"
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
