"""Of Qt keep what the program's modules and plugins ask for, by the import tables of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steps.imports import imported_libraries

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings

_LIBRARIES: Final = (".dll", ".pyd")


def prune_qt(settings: Settings) -> list[Path]:
    """Delete the libraries that nothing asks for; return what stayed."""
    qt, shiboken = settings.stage / "lib" / "PySide6", settings.stage / "lib" / "shiboken6"
    declared = settings.payload["qt"]
    todo = [qt / f"{name}.pyd" for name in declared["modules"]]
    todo += [qt / "plugins" / name for name in declared["plugins"]]
    todo += [shiboken / "Shiboken.pyd"]
    by_name = {path.name.lower(): path for folder in (shiboken, qt) for path in _libraries(folder)}
    kept: set[Path] = set()
    while todo:
        path = todo.pop()
        if path not in kept:
            kept.add(path)
            todo += [by_name[name] for name in imported_libraries(path) if name in by_name]
    for folder in (qt, shiboken):
        for path in folder.rglob("*"):
            if path.suffix.lower() in _LIBRARIES and path not in kept:
                path.unlink()
    return sorted(kept)


def _libraries(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix.lower() in _LIBRARIES]
