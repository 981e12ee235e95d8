"""Seconds from the start of the program to its window, on this Linux and under Wine, in turns: prints the ratio.

`xvfb-run -a python installer/wine/start_time.py SETUP.exe PLAN.kkplan`, with the packages of the program's development.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from prefix import Prefix
from program import Program

_ROOT = Path(__file__).resolve().parent.parent.parent


def on_linux(program: Program, plan: Path) -> float:
    """One start here, on the same screen."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "kkplanner", "--qpa", "xcb", str(plan)]
    environment = {
        **os.environ,
        "KKPLANNER_DATA_DIR": str(plan.parent),
        "KKPLANNER_CACHE_DIR": str(plan.parent),
    }
    process = subprocess.Popen(command, cwd=_ROOT, env=environment)
    program.window(plan.name)
    taken = time.monotonic() - begun
    process.terminate()
    process.wait(30)
    shutil.rmtree(
        plan.parent / "open"
    )  # the note of a plan that was open: ended like this, it would be asked about
    return taken


def under_wine(program: Program, plan: str) -> float:
    """One start of the installed program."""
    begun = time.monotonic()
    process = program.windows.start(program.exe, plan)
    program.window(plan.rsplit("\\", 1)[-1])
    taken = time.monotonic() - begun
    program.close_windows()
    process.wait(60)
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("setup", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        windows = Prefix(Path(name, "w"))
        try:
            windows.prepare()
            windows.run(options.setup.resolve(), "/S", timeout=300)
            program = Program(windows, windows.user + r"\AppData\Local\Programs\kkplanner")
            here, there = Path(name, "here.kkplan"), "C:\\there.kkplan"
            for copy in (here, windows.path(there)):
                copy.write_bytes(options.plan.read_bytes())
            seconds = [
                (on_linux(program, here), under_wine(program, there)) for _ in range(options.times + 1)
            ][1:]
        finally:
            windows.close()
    linux, wine = (statistics.median(column) for column in zip(*seconds, strict=True))
    print(f"median of {options.times}: Linux {linux:.2f} s, Wine {wine:.2f} s, ratio {wine / linux:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
