"""The commands, in the order in which help lists them. Heavy imports stay inside `run`."""

from __future__ import annotations

from kkplanner.cli.commands import (
    check,
    coverage,
    demo,
    export,
    frameworks,
    history,
    import_book,
    new,
    redo,
    suggest,
    undo,
)

COMMANDS = (demo, new, import_book, suggest, check, coverage, export, history, undo, redo, frameworks)
