"""The import under way: what was read, what the clerk decided, what would become of the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kkplanner.exchange.excel_in import import_into, read_book, read_text
from kkplanner.exchange.excel_in.choices import NO_CHOICES, ImportChoices
from kkplanner.exchange.excel_in.columns import SETTING, ColumnChoices, remembered, remembering
from kkplanner.exchange.excel_in.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kkplanner.desktop.background import Background, Job
    from kkplanner.desktop.session import PlanSession
    from kkplanner.exchange.excel_in.book import Book
    from kkplanner.exchange.excel_in.importing import ImportOutcome
    from kkplanner.workbook import Changes, Operation

_REST_MS = 150
_PASTED = "ตารางที่วาง"


class ImportStage(QObject):
    """Reads and looks in the background; the plan is not touched before `take`.

    Signals:
        busy: (bool) something is being read or looked at.
        looked: what would become of the plan is known (`outcome`).
        failed: (UserError) the file cannot be read.
    """

    busy = Signal(bool)
    looked = Signal()
    failed = Signal(object)

    def __init__(self, session: PlanSession, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self.name = ""
        self.choices: ImportChoices = NO_CHOICES
        self.book: Book | None = None
        self.outcome: ImportOutcome | None = None
        self._source: Path | str | None = None
        self._columns: dict[str, dict[str, str]] = {}
        self._include_hidden = False
        self._job: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look)

    def open(self, source: Path | str) -> None:
        """Begin with a file, or with the text of the clipboard."""
        self._source = source
        self.name = _PASTED if isinstance(source, str) else source.name
        self.choices = NO_CHOICES
        self._columns = {}
        self._read()

    def map_column(self, sheet: str, letter: str, field: str) -> None:
        """Say what a column holds ("": nothing); the book is read anew."""
        self._columns.setdefault(sheet, {})[letter] = field
        self._read()

    def include_hidden(self, *, include: bool) -> None:
        """Whether hidden sheets, rows and columns are read, too; the book is read anew."""
        self._include_hidden = include
        self._read()

    def leave_out_sheet(self, sheet: str, *, out: bool) -> None:
        left = self.choices.sheets_left_out
        self._choose(sheets_left_out=left | {sheet} if out else left - {sheet})

    def leave_out_row(self, sheet: str, row: int, *, out: bool) -> None:
        left = self.choices.rows_left_out
        self._choose(rows_left_out=left | {(sheet, row)} if out else left - {(sheet, row)})

    def pair(self, sheet: str, row: int, uuid: str | None) -> None:
        """The project of the plan that a row updates; None: it is a new one."""
        self._choose(pairs={**self.choices.pairs, (sheet, row): uuid})

    def place_issue(self, title: str, uuid: str | None) -> None:
        """The issue of the plan under which a ยุทธศาสตร์ of the book goes; None: its own."""
        chosen = self.choices.issues
        placed: Mapping[str, str] = {} if isinstance(chosen, str) else chosen
        rest = {key: value for key, value in placed.items() if key != title}
        self._choose(issues=rest if uuid is None else {**rest, title: uuid})

    def shift_years(self, *, shift: bool) -> None:
        """Whether the book's first year becomes the plan's first."""
        self._choose(years="shift" if shift else "same")

    @property
    def refused(self) -> bool:
        """Whether a finding forbids the import."""
        return self.outcome is not None and any(
            finding.severity is Severity.CRITICAL for finding in self.outcome.report.findings
        )

    @property
    def changes_anything(self) -> bool:
        return self.outcome is not None and self.outcome.document != self._session.document

    def take(self) -> Changes | None:
        """Make it so, as one operation; None: refused, and told by the session."""
        outcome, book = self.outcome, self.book
        if outcome is None or book is None or self.refused:
            return None

        def change(operation: Operation) -> None:
            operation.replace_document(outcome.document)
            if self._columns:
                kept = self._session.workbook.setting(SETTING)
                operation.set(SETTING, remembering(kept, book, ColumnChoices(by_sheet=self._columns)))

        return self._session.do(f"นำเข้าจาก {self.name}", change)

    def stop(self) -> None:
        """Call off what is under way."""
        self._rest.stop()
        if self._job is not None and self._job.running:
            self._job.cancel()

    # ------------------------------------------------------------------

    def _choose(self, **decided: object) -> None:
        self.choices = replace(self.choices, **decided)  # type: ignore[arg-type]
        self._rest.start()

    def _read(self) -> None:
        source = self._source
        if source is None:
            return
        self.stop()
        known = remembered(self._session.workbook.setting(SETTING))
        include_hidden = self._include_hidden
        columns = ColumnChoices({name: dict(mapped) for name, mapped in self._columns.items()}, known)

        def work(_job: Job) -> Book:
            if isinstance(source, str):
                return read_text(source, self.name, columns=columns)
            return read_book(source, columns=columns, include_hidden=include_hidden)

        self._start(f"อ่าน {self.name}", work, self._take_book)

    def _take_book(self, book: Book) -> None:
        self.book = book
        self._look()

    def _look(self) -> None:
        book = self.book
        if book is None:
            return
        self.stop()
        document, choices = self._session.document, self.choices
        self._start(
            "ดูผลการนำเข้า", lambda _job: import_into(document, book, choices=choices), self._take_outcome
        )

    def _take_outcome(self, outcome: ImportOutcome) -> None:
        self.outcome = outcome
        self.busy.emit(False)
        self.looked.emit()

    def _start(self, title: str, work: object, take: object) -> None:
        self.busy.emit(True)
        job = self._background.start(title, work, self)  # type: ignore[arg-type]
        self._job = job
        job.succeeded.connect(take)
        job.failed.connect(self._fail)

    def _fail(self, error: object) -> None:
        self.busy.emit(False)
        self.failed.emit(error)
