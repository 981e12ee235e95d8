"""The installed program as a person meets it: windows on the screen, files on the disk, processes that end."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from prefix import Prefix


@dataclass(frozen=True)
class Program:
    """The program in a folder of a Windows."""

    windows: Prefix
    folder: str

    @property
    def exe(self) -> str:
        return self.folder + "\\kkplanner.exe"

    @property
    def cli(self) -> str:
        return self.folder + "\\kkplanner-cli.exe"

    def command(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[bytes]:
        """A command of the command line, to its end."""
        return self.windows.run(self.cli, *words, timeout=timeout)

    def window(self, title: str, seconds: float = 60) -> str:
        """The number of the window whose title holds a text, as soon as it is there.

        Raises:
            TimeoutError: it does not come.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for number in self._xdotool("search", "--onlyvisible", "--name", ".").split():
                if title in self._xdotool("getwindowname", number):
                    return number
            time.sleep(0.1)
        raise TimeoutError(f"no window titled {title}")

    def picture(self, target: Path) -> None:
        """What is on the screen, as a file."""
        command = ["import", "-window", "root", str(target)]
        subprocess.run(command, env=self.windows.environment, check=True, capture_output=True)

    def key(self, *keys: str) -> None:
        """Press keys in the window in front."""
        self._xdotool("key", *keys)

    def close_windows(self) -> None:
        """Ask all windows of the program to close, as the cross in the corner does."""
        self.windows.run("taskkill", "/im", "kkplanner.exe")

    def ended(self, process: subprocess.Popen[bytes], seconds: float = 30) -> int:
        """The exit status of a program that was asked to close.

        Raises:
            subprocess.TimeoutExpired: it goes on.
        """
        return process.wait(seconds)

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self.windows.environment,
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        return done.stdout.strip()
