"""Frameworks as the command line shows them: stable shapes, documented in `docs/cli.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kkplanner.framework.document import to_document
from kkplanner.framework.shelf import available, load

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.framework.model import Framework


def listing(folder: Path | None = None) -> list[dict[str, Any]]:
    """One entry per framework: id, title, period (พ.ศ. or null), levels with counts, source in words."""
    return [_entry(load(framework_id, folder)) for framework_id in available(folder)]


def shown(framework_id: str, folder: Path | None = None) -> dict[str, Any]:
    """One framework with all its nodes; raises `FrameworkNotFoundError`.

    A node has `code`, `level` (the level's key), `text`, `parent`, `source` and, where it has them,
    `as_printed`, `variants`, `note` and `expectation`.
    """
    framework = load(framework_id, folder)
    document = to_document(framework)
    del document["format"]  # of the file, not of the framework
    document["levels"] = [
        {
            "key": level.key,
            "name": level.name,
            "count": framework.count_at(level.key),
            "codes_are_ours": level.codes_are_ours,
        }
        for level in framework.levels
    ]
    return document


def _entry(framework: Framework) -> dict[str, Any]:
    return {
        "id": framework.id,
        "title": framework.title,
        "period": None if framework.period is None else list(framework.period),
        "levels": [
            {"name": level.name, "count": framework.count_at(level.key)} for level in framework.levels
        ],
        "source": str(framework.source),
    }
