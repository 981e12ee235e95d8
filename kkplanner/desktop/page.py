"""What a page of the main window is, and what the window offers to its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from kkplanner.desktop.background import Background
    from kkplanner.desktop.commands import Commands
    from kkplanner.desktop.faults import Faults
    from kkplanner.desktop.preferences import Preferences
    from kkplanner.desktop.session import PlanSession
    from kkplanner.workbook import Changes


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go: a page, and on it a record and a field of the model ("target", "own_budgets.2571")."""

    page: str
    record: str | None = None
    field: str | None = None


class Desk(QObject):
    """What the window offers to its pages.

    Signals:
        asked: (Place) a page wants another place to be shown.
    """

    asked = Signal(object)

    def __init__(
        self,
        session: PlanSession,
        background: Background,
        preferences: Preferences,
        commands: Commands,
        faults: Faults,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.background = background
        self.preferences = preferences
        self.commands = commands
        self.faults = faults

    def go(self, page: str, record: str | None = None, field: str | None = None) -> None:
        """Show a page, and on it the very cell where one is named."""
        self.asked.emit(Place(page, record, field))


class Page(QWidget):
    """One page. It is made when first shown; while hidden it only learns that it is stale.

    Its focus proxy is the widget in which the work of the page begins.
    """

    title: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def session(self) -> PlanSession:
        return self.desk.session

    def refresh(self, changes: Changes | None) -> None:
        """Show the plan as it is now; None: everything may differ. Called in the window's thread, before showing."""
        raise NotImplementedError

    def show_place(self, place: Place) -> None:
        """Bring a record and field into view; pages that have none ignore it."""

    def complete(self) -> None:
        """Make at once what the page puts off until nothing else happens."""

    def leaving(self) -> None:
        """The page is about to be hidden or the window to close: confirm what is being typed."""
