"""The folder for offices that forbid installers: the same tree, with the marker that keeps settings beside it."""

from __future__ import annotations

import time
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steps.settings import Settings

MARKER: Final = "portable"
_MARKER_TEXT: Final = "แฟ้มนี้ทำให้โปรแกรมเก็บการตั้งค่าและแฟ้มสำรองไว้ในโฟลเดอร์ data ข้างโปรแกรม\r\n"


def build_portable(settings: Settings) -> None:
    """dist/kkplanner-VERSION-portable.zip: sorted, every time the commit's."""
    top = f"kkplanner-{settings.version}"
    moment = time.gmtime(settings.epoch)[:6]
    files = [path for path in sorted(settings.stage.rglob("*")) if path.is_file()]
    content = {f"{top}/{path.relative_to(settings.stage).as_posix()}": path for path in files}
    with zipfile.ZipFile(settings.portable, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in content.items():
            archive.writestr(_entry(name, moment), path.read_bytes())
        archive.writestr(_entry(f"{top}/{MARKER}", moment), _MARKER_TEXT)


def _entry(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment)  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
