"""The lock file: read it, and make it anew (`build.py --lock`)."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steps.settings import INSTALLER, LOCK, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

_PIN: Final = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
WHEELS_FOR_WINDOWS: Final = (
    "--platform=win_amd64",
    "--implementation=cp",
    "--python-version=3.11",
    "--only-binary=:all:",
)
_SOURCES: Final = ("--no-binary=:all:", "--no-build-isolation", "--no-deps")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package: exactly this version, and of it exactly this file."""

    name: str
    version: str
    sha256: str

    @property
    def requirement(self) -> str:
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


def pins(path: Path = LOCK) -> list[Pin]:
    """What the lock file names, in its order.

    Raises:
        ValueError: a package without its one hash.
    """
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    found: list[Pin] = []
    for line in text.splitlines():
        match = _PIN.match(line)
        if match is None:
            continue
        hashes = _HASH.findall(line)
        if len(hashes) != 1:
            raise ValueError(f"{path.name}: {match[1]} needs one hash and has {len(hashes)}")
        found.append(Pin(normal(match[1]), match[2], hashes[0]))
    return found


def versions_on_linux() -> dict[str, str]:
    """Name → version of the lock file that the program is developed with."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {normal(m[1]): m[2] for m in map(_PIN.match, text.splitlines()) if m}


def normal(name: str) -> str:
    """The name of a package in its one spelling."""
    return re.sub(r"[-_.]+", "-", name).lower()


def make_lock(sources: Iterable[str]) -> None:
    """Resolve for Windows with the versions of Linux and write what came.

    Args:
        sources: the packages that come as source archives.
    """
    from_source = set(sources)
    wanted = [
        line.split("#")[0].strip()
        for line in (INSTALLER / "requirements-win.in").read_text(encoding="utf-8").splitlines()
    ]
    archives = [line for line in wanted if line and normal(line.split("==")[0]) in from_source]
    wheels = [line for line in wanted if line and line not in archives]
    wheels += [f"{name}=={version}" for name, version in versions_on_linux().items()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        download(folder, wheels, *WHEELS_FOR_WINDOWS)
        download(folder, archives, *_SOURCES)
        entries = sorted(_entry(file) for file in folder.iterdir())
    LOCK.write_text("".join(entries), encoding="utf-8", newline="\n")


def download(folder: Path, requirements: Iterable[str], *options: str) -> None:
    """What pip, as it is set up here, finds for the requirements."""
    listed = folder / "requirements.txt"
    listed.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([*command, *options, "-d", str(folder), "-r", str(listed)], check=True)
    finally:
        listed.unlink()


def _entry(file: Path) -> str:
    if file.suffix == ".whl":
        name, version = file.name.split("-")[:2]
    else:
        name, version = file.name.removesuffix(".tar.gz").rsplit("-", 1)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return f"{normal(name)}=={version} \\\n    --hash=sha256:{digest}\n"
