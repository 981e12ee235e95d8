"""The pages of a window: made when first shown, told when what they show is stale, scrolled where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from kkplanner.desktop.page import Page
from kkplanner.desktop.pages import PAGES
from kkplanner.desktop.scaling import let_combos_shrink

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kkplanner.desktop.page import Desk
    from kkplanner.workbook import Changes


class PageStack(QStackedWidget):
    """One page at a time.

    Signals:
        made: (Page) shown for the first time.
    """

    made = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._stale: set[str] = set()

    @property
    def page(self) -> Page | None:
        """The page now shown; None before the first."""
        area = self.currentWidget()
        page = area.widget() if isinstance(area, QScrollArea) else None
        return page if isinstance(page, Page) else None

    def show_page(self, key: str, desk: Desk) -> Page:
        """Show a page as the plan is now."""
        page = self._pages.get(key)
        if page is None:
            entry = next(each for each in PAGES if each.key == key)
            page = entry.make(desk)
            let_combos_shrink(page)
            self._pages[key] = page
            self._areas[key] = _scrolled(page, self)
            self.addWidget(self._areas[key])
            page.refresh(None)
            self.made.emit(page)
        elif key in self._stale:
            page.refresh(None)
        self._stale.discard(key)
        self.setCurrentWidget(self._areas[key])
        return page

    def take_changes(self, changes: Changes) -> None:
        """The plan changed: the page shown takes it now, the others when they are shown."""
        shown = self.page
        self._stale = {key for key, page in self._pages.items() if page is not shown}
        if shown is not None:
            shown.refresh(changes)


def _scrolled(page: Page, parent: QWidget) -> QScrollArea:
    """With large letters a page may need more room than the screen has."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusProxy(page)
    page.resize(parent.size())  # otherwise it is laid out twice: as large as it likes, and as large as it may
    area.setWidget(page)
    return area
