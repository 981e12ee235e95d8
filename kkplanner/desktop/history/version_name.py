"""A name for the plan as it is now (Ctrl+S)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from kkplanner.thai.normalise import normalise
from kkplanner.workbook.moments import name_version

if TYPE_CHECKING:
    from kkplanner.desktop.page import Desk


def ask_version_name(desk: Desk, parent: QWidget) -> None:
    """Ask for a name and give it to the present moment."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("ตั้งชื่อรุ่น")
    dialog.setLabelText("ชื่อรุ่นของแผนตอนนี้ เช่น ร่างก่อนประชุมคณะกรรมการ")
    dialog.textValueSelected.connect(lambda text: _name(desk, normalise(text)))
    dialog.open()


def _name(desk: Desk, name: str) -> None:
    if name:
        desk.session.replay(lambda: name_version(desk.session.workbook, name))
