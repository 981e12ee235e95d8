"""Lay out the tree that goes to the clerk's computer: python/, lib/, app/, licences."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from steps.python_archive import inner_archive
from steps.settings import ROOT
from steps.wanted import is_wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.settings import Settings

_CODE_PARTS_OF_A_WHEEL: Final = ("purelib", "platlib")


def lay_python(settings: Settings, package: Path) -> Path:
    """The interpreter, whole as it was signed; `trim_python` follows when the signatures are checked."""
    python = settings.payload["python"]
    folder = settings.stage / "python"
    folder.mkdir(parents=True)
    with inner_archive(package, python["archive"]) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            if path.parent == PurePosixPath(f"cp{python['tag']}") and not name.endswith("/"):
                (folder / path.name).write_bytes(archive.read(name))
    return folder


def trim_python(settings: Settings) -> None:
    """Leave out what is not wanted, and let the interpreter look nowhere but here."""
    folder = settings.stage / "python"
    licences = settings.stage / "licenses"
    licences.mkdir()
    (folder / "LICENSE.txt").rename(licences / "python.txt")
    for name in settings.payload["python"]["leave_out"]:
        (folder / name).unlink()
    tag = settings.payload["python"]["tag"]
    # With this file Python reads no registry, no environment variable and no folder of the user.
    paths = f"python{tag}.zip\n.\n..\\lib\n..\\app\n"
    (folder / f"python{tag}._pth").write_text(paths, encoding="ascii", newline="\r\n")


def lay_wheels(settings: Settings, wheels: Iterable[Path]) -> None:
    """The wanted files of the packages, in lib/."""
    for wheel in wheels:
        lay_wheel(settings, wheel, settings.stage / "lib")


def lay_app(settings: Settings) -> None:
    """The program itself, from its own wheel, in app/."""
    folder = settings.work / "wheel"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(settings.epoch)}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    lay_wheel(settings, next(folder.glob("*.whl")), settings.stage / "app")


def lay_wheel(settings: Settings, wheel: Path, target: Path) -> None:
    """The wanted files of one wheel.

    Raises:
        ValueError: a file would lie outside the target.
    """
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            inside = _inside(name)
            if inside is None or not is_wanted(settings, inside):
                continue
            path = target.joinpath(inside)
            if ".." in path.parts:
                raise ValueError(f"{wheel.name} names a file outside: {name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))


def _inside(name: str) -> str | None:
    """Where a member of a wheel is installed; None for folders, scripts and headers."""
    if name.endswith("/"):
        return None
    first, _, rest = name.partition("/")
    if first.endswith(".data"):
        kind, _, rest = rest.partition("/")
        return rest if kind in _CODE_PARTS_OF_A_WHEEL else None
    return name


def settle_times(settings: Settings) -> None:
    """Every file and folder of the stage gets the moment of the commit."""
    for path in sorted(settings.stage.rglob("*"), reverse=True):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (settings.epoch, settings.epoch))
    os.utime(settings.stage, (settings.epoch, settings.epoch))


def clear(settings: Settings) -> None:
    """An empty stage."""
    if settings.work.exists():
        shutil.rmtree(settings.work)
    settings.stage.mkdir(parents=True)


def clear_results(settings: Settings) -> None:
    """No result of an earlier build beside the new one."""
    settings.out.mkdir(parents=True, exist_ok=True)
    for old in settings.out.glob(f"kkplanner-{settings.version}-*"):
        old.unlink()
