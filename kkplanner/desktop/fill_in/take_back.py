"""What a division sent back: rows to take or leave, values in dispute, rows that shall go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.disputes import OURS, THEIRS, Dispute, DisputesView
from kkplanner.desktop.file_choice import choose_file, documents_folder
from kkplanner.desktop.importing.told import FINDING_COLUMNS
from kkplanner.desktop.listing import ListColumn, ListModel, ListView
from kkplanner.desktop.look import icon
from kkplanner.desktop.take_dialog import TakeDialog
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.exchange.fill_in.changes import RowChange, RowKind, Side, TakeChoices
from kkplanner.exchange.fill_in.fields import shown
from kkplanner.exchange.fill_in.taking_back import take_back

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.desktop.background import Job
    from kkplanner.desktop.page import Desk
    from kkplanner.exchange.fill_in.changes import TakeBack
    from kkplanner.exchange.fill_in.returned import Returned
    from kkplanner.workbook import Operation

_KINDS: Final = {RowKind.ADDED: "+ เพิ่ม", RowKind.CHANGED: "✎ แก้", RowKind.REMOVED: "– ขอลบ"}
_SIDES: Final[dict[str, Side]] = {OURS: "plan", THEIRS: "returned"}


def _told(row: RowChange) -> str:
    if row.kind is RowKind.REMOVED:
        return "แผนแก้รายการนี้หลังส่งแฟ้มออกไป" if row.changed_meanwhile else ""
    paired = [f"ไม่มีรหัส จับคู่จากข้อความ (คล้ายกัน {row.likeness:.0%})"] if row.likeness < 1 else []
    return " · ".join(
        [*paired, *(f"{one.label}: {shown(one.sent)} → {shown(one.returned)}" for one in row.fields)]
    )


_ROWS: Final[tuple[ListColumn[RowChange], ...]] = (
    ListColumn("รับ", lambda one: _KINDS[one.kind], 100),
    ListColumn("แบบ", lambda one: str(one.form), 65),
    ListColumn("แถว", lambda one: str(one.row or "ไม่มีแล้ว"), 70, is_number=True),
    ListColumn("รายการ", lambda one: " ".join(one.title.split()), 330),
    ListColumn("ช่องที่แก้", _told, 420),
)


class TakeBackDialog(TakeDialog):
    """Nothing changes before "รับเข้าแผน".

    Signals:
        taken: the plan has it now.
    """

    taken = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("take_back", "รับแฟ้มที่กองกรอกกลับ", (1120, 620), parent)
        self._desk = desk
        self._returned: Returned | None = None
        self._left_out: set[str] = set()
        self._removals: set[str] = set()
        self.result_now: TakeBack | None = None
        self._build()
        self._show()

    def _build(self) -> None:
        choose = QPushButton(icon("open"), "เลือกแฟ้ม…", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda _checked=False: self._choose())
        self.state = QLabel(
            wrapping("เลือกแฟ้มที่ทำจากคำสั่ง “ทำแฟ้มให้กองกรอก” และกองกรอกแล้ว แผนจะยังไม่เปลี่ยนจนกว่าจะกดรับเข้าแผน"), self
        )
        self.state.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(choose)
        top.addWidget(self.state, 1)
        self.rows = ListModel(_ROWS, self, is_ticked=self._takes)
        self.rows.ticked.connect(self._tick)
        self.disputes = DisputesView("แผน", "กอง", self, undecided="คงค่าของแผน")
        self.disputes.chosen.connect(self._look)
        self.findings = ListModel(FINDING_COLUMNS, self)
        self.tabs = QTabWidget(self)
        self.row_list = ListView(self.rows, "แถวที่เปลี่ยน ทำเครื่องหมายหน้าแถวที่จะรับ", self)
        self.tabs.addTab(self.row_list, "แถวที่เปลี่ยน")
        self.tabs.addTab(self.disputes, "แก้ทั้งสองฝั่ง")
        self.tabs.addTab(ListView(self.findings, "ข้อค้นพบ", self), "ข้อค้นพบ")
        buttons = self.buttons("รับเข้าแผน", self._take)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)

    # ------------------------------------------------------------------

    def _choose(self) -> None:
        path = choose_file(self, "แฟ้มที่กองกรอกแล้ว", "แฟ้ม Excel (*.xlsx)", documents_folder())
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a workbook that came back, in the background."""

        def work(_job: Job) -> Returned:
            from kkplanner.exchange.fill_in import read_fill_in

            return read_fill_in(path)

        job = self._desk.background.start(f"อ่าน {path.name}", work, self)
        job.succeeded.connect(self._take_returned)
        job.failed.connect(self._fail)

    def _fail(self, error: UserError) -> None:
        self.state.setText(wrapping(error.sentence))

    def _take_returned(self, returned: Returned) -> None:
        self._returned = returned
        self._left_out, self._removals = set(), set()
        self._look(fresh=True)

    def _look(self, *, fresh: bool = False) -> None:
        returned = self._returned
        if returned is None:
            return
        fields = {} if fresh else self._decided()
        choices = TakeChoices(
            left_out=frozenset(self._left_out), removals=frozenset(self._removals), fields=fields
        )
        try:
            self.result_now = take_back(self._desk.session.document, returned, choices)
        except UserError as error:
            self._fail(error)
            return
        if fresh:
            self.rows.show(self.result_now.rows)
            self.findings.show(self.result_now.findings)
            self.disputes.show_disputes(_disputes(self.result_now), {})
            if self.result_now.rows:
                self.row_list.choose(0)
        self._show()

    def _decided(self) -> dict[tuple[str, str], Side]:
        return {
            (uuid, key): _SIDES[side]
            for name, side in self.disputes.choices.items()
            for uuid, _, key in (name.partition("|"),)
        }

    def _takes(self, row: RowChange) -> bool:
        return row.uuid in self._removals if row.kind is RowKind.REMOVED else row.uuid not in self._left_out

    def _tick(self, row: RowChange, on: bool) -> None:
        chosen, wanted = (self._removals, on) if row.kind is RowKind.REMOVED else (self._left_out, not on)
        if wanted:
            chosen.add(row.uuid)
        else:
            chosen.discard(row.uuid)
        self._look()

    def _show(self) -> None:
        result, session = self.result_now, self._desk.session
        changes = result is not None and result.document != session.document
        self.take.setEnabled(changes and not session.read_only)
        if result is None or self._returned is None:
            return
        counts = " · ".join(
            f"{word} {sum(1 for row in result.rows if row.kind is kind):,}" for kind, word in _KINDS.items()
        )
        said = counts if result.rows else "ไม่มีอะไรต่างจากที่ส่งออกไป"
        removals = (
            " · รายการที่ขอลบจะอยู่ต่อจนกว่าจะทำเครื่องหมาย"
            if any(row.kind is RowKind.REMOVED for row in result.rows)
            else ""
        )
        self.state.setText(wrapping(f"{self._returned.name}: {said}{removals}"))
        for number, (title, count) in enumerate(
            (
                ("แถวที่เปลี่ยน", len(result.rows)),
                ("แก้ทั้งสองฝั่ง", len(result.conflicts)),
                ("ข้อค้นพบ", len(result.findings)),
            )
        ):
            self.tabs.setTabText(number, f"{title} ({count:,})" if count else title)

    def _take(self) -> None:
        result, returned = self.result_now, self._returned
        if result is None or returned is None:
            return

        def change(operation: Operation) -> None:
            operation.replace_document(result.document)

        if self._desk.session.do(f"รับแฟ้มกลับ {returned.name}", change):
            self.accept()
            self.taken.emit()


def _disputes(result: TakeBack) -> list[Dispute]:
    return [
        Dispute(
            f"{row.uuid}|{one.key}",
            row.title,
            one.label,
            shown(one.sent),
            shown(one.now),
            shown(one.returned),
        )
        for row, one in result.conflicts
    ]
