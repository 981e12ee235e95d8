"""The open plan as the window sees it: read it, change it by named operations, learn what changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kkplanner.alignment.check import Checker, CheckResult
from kkplanner.desktop.unsaved import Unsaved
from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kkplanner.desktop.background import Background, Job
    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook import Changes, Operation, Workbook

_REST_BEFORE_CHECK_MS = 400


class PlanSession(QObject):
    """One workbook in the window's thread.

    Signals:
        changed: (Changes) after every operation, undo and redo; views refresh only what it names.
        replayed: (Changes) after `changed`, when it was an undo or a redo: what came back is to be seen.
        saved: (datetime) local moment at which the last change was safe on the disk.
        checked: (CheckResult) the plan was checked anew, in the background, after it came to rest.
        failed: (UserError) an operation was refused; the plan is as before.
    """

    changed = Signal(object)
    replayed = Signal(object)
    saved = Signal(object)
    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, workbook: Workbook, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workbook = workbook
        self.background = background
        self.findings: CheckResult | None = None
        self.unsaved = Unsaved(self)
        self._checker = Checker()
        self._checking: Job | None = None
        self._is_open = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_BEFORE_CHECK_MS)
        self._rest.timeout.connect(self._check)
        self._rest.start()

    @property
    def document(self) -> PlanDocument:
        """The whole plan now. Cheap: only what changed was read anew."""
        return self.workbook.document()

    @property
    def path(self) -> Path:
        return self.workbook.path

    @property
    def read_only(self) -> bool:
        return self.workbook.read_only

    def do(self, name: str, change: Callable[[Operation], object]) -> Changes | None:
        """Run `change` as the operation `name` (Thai, as the history shows it).

        None when it was refused: `failed` has told why, and the plan is as before.
        """
        try:
            with self.workbook.operation(name) as operation:
                change(operation)
        except UserError as error:
            self.failed.emit(error)
            return None
        self._tell(operation.changes)
        return operation.changes

    def undo(self) -> None:
        self._tell_replayed(self._replay(self.workbook.undo))

    def redo(self) -> None:
        self._tell_replayed(self._replay(self.workbook.redo))

    def _tell_replayed(self, changes: Changes | None) -> None:
        if changes:
            self.replayed.emit(changes)

    def replay(self, change: Callable[[], Changes | None]) -> Changes | None:
        """Run a change that the workbook makes as a whole operation of its own (merge, restore)."""
        return self._replay(change)

    def check_now(self) -> None:
        """Check the plan without waiting for the clerk to rest."""
        self._rest.start(0)

    def close(self) -> None:
        """Give the file back; everything confirmed is in it already."""
        if not self._is_open:
            return
        self._is_open = False
        self._rest.stop()
        self.workbook.close()

    # ------------------------------------------------------------------

    def _replay(self, change: Callable[[], Changes | None]) -> Changes | None:
        try:
            changes = change()
        except UserError as error:
            self.failed.emit(error)
            return None
        if changes is not None:
            self._tell(changes)
        return changes

    def _tell(self, changes: Changes) -> None:
        if not changes:
            return
        self.changed.emit(changes)
        self.saved.emit(datetime.now().astimezone())
        self._rest.start(_REST_BEFORE_CHECK_MS)

    def _check(self) -> None:
        if self._checking is not None and self._checking.running:
            self._rest.start(_REST_BEFORE_CHECK_MS)
            return
        document, checker = self.document, self._checker
        self._checking = self.background.start("ตรวจแผน", lambda _job: checker.check(document), self)
        self._checking.succeeded.connect(self._take_findings)

    def _take_findings(self, result: CheckResult) -> None:
        if self._is_open:
            self.findings = result
            self.checked.emit(result)
