"""The list on the left: pages in the order of the work, under their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kkplanner.desktop.look import icon
from kkplanner.desktop.pages import PAGES

if TYPE_CHECKING:
    from kkplanner.desktop.pages import PageEntry

_KEY: Final = Qt.ItemDataRole.UserRole
_MOST_SHOWN: Final = 999


class Navigation(QListWidget):
    """Choosing a line shows its page.

    Signals:
        chosen: (str) key of the page.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("หน้าต่าง ๆ ของแผน")
        self.setIconSize(QSize(20, 20))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._items: dict[str, QListWidgetItem] = {}
        group = ""
        for entry in PAGES:
            if entry.group and entry.group != group:
                heading = QListWidgetItem(entry.group, self)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                font = heading.font()
                font.setBold(True)
                heading.setFont(font)
            group = entry.group
            self._items[entry.key] = self._line(entry)
        self.currentItemChanged.connect(self._choose)

    def show_page(self, key: str) -> None:
        """Mark the line of a page, without announcing it."""
        self.blockSignals(True)
        self.setCurrentItem(self._items[key])
        self.blockSignals(False)

    def set_count(self, key: str, count: int) -> None:
        """A number behind the title: findings of the check, rows of a form; 0 shows none."""
        entry = next(each for each in PAGES if each.key == key)
        shown = f"{count:,}" if count <= _MOST_SHOWN else f"{_MOST_SHOWN:,}+"
        item = self._items[key]
        item.setText(f"{entry.title}  ({shown})" if count else entry.title)
        item.setToolTip(item.text())

    def icons_again(self) -> None:
        """Take the icons in the colours now in use."""
        for entry in PAGES:
            self._items[entry.key].setIcon(icon(entry.picture, on_accent=True))

    def _line(self, entry: PageEntry) -> QListWidgetItem:
        item = QListWidgetItem(icon(entry.picture, on_accent=True), entry.title, self)
        item.setData(_KEY, entry.key)
        item.setToolTip(entry.title)
        return item

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY):
            self.chosen.emit(item.data(_KEY))
