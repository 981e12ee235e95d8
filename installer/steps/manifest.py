"""The list of every file of the stage with its hash and what it asks Windows to load: what the tests judge."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from steps.imports import imported_libraries

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings

_PROGRAMS: Final = (".exe", ".dll", ".pyd")


def write_manifest(settings: Settings) -> Path:
    """build/installer/manifest.json: path → SHA-256, and for programs the libraries that they import."""
    files = {}
    for path in sorted(settings.stage.rglob("*")):
        if path.is_file():
            entry: dict[str, object] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            if path.suffix.lower() in _PROGRAMS:
                entry["imports"] = sorted(imported_libraries(path))
            files[path.relative_to(settings.stage).as_posix()] = entry
    target = settings.work / "manifest.json"
    target.write_text(json.dumps(files, indent=1) + "\n", encoding="utf-8")
    return target
