"""The command line: everything the desktop does, without Qt.

One module per command under `kkplanner.cli.commands`; `main` finds the command, runs it and turns faults into exit
statuses: 0 done, 1 findings at or above the asked level, 2 wrong usage, 3 the input could not be read,
70 a fault of the program itself.
"""

from __future__ import annotations

from kkplanner.cli.main import main

__all__ = ["main"]
