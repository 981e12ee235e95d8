"""A short table stands below the one before it; only what does not fit there whole begins a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, PageBreak

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUNDING = 1e-6


class BelowOrNextPage(Flowable):
    """Either `below`, whole and under what is already on the page, or `fresh` from the top of the next one."""

    def __init__(
        self, below: Sequence[Flowable], fresh: Sequence[Flowable], *, gap: float, frame_height: float
    ) -> None:
        """`gap` stands above `below`; lengths in points. Both may share flowables: one of them is drawn."""
        super().__init__()
        self._below, self._fresh = list(below), list(fresh)
        self._gap = gap
        self._frame_height = frame_height
        self._heights: list[float] = []
        self._at_top = False

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (Flowable's interface)
        self._at_top = aH >= self._frame_height - 1.0
        self._heights = []
        used = 0.0 if self._at_top else self._gap
        for part in self._parts:
            if used > aH:
                break
            self._heights.append(float(part.wrap(aW, aH - used)[1]))
            used += self._heights[-1]
        fits = used <= aH + _ROUNDING and len(self._heights) == len(self._parts)
        # More than there is makes the page builder ask for a split.
        self.width, self.height = aW, used if fits else aH + 1.0
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  (Flowable's interface)
        self.wrap(aW, aH)
        return list(self._fresh) if self._at_top else [PageBreak(), *self._fresh]

    def draw(self) -> None:
        y = self.height if self._at_top else self.height - self._gap
        for part, height in zip(self._parts, self._heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0.0, y)

    @property
    def _parts(self) -> list[Flowable]:
        return self._fresh if self._at_top else self._below
