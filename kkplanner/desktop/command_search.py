"""Ctrl+K: type a few letters of what you want to do, Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kkplanner.desktop.scaling import size_on_screen

if TYPE_CHECKING:
    from kkplanner.desktop.commands import Command, Commands

_COMMAND: Final = Qt.ItemDataRole.UserRole
_PASSED_ON: Final = frozenset((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp))


class CommandSearch(QDialog):
    """A line to type in and the commands that match."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("command_search")
        self.setWindowTitle("ค้นหาคำสั่ง")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(size_on_screen(self, 560, 420))
        self._commands = commands
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("พิมพ์สิ่งที่ต้องการทำ เช่น ส่งออก ตรวจ เพิ่มโครงการ")
        self.line.setAccessibleName("ค้นหาคำสั่ง")
        self.list = QListWidget(self)
        self.list.setAccessibleName("คำสั่งที่ตรงกับคำค้น")
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.textChanged.connect(self._find)
        self.line.returnPressed.connect(self._run)
        self.list.itemActivated.connect(lambda _item: self._run())
        self.line.installEventFilter(self)
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.line and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _PASSED_ON:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _find(self, text: str) -> None:
        self.list.clear()
        for command in self._commands.matching(text):
            possible = self._commands.may_run(command)
            item = QListWidgetItem(command.action.icon(), _line(command, possible=possible), self.list)
            item.setData(_COMMAND, command.id)
            item.setToolTip(command.action.toolTip())
            if not possible:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self.close()
        if item is not None:
            self._commands.run(item.data(_COMMAND))


def _line(command: Command, *, possible: bool) -> str:
    keys = command.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    where = command.where or command.menu
    line = f"{where} › {command.text}" if where else command.text
    return line + (f"    {keys}" if keys else "") + ("" if possible else "    (ขณะนี้ทำไม่ได้)")
