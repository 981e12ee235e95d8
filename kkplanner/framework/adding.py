"""Adding a newer framework from a file, without ever leaving half of one behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kkplanner.errors import UserError
from kkplanner.framework.document import to_document
from kkplanner.framework.faults import FrameworkNotNewerError, FrameworkNotSavedError
from kkplanner.framework.shelf import added, shipped
from kkplanner.framework.untrusted import read_untrusted
from kkplanner.whole_file import TargetError, write_whole

if TYPE_CHECKING:
    from pathlib import Path

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
        with write_whole(into_folder / f"{framework.id}.json") as unfinished:
            unfinished.write_text(content, encoding="utf-8", newline="\n")
    except (OSError, TargetError) as fault:
        raise FrameworkNotSavedError(framework.title, str(into_folder)) from fault
    return framework


def _sound_added(framework_id: str, folder: Path) -> Framework | None:
    """The added edition; a damaged one counts for nothing here: adding a good file is how it is mended."""
    try:
        return added(framework_id, folder)
    except UserError:
        return None
