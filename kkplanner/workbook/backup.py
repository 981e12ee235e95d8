"""Copies of a workbook in the user's data folder, made at opening and thinned with age."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.workbook.files import replace_with_retry, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection

DATA_FOLDER_VARIABLE: Final = "KKPLANNER_DATA_DIR"
_DAYS, _WEEKS, _MONTHS = 7, 4, 12
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


def backup_folder(path: Path) -> Path:
    """The folder with the copies of the workbook at `path`: by its place, so that a damaged file finds it too."""
    place = os.path.normcase(path.resolve())
    digest = hashlib.blake2s(place.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return data_folder() / "backups" / f"{path.stem[:40]}-{digest}"


def backups(path: Path) -> list[Backup]:
    """The copies of the workbook at `path`, newest first."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return []
    found = []
    for file in folder.iterdir():
        match = _NAME.fullmatch(file.name)
        if match:
            moment = datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=UTC)
            found.append(Backup(moment, match["mark"], file))
    return sorted(found, reverse=True)


def back_up(connection: sqlite3.Connection, path: Path, mark: str) -> Backup:
    """Make a copy of the open workbook unless a whole one of the same content stands; then thin the copies.

    Raises:
        OSError, sqlite3.Error: the data folder cannot be written. The workbook itself is not touched.
    """
    existing = backups(path)
    for same in existing:
        if same.mark == mark and _is_whole(same.path):
            return same
    folder = backup_folder(path)
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
        if not _is_whole(temporary):
            raise OSError(f"the copy {temporary} does not read back")
        replace_with_retry(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            return bool(copy.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def surplus(copies: Collection[Backup], now: datetime) -> list[Backup]:
    """The copies that may go: kept are all of today, the newest of each of 7 days, 4 weeks and 12 months.

    The newest copy always stays, and so does one dated in the future (a clock set back).
    """
    today = now.astimezone().date()
    this_month = today.year * 12 + today.month
    newest_first = sorted(copies, reverse=True)
    kept: set[Backup] = set(newest_first[:1])
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
