"""Compile the installer."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from steps.budget import size_of
from steps.settings import INSTALLER

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings

_FOLDERS: Final = ("icons", "language")


def build_setup(settings: Settings) -> None:
    """dist/kkplanner-VERSION-setup.exe from the stage."""
    script = _settled_script(settings)
    defined = {
        "VERSION": settings.version,
        "STAGE": str(settings.stage),
        "HERE": str(script.parent),
        "OUT": str(settings.setup),
        "SIZE_KB": str(size_of(settings.stage) // 1024),
    }
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in defined.items()]
    if settings.fast:
        command.append("-DFAST")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(settings.epoch), "LC_ALL": "C.UTF-8"}
    subprocess.run([*command, str(script)], env=environment, check=True)


def _settled_script(settings: Settings) -> Path:
    """A copy of the script with all it includes, at the moment of the commit: NSIS carries the time of its pictures."""
    folder = settings.work / "nsis"
    folder.mkdir()
    for name in _FOLDERS:
        shutil.copytree(INSTALLER / name, folder / name)
    for path in INSTALLER.glob("*.ns[hi]"):
        shutil.copy(path, folder)
    for path in folder.rglob("*"):
        os.utime(path, (settings.epoch, settings.epoch))
    return folder / "kkplanner.nsi"


def write_digest(path: Path) -> str:
    """The SHA-256 of a file, also written beside it in the form that `sha256sum -c` reads."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    text = f"{digest} *{path.name}\n"
    path.with_name(f"{path.name}.sha256").write_text(text, encoding="ascii", newline="\n")
    return digest
