"""A project from a template: choose on the left, fill the blanks in the middle, read the result on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.look import icon
from kkplanner.desktop.pages import page_of
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.drafting.facts import Facts
from kkplanner.drafting.filling import fill
from kkplanner.drafting.many_villages import Each, fill_villages
from kkplanner.drafting.money import Money
from kkplanner.drafting.search import search_templates
from kkplanner.drafting.shelf import templates
from kkplanner.drafting.template import SlotType, Spread, Template
from kkplanner.errors import UserError
from kkplanner.plan.budget import total
from kkplanner.plan.record_names import project_field
from kkplanner.thai.money import format_baht, parse_baht

if TYPE_CHECKING:
    from kkplanner.desktop.page import Desk
    from kkplanner.plan.model import Project, Village
    from kkplanner.workbook import Operation

_TEMPLATE: Final = Qt.ItemDataRole.UserRole
_REST_MS: Final = 150
_OF_VILLAGES: Final = (SlotType.VILLAGE, SlotType.VILLAGE_NAME)
_MOST_LISTED: Final = 200
_SPREADS: Final = {Spread.ONCE: "ปีเดียว", Spread.EVERY_YEAR: "ทุกปี", Spread.ALTERNATE: "ปีเว้นปี"}
_TEXTS: Final = {
    name: project_field(name)
    for name in ("title", "objective", "target", "kpi", "expected_result", "agency", "programme")
}


class TemplateDialog(QDialog):
    """Adds one project, or one for each village that is ticked, as one operation."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drafting")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ร่างโครงการจากแม่แบบ")
        self.resize(1180, 640)
        self._desk = desk
        self._facts = Facts(desk.session.document)
        self._shelf = tuple(templates())
        self._touched = False
        self.projects: list[Project] = []
        self.slots: dict[str, QLineEdit | QComboBox] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._preview)
        self._build()
        self._search("")

    # ------------------------------------------------------------------

    def _build(self) -> None:
        left = QWidget(self)
        self.search = QLineEdit(left)
        self.search.setPlaceholderText("ค้นหาแม่แบบ เช่น ถนน ผู้สูงอายุ ประปา")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("ค้นหาแม่แบบ")
        self.search.textChanged.connect(self._search)
        self.list = QListWidget(left)
        self.list.setAccessibleName("แม่แบบโครงการ")
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self._middle = QScrollArea(self)
        self._middle.setWidgetResizable(True)
        self._middle.setFrameShape(QScrollArea.Shape.NoFrame)
        right = QWidget(self)
        self.problem = QLabel(right)
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "error")
        self.preview = QTextBrowser(right)
        self.preview.setAccessibleName("โครงการที่จะได้")
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.problem)
        below.addWidget(self.preview, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (left, self._middle, right):
            splitter.addWidget(widget)
        splitter.setSizes([330, 380, 450])
        buttons = QDialogButtonBox(self)
        self.add = buttons.addButton("เพิ่มโครงการ", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setIcon(icon("add"))
        buttons.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)

    def _search(self, text: str) -> None:
        self.list.clear()
        for template in search_templates(text, self._shelf)[:_MOST_LISTED]:
            item = QListWidgetItem(wrapping(template.name), self.list)
            item.setToolTip(f"{template.form} · {template.measure} · {template.programme}")
            item.setData(_TEMPLATE, template)
        self.list.setCurrentRow(0)

    def template(self) -> Template | None:
        """The chosen one."""
        item = self.list.currentItem()
        found: Template | None = None if item is None else item.data(_TEMPLATE)
        return found

    def _choose(self) -> None:
        """Ask for what the chosen template leaves open."""
        template = self.template()
        holder = QWidget(self)
        form = QFormLayout(holder)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(3)
        self.slots = {}
        self.villages = QListWidget(holder)
        self.villages.setAccessibleName("หมู่บ้าน เลือกได้หลายแห่ง")
        self.villages.setFixedHeight(scaled(self, 130))
        self.each = QComboBox(holder)
        self.each.setAccessibleName("หลายหมู่บ้านทำเป็น")
        self.each.addItem("หมู่บ้านละหนึ่งโครงการ", Each.PROJECT)
        self.each.addItem("โครงการเดียว แยกรายการย่อย", Each.SUB_ITEM)
        self.each.currentIndexChanged.connect(lambda _row: self._rest.start())
        of_plan = bool(self._desk.session.document.villages)
        self._touched = False
        if template is not None:
            for slot in template.slots:
                if slot.type is SlotType.COMPUTED or (of_plan and slot.type in _OF_VILLAGES):
                    continue
                field = self._field(
                    slot.choices, slot.example, f"{slot.label}{f' ({slot.unit})' if slot.unit else ''}"
                )
                form.addRow(field.accessibleName(), field)
                self.slots[slot.name] = field
            if template.village_slot is not None and of_plan:
                self._offer_villages()
                form.addRow("หมู่บ้าน (เลือกได้หลายแห่ง)", self.villages)
                form.addRow("หลายหมู่บ้านทำเป็น", self.each)
            else:
                self.villages.hide()
                self.each.hide()
        self._ask_money(form, holder, template)
        self._middle.setWidget(holder)
        self._preview()

    def _field(self, choices: tuple[str, ...], example: str, name: str) -> QLineEdit | QComboBox:
        field: QLineEdit | QComboBox
        if choices:
            field = QComboBox(self)
            field.addItems(list(choices))
            field.currentIndexChanged.connect(lambda _row: self._touch())
        else:
            field = QLineEdit(self)
            field.setPlaceholderText(f"เช่น {example}" if example else "")
            field.textChanged.connect(lambda _text: self._touch())
        field.setAccessibleName(name)
        return field

    def _touch(self) -> None:
        self._touched = True
        self._rest.start()

    def _offer_villages(self) -> None:
        for village in self._desk.session.document.villages:
            number = f"หมู่ที่ {village.number} " if village.number is not None else ""
            item = QListWidgetItem(f"{number}{village.name}", self.villages)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_TEMPLATE, village)
        self.villages.itemChanged.connect(lambda _item: self._rest.start())

    def _ask_money(self, form: QFormLayout, holder: QWidget, template: Template | None) -> None:
        priced = template is not None and template.price is not None
        self.amount = QLineEdit(holder)
        self.amount.setAccessibleName("งบประมาณแต่ละปี (บาท)")
        self.amount.textChanged.connect(lambda _text: self._rest.start())
        self.unit_price = QLineEdit(holder)
        unit = template.price.unit if template is not None and template.price is not None else ""
        self.unit_price.setAccessibleName(f"หรือราคาต่อ{unit} (บาท)")
        self.unit_price.textChanged.connect(lambda _text: self._rest.start())
        self.unit_price.setVisible(priced)
        self.spread = QComboBox(holder)
        self.spread.setAccessibleName("ปีที่ตั้งงบ")
        for spread, name in _SPREADS.items():
            self.spread.addItem(name, spread)
        if template is not None:
            self.spread.setCurrentIndex(self.spread.findData(template.spread))
        self.first_year = QComboBox(holder)
        self.first_year.setAccessibleName("ปีแรก")
        for year in self._desk.session.document.plan.period.years:
            self.first_year.addItem(str(year), year)
        for box in (self.spread, self.first_year):
            box.currentIndexChanged.connect(lambda _row: self._rest.start())
        form.addRow("งบประมาณแต่ละปี (บาท)", self.amount)
        if priced:
            form.addRow(self.unit_price.accessibleName(), self.unit_price)
        form.addRow("ปีที่ตั้งงบ", self.spread)
        form.addRow("ปีแรก", self.first_year)

    # ------------------------------------------------------------------

    def _chosen_villages(self) -> list[Village]:
        items = (self.villages.item(row) for row in range(self.villages.count()))
        return [item.data(_TEMPLATE) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _money(self) -> Money:
        return Money(
            amount=parse_baht(self.amount.text()),
            unit_price=parse_baht(self.unit_price.text()),
            spread=Spread(self.spread.currentData()),
            first_year=self.first_year.currentData(),
        )

    def _filled(self, template: Template) -> list[Project]:
        given: dict[str, object] = {}
        for name, field in self.slots.items():
            text = field.currentText() if isinstance(field, QComboBox) else field.text()
            if text.strip():
                given[name] = text
        villages = self._chosen_villages()
        if template.village_slot is None or not villages:
            return [fill(template, given, self._facts, self._money())]
        each = Each(self.each.currentData())
        return list(fill_villages(template, given, villages, self._facts, self._money(), each=each))

    def _preview(self) -> None:
        """What would be added, or what is still missing."""
        template = self.template()
        self.projects = []
        self.problem.clear()
        self.preview.clear()
        if template is not None:
            try:
                self.projects = self._filled(template)
            except UserError as error:
                # Before anything was filled in, what is open is a list of what to do, not a fault.
                self.problem.setProperty("role", "error" if self._touched else "faint")
                self.problem.style().polish(self.problem)
                self.problem.setText(wrapping(error.sentence))
        self.add.setEnabled(bool(self.projects) and not self._desk.session.read_only)
        count = len(self.projects)
        self.add.setText(f"เพิ่ม {count:,} โครงการ" if count > 1 else "เพิ่มโครงการ")
        self.preview.setPlainText(wrapping("\n\n".join(_told(one) for one in self.projects)))

    def accept(self) -> None:
        """Add, and show the first in its grid."""
        self._rest.stop()
        self._preview()
        template, projects = self.template(), self.projects
        if template is None or not projects:
            return

        def change(operation: Operation) -> None:
            operation.add(*projects)

        if self._desk.session.do(f"ร่างจากแม่แบบ {template.name}", change):
            super().accept()
            self._desk.go(page_of(projects[0].form), projects[0].uuid, "title")


def _told(project: Project) -> str:
    lines = [
        f"{title}: {getattr(project, field)}" for field, title in _TEXTS.items() if getattr(project, field)
    ]
    amounts = " · ".join(f"{year} {format_baht(amount)}" for year, amount in project.own_budgets.items())
    lines.append(f"งบประมาณ: {amounts or 'ยังไม่ระบุ'} รวม {format_baht(total(project.budgets))} บาท")
    lines.append(f"เชื่อมโยง: {', '.join(link.code for link in project.links)}")
    return "\n".join(lines)
