"""The merge: what another copy of the plan brings, and what the two disagree about."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.disputes import Dispute, DisputesView
from kkplanner.desktop.file_choice import PLAN_FILES, choose_file
from kkplanner.desktop.listing import ListColumn, ListModel, ListView
from kkplanner.desktop.look import icon
from kkplanner.desktop.take_dialog import TakeDialog
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.plan.merging import (
    ConflictKind,
    choices_of,
    field_label,
    names_by_uuid,
    undecided,
    value_text,
)
from kkplanner.plan.record_names import field_name, kind_name
from kkplanner.thai.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.desktop.background import Job
    from kkplanner.desktop.page import Desk
    from kkplanner.plan.comparing import RecordDifference
    from kkplanner.plan.merging import Conflict
    from kkplanner.workbook.merging import PreparedMerge

_CHANGES: Final = {"added": "+ เพิ่ม", "changed": "✎ แก้", "removed": "– ลบ"}
_TAKEN: Final[tuple[ListColumn[RecordDifference], ...]] = (
    ListColumn("ผล", lambda one: _CHANGES[one.change], 80),
    ListColumn("รายการ", lambda one: kind_name(one.kind), 130),
    ListColumn("ชื่อ", lambda one: " ".join(one.name.split()), 420),
    ListColumn("ช่องที่ต่างจากแผนนี้", lambda one: ", ".join(_fields(one)), 300),
)


class MergeDialog(TakeDialog):
    """Nothing changes before "รวม"; what nobody decides stays in the plan as an open conflict, both values kept.

    Signals:
        merged: (int) the work is in the plan; so many conflicts were left open.
    """

    merged = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("merge", "รวมงานจากสำเนาอีกแฟ้ม", (1120, 640), parent)
        self._desk = desk
        self._job: Job | None = None
        self.prepared: PreparedMerge | None = None
        self._build()
        self._show_open()

    # ------------------------------------------------------------------ parts

    def _build(self) -> None:
        choose = QPushButton(icon("open"), "เลือกแฟ้มแผนอีกชุด…", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda _checked=False: self._choose())
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(choose)
        top.addWidget(self.state, 1)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(6)
        self.progress.setAccessibleName("กำลังเทียบสองแฟ้ม")
        self.progress.hide()
        self.tabs = QTabWidget(self)
        self.disputes = DisputesView("แผนนี้", "อีกแฟ้ม", self, undecided="ยังไม่ตัดสิน")
        self.taken = ListModel(_TAKEN, self)
        self.tabs.addTab(self.disputes, "ข้อขัดแย้ง")
        self.tabs.addTab(ListView(self.taken, "สิ่งที่จะรวมเข้ามา", self), "สิ่งที่จะรวมเข้ามา")
        buttons = self.buttons("รวม", self._take)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        self.disputes.chosen.connect(self._name_button)

    # ------------------------------------------------------------------ the other file

    def _choose(self) -> None:
        path = choose_file(self, "แฟ้มแผนที่จะรวมเข้ามา", PLAN_FILES, self._desk.session.path.parent)
        if path is not None:
            self.compare(path)

    def compare(self, other: Path) -> None:
        """Hold another copy against the plan, in the background; both files are only read."""
        from kkplanner.workbook import Workbook
        from kkplanner.workbook.merging import prepare

        self.prepared = None
        # The open file belongs to the window's thread; the comparing thread gets a copy of its own.
        folder = TemporaryDirectory(prefix="kkplanner-")
        own = Path(folder.name) / self._desk.session.path.name
        try:
            self._desk.session.workbook.save_copy(own)
        except UserError as error:
            folder.cleanup()
            self._fail(error)
            return

        def work(_job: Job) -> tuple[PreparedMerge, dict[str, str]]:
            with (
                folder,
                Workbook.open(own, read_only=True) as ours,
                Workbook.open(other, read_only=True) as theirs,
            ):
                merge = prepare(ours, theirs)
                return merge, names_by_uuid(merge.result.document, ours.document(), theirs.document())

        self._show_busy(busy=True)
        self.state.setText(wrapping(f"กำลังเทียบกับ {other.name} …"))
        job = self._desk.background.start(f"เทียบกับ {other.name}", work, self)
        self._job = job
        job.succeeded.connect(self._show_prepared)
        job.failed.connect(self._fail)

    def _fail(self, error: UserError) -> None:
        self._show_busy(busy=False)
        self.state.setText(wrapping(error.sentence))

    def _show_prepared(self, found: tuple[PreparedMerge, dict[str, str]]) -> None:
        merge, names = found
        self.prepared = merge
        self.disputes.show_disputes(list(_disputes(merge.result.conflicts, names)), {})
        self.taken.show(merge.result.taken)
        self._show_busy(busy=False)
        self._tell(merge)
        self.tabs.setCurrentIndex(0 if merge.result.conflicts else 1)

    def _tell(self, merge: PreparedMerge) -> None:
        if merge.is_empty:
            said = "อีกแฟ้มไม่มีสิ่งใหม่ แผนไม่ต้องเปลี่ยน"
        elif merge.ancestor is None:
            said = "สองแฟ้มไม่มีประวัติร่วมกัน รายการของทั้งสองแฟ้มจะอยู่ครบ ค่าที่ต่างกันทุกค่าเป็นข้อขัดแย้งให้เลือก"
        else:
            moment = merge.ancestor.when.astimezone()
            said = (
                f"เทียบจากจุดร่วมล่าสุด “{merge.ancestor.name}” {format_date(moment.date(), 'short')} {moment:%H:%M} น. "
                "ข้อที่ยังไม่ตัดสินจะเก็บค่าทั้งสองไว้ในแผน"
            )
        self.state.setText(wrapping(f"{merge.other.name}: {said}"))

    # ------------------------------------------------------------------ conflicts of earlier merges

    def _show_open(self) -> None:
        """Without another file: what earlier merges left open."""
        document = self._desk.session.document
        left = undecided(document)
        self.disputes.show_disputes(list(_disputes(left, names_by_uuid(document))), {})
        self.state.setText(
            wrapping(
                f"มีข้อขัดแย้งจากการรวมครั้งก่อนค้างอยู่ {len(left):,} ข้อ เลือกแล้วกดตัดสิน หรือเลือกแฟ้มอื่นมารวม"
                if left
                else "เลือกแฟ้มแผนที่คัดลอกไปจากแผนนี้ แล้วมีผู้แก้ในอีกเครื่อง แผนจะยังไม่เปลี่ยนจนกว่าจะกดรวม"
            )
        )
        self._name_button()

    def _name_button(self) -> None:
        merge, decided = self.prepared, len(self.disputes.choices)
        writable = not self._desk.session.read_only
        if merge is None:
            self.take.setText(f"ตัดสิน {decided:,} ข้อ" if decided else "ตัดสิน")
            self.take.setEnabled(bool(decided) and writable)
        else:
            self.take.setText(f"รวม {len(merge.result.taken):,} รายการ")
            self.take.setEnabled(not merge.is_empty and writable)
        conflicts = len(self.disputes.model.rows)
        self.tabs.setTabText(0, f"ข้อขัดแย้ง ({conflicts:,})" if conflicts else "ข้อขัดแย้ง")
        taken = len(self.taken.rows)
        self.tabs.setTabText(1, f"สิ่งที่จะรวมเข้ามา ({taken:,})" if taken else "สิ่งที่จะรวมเข้ามา")

    def _show_busy(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self._name_button()
        if busy:
            self.take.setEnabled(False)

    # ------------------------------------------------------------------ ending

    def _take(self) -> None:
        from kkplanner.workbook.merging import apply, decide_open

        session, merge = self._desk.session, self.prepared
        choices: dict[str, Any] = dict(self.disputes.choices)
        if merge is None:
            done = session.replay(lambda: decide_open(session.workbook, choices))
        else:
            done = session.replay(lambda: apply(session.workbook, merge, choices))
        if done is not None:
            self.accept()
            self.merged.emit(len(undecided(session.document)))

    def done(self, result: int) -> None:
        if self._job is not None and self._job.running:
            self._job.cancel()
        super().done(result)


def _fields(one: RecordDifference) -> Iterable[str]:
    return (field_name(one.kind, (name,)) for name, _, _ in one.fields)


def _disputes(conflicts: Iterable[Conflict], names: dict[str, str]) -> Iterable[Dispute]:
    for one in conflicts:
        text = partial(value_text, one, names=names)
        is_order = one.kind is ConflictKind.ORDER
        yield Dispute(
            id=one.id,
            title=one.title if is_order else f"{kind_name(one.record_kind)}: {one.title}",
            field=field_label(one),
            base=text(one.base) if one.base is not None else "",
            ours=text(one.ours),
            theirs=text(one.theirs),
            sides=tuple(choices_of(one)),
        )
