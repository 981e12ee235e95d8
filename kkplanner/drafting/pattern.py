"""Texts with blanks: `{slot}`, and `[ … ]` for what is printed only when every slot inside it is given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN: Final = re.compile(r"\{(?P<name>[^{}\[\]]+)\}|(?P<mark>[\[\]{}])|(?P<text>[^\[\]{}]+)")
_SPACES: Final = re.compile(" {2,}")
# A number or a Latin word typed against a Thai word reads as one word; official texts put a space between.
_GLUED: Final = re.compile("(?<=[\u0e01-\u0e4e])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u0e01-\u0e4e])")


class PatternError(ValueError):
    """A text whose braces or brackets do not pair."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of plain text, or a blank by the name of its slot; `segment` numbers the [ ] it stands in."""

    text: str = ""
    slot: str = ""
    segment: int = 0  # 0: outside any


@lru_cache(4096)
def pieces(pattern: str) -> tuple[Piece, ...]:
    """The pattern taken apart.

    Raises:
        PatternError: a brace or bracket without its partner, or one segment inside another.
    """
    found: list[Piece] = []
    segment = opened = 0
    for match in _TOKEN.finditer(pattern):
        if match["mark"] == "[" and not segment:
            opened += 1
            segment = opened
        elif match["mark"] == "]" and segment:
            segment = 0
        elif match["mark"]:
            raise PatternError(pattern)
        elif match["name"]:
            found.append(Piece(slot=match["name"], segment=segment))
        else:
            found.append(Piece(text=match["text"], segment=segment))
    if segment:
        raise PatternError(pattern)
    return tuple(found)


def slots_in(pattern: str) -> Iterator[str]:
    """Names of the slots, in the order met."""
    return (piece.slot for piece in pieces(pattern) if piece.slot)


def slots_outside_segments(pattern: str) -> Iterator[str]:
    """Names of the slots that are printed in any case."""
    return (piece.slot for piece in pieces(pattern) if piece.slot and not piece.segment)


def render(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its blanks filled; segments with an empty blank are left out, spaces put right.

    Raises:
        KeyError: a blank outside all segments has no value. Callers ask for it before.
    """
    silent = {piece.segment for piece in pieces(pattern) if piece.slot and not values.get(piece.slot)} - {0}
    text, after_slot = "", False
    for piece in pieces(pattern):
        if piece.segment in silent and piece.segment:
            continue
        added = values[piece.slot] if piece.slot else piece.text
        glued = (piece.slot or after_slot) and _GLUED.search(text[-1:] + added[:1])
        text += f" {added}" if glued else added
        after_slot = bool(piece.slot)
    return _SPACES.sub(" ", text).strip()
