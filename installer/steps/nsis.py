"""Compile the installer."""

from __future__ import annotations

import hashlib
import os
import subprocess
from typing import TYPE_CHECKING

from steps.budget import size_of
from steps.settings import INSTALLER

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings


def build_setup(settings: Settings) -> None:
    """dist/kkplanner-VERSION-setup.exe from the stage."""
    defined = {
        "VERSION": settings.version,
        "STAGE": str(settings.stage),
        "HERE": str(INSTALLER),
        "OUT": str(settings.setup),
        "SIZE_KB": str(size_of(settings.stage) // 1024),
    }
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in defined.items()]
    if settings.fast:
        command.append("-DFAST")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(settings.epoch), "LC_ALL": "C.UTF-8"}
    subprocess.run([*command, str(INSTALLER / "kkplanner.nsi")], env=environment, check=True)


def write_digest(path: Path) -> str:
    """The SHA-256 of a file, also written beside it in the form that `sha256sum -c` reads."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    text = f"{digest} *{path.name}\n"
    path.with_name(f"{path.name}.sha256").write_text(text, encoding="ascii", newline="\n")
    return digest
