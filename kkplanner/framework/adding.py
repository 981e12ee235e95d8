"""Adding a newer framework from a file, without ever leaving half of one behind."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.errors import UserError
from kkplanner.framework.document import to_document
from kkplanner.framework.faults import FrameworkNotNewerError, FrameworkNotSavedError
from kkplanner.framework.shelf import added, shipped
from kkplanner.framework.untrusted import read_untrusted

if TYPE_CHECKING:
    from kkplanner.framework.model import Framework


def add_framework(path: Path, into_folder: Path) -> Framework:
    """Check the file, and keep its framework in the folder as `<id>.json`; gives the framework.

    Raises what `read_untrusted` raises, `FrameworkNotNewerError` for a version that is here already (shipped
    or added) or older, and `FrameworkNotSavedError` when the folder takes no file. Whatever is raised, the
    folder is as it was.
    """
    framework = read_untrusted(path)
    editions = (shipped(framework.id), _sound_added(framework.id, into_folder))
    present = max((each for each in editions if each), key=lambda each: each.version_key, default=None)
    if present is not None and framework.version_key <= present.version_key:
        raise FrameworkNotNewerError(framework.title, framework.version, present.version)
    content = json.dumps(to_document(framework), ensure_ascii=False, indent=1) + "\n"
    try:
        into_folder.mkdir(parents=True, exist_ok=True)
        _replace(into_folder / f"{framework.id}.json", content.encode("utf-8"))
    except OSError as fault:
        raise FrameworkNotSavedError(framework.title, str(into_folder)) from fault
    return framework


def _sound_added(framework_id: str, folder: Path) -> Framework | None:
    """The added edition; a damaged one counts for nothing here: adding a good file is how it is mended."""
    try:
        return added(framework_id, folder)
    except UserError:
        return None


def _replace(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
