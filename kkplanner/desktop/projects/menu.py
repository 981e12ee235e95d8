"""The menu of what is selected in the grid: right mouse button, menu key, Shift+F10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kkplanner.desktop.look import icon
from kkplanner.desktop.projects.keys import Wish

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from kkplanner.desktop.projects.filter_bar import FilterBar
    from kkplanner.desktop.projects.model import ProjectsModel
    from kkplanner.desktop.projects.view import GridView

# Text, keys as they are shown, picture; None: a line between.
_ENTRIES: Final[tuple[tuple[Wish, str, str, str] | None, ...]] = (
    (Wish.CUT, "ตัด", "Ctrl+X", ""),
    (Wish.COPY, "คัดลอก", "Ctrl+C", "duplicate"),
    (Wish.PASTE, "วาง", "Ctrl+V", ""),
    (Wish.CLEAR, "ล้างช่องที่เลือก", "Delete", ""),
    None,
    (Wish.FILL_DOWN, "เติมลง", "Ctrl+D", "import"),
    (Wish.FILL_RIGHT, "เติมไปทางขวา", "Ctrl+R", ""),
    None,
    (Wish.INSERT_ABOVE, "แทรกแถวเหนือแถวนี้", "Ctrl++", "add"),
    (Wish.INSERT_BELOW, "แทรกแถวใต้แถวนี้", "Ctrl+Insert", ""),
    (Wish.DUPLICATE, "ทำซ้ำแถวที่เลือก", "Ctrl+Shift+D", ""),
    (Wish.DELETE, "ลบแถวที่เลือก", "Ctrl+-", "delete"),
    None,
    (Wish.ALIKE, "กรองเฉพาะค่าเดียวกับช่องนี้", "", "search"),
    (Wish.FINDINGS, "ดูข้อตรวจของแถวนี้", "", "check"),
    (Wish.HISTORY, "ดูประวัติของแถวนี้", "", "history"),
)


_READING: Final = frozenset((Wish.COPY, Wish.ALIKE, Wish.FINDINGS, Wish.HISTORY))
_IN_NOTHING: Final = frozenset((Wish.PASTE, Wish.INSERT_BELOW))


class GridMenu(QObject):
    """What is not possible now is grey.

    Signals:
        chosen: (Wish).
    """

    chosen = Signal(object)

    def __init__(self, model: ProjectsModel, grid: GridView, bar: FilterBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._grid = grid
        self._bar = bar
        self._is_open = False

    def open(self, place: QPoint) -> None:
        """Once, though some systems send the menu key twice: as a key and as a wish for the menu."""
        if self._is_open:
            return
        possible = self._possible()
        menu = QMenu(self._grid)
        menu.setObjectName("grid_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in _ENTRIES:
            if entry is None:
                menu.addSeparator()
                continue
            wish, text, keys, picture = entry
            # The keys are the grid's own: a shortcut of the menu would take them twice.
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            if picture:
                action.setIcon(icon(picture))
            action.setObjectName(wish.name.lower())
            action.setEnabled(wish in possible)
            action.triggered.connect(lambda _checked=False, wish=wish: self.chosen.emit(wish))
        menu.aboutToHide.connect(self._closed)
        self._is_open = True
        menu.popup(place)

    def _closed(self) -> None:
        self._is_open = False

    def _possible(self) -> set[Wish]:
        index = self._grid.currentIndex()
        project = self._model.project_at(index.row())
        possible = set(Wish)
        if self._model.read_only:
            possible &= _READING
        if project is None:
            return possible & _IN_NOTHING
        if not self._bar.can_narrow_to(self._model.columns[index.column()].key, project):
            possible.discard(Wish.ALIKE)
        if not self._model.has_findings(project.uuid):
            possible.discard(Wish.FINDINGS)
        return possible
