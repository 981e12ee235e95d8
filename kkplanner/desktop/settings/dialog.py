"""Settings, in effect at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.faults import Faults
from kkplanner.desktop.file_choice import choose_folder
from kkplanner.desktop.preferences import Theme
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.ui_form import load_form, part
from kkplanner.errors import UserError
from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.normalise import normalise
from kkplanner.workbook.backup import choose_root, chosen_root

if TYPE_CHECKING:
    from kkplanner.desktop.preferences import Preferences

_DIGITS = {DigitStyle.ARABIC: "เลขอารบิก", DigitStyle.THAI: "เลขไทย"}


class BackupFolderError(UserError):
    """Backups cannot be kept there."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"เก็บสำเนาสำรองที่ {folder} ไม่ได้ ค่าเดิมยังใช้อยู่ กรุณาเลือกโฟลเดอร์ในเครื่องที่เขียนได้")


class SettingsDialog(QDialog):
    """Reads and writes the preferences.

    Signals:
        changed: something that can be seen is another now.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        """As a child of the window that is dressed by them."""
        super().__init__(parent)
        self.setObjectName("settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ตั้งค่า")
        self.setMinimumWidth(scaled(self, 520))
        self._preferences = preferences
        self._faults = Faults(parent)
        form = load_form("settings")
        self.author = part(form, QLineEdit, "author")
        self.font_size = part(form, QSpinBox, "font_size")
        self.theme = part(form, QComboBox, "theme")
        self.digits = part(form, QComboBox, "digits")
        self.backup_folder = part(form, QLineEdit, "backup_folder")
        self.tips = part(form, QCheckBox, "tips")
        part(form, QPushButton, "browse").clicked.connect(lambda _checked=False: self._browse())
        for theme in Theme:
            self.theme.addItem(theme.thai, str(theme))
        for style, name in _DIGITS.items():
            self.digits.addItem(name, str(style))
        self.buttons = QDialogButtonBox(self)
        self.keep = self.buttons.addButton("บันทึก", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("ยกเลิก", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addWidget(self.buttons)
        self._show()

    def _show(self) -> None:
        own = self._preferences
        self.author.setText(own.author)
        self.font_size.setValue(own.font_size)
        self.theme.setCurrentIndex(self.theme.findData(str(own.theme)))
        self.digits.setCurrentIndex(max(0, self.digits.findData(own.get("digits", str(DigitStyle.ARABIC)))))
        self.backup_folder.setText(str(chosen_root() or ""))
        self.tips.setChecked(own.tips)

    def accept(self) -> None:
        folder = self.backup_folder.text().strip()
        try:
            choose_root(Path(folder) if folder else None)
        except OSError:
            self._faults.tell(BackupFolderError(folder))
            return
        own = self._preferences
        own.set("author", normalise(self.author.text()))
        own.set("font_size", self.font_size.value())
        own.set("theme", self.theme.currentData())
        own.set("digits", self.digits.currentData())
        own.set("tips", self.tips.isChecked())
        super().accept()
        self.changed.emit()

    def _browse(self) -> None:
        folder = choose_folder(self, "ที่เก็บสำเนาสำรอง")
        if folder is not None:
            self.backup_folder.setText(str(folder))
