"""Build the Windows installer on Linux: `sh run installer`, or this with the packages of requirements-build.lock.

Writes dist/kkplanner-VERSION-setup.exe, its SHA-256 and its bill of materials, and the portable folder as a zip.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from steps import (
    budget,
    fetch,
    launcher,
    lock,
    manifest,
    notices,
    nsis,
    portable,
    precompile,
    prune,
    sbom,
    stage,
    verify_python,
)
from steps.settings import INSTALLER, Settings, settings


class Clock:
    """Tells each step with the seconds it took."""

    def __init__(self) -> None:
        self._begun = self._last = time.monotonic()

    def tell(self, line: str) -> None:
        now = time.monotonic()
        print(f"{now - self._last:6.1f} s  {line}", flush=True)
        self._last = now

    @property
    def total(self) -> float:
        return time.monotonic() - self._begun


def build_stage(build: Settings, clock: Clock) -> None:
    """The tree as it will stand on the clerk's computer."""
    stage.clear(build)
    files = fetch.fetch(build)
    clock.tell(f"{len(files)} packages, each with its locked hash")
    python = build.payload["python"]
    package, proof = files.pop(python["package"]), files.pop(python["proof_package"], None)
    folder = stage.lay_python(build, package)
    foundation, microsoft = verify_python.verify_signatures(folder, python["signed_at"])
    clock.tell(f"Python {python['version']}: {foundation} files signed by the PSF, {microsoft} by Microsoft")
    if proof is not None:
        modules, signed = verify_python.verify_library(build, package, proof)
        clock.tell(f"its library: {modules} modules are the code of their sources, {signed} of these signed")
    stage.trim_python(build)
    stage.lay_wheels(build, files.values())
    stage.lay_app(build)
    kept = prune.prune_qt(build)
    clock.tell(f"packages laid out, {len(kept)} libraries of Qt kept")
    notices.lay_notices(build)
    precompile.precompile(build)
    clock.tell("modules compiled")
    launcher.build_launchers(build)
    for name in ("kkplanner.ico", "plan.ico"):
        shutil.copy(INSTALLER / "icons" / name, build.stage)
    stage.settle_times(build)
    manifest.write_manifest(build)
    clock.tell(f"staged: {budget.size_of(build.stage) / 1e6:.1f} MB")


def build_all(build: Settings) -> None:
    """Stage, installer, portable folder, digests.

    Raises:
        TooLargeError: over the budget of payload.toml.
    """
    clock = Clock()
    stage.clear_results(build)
    build_stage(build, clock)
    nsis.build_setup(build)
    finished = [build.setup]
    clock.tell(f"{build.setup.name}: {build.setup.stat().st_size / 1e6:.1f} MB")
    if not build.fast:
        portable.build_portable(build)
        finished.append(build.portable)
        clock.tell(f"{build.portable.name}: {build.portable.stat().st_size / 1e6:.1f} MB")
    for path in finished:
        print(f"{nsis.write_digest(path)}  {path.name}")
    sbom.write_bill(build, build.setup)
    faults = budget.over_budget(build)
    if faults:
        raise budget.TooLargeError("over budget: " + "; ".join(faults))
    print(f"{clock.total:6.1f} s  in all, below {build.out}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="for tests: light compression, the setup only")
    parser.add_argument("--lock", action="store_true", help="make requirements-win.lock anew and end")
    parser.add_argument("--stage-only", action="store_true", help="lay out the tree and end")
    parser.add_argument("--work", type=Path, help="folder for what is made on the way (build/installer)")
    parser.add_argument("--out", type=Path, help="folder for the result (dist)")
    options = parser.parse_args()
    build = settings(options.work, options.out, fast=options.fast)
    if options.lock:
        python = build.payload["python"]
        lock.make_lock([python["package"], python["proof_package"]])
    elif options.stage_only:
        build_stage(build, Clock())
    else:
        build_all(build)
    return 0


if __name__ == "__main__":
    sys.exit(main())
