"""Keep the traceback of an unexpected fault where a maintainer can find it, and tell the clerk where."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path

from kkplanner import __version__

_KEPT_BYTES = 1_000_000


def record_crash(command: str) -> str:
    """Append the current traceback to the log file; return one Thai sentence that says where it is."""
    import platformdirs

    folder = Path(platformdirs.user_log_dir("kkplanner", appauthor=False))
    path = folder / "crash.log"
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    entry = f"--- {moment} kkplanner {__version__} {command}\n{traceback.format_exc()}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        earlier = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(earlier[-_KEPT_BYTES:] + entry, encoding="utf-8")
    except OSError:
        return (
            "โปรแกรมทำงานผิดพลาดและบันทึกรายละเอียดไม่ได้ แผนที่บันทึกไว้แล้วยังอยู่ครบ "
            f"กรุณาแจ้งผู้ดูแลโปรแกรมพร้อมข้อความนี้\n{entry}"
        )
    return f"โปรแกรมทำงานผิดพลาด แผนที่บันทึกไว้แล้วยังอยู่ครบ กรุณาแจ้งผู้ดูแลโปรแกรมพร้อมแฟ้ม {path}"
