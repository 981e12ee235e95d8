"""What writing to a stick asks of the system, in one object, so that a test can let any step of it fail."""

from __future__ import annotations

import os
import shutil
import time
from typing import IO, TYPE_CHECKING

from kkplanner.workbook.files import sync_folder

if TYPE_CHECKING:
    from pathlib import Path


class FileOperations:
    """The real file system. Each method raises `OSError` as the system does."""

    def free_bytes(self, folder: Path) -> int:
        """Room on the medium of the folder."""
        return shutil.disk_usage(folder).free

    def exists(self, path: Path) -> bool:
        return path.exists()

    def create(self, path: Path) -> IO[bytes]:
        """A file to write; one left over from an interrupted writing is begun anew."""
        return path.open("wb")

    def write(self, stream: IO[bytes], chunk: bytes) -> None:
        stream.write(chunk)

    def sync(self, stream: IO[bytes]) -> None:
        """Wait until what was written is on the medium."""
        stream.flush()
        os.fsync(stream.fileno())

    def open_again(self, path: Path) -> IO[bytes]:
        """The file for reading back; where the system can do that, from the medium and not from memory."""
        stream = path.open("rb", buffering=0)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return stream

    def read(self, stream: IO[bytes], size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        return stream.read(size)

    def rename(self, source: Path, target: Path) -> None:
        """`source` takes the place of `target`."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's names are on the medium."""
        sync_folder(folder)

    def remove(self, path: Path) -> None:
        """Gone, or never there."""
        path.unlink(missing_ok=True)

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)


REAL: FileOperations = FileOperations()
