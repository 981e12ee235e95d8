"""The wheel carries everything: code, schema, resources, licences; nothing of a machine."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=100)
    return next(folder.glob("*.whl"))


def test_the_shipped_folders_travel_inside(wheel: Path) -> None:
    inside = {name.removeprefix("kkplanner/_assets/") for name in zipfile.ZipFile(wheel).namelist()}
    for folder in ("db", "resources"):
        files = {
            str(path.relative_to(ROOT)).replace("\\", "/")
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert files
        assert files <= inside, sorted(files - inside)


def test_the_licences_travel_too(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for licence in ("LICENSE", "NOTICE", "LICENSE-THSarabun.txt", "LICENSE-Sarabun-OFL.txt"):
        assert any(name.endswith(f"/{licence}") for name in names), licence


def test_the_program_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")  # our own build
    code = "import sys; sys.path.insert(0, sys.argv[1]); from kkplanner.cli import main; sys.exit(main(sys.argv[2:]))"
    command = [sys.executable, "-c", code, str(tmp_path / "site"), "demo", str(tmp_path / "demo")]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo" / "plan.pdf").exists()
