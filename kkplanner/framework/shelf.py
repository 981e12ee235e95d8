"""Which frameworks there are, and getting one: those shipped, and newer ones from a folder of the user."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from kkplanner.assets import resource
from kkplanner.framework.document import from_document
from kkplanner.framework.faults import FrameworkNotFoundError, FrameworkUnreadableError
from kkplanner.framework.untrusted import read_untrusted

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.framework.model import Framework


def available(folder: Path | None = None) -> tuple[str, ...]:
    """The ids of all frameworks, sorted; `folder` holds those the user added (it may not exist)."""
    return tuple(sorted({*_ids(resource("frameworks")), *(() if folder is None else _ids(folder))}))


def load(framework_id: str, folder: Path | None = None) -> Framework:
    """The framework of this id; of the shipped and the added one, the newer.

    Raises `FrameworkNotFoundError`, and for a damaged added file what `read_untrusted` raises.
    """
    if framework_id not in available(folder):
        raise FrameworkNotFoundError(framework_id)
    editions = [
        edition for edition in (shipped(framework_id), added(framework_id, folder)) if edition is not None
    ]
    return max(editions, key=lambda edition: edition.version_key)


def shipped(framework_id: str) -> Framework | None:
    """The edition that travels with the program, or `None`."""
    if framework_id not in _ids(resource("frameworks")):
        return None
    return _shipped(resource("frameworks", f"{framework_id}.json"))


def added(framework_id: str, folder: Path | None) -> Framework | None:
    """The edition in the user's folder, or `None`; checked like any file from outside."""
    if folder is None or framework_id not in _ids(folder):
        return None
    path = folder / f"{framework_id}.json"
    try:
        state = path.stat()
    except OSError as fault:
        raise FrameworkUnreadableError(path.name, "เปิดไฟล์ไม่ได้") from fault
    framework = _checked(path, state.st_mtime_ns, state.st_size)
    if framework.id != framework_id:
        raise FrameworkUnreadableError(path.name, "รหัสกรอบในไฟล์ไม่ตรงกับชื่อไฟล์")
    return framework


def _ids(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.json") if not path.name.endswith(".schema.json")}


@lru_cache(maxsize=64)
def _shipped(path: Path) -> Framework:
    return from_document(json.loads(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=64)
def _checked(path: Path, _changed_ns: int, _size: int) -> Framework:
    # The file may have been edited by hand since it was added; time and size tell when to look again.
    return read_untrusted(path)
