"""Compile the two small programs that start Python with the program: one for the window, one for a console."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from steps.settings import INSTALLER

if TYPE_CHECKING:
    from steps.settings import Settings

_FOLDER: Final = INSTALLER / "launcher"
_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_RESOURCES: Final = "x86_64-w64-mingw32-windres"
PROGRAMS: Final = {"kkplanner.exe": "-mwindows", "kkplanner-cli.exe": "-mconsole"}


def build_launchers(settings: Settings) -> None:
    """kkplanner.exe and kkplanner-cli.exe at the root of the stage."""
    work = settings.work / "launcher"
    work.mkdir()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(settings.epoch), "LC_ALL": "C.UTF-8"}
    tag = settings.payload["python"]["tag"]
    for name, subsystem in PROGRAMS.items():
        text = (_FOLDER / "launcher.rc.in").read_text(encoding="utf-8")
        numbers = ",".join([*settings.version.split("."), "0"])
        text = (
            text.replace("@NUMBERS@", numbers).replace("@VERSION@", settings.version).replace("@NAME@", name)
        )
        (work / "launcher.rc").write_text(text, encoding="utf-8")
        compile_resources = [_RESOURCES, "-I", str(_FOLDER), "-I", str(INSTALLER), "-c", "65001"]
        compile_resources += ["-i", "launcher.rc", "-O", "coff", "-o", "launcher.res"]
        subprocess.run(compile_resources, cwd=work, env=environment, check=True)
        compile_program = [_COMPILER, "-Os", "-s", "-municode", subsystem, "-Wall", "-Wextra", "-Werror"]
        compile_program += ["-Wl,--no-insert-timestamp", f'-DPYTHON=L"python{tag}.dll"']
        compile_program += [str(_FOLDER / "launcher.c"), "launcher.res", "-o", str(settings.stage / name)]
        subprocess.run(compile_program, cwd=work, env=environment, check=True)
