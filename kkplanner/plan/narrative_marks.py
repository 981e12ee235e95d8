"""What a line or a letter of the narrative markup means: shared by its reader and its writer."""

from __future__ import annotations

import re
from typing import Final

PAGE_BREAK: Final = "---"
HEADING: Final = re.compile(r"(#{1,3}) +(\S.*)")
BULLET: Final = re.compile(r"- +(\S.*)")
NUMBERED: Final = re.compile(r"(\d{1,4})\. +(\S.*)")
PICTURE: Final = re.compile(
    r"!\[((?:\\.|[^\]\\])*)\]\(picture:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)"
)
SEPARATOR: Final = re.compile(r" *:?-+:? *")

ESCAPE: Final = "\\"
EMPHASIS: Final = "*"
CELL_EDGE: Final = "|"
LONGEST_EMPHASIS: Final = 3  # * italic, ** bold, *** both; more asterisks in a row are a typed ornament

_ESCAPABLE: Final = frozenset("\\*#-|![].")


def can_be_escaped(letter: str) -> bool:
    """Whether a backslash before `letter` goes; before any other letter it is a typed backslash."""
    return letter in _ESCAPABLE or letter.isdecimal()


def starts_block(line: str) -> bool:
    """Whether this line would be read as something else than the text of a paragraph."""
    return (
        line == PAGE_BREAK
        or line.startswith((CELL_EDGE, "!["))
        or bool(HEADING.fullmatch(line) or BULLET.fullmatch(line) or NUMBERED.fullmatch(line))
    )
