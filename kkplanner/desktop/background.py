"""Work that takes longer than a tenth of a second: in a thread, with progress and cancel, the window usable meanwhile.

A job computes from values that nobody changes (a `PlanDocument`, a path) and never touches a widget or the open
workbook; what it returns arrives in the window's thread.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

Fault = tuple[type[BaseException], BaseException, "TracebackType | None"]
_LAST_WAIT_MS: Final = 30_000


class CancelledError(Exception):
    """The clerk called the work off; raised inside the job by `Progress`."""


class Job(QObject):
    """One piece of work under way. Its signals arrive in the thread that started it.

    Signals:
        progressed: (done, of) in units of the work's own.
        succeeded: what the work returned.
        failed: the `UserError` it raised.
        ended: always, last.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _done = Signal(object, object)
    _advanced = Signal(int, int)

    def __init__(self, title: str, owner: QObject | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.owner = owner
        self.running = True
        self._cancel = threading.Event()
        self._done.connect(self._finish)
        self._advanced.connect(self._advance)

    def cancel(self) -> None:
        """Ask the work to end; it does at its next report of progress."""
        self._cancel.set()

    def progress(self, done: int, of: int) -> None:
        """For the work to call, from its thread.

        Raises:
            CancelledError: the clerk called it off.
        """
        if self._cancel.is_set():
            raise CancelledError
        self._advanced.emit(done, of)

    @property
    def _is_awaited(self) -> bool:
        """Whether whom it was done for is still there: a window may have closed meanwhile."""
        return self.owner is None or isValid(self.owner)

    @Slot(int, int)
    def _advance(self, done: int, of: int) -> None:
        if self.running and self._is_awaited:
            self.progressed.emit(done, of)

    @Slot(object, object)
    def _finish(self, result: object, fault: Fault | None) -> None:
        self.running = False
        try:
            if fault is None:
                if not self._cancel.is_set() and self._is_awaited:
                    self.succeeded.emit(result)
            elif isinstance(fault[1], UserError):
                if self._is_awaited:
                    self.failed.emit(fault[1])
            elif not isinstance(fault[1], CancelledError):
                sys.excepthook(*fault)
        finally:
            self.ended.emit()


class _Run(QRunnable):
    def __init__(self, job: Job, work: Callable[[], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        result: object = None
        fault: Fault | None = None
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread, where faults are told
            fault = (type(error), error, error.__traceback__)
        self._job._done.emit(result, fault)  # noqa: SLF001 - the two halves of one thing


class Background(QObject):
    """Starts jobs and knows those under way; `close` waits for the last."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self.jobs: list[Job] = []

    def start(self, title: str, work: Callable[[Job], Any], owner: QObject | None) -> Job:
        """Run `work(job)` in a thread. Connect to the job's signals before control returns to the event loop.

        Args:
            title: Thai, as the status line shows it.
            work: what to do; it calls `job.progress` now and then.
            owner: for whom; where it is gone when the work ends, nobody is told.
        """
        job = Job(title, owner, self)
        self.jobs.append(job)
        job.ended.connect(lambda: self._forget(job))
        self._pool.start(_Run(job, lambda: work(job)))
        self.started.emit(job)
        return job

    def close(self) -> None:
        """Call everything off and wait for it."""
        for job in self.jobs:
            job.cancel()
        self._pool.waitForDone(_LAST_WAIT_MS)

    def _forget(self, job: Job) -> None:
        if job in self.jobs:
            self.jobs.remove(job)
        job.deleteLater()
