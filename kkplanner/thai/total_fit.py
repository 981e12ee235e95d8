"""The breaker that looks at the whole paragraph: lines of justified Thai that differ as little as can be.

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the gaps Thai has (`kkplanner.thai.spreading`).
Nothing shrinks, so a line is overfull only where greedy breaking could not help it either. The last line keeps its
natural gaps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.thai.spreading import SPACE_SHARES, WIDEST_LETTER, Gaps, box_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kkplanner.thai.lines import Box, Breaker

_TOLERANCE: Final = 1e-6
_EASY: Final = 0.028
"""What goes between two letters without being noticed (em); a space takes as many times that as it has shares."""
# A line with no gap at all is as bad as one whose only gap took so many times its easy stretch.
_NO_GAP: Final = 0.02  # em
_LINE: Final = 10.0  # demerits of any line, so that a line more must be worth it
_INSIDE_NAME: Final = 2500.0  # a line that ends inside a long name
_CONTRAST: Final = 3000.0  # a loose line beside a tight one
_LONELY_END: Final = 6000.0  # a last line of next to nothing
_LONELY_SHARE: Final = 0.08  # of the column
# Limits (stretch over easy stretch) between tight, middling and loose lines.
_TIGHT: Final = 0.5
_LOOSE: Final = 1.2
_CLASSES: Final = 3


@lru_cache(maxsize=64)
def total_fit(em: float) -> Breaker:
    """The breaker for text of this size (the length of one em, in the measure's own unit)."""

    def breaker(boxes: Sequence[Box], first_width: float, width: float) -> list[int]:
        return _fit(boxes, first_width, width, em)

    return breaker


_Way = tuple[float, int, int]
"""Demerits of the best way to end a line here, where that line begins, and the class of the line before it."""


class _Measured:
    """Running sums over the boxes, so that any line is measured by subtractions."""

    def __init__(self, boxes: Sequence[Box], first_width: float, width: float, em: float) -> None:
        self._reach: list[float] = [0.0]
        self._gaps = [Gaps(0, 0)]  # of the boxes so far
        for box in boxes:
            self._reach.append(self._reach[-1] + box.width + box.space)
            before, own = self._gaps[-1], box_gaps(box)
            self._gaps.append(Gaps(before.spaces + own.spaces, before.letters + own.letters))
        self._spaces = [box.space for box in boxes]
        self._first_width, self._width = first_width, width
        self._em = em

    def lines_ending(self, end: int) -> Iterator[tuple[int, float]]:
        """(start, slack) of every line that may end before box `end`, shortest first."""
        inked = self._reach[end] - self._spaces[end - 1]
        for start in range(end - 1, -1, -1):
            room = self._width if start else self._first_width
            slack = room - inked + self._reach[start]
            if slack >= -_TOLERANCE or start == end - 1:
                yield start, max(slack, 0.0)
            elif self._first_width <= self._width:
                return

    def stretch(self, start: int, end: int, slack: float) -> float:
        """How far the gaps of a line give way, as it will be drawn: 1 where it begins to be noticed."""
        before, reached = self._gaps[start], self._gaps[end]
        after_last = bool(self._spaces[end - 1])
        gaps = Gaps(
            reached.spaces - before.spaces - after_last, reached.letters - before.letters - (not after_last)
        )
        slack /= self._em
        if not gaps.spaces and not gaps.letters:
            return slack / _NO_GAP
        letter, space = gaps.spread(slack)
        if letter < WIDEST_LETTER:
            return letter / _EASY
        # The letters take no more: the rest makes holes of the spaces, or stays at the line's end.
        return max(space / SPACE_SHARES, (slack - gaps.spaces * space) / max(gaps.letters, 1)) / _EASY

    def is_lonely(self, start: int, slack: float) -> bool:
        """Whether a last line from `start` holds next to nothing."""
        return start > 0 and self._width - slack < _LONELY_SHARE * self._width


def _fit(boxes: Sequence[Box], first_width: float, width: float, em: float) -> list[int]:
    count = len(boxes)
    if not count:
        return []
    measured = _Measured(boxes, first_width, width, em)
    nothing: _Way = (float("inf"), -1, -1)
    best: list[list[_Way]] = [[nothing] * _CLASSES for _ in range(count + 1)]
    best[0][1] = (0.0, -1, -1)
    for end in range(1, count + 1):
        here = best[end]
        inside = _INSIDE_NAME if boxes[end - 1].inner else 0.0
        for start, slack in measured.lines_ending(end):
            if end == count:
                kind, cost = 1, _demerits(0.0) + (_LONELY_END if measured.is_lonely(start, slack) else 0.0)
            else:
                stretch = measured.stretch(start, end, slack)
                kind, cost = _class(stretch), _demerits(stretch) + inside
            for before, way in enumerate(best[start]):
                total = way[0] + cost + (_CONTRAST if abs(before - kind) > 1 else 0.0)
                if total < here[kind][0]:
                    here[kind] = (total, start, before)
    return _trace(best)


def _class(stretch: float) -> int:
    return 0 if stretch < _TIGHT else 1 if stretch < _LOOSE else 2


def _demerits(stretch: float) -> float:
    badness = _LINE + 10.0 * stretch**3
    return badness * badness


def _trace(best: Sequence[Sequence[_Way]]) -> list[int]:
    end = len(best) - 1
    kind = min(range(_CLASSES), key=lambda each: best[end][each][0])
    ends: list[int] = []
    while end > 0:
        ends.append(end)
        _, end, kind = best[end][kind]
    return ends[::-1]
