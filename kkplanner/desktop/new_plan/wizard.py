"""The wizard of a new plan: who, from where its ประเด็น come, where the file lies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from kkplanner.desktop.file_choice import PLAN_FILES, choose_new_file
from kkplanner.desktop.scaling import scaled, size_on_screen
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.framework import load
from kkplanner.plan.agency_roles import usual_agencies
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.five_years import require_five_years
from kkplanner.plan.from_framework import issues_from_framework
from kkplanner.plan.model import Organisation, Plan, Village
from kkplanner.plan.narrative_fields import organisation_types
from kkplanner.plan.places import districts
from kkplanner.thai.normalise import normalise
from kkplanner.thai.period import Period
from kkplanner.workbook import Workbook

if TYPE_CHECKING:
    from kkplanner.desktop.faults import Faults

FRAMEWORK: Final = "kkpao-2571"
_PERIOD: Final = "2571-2575"
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_VILLAGE: Final = re.compile(r"^\s*(?:หมู่(?:ที่)?\s*)?(\d+)[.)\s]+(.+)$")


class NewPlanWizard(QWizard):
    """Ends with a file on the disk.

    Signals:
        made: (Workbook, bool) the open file; whether an old Excel plan shall be brought in next.
    """

    made = Signal(object, bool)

    def __init__(self, author: str, folder: Path, faults: Faults, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new_plan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("แผนใหม่")
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setMinimumSize(scaled(self, 600), scaled(self, 330))
        self.resize(size_on_screen(self, 640, 470))
        self.setButtonText(QWizard.WizardButton.NextButton, "ถัดไป")
        self.setButtonText(QWizard.WizardButton.BackButton, "ย้อนกลับ")
        self.setButtonText(QWizard.WizardButton.FinishButton, "สร้างแผน")
        self.setButtonText(QWizard.WizardButton.CancelButton, "ยกเลิก")
        self._author = author
        self._faults = faults
        self.who = OrganisationStep(self)
        self.content = ContentStep(self)
        self.place = PlaceStep(folder, self)
        for step in (self.who, self.content, self.place):
            self.addPage(step)

    def document(self) -> PlanDocument:
        """The plan as chosen."""
        organisation = self.who.organisation()
        return PlanDocument(
            organisation=organisation,
            plan=Plan(period=Period.parse(self.who.period.currentText()), framework=FRAMEWORK),
            agencies=usual_agencies(organisation.type) if self.content.agencies.isChecked() else (),
            villages=self.content.village_records(),
            issues=issues_from_framework(load(FRAMEWORK)) if self.content.from_pao.isChecked() else (),
        )

    def accept(self) -> None:
        """Write the file; where that fails the wizard stays, and says why."""
        try:
            workbook = Workbook.create(self.place.path(), self.document(), author=self._author)
        except UserError as error:
            self._faults.tell(error)
            return
        super().accept()
        self.made.emit(workbook, self.content.old_plan.isChecked())


class OrganisationStep(QWizardPage):
    """Kind, district, tambon; the name follows and can be changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle("หน่วยงานของท่าน")
        self.setSubTitle("เลือกประเภท อำเภอ และตำบล ชื่อหน่วยงานจะเติมให้และแก้ได้")
        self.type = _combo("ประเภท", self)
        for kind in organisation_types().values():
            self.type.addItem(f"{kind.code} {kind.name}", kind.code)
        self.district = _combo("อำเภอ", self)
        self.district.addItem("เลือกอำเภอ", "")
        for district in districts():
            self.district.addItem(district.name, district.code)
        self.tambon = _combo("ตำบล", self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("ชื่อหน่วยงาน")
        self.period = _combo("ช่วงปีของแผน", self)
        self.period.setEditable(True)
        self.period.addItem(_PERIOD)
        self.period.lineEdit().setAccessibleName("ช่วงปีของแผน")  # type: ignore[union-attr] # an editable one has it
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, widget in (
            ("ประเภท", self.type),
            ("อำเภอ", self.district),
            ("ตำบล", self.tambon),
            ("ชื่อหน่วยงาน", self.name),
            ("ช่วงปีของแผน (พ.ศ.)", self.period),
        ):
            form.addRow(title, widget)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        form.addRow(self.problem)
        self._proposed = ""
        self.type.currentIndexChanged.connect(lambda _row: self._propose())
        self.district.currentIndexChanged.connect(lambda _row: self._fill_tambons())
        self.tambon.currentIndexChanged.connect(lambda _row: self._propose())
        self.name.textChanged.connect(lambda _text: self.completeChanged.emit())
        self.period.editTextChanged.connect(lambda _text: self.completeChanged.emit())
        self._fill_tambons()

    def organisation(self) -> Organisation:
        """As chosen."""
        return Organisation(
            type=self.type.currentData(),
            name=normalise(self.name.text()),
            district_code=self.district.currentData() or "",
            tambon_code=self.tambon.currentData() or "",
        )

    def isComplete(self) -> bool:
        problem = ""
        try:
            require_five_years(Period.parse(self.period.currentText()))
        except UserError as error:
            problem = error.sentence
        self.problem.setText(wrapping(problem))
        return bool(normalise(self.name.text()) and self.district.currentData() and not problem)

    def _fill_tambons(self) -> None:
        self.tambon.clear()
        self.tambon.addItem("หลายตำบลหรือไม่ระบุ", "")
        for district in districts():
            if district.code == self.district.currentData():
                for tambon in district.tambons:
                    self.tambon.addItem(tambon.name, tambon.code)
        self.completeChanged.emit()

    def _propose(self) -> None:
        kind = organisation_types()[self.type.currentData()]
        proper = self.tambon.currentText() if self.tambon.currentData() else ""
        if self.name.text() in ("", self._proposed):
            self._proposed = f"{kind.name}{proper}" if proper else ""
            self.name.setText(self._proposed)
        self.completeChanged.emit()


class ContentStep(QWizardPage):
    """What the plan begins with."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle("เริ่มจากอะไร")
        self.setSubTitle("เลือกสิ่งที่จะใส่ให้ตั้งแต่ต้น ทุกอย่างแก้ภายหลังได้")
        self.from_pao = QRadioButton("ใช้ประเด็นและแนวทางชุดเดียวกับ อบจ.ขอนแก่น (8 ประเด็น 44 แนวทาง)", self)
        self.from_pao.setChecked(True)
        self.own = QRadioButton("กำหนดประเด็นของหน่วยงานเองภายหลัง", self)
        self.agencies = QCheckBox("ใส่หน่วยงานที่มีตามปกติ (สำนักปลัด กองคลัง กองช่าง …)", self)
        self.agencies.setChecked(True)
        self.villages = QPlainTextEdit(self)
        self.villages.setTabChangesFocus(True)
        self.villages.setAccessibleName("หมู่บ้านหรือชุมชน บรรทัดละหนึ่งแห่ง")
        self.villages.setPlaceholderText("หมู่บ้านหรือชุมชน บรรทัดละหนึ่งแห่ง เช่น 1 บ้านโนนตาล (เว้นว่างไว้ก่อนได้)")
        self.old_plan = QCheckBox("นำเข้าแผนเดิมจาก Excel ต่อทันทีเมื่อสร้างเสร็จ", self)
        layout = QVBoxLayout(self)
        for widget in (self.from_pao, self.own, self.agencies, self.villages, self.old_plan):
            layout.addWidget(widget)

    def village_records(self) -> tuple[Village, ...]:
        """One for each line; a number at its beginning is the หมู่ที่."""
        from kkplanner.thai.digits import to_arabic

        found = []
        for line in self.villages.toPlainText().split("\n"):
            text = normalise(line)
            match = _VILLAGE.match(to_arabic(text))
            if match is not None:
                found.append(Village(number=int(match[1]), name=match[2].strip()))
            elif text:
                found.append(Village(name=text))
        return tuple(found)


class PlaceStep(QWizardPage):
    """Where the file lies."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setTitle("เก็บแฟ้มแผนไว้ที่ใด")
        self.setSubTitle("แผนหนึ่งคือหนึ่งแฟ้ม คัดลอกใส่แฟลชไดรฟ์หรือส่งต่อได้เหมือนแฟ้ม Excel")
        self.line = QLineEdit(self)
        self.line.setAccessibleName("ชื่อและที่เก็บแฟ้มแผน")
        browse = QPushButton("เลือก…", self)
        browse.clicked.connect(lambda _checked=False: self._browse())
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(browse)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addStretch()
        self.line.textChanged.connect(lambda _text: self.completeChanged.emit())

    def initializePage(self) -> None:
        wizard = self.wizard()
        assert isinstance(wizard, NewPlanWizard)  # noqa: S101 - a page of no other
        if not self.line.text():
            own = wizard.who.organisation()
            years = wizard.who.period.currentText().replace("/", "-")
            name = _NOT_IN_NAMES.sub("", f"แผน {own.name} {years}").strip()
            self.line.setText(str(self._folder / f"{name}.kkplan"))

    def path(self) -> Path:
        """With its ending."""
        path = Path(self.line.text().strip())
        return path if path.suffix.lower() == ".kkplan" else path.with_name(f"{path.name}.kkplan")

    def isComplete(self) -> bool:
        return bool(self.line.text().strip())

    def _browse(self) -> None:
        path = choose_new_file(self, "เก็บแฟ้มแผน", self.path(), PLAN_FILES)
        if path is not None:
            self.line.setText(str(path))


def _combo(name: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    return box
