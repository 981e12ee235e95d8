"""ข้อมูลหน่วยงาน: the organisation, its villages, agencies and prices, and what the fixed texts cite."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page, Place
from kkplanner.desktop.records.model import RecordColumn, RecordsModel
from kkplanner.desktop.records.numbers import read_whole, shown_whole
from kkplanner.desktop.records.table import RecordsTable
from kkplanner.desktop.thai_text import wrapping
from kkplanner.desktop.ui_form import load_form, part
from kkplanner.errors import UserError
from kkplanner.framework import available, load
from kkplanner.plan.model import Agency, UnitPrice, Village
from kkplanner.plan.narrative_fields import SETTING_PREFIX, organisation_types
from kkplanner.plan.narrative_texts import fixed_texts
from kkplanner.plan.places import districts
from kkplanner.thai.money import format_baht, parse_baht
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.plan.model import Organisation
    from kkplanner.workbook import Changes, Operation


class OrganisationPage(Page):
    """A form on the left, small tables on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = load_form("organisation")
        self._shown: Organisation | None = None
        self._build()
        self._fill_choices()
        self._connect()

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - cheap enough to show anew
        document = self.session.document
        own, plan = document.organisation, document.plan
        self._shown = own
        self._combo("type").setCurrentIndex(self._combo("type").findData(own.type))
        self._combo("district").setCurrentIndex(self._combo("district").findData(own.district_code))
        self._fill_tambons(own.district_code)
        self._combo("tambon").setCurrentIndex(max(0, self._combo("tambon").findData(own.tambon_code)))
        self._line("name").setText(own.name)
        self._line("population").setText(shown_whole(own.population))
        self._line("households").setText(shown_whole(own.households))
        income = own.annual_income
        self._line("annual_income").setText("" if income is None else format_baht(income))
        self._line("plan_title").setText(plan.title)
        part(self.form, QLabel, "period").setText(f"{plan.period} (กำหนดเมื่อสร้างแผน)")
        self._combo("framework").setCurrentIndex(self._combo("framework").findData(plan.framework))
        for model in (self.villages, self.agencies, self.prices):
            model.refresh()
        settings = self.session.workbook.settings()
        for name, edit in self.cited.items():
            text = str(settings.get(f"{SETTING_PREFIX}{name}") or "")
            if edit.toPlainText() != text and not edit.hasFocus() and not edit.document().isModified():
                edit.setPlainText(text)
                edit.document().setModified(False)

    def leaving(self) -> None:
        if self.session.read_only:
            return
        for name in ("name", "population", "households", "annual_income"):
            self._take_line(name)
        self._take_title()
        self._take_cited()

    def show_place(self, place: Place) -> None:
        if place.field is not None:
            widget = self.form.findChild(QWidget, place.field)
            (widget or self._line("name")).setFocus()

    # ------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel("ข้อมูลหน่วยงาน", self)
        title.setProperty("role", "title")
        self.tabs = QTabWidget(self)
        session = self.session
        self.villages: RecordsModel[Village] = RecordsModel(
            session,
            "หมู่บ้าน/ชุมชน",
            lambda: session.document.villages,
            lambda: Village(name=""),
            _village_columns(),
            self,
        )
        self.agencies: RecordsModel[Agency] = RecordsModel(
            session,
            "หน่วยงาน",
            lambda: session.document.agencies,
            lambda: Agency(name=""),
            _agency_columns(),
            self,
        )
        self.prices: RecordsModel[UnitPrice] = RecordsModel(
            session,
            "ราคาต่อหน่วย",
            lambda: session.document.unit_prices,
            lambda: UnitPrice(name="", unit="", price=0),
            _price_columns(),
            self,
        )
        for model, name in (
            (self.villages, "หมู่บ้านและชุมชน"),
            (self.agencies, "หน่วยงานรับผิดชอบ"),
            (self.prices, "ราคาต่อหน่วย"),
        ):
            self.tabs.addTab(self._table(model, name), name)
        self.tabs.addTab(self._cited(), "ข้อความที่อ้างในเล่ม")
        row = QHBoxLayout()
        row.addWidget(self.form, 2)
        row.addWidget(self.tabs, 3)
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addLayout(row, 1)
        self.setFocusProxy(self._line("name"))

    def _table(self, model: RecordsModel[Any], name: str) -> QWidget:
        holder = QWidget(self)
        table = RecordsTable(model, name, self.desk.faults, holder)
        remove = QPushButton(icon("delete"), "ลบแถวที่เลือก (Ctrl+Delete)", holder)
        remove.clicked.connect(lambda _checked=False: table.remove_selected())
        remove.setEnabled(not self.session.read_only)
        hint = QLabel(wrapping("พิมพ์ในบรรทัดสุดท้ายเพื่อเพิ่ม หรือวางทั้งช่วงจาก Excel"), holder)
        hint.setWordWrap(True)
        hint.setProperty("role", "faint")
        below = QHBoxLayout()
        below.addWidget(hint, 1)
        below.addWidget(remove)
        layout = QVBoxLayout(holder)
        layout.addWidget(table, 1)
        layout.addLayout(below)
        return holder

    def _cited(self) -> QWidget:
        inside = QWidget(self)
        form = QFormLayout(inside)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.cited: dict[str, QPlainTextEdit] = {}
        for field in fixed_texts().fields.values():
            if not field.is_setting:
                continue
            edit = QPlainTextEdit(inside)
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(56)
            edit.setPlaceholderText(field.default)
            edit.setAccessibleName(field.question)
            question = QLabel(wrapping(field.question), inside)
            question.setBuddy(edit)
            question.setWordWrap(True)
            form.addRow(question, edit)
            self.cited[field.name] = edit
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _line(self, name: str) -> QLineEdit:
        return part(self.form, QLineEdit, name)

    def _combo(self, name: str) -> QComboBox:
        return part(self.form, QComboBox, name)

    def _fill_choices(self) -> None:
        for kind in organisation_types().values():
            self._combo("type").addItem(f"{kind.code} {kind.name}", kind.code)
        self._combo("district").addItem("ยังไม่ระบุ", "")
        for district in districts():
            self._combo("district").addItem(district.name, district.code)
        for one in map(load, available()):
            if one.nodes_at("approach"):
                self._combo("framework").addItem(one.short_title, one.id)
        for name in ("type", "district", "tambon", "framework"):
            self._combo(name).setEnabled(not self.session.read_only)
        for name in ("name", "population", "households", "annual_income", "plan_title"):
            self._line(name).setReadOnly(self.session.read_only)

    def _fill_tambons(self, district_code: str) -> None:
        box = self._combo("tambon")
        box.clear()
        box.addItem("ยังไม่ระบุ", "")
        for district in districts():
            if district.code == district_code:
                for tambon in district.tambons:
                    box.addItem(tambon.name, tambon.code)

    def _connect(self) -> None:
        for name in ("name", "population", "households", "annual_income"):
            self._line(name).editingFinished.connect(partial(self._take_line, name))
        self._line("plan_title").editingFinished.connect(self._take_title)
        self._combo("type").activated.connect(
            lambda _row: self._change("แก้ไขประเภทหน่วยงาน", type=self._combo("type").currentData())
        )
        self._combo("district").activated.connect(
            lambda _row: self._change(
                "แก้ไขอำเภอ", district_code=self._combo("district").currentData(), tambon_code=""
            )
        )
        self._combo("tambon").activated.connect(
            lambda _row: self._change("แก้ไขตำบล", tambon_code=self._combo("tambon").currentData())
        )
        self._combo("framework").activated.connect(lambda _row: self._take_framework())

    # ------------------------------------------------------------------

    def _take_line(self, name: str) -> None:
        own = self._shown
        if own is None:
            return
        text = self._line(name).text()
        try:
            value: object = normalise(text)
            if name in ("population", "households"):
                value = read_whole(text)
            elif name == "annual_income":
                value = parse_baht(text)
        except UserError as error:
            self.refresh(None)
            self.desk.faults.tell(error)
            return
        if value != getattr(own, name):
            label = part(self.form, QLabel, f"{name}_label").text()
            self._change(f"แก้ไข{label}", **{name: value})

    def _change(self, operation_name: str, **values: Any) -> None:  # noqa: ANN401 - fields of Organisation
        after = replace(self.session.document.organisation, **values)
        if after != self.session.document.organisation:
            self.session.do(operation_name, lambda operation: operation.update(after))

    def _take_title(self) -> None:
        plan = self.session.document.plan
        title = normalise(self._line("plan_title").text())
        if title and title != plan.title:
            self.session.do("แก้ไขชื่อแผน", lambda operation: operation.update(replace(plan, title=title)))

    def _take_framework(self) -> None:
        plan = self.session.document.plan
        chosen = self._combo("framework").currentData()
        if chosen != plan.framework:
            title = load(chosen).short_title
            self.session.do(
                f"เลือกกรอบ {title}", lambda operation: operation.update(replace(plan, framework=chosen))
            )

    def _take_cited(self) -> None:
        settings = self.session.workbook.settings()
        changed = {
            f"{SETTING_PREFIX}{name}": normalise(edit.toPlainText())
            for name, edit in self.cited.items()
            if normalise(edit.toPlainText()) != str(settings.get(f"{SETTING_PREFIX}{name}") or "")
        }

        def change(operation: Operation) -> None:
            for key, text in changed.items():
                operation.set(key, text or None)

        if changed:
            self.session.do("แก้ไขข้อความที่อ้างในเล่ม", change)
        for edit in self.cited.values():
            edit.document().setModified(False)


def _typed(field: str, read: Callable[[str], object] = normalise) -> Callable[[Any, str], Any]:
    def typed(record: Any, text: str) -> Any:  # noqa: ANN401 - records of any kind
        values: dict[str, Any] = {field: read(text)}
        return replace(record, **values)

    return typed


def _text(title: str, field: str, width: int) -> RecordColumn[Any]:
    return RecordColumn(title, width, lambda record: str(getattr(record, field)), _typed(field))


def _village_columns() -> list[RecordColumn[Any]]:
    return [
        RecordColumn(
            "หมู่ที่", 70, lambda one: shown_whole(one.number), _typed("number", read_whole), right=True
        ),
        _text("ชื่อหมู่บ้าน/ชุมชน", "name", 260),
        RecordColumn(
            "ครัวเรือน",
            100,
            lambda one: shown_whole(one.households),
            _typed("households", read_whole),
            right=True,
        ),
    ]


def _agency_columns() -> list[RecordColumn[Any]]:
    return [_text("หน่วยงาน", "name", 300), _text("บทบาทที่แม่แบบใช้", "role", 160)]


def _price_columns() -> list[RecordColumn[Any]]:
    return [
        _text("รายการ", "name", 240),
        _text("หน่วย", "unit", 90),
        RecordColumn(
            "ราคา (บาท)",
            110,
            lambda one: format_baht(one.price),
            _typed("price", lambda text: parse_baht(text) or 0),
            right=True,
        ),
        _text("ที่มา", "source", 180),
    ]


def make(desk: Desk, _key: str) -> Page:
    return OrganisationPage(desk)
