"""How large the whole and its parts are, and whether that is within what payload.toml allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings

_MILLION = 1_000_000


class TooLargeError(Exception):
    """A part of the payload, or the whole, is over its budget."""


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def over_budget(settings: Settings) -> list[str]:
    """What is too large, in words; empty when all is well. The setup counts when it is there and is no test build."""
    budget = settings.payload["budget"]
    sizes = {"": (size_of(settings.stage), budget["installed"])}
    sizes |= {part: (size_of(settings.stage / part), most) for part, most in budget["parts"].items()}
    if settings.setup.exists() and not settings.fast:
        sizes[settings.setup.name] = (settings.setup.stat().st_size, budget["setup"])
    return [
        f"{part or 'installed'}: {size / _MILLION:.1f} MB of {most} MB"
        for part, (size, most) in sizes.items()
        if size > most * _MILLION
    ]
