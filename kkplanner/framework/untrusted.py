"""Reading a framework file that somebody sent: nothing in it is believed before it was checked."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from kkplanner import strict_json
from kkplanner.assets import resource
from kkplanner.framework.document import FORMAT, from_document
from kkplanner.framework.faults import (
    FrameworkFormatTooNewError,
    FrameworkInvalidError,
    FrameworkTooLargeError,
    FrameworkUnreadableError,
)
from kkplanner.framework.integrity import problems

if TYPE_CHECKING:
    from pathlib import Path

    from jsonschema.protocols import Validator

    from kkplanner.framework.model import Framework

MEGABYTES = 5


def read_untrusted(path: Path) -> Framework:
    """The framework in a file of unknown origin.

    Raises `FrameworkTooLargeError` (over 5 MB), `FrameworkUnreadableError`, `FrameworkFormatTooNewError` or
    `FrameworkInvalidError`.
    """
    document = _parse(path.name, _bytes(path))
    if not isinstance(document, dict):
        raise FrameworkUnreadableError(path.name, "ไม่ใช่ไฟล์กรอบการพัฒนา")
    stated = document.get("format")
    if isinstance(stated, int) and not isinstance(stated, bool) and stated > FORMAT:
        raise FrameworkFormatTooNewError(path.name)
    place = _first_fault(document)
    if place is not None:
        raise FrameworkUnreadableError(path.name, f"ข้อมูลที่ตำแหน่ง “{place}” ไม่ตรงตามรูปแบบ")
    try:
        framework = from_document(document)
    except ValueError as fault:  # a day that no calendar has
        raise FrameworkUnreadableError(path.name, "วันประกาศไม่ถูกต้อง") from fault
    found = problems(framework)
    if found:
        raise FrameworkInvalidError(path.name, found)
    return framework


def _bytes(path: Path) -> bytes:
    limit = MEGABYTES * 1024 * 1024
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as fault:
        raise FrameworkUnreadableError(path.name, "เปิดไฟล์ไม่ได้") from fault
    if len(content) > limit:
        raise FrameworkTooLargeError(path.name, MEGABYTES)
    return content


def _parse(name: str, content: bytes) -> object:
    try:
        return strict_json.parse(content, whole_numbers=True)
    except ValueError as fault:
        raise FrameworkUnreadableError(name, "ไม่ใช่ไฟล์ JSON ที่ถูกต้อง") from fault


@cache
def _validator() -> Validator:
    # Imported here: the program starts without it, shipped frameworks never need it.
    from jsonschema import Draft202012Validator

    schema = json.loads(resource("frameworks", "framework.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _first_fault(document: dict[str, Any]) -> str | None:
    """Where the document leaves the schema first, as `nodes/3/text`; `None` when it follows it."""
    try:
        fault = next(iter(_validator().iter_errors(document)), None)
    except RecursionError:  # the validator prints what it found, however deep it is
        return "ทั้งไฟล์"
    return None if fault is None else "/".join(str(step) for step in fault.absolute_path) or "ทั้งไฟล์"
