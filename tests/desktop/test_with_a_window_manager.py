"""The program as a person meets it: a real X server, a window manager, a keyboard that knows nothing of Qt.

Started as the command, driven by xdotool, judged by the file that is left.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kkplanner.exchange.sample import sample_plan
from kkplanner.workbook import Workbook

TOOLS = ("Xvfb", "openbox", "xdotool")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@dataclass
class Screen:
    """An X server with a window manager."""

    environment: dict[str, str]
    programs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        program = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.programs.append(program)
        return program

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """The window whose title holds a text, waited for."""
        return until(lambda: self.xdotool("search", "--onlyvisible", "--name", title).split("\n")[0])

    def key(self, *keys: str) -> None:
        self.xdotool("key", "--clearmodifiers", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self.xdotool("type", "--clearmodifiers", "--delay", "40", text)


def until(ask, seconds: float = 40.0):
    """The first answer that is not empty."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError("waited in vain")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    number = 90 + os.getpid() % 400
    environment = {
        **os.environ,
        "DISPLAY": f":{number}",
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path),
        "KKPLANNER_DATA_DIR": str(tmp_path / "data"),
    }
    environment.pop("XAUTHORITY", None)
    shown = Screen(environment)
    shown.start("Xvfb", f":{number}", "-screen", "0", "1366x768x24", "-nolisten", "tcp")
    until(lambda: Path(f"/tmp/.X11-unix/X{number}").exists())  # noqa: S108 - where X puts it
    shown.start("openbox")
    yield shown
    for program in reversed(shown.programs):
        program.terminate()
        program.wait(timeout=20)


@pytest.mark.timeout(180)
def test_a_plan_is_opened_edited_undone_and_closed(screen, tmp_path):
    path = tmp_path / "plan.kkplan"
    Workbook.create(path, sample_plan(), author="ผู้สร้าง").close()
    before = sample_plan()
    program = screen.start(sys.executable, "-m", "kkplanner", "open", str(path))
    window = screen.window("plan.kkplan")
    screen.xdotool("windowactivate", "--sync", window)

    # Ctrl+8: the grid of ผ.02. Its first cell but one is typed over; Enter confirms.
    screen.key("ctrl+8")
    time.sleep(2.0)
    screen.key("ctrl+Home", "Down", "Right", "F2")
    time.sleep(0.5)  # a busy computer opens the editor late; what is typed before goes elsewhere
    screen.key("ctrl+a")
    screen.type("ABC 123")
    screen.key("Return")
    projects = until(lambda: changed(path, before))
    assert [one.objective for one in projects if one.objective == "ABC 123"]

    # Undo from the keyboard brings the text back.
    screen.key("ctrl+z")
    until(lambda: objectives(path) == [one.objective for one in before.projects])

    # Ctrl+K finds a command by its words; Escape leaves it.
    screen.key("ctrl+k")
    screen.window("ค้นหาคำสั่ง")
    screen.key("Escape")
    time.sleep(0.3)

    # Ctrl+W closes the plan and with it the program; the file is free again.
    screen.key("ctrl+w")
    assert program.wait(timeout=90) == 0
    with Workbook.open(path) as workbook:
        assert not workbook.read_only
        assert [entry.kind for entry in workbook.history()] == ["undo", "edit", "create"]


def objectives(path: Path) -> list[str]:
    with Workbook.open(path, read_only=True) as workbook:
        return [one.objective for one in workbook.projects()]


def changed(path: Path, before) -> list:
    with Workbook.open(path, read_only=True) as workbook:
        projects = workbook.projects()
    return list(projects) if list(projects) != list(before.projects) else []
