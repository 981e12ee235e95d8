"""How alike two texts are, in bounded time: what is compared came in a stranger's file."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

LONGEST: Final = 300
"""Letters of a text that are compared: the time grows with the product of both lengths."""


def alike(one: str, other: str) -> float:
    """1 for texts that begin with the same 300 letters, 0 for texts that have nothing in common."""
    return SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False).ratio()
