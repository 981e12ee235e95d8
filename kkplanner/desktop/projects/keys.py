"""What the keys of the grid ask for, as in Excel."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

Key = Qt.Key
Modifier = Qt.KeyboardModifier


class Wish(Enum):
    """What somebody wants done with the selected cells or rows, by key or from the menu."""

    COPY = auto()
    CUT = auto()
    PASTE = auto()
    CLEAR = auto()
    FILL_DOWN = auto()
    FILL_RIGHT = auto()
    INSERT_ABOVE = auto()
    INSERT_BELOW = auto()
    DUPLICATE = auto()
    DELETE = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    SELECT_COLUMNS = auto()
    SELECT_ROWS = auto()
    RELEASE = auto()  # what was cut stays where it is
    MENU = auto()
    ALIKE = auto()  # only rows that have this value
    FINDINGS = auto()
    HISTORY = auto()


_CONTROL: Final[dict[int, Wish]] = {
    Key.Key_D: Wish.FILL_DOWN,
    Key.Key_R: Wish.FILL_RIGHT,
    Key.Key_Minus: Wish.DELETE,
    Key.Key_Plus: Wish.INSERT_ABOVE,
    Key.Key_Equal: Wish.INSERT_ABOVE,  # the key of + without Shift
    Key.Key_Space: Wish.SELECT_COLUMNS,
}
_ALONE: Final[dict[int, Wish]] = {
    Key.Key_Delete: Wish.CLEAR,
    Key.Key_Escape: Wish.RELEASE,
    Key.Key_Menu: Wish.MENU,
}
_SHIFT: Final[dict[int, Wish]] = {Key.Key_Space: Wish.SELECT_ROWS, Key.Key_F10: Wish.MENU}
_ALT: Final[dict[int, Wish]] = {Key.Key_Up: Wish.MOVE_UP, Key.Key_Down: Wish.MOVE_DOWN}
# Windows names the key by what it writes; with the Thai keyboard on that is a Thai letter, whatever the key cap says.
_NATIVE: Final = {0x44: Key.Key_D, 0x52: Key.Key_R, 0xBD: Key.Key_Minus, 0xBB: Key.Key_Equal}
_THAI: Final = range(0x0E00, 0x0E80)


def wish_of(event: QKeyEvent) -> Wish | None:
    """What a pressed key asks for; None: nothing of the grid's own."""
    for standard, wish in (
        (QKeySequence.StandardKey.Copy, Wish.COPY),
        (QKeySequence.StandardKey.Cut, Wish.CUT),
        (QKeySequence.StandardKey.Paste, Wish.PASTE),
    ):
        if event.matches(standard):
            return wish
    held = event.modifiers() & ~Modifier.KeypadModifier
    key = event.key()
    if held & Modifier.ControlModifier:
        if key in _THAI:
            key = _NATIVE.get(event.nativeVirtualKey(), key)
        only_plus = key in (Key.Key_Plus, Key.Key_Equal)
        plain = held == Modifier.ControlModifier or (
            only_plus and held == Modifier.ControlModifier | Modifier.ShiftModifier
        )
        return _CONTROL.get(key) if plain else None
    if held == Modifier.AltModifier:
        return _ALT.get(key)
    if held == Modifier.ShiftModifier:
        return _SHIFT.get(key)
    return _ALONE.get(key) if held == Modifier.NoModifier else None
