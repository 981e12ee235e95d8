"""Compile the modules here, so that the clerk's computer need not, and so that nothing is written at a start."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings

# A process of its own with a fixed seed: what lies in memory shows in the compiled files otherwise.
_PROGRAM: Final = """
import compileall, py_compile, sys
stage, beside, *folders = sys.argv[1:]
for folder in folders:
    done = compileall.compile_dir(
        folder, quiet=2, stripdir=stage, workers=1, optimize=0, legacy=beside == "beside",
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        sys.exit(folder)
"""


class UncompiledError(Exception):
    """A module does not compile, or this Python makes other files than the shipped one reads."""


def precompile(settings: Settings) -> None:
    """Compile lib/ and app/; packages of lib/ that payload.toml does not name lose their sources.

    Raises:
        UncompiledError: a module does not compile, or this is another Python than the one that is shipped.
    """
    wanted = ".".join(settings.payload["python"]["version"].split(".")[:2])
    if wanted != f"{sys.version_info.major}.{sys.version_info.minor}":
        raise UncompiledError(f"the payload is compiled by Python {wanted}, this is {sys.version.split()[0]}")
    lib = settings.stage / "lib"
    with_sources = [lib / name for name in settings.payload["packages"]["with_sources"]]
    _compile(settings, [settings.stage / "app", *with_sources], beside=False)
    folders = [path for path in sorted(lib.iterdir()) if path.is_dir() and path not in with_sources]
    single = lib / "single-modules"
    single.mkdir()
    for module in lib.glob("*.py"):
        module.rename(single / module.name)
    _compile(settings, [*folders, single], beside=True)
    for path in single.iterdir():
        path.rename(lib / path.name)
    single.rmdir()
    for source in [*lib.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py"))]:
        source.unlink()


def _compile(settings: Settings, folders: list[Path], *, beside: bool) -> None:
    """Into __pycache__, or beside the sources under the module's own name."""
    command = [sys.executable, "-S", "-c", _PROGRAM, str(settings.stage), "beside" if beside else "cache"]
    # The seed must be read, so -I, which ignores the environment, is of no use here.
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*command, *map(str, folders)], env=environment, check=False)
    if done.returncode:
        raise UncompiledError("a module of the payload does not compile")
