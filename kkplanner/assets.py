"""Where the files that travel with the program lie: the only module that knows.

In the source tree `ui/`, `db/` and `resources/` stand beside the package; in a wheel (and so in the
Windows build, which installs wheels) they lie inside it under `_assets/`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent


def resource(*parts: str) -> Path:
    """A file or folder below `resources/`, for example `resource("forms", "p02.json")`."""
    return _root().joinpath("resources", *parts)


def database_file(*parts: str) -> Path:
    """A file or folder below `db/`: the schema and the migrations."""
    return _root().joinpath("db", *parts)


def interface_file(*parts: str) -> Path:
    """A file or folder below `ui/`: forms, style sheet and icons of the desktop."""
    return _root().joinpath("ui", *parts)
