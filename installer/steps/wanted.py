"""Which files of a wheel are wanted, by the patterns of payload.toml."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steps.settings import Settings


def is_wanted(settings: Settings, path: str) -> bool:
    """Whether a file, named by its path inside the wheel, goes to the clerk's computer."""
    if path.startswith("PySide6/plugins/"):
        return path.removeprefix("PySide6/plugins/") in settings.payload["qt"]["plugins"]
    return not any(
        _matches(path, rule["files"]) and not _matches(path, rule.get("but", ()))
        for rule in settings.payload["leave_out"]
    )


def _matches(path: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
