"""Start the desktop: one application, a start window, a window for each open plan."""

from __future__ import annotations

import argparse
import logging
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kkplanner import __version__
from kkplanner.desktop.background import Background
from kkplanner.desktop.dialog_care import DialogCare
from kkplanner.desktop.file_choice import PLAN_FILES, choose_file, documents_folder
from kkplanner.desktop.help.topics import is_explained
from kkplanner.desktop.look import apply_look
from kkplanner.desktop.main_window import MainWindow
from kkplanner.desktop.preferences import Preferences
from kkplanner.desktop.qt_thai import QtThai
from kkplanner.desktop.session import PlanSession
from kkplanner.desktop.thai_text import wrapping
from kkplanner.desktop.undo_keys import UndoKeys
from kkplanner.errors import UserError
from kkplanner.workbook import Workbook
from kkplanner.workbook.errors import FileLockedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from kkplanner.desktop.help.guide_window import GuideWindow
    from kkplanner.desktop.start_window import StartWindow

_TURN_SECONDS: Final = 0.0005
_log: Final = logging.getLogger("kkplanner.desktop")


class UnknownFileKindError(UserError):
    """A file that the start window cannot do anything with."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ไม่รู้จักแฟ้ม {path.name} ยังไม่ได้ทำสิ่งใด กรุณาวางแฟ้มแผน (.kkplan) ส่วนแฟ้ม Excel ให้นำเข้าจากเมนูแฟ้มเมื่อเปิดแผนแล้ว"
        )


class Desktop(QObject):
    """The running program: what is open, and how more is opened."""

    def __init__(self, application: QApplication, preferences: Preferences | None = None) -> None:
        super().__init__(application)
        self.application = application
        self.preferences = preferences or Preferences()
        self.background = Background(self)
        self.windows: list[MainWindow] = []
        self._start: StartWindow | None = None
        self._guide: GuideWindow | None = None
        self._thai = QtThai(self)
        application.installTranslator(self._thai)
        self._undo_keys = UndoKeys(application, self)
        self._dialogs = DialogCare(application, self.explain, self)
        apply_look(application, self.preferences)

    def start_window(self) -> StartWindow:
        """The start window, made when first asked for; shown and in front."""
        from kkplanner.desktop.start_window import StartWindow

        if self._start is None:
            self._start = StartWindow(self)
        self._start.refresh()
        self._start.show()
        self._start.raise_()
        self._start.activateWindow()
        return self._start

    @property
    def start_window_is_shown(self) -> bool:
        """Whether the start window stands on the screen."""
        return self._start is not None and self._start.isVisible()

    def open_plan(self, path: Path, *, read_only: bool = False) -> MainWindow | None:
        """Open a plan in a window of its own; a plan that is open already comes to the front.

        None when it could not be opened: the clerk was told why.
        """
        path = path.absolute()
        for window in self.windows:
            if window.session.path == path and window.session.read_only == read_only:
                window.raise_()
                window.activateWindow()
                return window
        try:
            workbook = Workbook.open(path, read_only=read_only, author=self.preferences.author)
        except FileLockedError as error:
            if self._offer_reading(error):
                return self.open_plan(path, read_only=True)
            return None
        except UserError as error:
            self._tell(error)
            return None
        return self.show_plan(workbook)

    def show_plan(self, workbook: Workbook) -> MainWindow:
        """A window for a workbook that is open."""
        window = MainWindow(PlanSession(workbook, self.background), self.background, self.preferences)
        window.closed.connect(self._closed)
        window.wants.connect(partial(self._serve, window))
        self.windows.append(window)
        window.moved.connect(self.open_plan)
        self.preferences.remember(workbook.path)
        window.show()
        window.tell_what_opening_found()
        if self._start is not None:
            self._start.hide()
        return window

    def open_anything(self, path: Path) -> None:
        """A file that was dropped: a plan is opened; a package is verified; anything else is told."""
        if path.suffix.lower() == ".kkplan":
            self.open_plan(path)
        elif path.name.lower().endswith(".kkp.zip"):
            self.verify(path)
        else:
            self._tell(UnknownFileKindError(path))

    def verify(self, path: Path) -> None:
        """A package that was dropped or opened by the system."""
        self.start_window().verify_file(path)

    def dress(self) -> None:
        """The preferences changed: letters and colours at once, in every window."""
        apply_look(self.application, self.preferences)
        for window in self.windows:
            window.take_preferences()

    def show_guide(self, topic: str) -> None:
        """The user guide at a topic, in a window beside the others."""
        from kkplanner.desktop.help.guide_window import GuideWindow

        if self._guide is None:
            self._guide = GuideWindow()
            self._guide.destroyed.connect(self._guide_gone)
        self._guide.show_topic(topic)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    def explain(self, window: QWidget) -> None:
        """The guide where a dialog is explained; where it is not, where what it was opened from is."""
        place: QWidget | None = window
        while place is not None:
            name = place.page.objectName() if isinstance(place, MainWindow) else place.objectName()
            if is_explained(name):
                break
            place = place.parentWidget()
        self.show_guide(name)

    def new_plan(self, window: StartWindow | MainWindow) -> None:
        """The wizard, in front of the window that asked for it."""
        from kkplanner.desktop.new_plan.wizard import NewPlanWizard

        wizard = NewPlanWizard(self.preferences.author, documents_folder(), window.faults, window)
        wizard.made.connect(self._show_new)
        wizard.open()

    def _show_new(self, workbook: Workbook, old_plan: bool) -> None:
        window = self.show_plan(workbook)
        if old_plan:
            window.commands.run("file.import")

    def open_file(self, window: QWidget) -> None:
        """A plan that the clerk chooses, asked for in front of a window."""
        path = choose_file(window, "เปิดแฟ้มแผน", PLAN_FILES)
        if path is not None:
            self.open_plan(path)

    def settings(self, window: QWidget) -> None:
        """What the person at this computer chose, in front of a window."""
        from kkplanner.desktop.settings.dialog import SettingsDialog

        dialog = SettingsDialog(self.preferences, window)
        dialog.changed.connect(self.dress)
        dialog.open()

    def _guide_gone(self) -> None:
        self._guide = None

    def close(self) -> None:
        """Close every window and wait for what is running."""
        for window in list(self.windows):
            window.close()
        for other in (self._guide, self._start):
            if other is not None:
                other.close()
                other.deleteLater()
        self.background.close()
        self.application.removeTranslator(self._thai)

    def spread_last_net(self) -> None:
        """From here on, an exception that nobody caught is told in the window in front; the program lives on."""
        sys.excepthook = self._caught

    # ------------------------------------------------------------------

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        front = next((one for one in self.windows if one.isActiveWindow()), None)
        window = front or (self.windows[-1] if self.windows else self._start)
        if window is None:
            sys.__excepthook__(kind, error, trace)
        else:
            window.faults.catch(kind, error, trace)

    def _closed(self, window: MainWindow) -> None:
        self.windows.remove(window)
        if not self.windows and self._start is not None:
            self.start_window()

    def _serve(self, window: MainWindow, wish: str) -> None:
        topic = wish.removeprefix("help:")
        if topic != wish:
            self.show_guide(topic)
        else:
            {"new": self.new_plan, "open": self.open_file, "settings": self.settings}[wish](window)

    def _parent(self) -> QWidget | None:
        return self.application.activeWindow() or self._start

    def _tell(self, error: UserError) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Warning, "เปิดแฟ้มไม่ได้", wrapping(error.sentence), parent=self._parent()
        )
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.addButton("ปิด", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def _offer_reading(self, error: FileLockedError) -> bool:
        box = QMessageBox(
            QMessageBox.Icon.Question, "แฟ้มนี้เปิดอยู่แล้ว", wrapping(error.sentence), parent=self._parent()
        )
        box.setWindowModality(Qt.WindowModality.WindowModal)
        reading = box.addButton("เปิดเพื่ออ่านอย่างเดียว", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("ไม่เปิด", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is reading


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the desktop: with a plan file, that plan; without, the start window. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="kkplanner", description="แผนพัฒนาท้องถิ่นห้าปี")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.kkplan")
    parser.add_argument("--qpa", metavar="NAME", help="platform plugin of Qt: windows, offscreen, …")
    options = parser.parse_args(arguments)
    keep_log()
    application = make_application(options.qpa)
    desktop = Desktop(application)
    desktop.spread_last_net()
    if options.file is None or desktop.open_plan(options.file) is None:
        desktop.start_window()
    status = application.exec()
    desktop.close()
    return status


def make_application(platform: str | None = None) -> QApplication:
    """The one QApplication of the process."""
    # Work in the background computes in Python as well: the window should get its turn at once, not after 5 ms.
    sys.setswitchinterval(_TURN_SECONDS)
    # Wine drops QT_* variables, so the plugin is named by an argument as well.
    words = [sys.argv[0] if sys.argv else "kkplanner", *(["-platform", platform] if platform else [])]
    application = QApplication(words)
    application.setApplicationName("kkplanner")
    application.setApplicationDisplayName("แผนพัฒนาท้องถิ่น")
    application.setApplicationVersion(__version__)
    return application


def keep_log() -> None:
    """Write the program's log, Qt's messages included, to a file of this user; there may be no console."""
    from kkplanner.crash_report import log_folder

    try:
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(folder / "desktop.log", mode="w", encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("kkplanner").addHandler(handler)
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    level = logging.DEBUG if kind is QtMsgType.QtDebugMsg else logging.WARNING
    _log.log(level, "%s", message)
