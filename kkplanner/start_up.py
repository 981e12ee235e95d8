"""What must be settled before anything else of the program runs: where it may print, and where its folders are."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

MARKER: Final = "portable"
_FOLDERS: Final = {"KKPLANNER_DATA_DIR": "data", "KKPLANNER_CACHE_DIR": "data/cache"}


def settle() -> None:
    """Give print a place to go, and a portable program its own folders."""
    give_streams()
    use_portable_folders(program_folder())


def give_streams() -> None:
    """A Windows program without a console has no stdout and no stderr; what is written there goes nowhere then."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - to the end


def speak_utf8() -> None:
    """A Windows console speaks code page 874 or worse; what the program prints is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def program_folder() -> Path | None:
    """The folder of the installed program, kkplanner.exe in it; None in a source tree or a virtual environment."""
    app = Path(__file__).resolve().parent.parent
    return app.parent if app.name == "app" and (app.parent / "python").is_dir() else None


def use_portable_folders(program: Path | None) -> None:
    """Settings, backups, keys and logs beside the program where a file named `portable` stands there.

    What the environment names already stays.
    """
    if program is None or not (program / MARKER).is_file():
        return
    for variable, folder in _FOLDERS.items():
        os.environ.setdefault(variable, str(program / folder))
