"""Templates exchanged as a file: what somebody sent is believed only after it was checked."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kkplanner import strict_json
from kkplanner.drafting.errors import TemplateFileError, TemplateFileNotSavedError
from kkplanner.drafting.integrity import template_problems
from kkplanner.drafting.reading import FORMAT, UndefinedSlotError, templates_from_json, templates_to_json
from kkplanner.drafting.shelf import schema, slot_definitions
from kkplanner.whole_file import TargetError, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jsonschema.protocols import Validator

    from kkplanner.drafting.template import Template

MEGABYTES: Final = 1
_LARGEST: Final = MEGABYTES * 1024 * 1024


def read_template_file(path: Path) -> tuple[Template, ...]:
    """The templates in a file of unknown origin.

    Raises:
        TemplateFileError: it cannot be read, is too large, is of a later format, leaves the schema, or its
            templates do not hold together.
    """
    document = _parse(path.name, _bytes(path))
    if not isinstance(document, dict) or "templates" not in document:
        raise TemplateFileError(path.name, "ไม่ใช่ไฟล์แม่แบบโครงการ")
    stated = document.get("format")
    if isinstance(stated, int) and not isinstance(stated, bool) and stated > FORMAT:
        raise TemplateFileError(path.name, "สร้างด้วยโปรแกรมรุ่นใหม่กว่า")
    place = _first_fault(document)
    if place is not None:
        raise TemplateFileError(path.name, f"ข้อมูลที่ตำแหน่ง “{place}” ไม่ตรงตามรูปแบบ")
    try:
        templates = templates_from_json(document, slot_definitions())
    except UndefinedSlotError as fault:
        raise TemplateFileError(
            path.name, f"แม่แบบ {fault.template} ใช้ช่อง “{fault.slot}” ที่โปรแกรมไม่รู้จัก"
        ) from fault
    except (ArithmeticError, ValueError) as fault:  # an example that is no value of its slot
        raise TemplateFileError(path.name, "มีค่าที่ใช้ไม่ได้ในแม่แบบ") from fault
    problems = template_problems(templates)
    if problems:
        raise TemplateFileError(path.name, problems[0].sentence)
    return templates


def write_template_file(path: Path, templates: Iterable[Template]) -> None:
    """Write templates (of one framework) to a file, whole or not at all.

    Raises:
        TemplateFileNotSavedError: the folder or disk does not take it; an older file stays.
        ValueError: the templates are of several frameworks.
    """
    content = _content(_document_of(templates))
    try:
        with write_whole(path) as unfinished:
            unfinished.write_bytes(content)
    except TargetError as fault:
        raise TemplateFileNotSavedError(path.name) from fault


def fault_of(templates: Iterable[Template]) -> str | None:
    """Why a file of these templates (of one framework) could not be read again, in Thai; None when it could."""
    many = tuple(templates)
    document = _document_of(many)
    if (place := _first_fault(document)) is not None:
        return f"ข้อมูลที่ตำแหน่ง “{place}” ไม่ตรงตามรูปแบบ"
    if problems := template_problems(many):
        return problems[0].sentence
    return f"ไฟล์ใหญ่เกิน {MEGABYTES} เมกะไบต์" if len(_content(document)) > _LARGEST else None


def _document_of(templates: Iterable[Template]) -> dict[str, Any]:
    many = tuple(templates)
    if len({template.framework for template in many}) > 1:
        raise ValueError("templates of several frameworks")
    return templates_to_json(many, slot_definitions())


def _content(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as fault:
        raise TemplateFileError(path.name, "เปิดไฟล์ไม่ได้") from fault
    if len(content) > _LARGEST:
        raise TemplateFileError(path.name, f"ไฟล์ใหญ่เกิน {MEGABYTES} เมกะไบต์")
    return content


def _parse(name: str, content: bytes) -> object:
    try:
        return strict_json.parse(content)
    except ValueError as fault:
        raise TemplateFileError(name, "ไม่ใช่ไฟล์ JSON ที่ถูกต้อง") from fault


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(dict(schema()))


def _first_fault(document: dict[str, Any]) -> str | None:
    """Where the document leaves the schema first, as `templates/3/title`; None when it follows it."""
    from jsonschema.exceptions import best_match

    try:
        fault = best_match(_validator().iter_errors(document))
    except RecursionError:
        return "ทั้งไฟล์"
    return None if fault is None else "/".join(str(step) for step in fault.absolute_path) or "ทั้งไฟล์"
