"""The note beside an open file that says who has it open since when.

The lock itself is SQLite's. The note only feeds the sentence that the second person reads, so a note
left by a crash locks nobody out: whoever gets the lock knows that the note is stale.
"""

from __future__ import annotations

import getpass
import json
import logging
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from kkplanner.thai.dates import format_date
from kkplanner.workbook.processes import is_running

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST: Final = 4096
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LockNote:
    """Who opened the file. All texts, as found; empty when not known."""

    author: str
    user: str
    host: str
    process: str
    since: str  # UTC, ISO 8601

    @property
    def who(self) -> str:
        """Thai: the person and the machine."""
        person = self.author or self.user
        return f"{person} (เครื่อง {self.host})" if self.host else person

    @property
    def is_stale(self) -> bool:
        """Its process ran on this machine and is gone: nobody has the file open. False when that cannot be known."""
        return self.host == platform.node() and self.process.isdigit() and not is_running(int(self.process))

    @property
    def since_when(self) -> str:
        """Thai: local day and time; empty when not known."""
        try:
            moment = datetime.fromisoformat(self.since).astimezone()
        except (ValueError, OverflowError):
            return ""
        return f"{format_date(moment.date())} เวลา {moment:%H:%M} น."


def note_path(path: Path) -> Path:
    """Where the note of a workbook lies."""
    return path.with_name(f".{path.name}.lock")


def write_note(path: Path, author: str) -> None:
    """Leave a note beside the workbook. A note that cannot be written is logged; it only makes a message poorer."""
    note = LockNote(
        author, _user(), platform.node(), str(os.getpid()), datetime.now(UTC).isoformat(timespec="seconds")
    )
    try:
        note_path(path).write_text(json.dumps(asdict(note), ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        _log.warning("no lock note beside %s: %s", path, error)


def read_note(path: Path) -> LockNote | None:
    """The note beside a workbook; None when there is none or it is no note of ours."""
    try:
        with note_path(path).open("rb") as file:
            found = json.loads(file.read(_LONGEST))
        return LockNote(**{name: str(found[name])[:100] for name in LockNote.__slots__})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        _log.warning("lock note beside %s is not readable: %s", path, error)
        return None


def remove_note(path: Path) -> None:
    """Take the note away."""
    try:
        note_path(path).unlink(missing_ok=True)
    except OSError as error:
        _log.warning("lock note beside %s stays: %s", path, error)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # a system that does not name its user; the message then names the machine only
