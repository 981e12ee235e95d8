"""How a justified line of Thai gives way: a little between all its letters, more at its real spaces.

Thai writes no space between words, so a hole at each word's end would look like one; offices know the even spread
from their word processor as กระจายแบบไทย. Marks stay with their letters, and numbers and foreign words stay closed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from kkplanner.thai.clusters import clusters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.thai.lines import Box

WIDEST_LETTER: Final = 0.055
"""Limit (em) of what goes between two letters; readers of PDF take wider gaps for spaces."""
SPACE_SHARES: Final = 6
"""A real space takes so many times what goes between two letters."""

_CLOSED: Final = re.compile(r"([0-9A-Za-z๐-๙]+(?:[.,:/%-]+[0-9A-Za-z๐-๙%]+)*)")


@lru_cache(maxsize=20_000)
def letters(text: str) -> tuple[str, ...]:
    """The pieces of `text` that may be moved apart; joined, they give it back."""
    pieces: list[str] = []
    for number, part in enumerate(_CLOSED.split(text)):
        if number % 2:
            pieces.append(part)
        else:
            pieces += clusters(part)
    return tuple(pieces)


class Gaps(NamedTuple):
    """How many places of a line can give way: real spaces, and joints between letters."""

    spaces: int
    letters: int

    def spread(self, slack: float) -> tuple[float, float]:
        """What goes between two letters and what goes to each space of `slack` (both in em).

        Only a line without any gap keeps some of its slack, or one that has no space and far too much of it.
        """
        shares = SPACE_SHARES * self.spaces + self.letters
        if not shares:
            return 0.0, 0.0
        letter = min(slack / shares, WIDEST_LETTER)
        return letter, (slack - letter * self.letters) / self.spaces if self.spaces else 0.0


def box_gaps(box: Box) -> Gaps:
    """The places inside a box and after it, another box following on its line."""
    inside = sum(len(letters(run.text)) for run in box.runs) if box.runs else len(letters(box.text))
    return Gaps(1, inside - 1) if box.space else Gaps(0, inside)


def line_gaps(boxes: Iterable[Box]) -> Gaps:
    """The places of a line; after its last box there is none."""
    spaces = joints = 0
    last = Gaps(0, 0)
    for box in boxes:
        last = box_gaps(box)
        spaces += last.spaces
        joints += last.letters
    return Gaps(spaces - last.spaces, joints - (not last.spaces and joints > 0))
