"""What every step needs to know: folders, version, moment of the commit, the payload as declared."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

INSTALLER: Final = Path(__file__).resolve().parent.parent
ROOT: Final = INSTALLER.parent
LOCK: Final = INSTALLER / "requirements-win.lock"
_CACHE_VARIABLE: Final = "KKPLANNER_WIN_CACHE"


@dataclass(frozen=True, slots=True)
class Settings:
    """One build.

    Args:
        epoch: seconds since 1970 of the commit; every time inside the installer is this one.
        fast: for tests: light compression, no portable folder, no second proof of Python's library.
    """

    version: str
    epoch: int
    work: Path
    out: Path
    cache: Path
    payload: dict[str, Any]
    fast: bool = False

    @property
    def stage(self) -> Path:
        """The tree as it will stand on the clerk's computer."""
        return self.work / "stage"

    @property
    def setup(self) -> Path:
        return self.out / f"kkplanner-{self.version}-setup.exe"

    @property
    def portable(self) -> Path:
        return self.out / f"kkplanner-{self.version}-portable.zip"


def settings(work: Path | None = None, out: Path | None = None, *, fast: bool = False) -> Settings:
    """The build of this source tree."""
    return Settings(
        version=version_of_program(),
        epoch=commit_time(),
        work=work or ROOT / "build" / "installer",
        out=out or ROOT / "dist",
        cache=cache_folder(),
        payload=tomllib.loads((INSTALLER / "payload.toml").read_text(encoding="utf-8")),
        fast=fast,
    )


def version_of_program() -> str:
    """As it stands in the program.

    Raises:
        ValueError: it does not stand there.
    """
    text = (ROOT / "kkplanner" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("kkplanner/__init__.py states no version of three numbers")
    return found[1]


def commit_time() -> int:
    """Seconds since 1970 of the last commit, or what SOURCE_DATE_EPOCH says (a source tree without git)."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said:
        return int(said)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, check=True, capture_output=True, encoding="ascii").stdout)


def cache_folder() -> Path:
    """Where downloads are kept between builds, outside the source tree."""
    chosen = os.environ.get(_CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache") / "kkplanner-installer"
