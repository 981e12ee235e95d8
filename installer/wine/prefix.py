"""A throw-away Windows made by Wine, in a folder of the test's own; nothing of the person at this computer is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent
_FONTS: Final = _HERE.parent.parent / "resources" / "fonts"
_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_SETTINGS_CLASS: Final = (
    r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings"
)
_VERSION_KEY: Final = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion"
# Parts of Windows that Debian 12's Wine lacks.
_STUBS: Final = {"uisettings.c": "kk_uisettings.dll", "bcryptprimitives.c": "bcryptprimitives.dll"}
# Wine's own windows have no Thai letters: these faces are drawn with ours.
_REPLACED_FACES: Final = ("MS Shell Dlg", "MS Shell Dlg 2", "Tahoma", "Segoe UI")


class Prefix:
    """One Windows. Only one command line at a time may be at work on it.

    Args:
        folder: an empty folder; its `home` becomes the home, so that no menu entry reaches the real one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "home").mkdir(parents=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "home"),
            "WINEPREFIX": str(folder / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "LANG": "C.UTF-8",
            # No .NET, no browser, no question about them, and no .desktop files.
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            # Without a display that lets it in, Qt's plugin spins for ever.
            "DISPLAY": os.environ.get("DISPLAY", ""),
            "XAUTHORITY": os.environ.get("XAUTHORITY", ""),
        }

    def prepare(self) -> None:
        """Make it: 64-bit Windows 10, letters that know Thai, what Qt needs and this Wine lacks."""
        self._wait(["wineboot", "-i"], 180)
        self.be_windows(10, 0, 19045)
        for source, library in _STUBS.items():
            target = self.path(rf"C:\windows\system32\{library}")
            command = [_COMPILER, "-shared", "-Os", "-s", "-Wall", "-Wl,--kill-at", str(_HERE / source)]
            subprocess.run([*command, "-o", str(target), "-ladvapi32"], check=True)
        self.set_value(_SETTINGS_CLASS, "DllPath", r"C:\windows\system32\kk_uisettings.dll")
        for font in _FONTS.glob("Sarabun-*.ttf"):
            shutil.copy(font, self.path(r"C:\windows\Fonts"))
        for face in _REPLACED_FACES:
            self.set_value(r"HKCU\Software\Wine\Fonts\Replacements", face, "Sarabun")

    def run(self, *words: object, timeout: float = 120) -> subprocess.CompletedProcess[bytes]:
        """Run a Windows program to its end; what it printed is in the result.

        Pipes, not files: a program without a console dies under Wine when its output is a plain file.
        """
        return subprocess.run(
            ["wine", *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        """Start a Windows program and leave it running."""
        return subprocess.Popen(
            ["wine", *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def path(self, windows: str) -> Path:
        """Where a path of the C: drive lies here."""
        return self.folder / "prefix" / "drive_c" / windows.removeprefix("C:\\").replace("\\", "/")

    @property
    def user(self) -> str:
        """The folder of the user."""
        names = {path.name for path in self.path("C:\\users").iterdir()} - {"Public", "All Users", "Default"}
        return "C:\\users\\" + names.pop()

    def set_value(self, key: str, name: str, text: str, kind: str = "REG_SZ") -> None:
        """Write a value into the registry."""
        self.run("reg", "add", key, *(("/v", name) if name else ("/ve",)), "/t", kind, "/d", text, "/f")

    def see_user_classes(self, *keys: str) -> None:
        """Show the user's own file types to the shell, as Windows does; this Wine looks at the machine's only."""
        for key in keys:
            text = self.value(rf"HKCU\Software\Classes\{key}")
            if text is not None:
                self.set_value(rf"HKLM\Software\Classes\{key}", "", text)

    def value(self, key: str, name: str = "") -> str | None:
        """Read a text from the registry; None where there is none."""
        done = self.run("reg", "query", key, *(("/v", name) if name else ("/ve",)))
        lines = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if "REG_" in line]
        return lines[0].split("REG_SZ", 1)[-1].strip() if done.returncode == 0 and lines else None

    def be_windows(self, major: int, minor: int, build: int) -> None:
        """Pretend to be another Windows: 6.3.9600 is 8.1, 10.0.17763 is 10 version 1809."""
        self.set_value(_VERSION_KEY, "CurrentMajorVersionNumber", str(major), "REG_DWORD")
        self.set_value(_VERSION_KEY, "CurrentMinorVersionNumber", str(minor), "REG_DWORD")
        self.set_value(_VERSION_KEY, "CurrentVersion", f"{major}.{minor}")
        self.set_value(_VERSION_KEY, "CSDVersion", "")
        self.set_value(_VERSION_KEY, "CurrentBuild", str(build))
        self.set_value(_VERSION_KEY, "CurrentBuildNumber", str(build))

    def processes(self, name: str) -> int:
        """How many programs of this name run."""
        told = self.run("tasklist", "/nh").stdout.decode("utf-8", "replace").lower()
        return sum(line.startswith(name.lower()) for line in told.splitlines())

    def kill(self, name: str) -> None:
        """End programs of this name, of this prefix only."""
        self.run("taskkill", "/im", name, "/f")

    def wait_gone(self, windows: str, seconds: float = 30) -> bool:
        """Whether a path disappears in time: an uninstaller goes on after its first process has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self.path(windows).exists():
                return True
            time.sleep(0.2)
        return False

    def close(self) -> None:
        """End everything that still runs in it."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False, stderr=subprocess.DEVNULL)

    def _wait(self, command: list[str], seconds: float) -> None:
        subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
        )
