"""ภาพรวม: how far the plan is, what it costs, what is wrong, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kkplanner.alignment.check import Severity
from kkplanner.desktop.elided_button import ElidedButton
from kkplanner.desktop.look import icon
from kkplanner.desktop.overview.charts import ShareBar, YearBars
from kkplanner.desktop.overview.next_steps import next_steps
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.thai_text import wrapping
from kkplanner.drafting.progress import progress
from kkplanner.plan.choosing import sums_by_year
from kkplanner.plan.kinds import Form
from kkplanner.thai.digits import to_thai
from kkplanner.thai.money import SATANG_PER_BAHT, format_baht

if TYPE_CHECKING:
    from kkplanner.alignment.check import CheckResult
    from kkplanner.workbook import Changes

_TIP: Final = (
    "เริ่มใช้งาน: เลือกหน้าจากรายการด้านซ้ายตามลำดับงาน พิมพ์ในตารางได้เหมือน Excel ทุกอย่างบันทึกเองทันที"
    " เลิกทำได้เสมอด้วย Ctrl+Z และกด Ctrl+K เพื่อค้นหาคำสั่ง กด F1 เพื่อเปิดคู่มือ"
)
_LONGEST_TITLE: Final = 60


class OverviewPage(Page):
    """Cards; each number leads to the page behind it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._build()
        self.session.checked.connect(self._take_findings)

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - everything here is a sum over the plan
        document = self.session.document
        self.name.setText(wrapping(document.organisation.name))
        self.plan.setText(f"{document.plan.title} ({document.plan.period.printed()})")
        for form, (label, _) in self._forms.items():
            own = [one for one in document.projects if one.form is form]
            _, whole = sums_by_year(own, document.plan.period.years)
            label.setText(f"{len(own):,} รายการ\n{format_baht(whole)} บาท")
        sums, _ = sums_by_year(
            (one for one in document.projects if one.form is not Form.P02_2), document.plan.period.years
        )
        self.years.show_amounts({year: amount / SATANG_PER_BAHT for year, amount in sums.items()})
        self._show_progress()
        self._show_steps()

    # ------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setSpacing(10)
        self.name = QLabel(self)
        self.name.setProperty("role", "title")
        self.plan = QLabel(self)
        self.plan.setProperty("role", "faint")
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.plan, 1, 0, 1, 2)
        self.tip = self._tip()
        grid.addWidget(self.tip, 2, 0, 1, 2)
        self._steps = QVBoxLayout()
        grid.addWidget(self._card("สิ่งที่ควรทำต่อไป", self._steps), 3, 0)
        self.years = YearBars(self)
        money = QVBoxLayout()
        money.addWidget(self.years)
        grid.addWidget(self._card("งบประมาณรายปี (ล้านบาท ไม่รวม ผ.02/2)", money), 3, 1)
        self._parts = QGridLayout()
        grid.addWidget(self._card("สิ่งที่ต้องมีในเล่ม", self._parts), 4, 0)
        forms = QGridLayout()
        self._forms: dict[Form, tuple[QLabel, QPushButton]] = {}
        for place, form in enumerate(Form):
            label = QLabel(self)
            button = ElidedButton(f"{form} {form.purpose}", self)
            button.clicked.connect(lambda _checked=False, form=form: self._open_form(form))
            forms.addWidget(button, place, 0)
            forms.addWidget(label, place, 1)
            forms.setColumnStretch(0, 1)
            self._forms[form] = (label, button)
        grid.addWidget(self._card("โครงการและครุภัณฑ์", forms), 4, 1)
        self._issues = QGridLayout()
        grid.addWidget(self._card("ความครบถ้วนตามประเด็นการพัฒนา", self._issues), 5, 0)
        self._findings = QVBoxLayout()
        grid.addWidget(self._card("ผลการตรวจ", self._findings), 5, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(6, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.addWidget(area)

    def _card(self, title: str, content: QVBoxLayout | QGridLayout) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        layout = QVBoxLayout(card)
        heading = QLabel(title, card)
        heading.setProperty("role", "heading")
        layout.addWidget(heading)
        layout.addLayout(content)
        layout.addStretch()
        return card

    def _tip(self) -> QFrame:
        tip = QFrame(self)
        tip.setProperty("role", "tip")
        row = QHBoxLayout(tip)
        text = QLabel(wrapping(_TIP), tip)
        text.setWordWrap(True)
        row.addWidget(text, 1)
        close = QPushButton("เข้าใจแล้ว", tip)
        close.setToolTip("ไม่ต้องแสดงอีก")
        close.clicked.connect(self._close_tip)
        row.addWidget(close)
        tip.setVisible(self.desk.preferences.tips)
        return tip

    def _close_tip(self) -> None:
        self.desk.preferences.set("tips", False)
        self.tip.hide()

    def _open_form(self, form: Form) -> None:
        from kkplanner.desktop.pages import page_of

        self.desk.go(page_of(form))

    def _show_progress(self) -> None:
        done = progress(self.session.document)
        _clear(self._parts)
        for row, part in enumerate(done.parts):
            number = to_thai(f"ส่วนที่ {part.part.part} ") if part.part.part else ""
            title = f"{number}{part.part.title}"
            missing = "\n".join(f"{met.requirement.text} ({met.done}/{met.total})" for met in part.missing)
            self._add_share(self._parts, row, title, part.percent, missing)
        _clear(self._issues)
        for row, issue in enumerate(done.issues):
            missing = "\n".join(f"{met.requirement.text} ({met.done}/{met.total})" for met in issue.missing)
            title = f"{issue.issue.number}. {issue.issue.title}"
            self._add_share(
                self._issues, row, f"{title[:_LONGEST_TITLE]} ({issue.projects:,})", issue.percent, missing
            )
        if not done.issues:
            self._issues.addWidget(QLabel("ยังไม่มีประเด็นการพัฒนา", self), 0, 0)

    def _add_share(self, grid: QGridLayout, row: int, title: str, percent: float, missing: str) -> None:
        label = QLabel(wrapping(title), self)
        label.setWordWrap(True)
        bar = ShareBar(self)
        bar.show_percent(percent)
        tip = f"ยังขาด\n{missing}" if missing else "ครบแล้ว"
        label.setToolTip(tip)
        bar.setToolTip(tip)
        grid.addWidget(label, row, 0)
        grid.addWidget(bar, row, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)

    def _show_steps(self) -> None:
        _clear(self._steps)
        for step in next_steps(self.session.document, self.session.findings):
            button = ElidedButton(step.text, self, icon("list"))
            button.clicked.connect(
                lambda _checked=False, step=step: self.desk.go(step.page, None, step.field)
            )
            self._steps.addWidget(button)
        self._show_findings()

    def _show_findings(self) -> None:
        _clear(self._findings)
        result = self.session.findings
        if result is None:
            self._findings.addWidget(QLabel("กำลังตรวจ…", self))
            return
        for severity in Severity:
            label = QLabel(f"{severity.thai}  {result.count(severity):,} ข้อ", self)
            label.setProperty("role", str(severity))
            self._findings.addWidget(label)
        button = QPushButton(icon("check"), "เปิดหน้าตรวจสอบ", self)
        button.clicked.connect(lambda: self.desk.go("check"))
        self._findings.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _take_findings(self, _result: CheckResult) -> None:
        if self.isVisible():
            self._show_steps()


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def make(desk: Desk, _key: str) -> Page:
    return OverviewPage(desk)
