"""`python -m kkplanner.desktop.screenshots DIR [PLAN.kkplan] [--book BOOK]`: every page and dialog, to be looked at.

With `--book` the import is pictured with that Excel file. With the sample plan, or a copy of the plan given; at 1366×768 and with letters half as large again (what 150 %
scaling gives a page to cope with), light and dark. The preferences, caches and backups of the user stay untouched.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QDialog, QWidget

    from kkplanner.desktop.app import Desktop
    from kkplanner.desktop.importing.dialog import ImportDialog
    from kkplanner.desktop.main_window import MainWindow
    from kkplanner.desktop.page import Page
    from kkplanner.desktop.sending.send_dialog import SendDialog

_BASE_SIZE: Final = 11
_WAIT_MS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see the program."""

    name: str
    theme: str
    font_size: int
    width: int = 1366
    height: int = 728  # a screen of 768 less the task bar


LOOKS: Final = (
    Look("light", "light", _BASE_SIZE),
    Look("dark", "dark", _BASE_SIZE),
    Look("150", "light", round(_BASE_SIZE * 1.5)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures and name them on stdout."""
    parser = argparse.ArgumentParser(prog="kkplanner.desktop.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("plan", type=Path, nargs="?")
    parser.add_argument("--book", type=Path)
    parser.add_argument("--qpa", default="offscreen")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kkplanner-") as folder:
        os.environ["KKPLANNER_DATA_DIR"] = folder
        for path in take_all(options.folder, Path(folder), options.plan, options.qpa, options.book):
            sys.stdout.write(f"{path}\n")
    return 0


def take_all(
    target: Path, working: Path, plan: Path | None, platform: str, book: Path | None = None
) -> list[Path]:
    """Every page, dialog and window in every look."""
    from kkplanner.desktop.app import Desktop, make_application
    from kkplanner.exchange.sample import sample_plan
    from kkplanner.workbook import Workbook

    file = working / (plan.name if plan else "แผนตัวอย่าง.kkplan")
    if plan is None:
        Workbook.create(file, sample_plan(), author="สมศรี ใจดี").close()
    else:
        shutil.copy(plan, file)
    desktop = Desktop(make_application(platform))
    desktop.preferences.set("author", "สมศรี ใจดี")
    taken = []
    for look in LOOKS:
        desktop.preferences.set("theme", look.theme)
        desktop.preferences.set("font_size", look.font_size)
        desktop.dress()
        window = desktop.open_plan(file)
        if window is None:
            break
        window.resize(look.width, look.height)
        taken += _take_pages(window, target, look)
        taken += _take_dialogs(window, target, look, book)
        window.close()
        taken += _take_start(desktop, target, look)
    desktop.close()
    return taken


def _take_pages(window: MainWindow, target: Path, look: Look) -> list[Path]:
    from kkplanner.desktop.page import Place
    from kkplanner.desktop.pages import PAGES
    from kkplanner.desktop.pages.projects import ProjectsPage

    wait_until(lambda: window.session.findings is not None)
    taken = []
    for entry in PAGES:
        window.go(Place(entry.key))
        page = window.page
        if isinstance(page, ProjectsPage) and page.model.projects:
            row = page.model.row_of(page.model.projects[0].uuid)
            page.grid.show_cell(row or 0, 0)
        page.complete()
        wait_until(partial(_is_ready, page))
        taken.append(_save(window, target / f"{entry.key}-{look.name}.png"))
    return taken


def _take_dialogs(window: MainWindow, target: Path, look: Look, book: Path | None) -> list[Path]:
    """What commands open in front of the window."""
    from kkplanner.desktop.importing.dialog import ImportDialog
    from kkplanner.desktop.sending.send_dialog import SendDialog

    taken = []
    for command in (
        "draft.template",
        "file.import",
        "file.merge",
        "file.hand_out",
        "file.take_back",
        "file.send",
    ):
        window.commands.run(command)
        dialog = _front(window)
        if isinstance(dialog, ImportDialog) and book is not None:
            dialog.stage.open(book)
            dialog.shift.setChecked(True)
            wait_until(partial(_is_looked_at, dialog))
        if isinstance(dialog, SendDialog):
            wait_until(partial(_knows_what_stands_in_the_way, dialog))
        name = command.replace(".", "-")
        taken.append(_save(dialog, target / f"{name}-{look.name}.png"))
        dialog.reject()
    return taken


def _front(window: QWidget) -> QDialog:
    """The dialog that stands in front of a window."""
    from PySide6.QtWidgets import QDialog

    for each in window.children():
        if isinstance(each, QDialog) and each.isVisible():
            return each
    raise LookupError(window.objectName())


def _is_looked_at(dialog: ImportDialog) -> bool:
    return dialog.stage.outcome is not None and not dialog.stage.refused


def _knows_what_stands_in_the_way(dialog: SendDialog) -> bool:
    return dialog.ready is not None


def _is_ready(page: Page) -> bool:
    from kkplanner.desktop.pages.preview import PreviewPage
    from kkplanner.desktop.pages.projects import ProjectsPage

    if isinstance(page, ProjectsPage):
        return page.panel.alignment.ranking is not None or not page.model.projects
    if isinstance(page, PreviewPage):
        return page.pages is not None and page.view.is_drawn and bool(page.list.pictures.images)
    return True


def _take_start(desktop: Desktop, target: Path, look: Look) -> list[Path]:
    from kkplanner.desktop.scaling import scaled

    start = desktop.start_window()
    start.resize(scaled(start, 980), min(scaled(start, 660), look.height))
    wait_until(lambda: start.is_settled)
    taken = [_save(start, target / f"start-{look.name}.png")]
    for show, name in ((start.new_plan, "new-plan"), (start.open_settings, "settings")):
        show()
        dialog = _front(start)
        taken.append(_save(dialog, target / f"{name}-{look.name}.png"))
        dialog.reject()
    start.hide()
    return taken


def _save(widget: QWidget, path: Path) -> Path:
    wait_until(lambda: True)
    widget.grab().save(str(path))
    return path


def wait_until(come_true: Callable[[], bool]) -> None:
    """Let the event loop run until something is so, or a long wait is over."""
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QThread

    deadline = QDeadlineTimer(_WAIT_MS)
    for _ in range(5):
        QCoreApplication.processEvents()
    while not come_true() and not deadline.hasExpired():
        QCoreApplication.processEvents()
        QThread.msleep(5)
    for _ in range(5):
        QCoreApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
