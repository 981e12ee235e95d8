"""Bring the locked files: from the cache, else through pip; each is proved by its hash every time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from steps.lock import WHEELS_FOR_WINDOWS, Pin, download, pins

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings


class MissingFileError(Exception):
    """pip brought something else than the lock file asks for."""


def fetch(settings: Settings) -> dict[str, Path]:
    """Name of the package → its file, for everything the build needs."""
    python = settings.payload["python"]
    archives = {python["package"], python["proof_package"]}
    left_out = set(settings.payload["packages"]["leave_out"])
    if settings.fast:
        left_out.add(python["proof_package"])
    wanted = [pin for pin in pins() if pin.name not in left_out]
    settings.cache.mkdir(parents=True, exist_ok=True)
    known = _by_hash(settings.cache)
    missing = [pin for pin in wanted if pin.sha256 not in known]
    if missing:
        _download(settings.cache, [pin for pin in missing if pin.name not in archives], *WHEELS_FOR_WINDOWS)
        _download(
            settings.cache,
            [pin for pin in missing if pin.name in archives],
            "--no-binary=:all:",
            "--no-build-isolation",
        )
        known = _by_hash(settings.cache)
    absent = [pin.name for pin in wanted if pin.sha256 not in known]
    if absent:
        raise MissingFileError(f"not found with the locked hash: {', '.join(absent)}")
    return {pin.name: known[pin.sha256] for pin in wanted}


def _download(folder: Path, wanted: list[Pin], *options: str) -> None:
    if wanted:
        download(folder, (pin.requirement for pin in wanted), "--no-deps", "--require-hashes", *options)


def _by_hash(folder: Path) -> dict[str, Path]:
    files = [
        path for path in sorted(folder.iterdir()) if path.suffix == ".whl" or path.name.endswith(".tar.gz")
    ]
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
