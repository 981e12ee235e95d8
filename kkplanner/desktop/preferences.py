"""What the person at this computer chose: name, size of letters, colours, widths of columns, recent files.

It belongs to the person, not to the plan (that is `Workbook.setting`), and lies in the user's data folder; beside
the program where a file named `portable` stands there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QSettings

from kkplanner.workbook.backup import data_folder

_MOST_RECENT: Final = 12


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def thai(self) -> str:
        return {"system": "ตามเครื่อง", "light": "สว่าง", "dark": "มืด"}[self]


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A plan file that was open: where, and when last."""

    path: Path
    opened: datetime


class Preferences:
    """Read and written at once; a value that cannot be read is the default again."""

    def __init__(self, folder: Path | None = None) -> None:
        place = data_folder() if folder is None else folder
        self._settings = QSettings(str(place / "desktop.ini"), QSettings.Format.IniFormat)

    def get(self, key: str, default: Any) -> Any:  # noqa: ANN401 - whatever JSON held
        """A value as kept by `set`; `default` where there is none of the same kind."""
        text = self._settings.value(key)
        if not isinstance(text, str):
            return default
        try:
            value = json.loads(text)
        except ValueError:
            return default
        return value if default is None or isinstance(value, type(default)) else default

    def set(self, key: str, value: object) -> None:
        """Keep any value that JSON can hold."""
        self._settings.setValue(key, json.dumps(value, ensure_ascii=False))

    @property
    def author(self) -> str:
        """The clerk's name as it stands in the history."""
        return str(self.get("author", ""))

    @property
    def theme(self) -> Theme:
        name = self.get("theme", str(Theme.SYSTEM))
        return Theme(name) if name in set(Theme) else Theme.SYSTEM

    @property
    def font_size(self) -> int:
        """Of the window's letters, in points."""
        return min(24, max(8, int(self.get("font_size", 11))))

    @property
    def tips(self) -> bool:
        """Whether the first-run tips are shown."""
        return bool(self.get("tips", True))

    def state(self, key: str) -> QByteArray:
        """Geometry or header state of a widget; empty when never kept."""
        value = self._settings.value(f"state/{key}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, key: str, state: QByteArray) -> None:
        self._settings.setValue(f"state/{key}", state)

    def recent(self) -> list[RecentFile]:
        """The plan files last worked in, newest first; also those that are not there at this moment."""
        found = []
        for row in self.get("recent", []):
            try:
                found.append(RecentFile(Path(row["path"]), datetime.fromisoformat(row["opened"])))
            except (TypeError, KeyError, ValueError):
                continue
        return found

    def remember(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        others = [one for one in self.recent() if one.path != path]
        rows = [RecentFile(path, datetime.now(UTC)), *others][:_MOST_RECENT]
        self.set("recent", [{"path": str(one.path), "opened": one.opened.isoformat()} for one in rows])

    def forget(self, path: Path) -> None:
        """Take a file off the recent ones; the file itself stays."""
        rows = [one for one in self.recent() if one.path != path]
        self.set("recent", [{"path": str(one.path), "opened": one.opened.isoformat()} for one in rows])
