"""Writing files so that they are whole or not there, on any file system."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_TRIES: Final = 10
_FIRST_PAUSE: Final = 0.05  # seconds, doubled up to one second


def sync_file(path: Path) -> None:
    """Wait until the file's content is on the medium."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the medium, where the system can do that (not on Windows)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_with_retry(source: Path, target: Path) -> None:
    """Rename over `target`; a virus scanner that holds the file for a moment is waited for.

    Raises:
        PermissionError: it still holds after about six seconds.
    """
    pause = _FIRST_PAUSE
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _TRIES - 1 or sys.platform != "win32":
                raise
            time.sleep(pause)
            pause = min(2 * pause, 1.0)
        else:
            return


def rename_new(source: Path, target: Path) -> None:
    """Rename to a name that nothing bears yet.

    Raises:
        FileExistsError: something does; both stay as they are.
    """
    if sys.platform == "win32":
        source.rename(target)
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network folders know no links; there the test and the rename are two steps.
        if target.exists():
            raise FileExistsError(target) from None
        source.rename(target)
    else:
        source.unlink()
