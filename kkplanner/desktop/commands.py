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
    """An action with its place in the menus.

    Attributes:
        menu: title of the menu it stands in; "" for the search only.
        where: what the search says before it, where that is not the menu: the page on which it is done.
        writes: whether it changes the plan.
    """

    id: str
    action: QAction
    menu: str
    where: str = ""
    writes: bool = False

    @property
    def text(self) -> str:
        return self.action.text().replace("&", "")


class Commands(QObject):
    """The commands of one window, in the order in which they were added.

    Args:
        refusal: Thai; why the plan cannot be changed in this window. Empty where it can; otherwise every command that
            would change it is disabled, and says so in its tip.

    Signals:
        added: (Command).
    """

    added = Signal(object)

    def __init__(self, window: QWidget, refusal: str = "") -> None:
        super().__init__(window)
        self._window = window
        self.refusal = refusal
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
        where: str = "",
        writes: bool = False,
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
            where: title of the page on which it is done, for the search.
            writes: it changes the plan.
        """
        refused = writes and bool(self.refusal)
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
        if refused:
            action.setEnabled(False)
            action.setToolTip(f"{action.toolTip()}\n{self.refusal}")
        else:
            action.triggered.connect(lambda: run())  # noqa: PLW0108 - Qt hands over whether it is checked
        earlier = self._by_id.get(command_id)
        if earlier is not None:
            self._window.removeAction(earlier.action)
            earlier.action.deleteLater()
        if keys:
            self._window.addAction(action)
        command = Command(command_id, action, menu, where, writes)
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

    def may_run(self, command: Command) -> bool:
        """Whether it can be run now."""
        return command.action.isEnabled() and not (command.writes and self.refusal)

    def matching(self, text: str) -> list[Command]:
        """Commands that hold every word of `text`, all when it is empty; those that cannot be run now come last.

        What belongs to a page that is not shown is left out, and so is the way to a page for what can be done at once.
        """
        words = text.casefold().split()
        found = [
            command
            for command in self._by_id.values()
            if command.action.isVisible() and all(word in _searched(command) for word in words)
        ]
        at_once = {command.text for command in found if not command.where and self.may_run(command)}
        found = [command for command in found if not command.where or command.text not in at_once]
        return sorted(found, key=lambda command: not self.may_run(command))


def _searched(command: Command) -> str:
    return f"{command.text} {command.menu} {command.where} {command.action.toolTip()}".casefold()
