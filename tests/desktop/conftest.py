"""Windows in tests: real events, the offscreen platform, and nothing that outlives its test."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kkplanner.alignment.check import Checker, CheckResult
from kkplanner.desktop import session
from kkplanner.desktop.app import Desktop
from kkplanner.desktop.main_window import MainWindow
from kkplanner.desktop.preferences import Preferences
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.document import PlanDocument
from kkplanner.workbook import Workbook


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["kkplanner", "-platform", os.environ["QT_QPA_PLATFORM"]]


def settle() -> None:
    """Let Qt do what it put off, deletions included."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def _old_objects_set_aside(qapp: QApplication) -> None:
    """What was imported stays; looking through it for garbage after every test would take longer than the tests."""
    gc.collect()
    gc.freeze()


class SharedChecker:
    """One check for all tests: what it learnt of the sample in one of them, the next need not learn again."""

    def __init__(self) -> None:
        self._checker = Checker()
        self._lock = threading.Lock()

    def check(self, document: PlanDocument) -> CheckResult:
        with self._lock:
            return self._checker.check(document)


@pytest.fixture(scope="session")
def _checker() -> SharedChecker:
    return SharedChecker()


@pytest.fixture
def desktop(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    _old_objects_set_aside: None,
    _checker: SharedChecker,
) -> Iterator[Desktop]:
    """The running program with preferences of its own; at the end everything of it must be gone."""
    monkeypatch.setattr(session, "_REST_BEFORE_CHECK_MS", 20)  # tests type faster than clerks
    monkeypatch.setattr(session, "Checker", lambda: _checker)
    threads = set(threading.enumerate())
    preferences = Preferences(tmp_path / "preferences")
    preferences.set("author", "สมศรี ใจดี")
    preferences.set("tips", False)
    running = Desktop(qapp, preferences)
    yield running
    running.close()
    running.deleteLater()
    settle()
    gc.collect()
    settle()
    left = [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]
    assert not left, f"windows outlive the test: {left}"
    assert not running_jobs(running)
    started = {thread for thread in threading.enumerate() if thread.is_alive()} - threads
    # Qt's pool threads show up here as dummies while they idle; they hold no work of ours.
    assert not [thread for thread in started if not thread.name.startswith("Dummy")]


def running_jobs(desktop: Desktop) -> int:
    from shiboken6 import isValid

    return len(desktop.background.jobs) if isValid(desktop.background) else 0


@pytest.fixture(scope="session")
def _sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "แผนตัวอย่าง.kkplan"
    Workbook.create(path, sample_plan(), author="ผู้สร้าง").close()
    return path


@pytest.fixture
def plan_file(_sample_file: Path, tmp_path: Path) -> Path:
    """The sample plan as a file of the test's own."""
    return Path(shutil.copy(_sample_file, tmp_path))


@pytest.fixture
def window(desktop: Desktop, plan_file: Path, qtbot: QtBot) -> MainWindow:
    """The sample plan, open and checked once."""
    shown = desktop.open_plan(plan_file)
    assert shown is not None
    qtbot.waitExposed(shown)
    qtbot.waitUntil(lambda: shown.session.findings is not None, timeout=20_000)
    return shown


@pytest.fixture
def open_page(window: MainWindow) -> Callable[[str], object]:
    """Show a page of the window by its key."""
    from kkplanner.desktop.page import Place

    def show(key: str) -> object:
        window.go(Place(key))
        return window.page

    return show
