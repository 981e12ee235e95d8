"""Everything that can be done, in one list: menus, the toolbar and the search (Ctrl+K) are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from kkplanner.desktop.look import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """An action with its place in the menus."""

    id: str
    action: QAction
    menu: str  # title of the menu it stands in; "" for the search only

    @property
    def text(self) -> str:
        return self.action.text().replace("&", "")


class Commands(QObject):
    """The commands of one window, in the order in which they were added.

    Signals:
        added: (Command).
    """

    added = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._by_id: dict[str, Command] = {}

    def add(
        self,
        command_id: str,
        text: str,
        run: Callable[[], object],
        *,
        keys: str | QKeySequence.StandardKey = "",
        menu: str = "",
        picture: str = "",
        tip: str = "",
    ) -> QAction:
        """A command that `run` carries out; the shortcut works wherever the focus is in the window.

        Args:
            command_id: "project.duplicate"; the same id replaces an earlier command.
            text: Thai, as the menu shows it.
            run: without arguments.
            keys: "Ctrl+D".
            menu: title of the menu; empty for commands that only the search lists.
            picture: name of an icon of `ui/icons/`.
            tip: one more sentence for the tool tip.
        """
        action = QAction(text, self._window)
        action.setObjectName(command_id)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if picture:
            action.setIcon(icon(picture))
            action.setProperty("picture", picture)
        if tip or keys:
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
            action.setToolTip(" ".join(part for part in (tip or text, f"({shown})" if shown else "") if part))
        action.triggered.connect(lambda: run())  # noqa: PLW0108 - Qt hands over whether it is checked
        earlier = self._by_id.get(command_id)
        if earlier is not None:
            self._window.removeAction(earlier.action)
            earlier.action.deleteLater()
        self._window.addAction(action)
        command = Command(command_id, action, menu)
        self._by_id[command_id] = command
        self.added.emit(command)
        return action

    def all(self) -> list[Command]:
        return list(self._by_id.values())

    def action(self, command_id: str) -> QAction:
        return self._by_id[command_id].action

    def run(self, command_id: str) -> None:
        """As if the clerk had chosen it; nothing happens while it is not possible."""
        action = self.action(command_id)
        if action.isEnabled():
            action.trigger()

    def matching(self, text: str) -> list[Command]:
        """Commands that can be run now and hold every word of `text`; all when it is empty."""
        words = text.casefold().split()
        return [
            command
            for command in self._by_id.values()
            if command.action.isEnabled() and all(word in _searched(command) for word in words)
        ]


def _searched(command: Command) -> str:
    return f"{command.text} {command.menu} {command.action.toolTip()}".casefold()
