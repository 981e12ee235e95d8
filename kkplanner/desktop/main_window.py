"""The window around one open plan: navigation, menus, toolbar, pages, status line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QToolBar, QVBoxLayout, QWidget

from kkplanner.alignment.check import Severity
from kkplanner.desktop.commands import Command, Commands
from kkplanner.desktop.faults import Faults
from kkplanner.desktop.file_choice import documents_folder
from kkplanner.desktop.look import icon
from kkplanner.desktop.navigation import Navigation
from kkplanner.desktop.notices import Notices
from kkplanner.desktop.open_editors import confirm_open_editors
from kkplanner.desktop.page import Desk, Page, Place
from kkplanner.desktop.page_commands import seal
from kkplanner.desktop.page_stack import PageStack
from kkplanner.desktop.pages import FORM_PAGES
from kkplanner.desktop.status import StatusLine
from kkplanner.desktop.window_commands import add_window_commands
from kkplanner.errors import UserError
from kkplanner.workbook.errors import FileVanishedError
from kkplanner.workbook.place import place_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from kkplanner.alignment.check import CheckResult
    from kkplanner.desktop.background import Background
    from kkplanner.desktop.preferences import Preferences
    from kkplanner.desktop.session import PlanSession
    from kkplanner.workbook import Changes

MENUS: Final = ("แฟ้ม", "แก้ไข", "โครงการ", "ไปที่", "เครื่องมือ", "ช่วยเหลือ")
_LINES_ABOVE: Final = frozenset(
    ("file.version", "file.print", "file.import", "file.settings", "help.self_test")
)
"""Commands above which a menu draws a line."""
_REST_MS: Final = 120


class MainWindow(QMainWindow):
    """One plan, one window.

    Signals:
        closed: (MainWindow) the plan was given back.
        wants: (str) something that concerns more than this plan: "new", "open", "settings", "help:<page>".
        moved: (Path) the work goes on in another file.
    """

    closed = Signal(object)
    wants = Signal(str)
    moved = Signal(object)

    def __init__(self, session: PlanSession, background: Background, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("plan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.preferences = preferences
        session.setParent(self)
        self.faults = Faults(self)
        self.commands = Commands(self, session.workbook.read_only_reason)
        self.desk = Desk(session, background, preferences, self.commands, self.faults, self)
        self._menus: dict[str, QMenu] = {}
        self._told_vanished = False
        self._build()
        self._add_commands()
        session.failed.connect(self._tell_refusal)
        session.changed.connect(self._take_changes)
        session.saved.connect(self.status.show_saved)
        session.checked.connect(self._take_findings)
        self.desk.asked.connect(self.go)
        self._show_title()
        self._count_rows()
        self.go(Place("overview"))
        QTimer.singleShot(_REST_MS, self, _load_the_grid)

    # ------------------------------------------------------------------ pages

    @property
    def page(self) -> Page:
        """The page now shown."""
        shown = self._stack.page
        assert shown is not None  # noqa: S101 - the window begins with one
        return shown

    def leave_page(self) -> None:
        """Take what is being typed on the page shown: in a cell of a table first, then in its fields."""
        confirm_open_editors(self.page)
        self.page.leaving()

    def go(self, place: Place, *, focus: bool = True) -> None:
        """Show a page, made now if it never was, and bring the place into view.

        `focus`: the keyboard goes to the page; not while somebody walks through the navigation.
        """
        if self._stack.count():
            self.leave_page()
        page = self._stack.show_page(place.page, self.desk)
        self.navigation.show_page(place.page)
        if focus:
            page.setFocus()
        if place.record is not None or place.field is not None:
            page.show_place(place)

    def _take_changes(self, changes: Changes) -> None:
        self._stack.take_changes(changes)
        self._show_title()
        self._name_undo()
        self._count_rows()

    def _count_rows(self) -> None:
        projects = self.session.document.projects
        for key, form in FORM_PAGES.items():
            self.navigation.set_count(key, sum(1 for project in projects if project.form is form))

    def _take_findings(self, result: CheckResult) -> None:
        pressing = (
            result.count(Severity.CRITICAL) + result.count(Severity.ERROR) + result.count(Severity.WARNING)
        )
        self.navigation.set_count("check", pressing)

    # ------------------------------------------------------------------ parts

    def _build(self) -> None:
        self.navigation = Navigation(self)
        self.navigation.setMinimumWidth(9 * self.fontMetrics().height())
        self.navigation.chosen.connect(lambda key: self.go(Place(key), focus=False))
        self._stack = PageStack(self)
        self._stack.made.connect(lambda page: seal(page, self.commands))
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.navigation)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([230, 1100])
        splitter.setChildrenCollapsible(False)
        self.notices = Notices(self)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(splitter, 1)
        self.setCentralWidget(inside)
        self.status = StatusLine(self.desk.background, self)
        self.setStatusBar(self.status)
        self.status.who.setText(self.session.workbook.author or "ยังไม่ได้ระบุชื่อผู้จัดทำ (ตั้งได้ที่ แฟ้ม › ตั้งค่า)")
        for title in MENUS:
            self._menus[title] = self.menuBar().addMenu(title)
            self._menus[title].setToolTipsVisible(True)  # why something cannot be done
        self.toolbar = QToolBar("แถบเครื่องมือ", self)
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addToolBar(self.toolbar)
        self.commands.added.connect(self._place_command)
        geometry = self.preferences.state("main_window")
        if geometry.isEmpty():
            self.resize(1366, 740)
        else:
            self.restoreGeometry(geometry)

    def _place_command(self, command: Command) -> None:
        if command.menu:
            if command.id in _LINES_ABOVE:
                self._menus[command.menu].addSeparator()
            self._menus[command.menu].addAction(command.action)

    def _add_commands(self) -> None:
        add_window_commands(self)
        self.undo, self.redo = self.commands.action("edit.undo"), self.commands.action("edit.redo")
        for name in ("edit.undo", "edit.redo"):
            self.toolbar.addAction(self.commands.action(name))
        self.toolbar.addSeparator()
        for name in ("draft.template", "tools.check", "go.preview", "tools.search"):
            self.toolbar.addAction(self.commands.action(name))
        self._name_undo()

    def _name_undo(self) -> None:
        workbook = self.session.workbook
        for action, word, name in (
            (self.undo, "เลิกทำ", workbook.undo_name),
            (self.redo, "ทำซ้ำ", workbook.redo_name),
        ):
            action.setText(word if name is None else f"{word}: {name}")
            action.setIconText(word)
            action.setEnabled(name is not None and not self.session.read_only)

    def _show_title(self) -> None:
        document = self.session.document
        reading = " · อ่านอย่างเดียว" if self.session.read_only else ""
        self.setWindowTitle(
            f"{document.plan.title} {document.plan.period} {document.organisation.name}"
            f" · {self.session.path.name}{reading}"
        )

    def take_preferences(self) -> None:
        """The clerk changed the settings."""
        self.session.workbook.author = self.preferences.author
        self.status.who.setText(self.preferences.author or "ยังไม่ได้ระบุชื่อผู้จัดทำ")

    # ------------------------------------------------------------------ the file

    def tell_what_opening_found(self) -> None:
        """Above the page, without stopping anybody: where the file lies, what the opening could not do."""
        workbook = self.session.workbook
        kind = place_of(workbook.path)
        if workbook.read_only:
            self.notices.add(workbook.read_only_reason)
        elif kind.advice:
            self.notices.add(kind.advice, "ทำสำเนาไว้ในเครื่องและทำงานต่อ", self._work_in_a_copy)
        for problem in (workbook.backup_problem, workbook.clock_problem):
            if problem:
                self.notices.add(problem)

    def _work_in_a_copy(self) -> None:
        try:
            copy = self._free_name()
            self.session.workbook.save_copy(copy)
        except UserError as error:
            self.faults.tell(error)
            return
        self.close()
        self.moved.emit(copy)

    def _free_name(self) -> Path:
        folder, path = documents_folder(), self.session.path
        names = (path.name, *(f"{path.stem} ({number}){path.suffix}" for number in range(2, 1000)))
        return next(folder / name for name in names if not (folder / name).exists())

    def _tell_refusal(self, error: UserError) -> None:
        """A file that is gone is told with the way out: what is in memory can be written elsewhere."""
        self.faults.tell(error)
        if isinstance(error, FileVanishedError) and not self._told_vanished:
            self._told_vanished = True
            self.notices.add(
                "แฟ้มแผนหายไปจากที่เดิม งานจนถึงการบันทึกครั้งล่าสุดยังอยู่ในโปรแกรม บันทึกไว้ที่อื่นแล้วทำงานต่อได้",
                "บันทึกไว้ที่อื่น…",
                self._save_elsewhere,
            )

    def _save_elsewhere(self) -> None:
        path = self.save_copy()
        if path is None:
            return
        try:
            self.session.unsaved.write_into(path, self.session.workbook.author)
        except UserError as error:
            self.faults.tell(error)
            return
        self.close()
        self.moved.emit(path)

    # ------------------------------------------------------------------ commands

    def open_guide(self) -> None:
        """The guide at the page shown."""
        self.wants.emit(f"help:{self.page.objectName()}")

    def take_back(self) -> None:
        """Undo, of what is being typed first."""
        self.leave_page()
        self.session.undo()

    def do_again(self) -> None:
        """Redo."""
        self.leave_page()
        self.session.redo()

    def save_copy(self) -> Path | None:
        """The plan as it is now in another file; the work goes on in this one."""
        from kkplanner.desktop.file_choice import choose_new_file

        self.leave_page()
        path = choose_new_file(
            self,
            "บันทึกสำเนาของแผน",
            self.session.path.with_stem(f"{self.session.path.stem}-สำเนา"),
            "แฟ้มแผน (*.kkplan)",
        )
        if path is None:
            return None
        try:
            self.session.workbook.save_copy(path)
        except UserError as error:
            self.faults.tell(error)
            return None
        self.status.showMessage(f"บันทึกสำเนาไว้ที่ {path} แล้ว", 8000)
        return path

    # ------------------------------------------------------------------ events

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "navigation"):
            QTimer.singleShot(0, self, self._icons_again)
        super().changeEvent(event)

    def _icons_again(self) -> None:
        self.navigation.icons_again()
        for command in self.commands.all():
            if name := command.action.property("picture"):
                command.action.setIcon(icon(name))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stack.count():
            self.leave_page()
        self.preferences.keep_state("main_window", self.saveGeometry())
        try:
            self.session.close()
        except UserError as error:
            self.faults.tell(error)
        self.closed.emit(self)
        event.accept()


def _load_the_grid() -> None:
    """The page most often opened next; its modules are loaded while the clerk reads the overview."""
    import_module("kkplanner.desktop.pages.projects")
