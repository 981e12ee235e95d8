"""The commands, in the order in which help lists them. Heavy imports stay inside `run`."""

from __future__ import annotations

from kkplanner.cli.commands import (
    add,
    carry_over,
    check,
    coverage,
    demo,
    draft,
    export,
    frameworks,
    history,
    import_book,
    mend,
    needs,
    new,
    progress,
    recover,
    redo,
    suggest,
    templates,
    undo,
    waive,
)

COMMANDS = (
    demo,
    new,
    import_book,
    templates,
    add,
    draft,
    carry_over,
    needs,
    progress,
    suggest,
    check,
    waive,
    coverage,
    export,
    history,
    undo,
    redo,
    mend,
    recover,
    frameworks,
)
