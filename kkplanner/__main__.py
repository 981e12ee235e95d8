"""`kkplanner`: without a command the desktop, with one the command line.

The front ends do not know each other; this is the only place that knows all.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kkplanner.start_up import settle, speak_utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN = "open"
_SELF_TEST = "--self-test"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and return the exit status.

    The desktop opens without arguments, for `open FILE`, for a plan file alone (a double-click passes that) and
    for `--qpa`; `--self-test DIR` tries the program on this computer; everything else is the command line's.
    """
    settle()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if _is_for_the_desktop(words):
        return _run_desktop(words[1:] if words[:1] == [_OPEN] else words)
    if words[:1] == [_SELF_TEST]:
        from kkplanner.self_test import main as run_self_test

        speak_utf8()
        return run_self_test(words[1:])
    from kkplanner.cli import main as run_command

    return run_command(words)


def _run_desktop(words: Sequence[str]) -> int:
    """What stops the window from coming at all is kept in the log: there may be no console to tell it."""
    try:
        from kkplanner.desktop.app import main as run_desktop

        return run_desktop(words)
    except Exception:
        import traceback

        from kkplanner.crash_report import record_crash

        record_crash("start of the window", traceback.format_exc())
        raise


def _is_for_the_desktop(words: Sequence[str]) -> bool:
    return not words or words[0] in (_OPEN, "--qpa") or words[0].lower().endswith(".kkplan")


if __name__ == "__main__":
    sys.exit(main())
