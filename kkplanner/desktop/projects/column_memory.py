"""Which columns a grid shows, how wide and in what order: chosen once, remembered for the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from kkplanner.desktop.look import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from kkplanner.desktop.preferences import Preferences
    from kkplanner.desktop.projects.view import GridView

_HIDDEN_AT_FIRST: Final = frozenset(("kpi", "approach", "village", "priority", "note"))


def keep_columns(grid: GridView, preferences: Preferences) -> None:
    """Remember them as they are now."""
    model, head = grid.grid_model(), grid.horizontalHeader()
    order = [head.logicalIndex(place) for place in range(head.count())]
    kept = [
        {
            "key": model.columns[number].key,
            "width": 0 if grid.isColumnHidden(number) else grid.columnWidth(number),
        }
        for number in order
    ]
    preferences.set(f"columns/{model.form.name}", kept)


def restore_columns(grid: GridView, preferences: Preferences) -> None:
    """By the columns' keys, so that a plan of other years takes what fits. Width 0: hidden."""
    model, head = grid.grid_model(), grid.horizontalHeader()
    kept: list[dict[str, Any]] = preferences.get(f"columns/{model.form.name}", [])
    place = 0
    for one in kept:
        number = model.column_of(str(one.get("key")))
        width = one.get("width")
        if number is None or not isinstance(width, int):
            continue
        head.moveSection(head.visualIndex(number), place)
        place += 1
        if width > 0:
            grid.setColumnWidth(number, width)
        grid.setColumnHidden(number, width <= 0)
    if not kept:
        for number, column in enumerate(model.columns):
            grid.setColumnHidden(number, column.key in _HIDDEN_AT_FIRST)


def choose_columns(grid: GridView, place: QPoint) -> None:
    """A menu in which each column can be shown or hidden; the title always stands."""
    menu = QMenu(grid)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for number, column in enumerate(grid.grid_model().columns[1:], start=1):
        action = menu.addAction(icon("columns"), column.title)
        action.setCheckable(True)
        action.setChecked(not grid.isColumnHidden(number))
        action.toggled.connect(lambda on, number=number: grid.setColumnHidden(number, not on))
    menu.popup(place)
