"""Which words of a text changed, for both sides."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from kkplanner.thai.words import default_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LARGEST: Final = 1_000_000  # units of one side times those of the other; beyond it whole lines are marked
_KEPT_AROUND: Final = 1  # unchanged lines that stay in sight beside a changed one
LEFT_OUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is the same on both sides, or is not."""

    text: str
    changed: bool = False


Side = tuple[Piece, ...]


def word_changes(before: str, after: str) -> tuple[Side, Side]:
    """Both texts in pieces. Long stretches of lines that did not change are left out as “…”."""
    old, new = before.split("\n"), after.split("\n")
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(steps):
        if tag == "equal":
            kept = _near(old[i1:i2], is_first=at == 0, is_last=at == len(steps) - 1)
            for side in sides:
                side.extend(Piece(f"{line}\n") for line in kept)
            continue
        for side, pieces in zip(sides, _lines(old[i1:i2], new[j1:j2]), strict=True):
            side.extend(pieces)
    return _ended(sides[0]), _ended(sides[1])


def _near(lines: Sequence[str], *, is_first: bool, is_last: bool) -> list[str]:
    """Of lines that did not change those beside changed ones."""
    head = 0 if is_first else _KEPT_AROUND
    tail = 0 if is_last else _KEPT_AROUND
    if len(lines) <= head + tail + 1:
        return list(lines)
    return [*lines[:head], LEFT_OUT, *lines[len(lines) - tail :]]


def _lines(old: Sequence[str], new: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """Lines that stand against each other, word by word."""
    before, after = list(_units(old)), list(_units(new))
    if len(before) * len(after) > _LARGEST:
        return [Piece("".join(before), changed=True)], [Piece("".join(after), changed=True)]
    left: list[Piece] = []
    right: list[Piece] = []
    # A blank after a word is no change of the word.
    olds, news = ([unit.rstrip(" ") for unit in side] for side in (before, after))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        changed = tag != "equal"
        if i2 > i1:
            left.append(Piece("".join(before[i1:i2]), changed=changed))
        if j2 > j1:
            right.append(Piece("".join(after[j1:j2]), changed=changed))
    return left, right


def _units(lines: Sequence[str]) -> Iterator[str]:
    segmenter = default_segmenter()
    for line in lines:
        for unit in segmenter.units(line):
            yield f"{unit.text} " if unit.space_after else unit.text
        yield "\n"


def _ended(pieces: list[Piece]) -> Side:
    """Without the end of the last line, which every line has been given."""
    if pieces and pieces[-1].text.endswith("\n"):
        last = pieces.pop()
        if last.text != "\n":
            pieces.append(Piece(last.text[:-1], last.changed))
    return tuple(pieces)
