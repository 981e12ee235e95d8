"""Load a form of Qt Designer from `ui/forms/`. Names of its widgets are what the code calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFile, QIODevice, QObject
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kkplanner.assets import interface_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_W = TypeVar("_W", bound=QObject)


def load_form(
    name: str, parent: QWidget | None = None, custom: Mapping[str, type[QWidget]] | None = None
) -> QWidget:
    """The widget of `ui/forms/<name>.ui`.

    Args:
        name: of the file, without its ending.
        parent: owner; a parent without a layout gets one that the form fills.
        custom: classes of ours that the form names, by name.
    """
    loader = QUiLoader()
    for kind in (custom or {}).values():
        loader.registerCustomWidget(kind)
    file = QFile(str(interface_file("forms", f"{name}.ui")))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(file.fileName())
    try:
        form = loader.load(file, parent)
    finally:
        file.close()
    if parent is not None and parent.layout() is None:
        layout = QVBoxLayout(parent)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)
    return form


def part(form: QWidget, kind: type[_W], name: str) -> _W:
    """The widget of a form by its name; a form that lacks it is a bug."""
    found = form.findChild(kind, name)
    if found is None:
        raise LookupError(f"{form.objectName()} has no {kind.__name__} {name}")
    return found
