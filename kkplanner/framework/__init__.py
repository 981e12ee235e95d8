"""Policy frameworks: what a plan is drafted against, as data with its provenance.

The files that travel with the program lie in `resources/frameworks/`; a newer edition can be added to a
folder of the user, which is handed in by whoever calls (this room knows no such folder itself).
"""

from __future__ import annotations

from kkplanner.framework.adding import add_framework
from kkplanner.framework.document import content_hash, from_document, to_document
from kkplanner.framework.faults import (
    FrameworkFormatTooNewError,
    FrameworkInvalidError,
    FrameworkNotFoundError,
    FrameworkNotNewerError,
    FrameworkNotSavedError,
    FrameworkTooLargeError,
    FrameworkUnreadableError,
    NodeNotFoundError,
)
from kkplanner.framework.integrity import Problem, problems
from kkplanner.framework.listing import listing, shown
from kkplanner.framework.model import (
    Expectation,
    Framework,
    Level,
    Node,
    Share,
    Source,
    Variant,
    YearShare,
)
from kkplanner.framework.shelf import available, load

__all__ = [
    "Expectation",
    "Framework",
    "FrameworkFormatTooNewError",
    "FrameworkInvalidError",
    "FrameworkNotFoundError",
    "FrameworkNotNewerError",
    "FrameworkNotSavedError",
    "FrameworkTooLargeError",
    "FrameworkUnreadableError",
    "Level",
    "Node",
    "NodeNotFoundError",
    "Problem",
    "Share",
    "Source",
    "Variant",
    "YearShare",
    "add_framework",
    "available",
    "content_hash",
    "from_document",
    "listing",
    "load",
    "problems",
    "shown",
    "to_document",
]
