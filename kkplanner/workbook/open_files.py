"""Which plans this user has open, so that after a crash the next start can offer them again.

One small note for each open file lies in the user's data folder, and goes when the file is closed. Nothing of
the plan stands in it: every edit is in the plan's own file already. A note whose process is gone tells of a crash.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kkplanner.plan.model import new_uuid
from kkplanner.workbook.backup import data_folder
from kkplanner.workbook.processes import is_running

_LONGEST: Final = 8192  # bytes
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A plan that was open when the program stopped without closing it.

    Attributes:
        path: of the plan; it may have been moved since.
        since: when it was opened (aware, UTC).
        note: the note itself, for `dismiss`.
    """

    path: Path
    since: datetime
    note: Path


def _folder() -> Path:
    return data_folder() / "open"


def remember(path: Path) -> Path | None:
    """Leave a note that this process has `path` open; None when the data folder cannot be written."""
    note = _folder() / f"{os.getpid()}-{new_uuid()[:8]}.json"
    found = {"path": str(path), "process": os.getpid(), "since": datetime.now(UTC).isoformat()}
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(found), encoding="utf-8")
    except OSError as error:
        _log.warning("no note of the open file: %s", error)
        return None
    return note


def dismiss(note: Path) -> None:
    """Take a note away: the file was closed, or the user does not want it offered again."""
    try:
        note.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("note of an open file stays: %s", error)


def left_open() -> list[LeftOpen]:
    """The plans of crashed sessions, the latest first; each once."""
    found: dict[Path, LeftOpen] = {}
    folder = _folder()
    notes = sorted(folder.glob("*.json")) if folder.is_dir() else []
    for note in notes:
        try:
            with note.open("rb") as file:
                told = json.loads(file.read(_LONGEST))
            process = int(told["process"])
            one = LeftOpen(Path(told["path"]), datetime.fromisoformat(told["since"]), note)
        except (OSError, ValueError, TypeError, KeyError) as error:
            _log.warning("note %s is not readable: %s", note, error)
            continue
        if is_running(process):
            continue
        other = found.get(one.path)
        if other is not None:
            older, one = sorted((other, one), key=lambda each: each.since)
            dismiss(older.note)
        found[one.path] = one
    return sorted(found.values(), key=lambda each: each.since, reverse=True)
