"""What a Windows program or library asks the system to load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_IMPORT, _DELAYED_IMPORT = 1, 13  # IMAGE_DIRECTORY_ENTRY_*
_LISTS: Final = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")


def imported_libraries(path: Path) -> set[str]:
    """The names of the libraries, in small letters, those loaded at first use included."""
    import pefile

    with pefile.PE(str(path), fast_load=True) as image:
        image.parse_data_directories([_IMPORT, _DELAYED_IMPORT])
        return {entry.dll.decode("ascii").lower() for name in _LISTS for entry in getattr(image, name, ())}
