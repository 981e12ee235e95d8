"""`kkplanner`: without a command the desktop, with one the command line.

The two front ends do not know each other; this is the only place that knows both.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN = "open"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and return the exit status.

    The desktop opens without arguments, for `open FILE`, for a plan file alone (a double-click passes that) and
    for `--qpa`; everything else is the command line's.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if _is_for_the_desktop(words):
        from kkplanner.desktop.app import main as run_desktop

        return run_desktop(words[1:] if words[:1] == [_OPEN] else words)
    from kkplanner.cli import main as run_command

    return run_command(words)


def _is_for_the_desktop(words: Sequence[str]) -> bool:
    return not words or words[0] in (_OPEN, "--qpa") or words[0].lower().endswith(".kkplan")


if __name__ == "__main__":
    sys.exit(main())
