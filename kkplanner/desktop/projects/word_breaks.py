"""Long texts of the grid cut at their words, in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kkplanner.desktop.thai_text import Wrapping, wrapping

if TYPE_CHECKING:
    from kkplanner.desktop.background import Background, Job

_REST_MS = 60


class WordBreaks(QObject):
    """Works through the texts that were painted before their words were known.

    Signals:
        found: words of some texts are known now; they can be painted again.
    """

    found = Signal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.wrapping = Wrapping()
        self._background = background
        self._job: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._start)

    def work(self) -> None:
        """Something was painted: what is still to be cut is cut when the painting rests."""
        if self.wrapping.has_work and not self._rest.isActive():
            self._rest.start()

    def _start(self) -> None:
        if self._job is not None and self._job.running:
            return
        texts = self.wrapping.batch()
        if texts:
            work = partial(_wrapped, texts)
            self._job = self._background.start("แบ่งบรรทัด", lambda _job: work(), self)
            self._job.succeeded.connect(self._take)

    def _take(self, wrapped: dict[str, str]) -> None:
        self.wrapping.take(wrapped)
        self.found.emit()


def _wrapped(texts: list[str]) -> dict[str, str]:
    return {text: wrapping(text) for text in texts}
