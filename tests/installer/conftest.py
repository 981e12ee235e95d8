"""The staged tree and the installer, where `sh run installer` has made them; the tests that need them skip elsewhere."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

INSTALLER = ROOT / "installer"
for folder in (INSTALLER, INSTALLER / "wine"):
    sys.path.insert(0, str(folder))


@pytest.fixture(scope="session")
def build() -> Any:
    """The build of this source tree, as the build itself sees it."""
    from steps.settings import settings

    work = Path(os.environ.get("KKPLANNER_PAYLOAD", ROOT / "build" / "installer"))
    made = settings(work, fast=True)
    if not (work / "manifest.json").is_file() or not made.setup.is_file():
        _without("no payload here")
    if _is_stale(made):
        _without("the payload here is of another state of this source tree")
    return made


def _without(reason: str) -> None:
    """Skip where nobody asked for the installer; where CI has just built it, or it is to be tried, it must be there."""
    message = f"{reason}: `sh run installer --fast` makes it"
    if os.environ.get("KKPLANNER_PAYLOAD_REQUIRED") or os.environ.get("KKPLANNER_TRY_SETUP"):
        pytest.fail(message)
    pytest.skip(message)


def _is_stale(made: Any) -> bool:
    for folder, inside in (("kkplanner", ""), ("resources", "_assets"), ("db", "_assets"), ("ui", "_assets")):
        start = ROOT / folder if not inside else ROOT
        for path in (ROOT / folder).rglob("*"):
            if path.is_dir() or "__pycache__" in path.parts:
                continue
            shipped = made.stage / "app" / "kkplanner" / inside / path.relative_to(start)
            if not shipped.is_file() or shipped.read_bytes() != path.read_bytes():
                return True
    return False


@pytest.fixture(scope="session")
def manifest(build: Any) -> dict[str, dict[str, Any]]:
    """Path → SHA-256 and imports of every shipped file."""
    files: dict[str, dict[str, Any]] = json.loads((build.work / "manifest.json").read_text(encoding="utf-8"))
    return files
