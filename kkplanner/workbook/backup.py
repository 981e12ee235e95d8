"""Copies of a workbook in the user's data folder, made at opening and thinned with age."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.workbook import digest
from kkplanner.workbook.files import replace_with_retry, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection

_log = logging.getLogger(__name__)
DATA_FOLDER_VARIABLE: Final = "KKPLANNER_DATA_DIR"
_DAYS, _WEEKS, _MONTHS = 7, 4, 12
_ALWAYS: Final = 10
_HEADER: Final = 100  # bytes
_MOMENT: Final = "%Y%m%dT%H%M%S%fZ"
_NAME: Final = re.compile(r"(?P<moment>\d{8}T\d{12}Z)-(?P<mark>v\d+-op\d+-\w*)\.kkplan")


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One copy.

    Attributes:
        moment: when it was made (aware, UTC).
        mark: version of the format and last operation in it; the same mark means the same content.
        path: of the copy, a workbook like any other.
    """

    moment: datetime
    mark: str
    path: Path


def data_folder() -> Path:
    """The user's own folder for what the program keeps; the environment may name another."""
    chosen = os.environ.get(DATA_FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("kkplanner", appauthor=False)


def own_root() -> Path:
    """Where backups of all plans lie unless the user chose another place."""
    return data_folder() / "backups"


def _choice() -> Path:
    return data_folder() / "backup-folder.txt"


def chosen_root() -> Path | None:
    """The folder that the user chose for backups; None: none."""
    try:
        text = _choice().read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        _log.warning("the chosen folder for backups is not readable: %s", error)
        return None
    return Path(text) if text else None


def choose_root(folder: Path | None) -> None:
    """Keep backups in `folder` from now on; None: in the user's data folder again. Copies made so far stay.

    Raises:
        OSError: the folder cannot be made, or the choice not be kept.
    """
    choice = _choice()
    if folder is None:
        choice.unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    choice.parent.mkdir(parents=True, exist_ok=True)
    choice.write_text(str(folder.absolute()), encoding="utf-8")


def backup_folder(path: Path, root: Path | None = None) -> Path:
    """The folder with the copies of the workbook at `path`: by its place, so that a damaged file finds it too."""
    place = os.path.normcase(path.resolve())
    digest = hashlib.blake2s(place.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return (root or chosen_root() or own_root()) / f"{path.stem[:40]}-{digest}"


def backups(path: Path) -> list[Backup]:
    """The copies of the workbook at `path`, newest first; those made before the user chose another place too."""
    roots = {own_root(), chosen_root() or own_root()}
    return sorted((one for root in roots for one in copies_in(backup_folder(path, root))), reverse=True)


def copies_in(folder: Path) -> list[Backup]:
    """The copies in a folder of backups, newest first; none where there is no such folder."""
    try:
        files = list(folder.iterdir())
    except OSError:  # not there, or on a stick that is not plugged in
        return []
    found = []
    for file in files:
        match = _NAME.fullmatch(file.name)
        if match:
            moment = datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=UTC)
            found.append(Backup(moment, match["mark"], file))
    return sorted(found, reverse=True)


def back_up(connection: sqlite3.Connection, path: Path, mark: str, root: Path) -> Backup:
    """Make a copy of the open workbook unless a whole one of the same content stands; then thin the copies.

    Copies are removed only after the new one was read back and found whole.

    Raises:
        OSError, sqlite3.Error: the folder `root` cannot be written. The workbook itself is not touched.
    """
    folder = backup_folder(path, root)
    existing = copies_in(folder)
    for same in existing:
        if same.mark == mark and _holds(same.path, connection):
            return same
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC)
    copy = folder / f"{moment.strftime(_MOMENT)}-{mark}.kkplan"
    write_copy(connection, copy)
    made = Backup(moment, mark, copy)
    for old in surplus([made, *existing], moment):
        old.path.unlink(missing_ok=True)
    return made


def write_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open database to `target`: temporary name, written, synced, read back, then renamed.

    Raises:
        OSError, sqlite3.Error: nothing stands under the name `target` then.
    """
    temporary = target.with_name(f".{target.name}.part")
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
            copy.execute(
                "PRAGMA journal_mode = OFF"
            )  # until the rename, a half-written copy counts for nothing
            copy.execute("PRAGMA synchronous = OFF")
            connection.backup(copy)
        sync_file(temporary)
        if not _reads_back(temporary, connection):
            raise OSError(errno.EIO, "the copy does not read back as it was written", str(temporary))
        replace_with_retry(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _reads_back(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether every byte of a copy is that of the database, but for the counters in its header."""
    return path.read_bytes()[_HEADER:] == connection.serialize()[_HEADER:]


def _holds(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether a copy made earlier is whole and holds the plan as it is now."""
    try:
        if _reads_back(path, connection):
            return True
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            is_sound = copy.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            return is_sound and digest.present(copy) == digest.present(connection)
    except (OSError, sqlite3.Error, UnicodeDecodeError):
        return False


def surplus(copies: Collection[Backup], now: datetime) -> list[Backup]:
    """The copies that may go: kept are all of today, the newest of each of 7 days, 4 weeks and 12 months.

    The ten newest always stay, whatever the clock says (it may stand years ahead for an hour), and so do
    those dated in the future (a clock set back).
    """
    today = now.astimezone().date()
    this_month = today.year * 12 + today.month
    newest_first = sorted(copies, reverse=True)
    kept: set[Backup] = set(newest_first[:_ALWAYS])
    periods: set[tuple[str, int, int]] = set()
    for copy in newest_first:
        day = copy.moment.astimezone().date()
        age = (today - day).days
        year, week, _ = day.isocalendar()
        steps = (
            ("day", age, 0, age <= _DAYS),
            ("week", year, week, age <= _WEEKS * 7),
            ("month", day.year, day.month, this_month - (day.year * 12 + day.month) <= _MONTHS),
        )
        if age <= 0:
            kept.add(copy)
        for name, major, minor, in_reach in steps:
            if in_reach and (name, major, minor) not in periods:
                periods.add((name, major, minor))
                kept.add(copy)
    return [copy for copy in newest_first if copy not in kept]
