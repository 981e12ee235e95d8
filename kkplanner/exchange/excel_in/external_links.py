"""Formulas that look into other workbooks: the value stored last is taken, no other file is opened, and that is told."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from typing import Final

from kkplanner.exchange.excel_in.findings import Finding, Severity, shown

_PART: Final = re.compile(r"xl/externallinks/_rels/[^/]+\.rels", re.IGNORECASE)
_TARGET: Final = re.compile(rb"Target=\"([^\"]{1,2000})\"")
_LARGEST: Final = 65_536
_MOST_NAMED: Final = 5


def tell_links(archive: zipfile.ZipFile) -> list[Finding]:
    """One warning that names the other files; nothing when there are none."""
    names: dict[str, None] = {}
    parts = 0
    for member in archive.infolist():
        if not _PART.fullmatch(member.filename):
            continue
        parts += 1
        if member.file_size <= _LARGEST:
            for match in _TARGET.finditer(_read(archive, member)):
                target = match[1].decode("utf-8", "replace").replace("\\", "/")
                names[shown(posixpath.basename(target))] = None
    if not parts:
        return []
    named = " ".join(f"“{name}”" for name in list(names)[:_MOST_NAMED])
    return [
        Finding(
            severity=Severity.WARNING,
            id="import.external-links",
            value=named or None,
            message=f"แฟ้มนี้มีสูตรที่ดึงค่าจากแฟ้มอื่น {parts} แฟ้ม {named} โปรแกรมใช้ค่าที่บันทึกไว้ล่าสุดและไม่เปิดแฟ้มเหล่านั้น โปรดตรวจว่าเป็นค่าปัจจุบัน",
        )
    ]


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The member's bytes; a damaged one names no file, which costs nothing but the name."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        return b""
