"""Lengths that grow with the letters: what is said in pixels is meant at 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LINE_AT_100: Final = 19  # px, height of a line of the program's letters at their usual size
_SHORTEST_COMBO: Final = 8  # letters


def scaled(widget: QWidget, pixels: float) -> int:
    """A length in the letters that a widget has now."""
    return round(pixels * widget.fontMetrics().height() / _LINE_AT_100)


def size_on_screen(widget: QWidget, width: float, height: float) -> QSize:
    """A window's size in the letters it has now, no larger than the screen."""
    wanted = QSize(scaled(widget, width), scaled(widget, height))
    return wanted.boundedTo(widget.screen().availableSize())


def fit_to_screen(dialog: QWidget) -> None:
    """As large as what stands in it needs, where it is smaller and the screen has the room."""
    needed = dialog.minimumSizeHint().boundedTo(dialog.screen().availableSize()).expandedTo(dialog.size())
    if needed != dialog.size():
        dialog.resize(needed)


def let_combos_shrink(page: QWidget) -> None:
    """Lists to choose from take the room there is: their longest line shall not make the window wider."""
    boxes = cast("list[QComboBox]", page.findChildren(QComboBox))
    for box in boxes:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(box.minimumContentsLength() or _SHORTEST_COMBO)
