"""Printing: JSON for other tools on stdout, messages for people; progress goes to stderr."""

from __future__ import annotations

import json
import sys


def print_json(value: object) -> None:
    """One UTF-8 JSON document on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def say(line: str) -> None:
    """A result for a person."""
    print(line)


def complain(line: str) -> None:
    """What went wrong, in one sentence."""
    print(line, file=sys.stderr)


def progress(line: str) -> None:
    """What is being done now; never mixed with results."""
    print(line, file=sys.stderr, flush=True)


class RowProgress:
    """Rows done of rows in all, on one line of a terminal; nothing where stderr is a file."""

    def __call__(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\r{done:,}/{total:,}", end=end, file=sys.stderr, flush=True)
