"""Single steps of the build, on small things made here."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from steps.nsis import write_digest
from steps.portable import MARKER, build_portable
from steps.settings import cache_folder, settings, version_of_program
from steps.stage import lay_wheel, settle_times
from steps.wanted import is_wanted

from kkplanner import __version__


@pytest.fixture
def small(tmp_path: Path) -> Any:
    """A build with nothing in it yet."""
    made = replace(settings(tmp_path / "work", tmp_path / "out"), epoch=1_700_000_000)
    made.stage.mkdir(parents=True)
    made.out.mkdir()
    return made


def test_the_version_is_the_programs() -> None:
    assert version_of_program() == __version__


def test_downloads_are_kept_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KKPLANNER_WIN_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("KKPLANNER_WIN_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache_folder() == Path("/caches/kkplanner-installer")


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("PySide6/QtCore.pyd", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/platforms/qdirect2d.dll", False),
        ("PySide6/qml/QtQuick/x.dll", True),  # a library by its name: goes when nothing asks for it
        ("PySide6/qml/QtQuick/plugins.qmltypes", False),
        ("PySide6/translations/qtbase_de.qm", False),
        ("pythainlp/corpus/words_th.txt", True),
        ("pythainlp/corpus/wordnet_th.db", False),
        ("reportlab/fonts/DarkGarden.sfd", False),
        ("reportlab/pdfgen/canvas.py", True),
        ("tzdata/zoneinfo/Asia/Bangkok", True),
        ("tzdata/zoneinfo/Europe/Berlin", False),
        ("attr/__init__.pyi", False),
        ("kkplanner/_assets/resources/fonts/Sarabun-Bold.ttf", True),
    ],
)
def test_what_is_wanted_of_a_wheel(path: str, wanted: bool) -> None:
    assert is_wanted(settings(), path) is wanted


def test_a_wheel_is_laid_out_without_scripts_and_never_outside(small: Any, tmp_path: Path) -> None:
    wheel = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("a/__init__.py", "")
        archive.writestr("a-1.data/purelib/b.py", "")
        archive.writestr("a-1.data/scripts/a.exe", "")
    lay_wheel(small, wheel, tmp_path / "lib")
    assert {path.relative_to(tmp_path / "lib").as_posix() for path in (tmp_path / "lib").rglob("*.*")} == {
        "a/__init__.py",
        "b.py",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("../outside.py", "")
    with pytest.raises(ValueError, match="outside"):
        lay_wheel(small, wheel, tmp_path / "lib")
    assert not (tmp_path / "outside.py").exists()


def test_the_portable_folder_is_the_same_each_time_and_marked(small: Any) -> None:
    (small.stage / "lib").mkdir()
    (small.stage / "lib" / "ไทย.txt").write_text("ก", encoding="utf-8")
    (small.stage / "kkplanner.exe").write_bytes(b"MZ")
    build_portable(small)
    first = small.portable.read_bytes()
    os.utime(small.stage / "kkplanner.exe", (1, 1))
    build_portable(small)
    assert small.portable.read_bytes() == first
    with zipfile.ZipFile(small.portable) as archive:
        names = archive.namelist()
    top = f"kkplanner-{small.version}"
    assert names == [f"{top}/kkplanner.exe", f"{top}/lib/ไทย.txt", f"{top}/{MARKER}"]


def test_every_time_is_the_commits(small: Any) -> None:
    (small.stage / "a").mkdir()
    (small.stage / "a" / "b").touch()
    settle_times(small)
    assert {path.stat().st_mtime for path in (small.stage, *small.stage.rglob("*"))} == {small.epoch}


def test_the_digest_is_written_as_sha256sum_reads_it(small: Any) -> None:
    file = small.out / "x.exe"
    file.write_bytes(b"abc")
    digest = write_digest(file)
    assert digest.startswith("ba7816bf")
    assert (small.out / "x.exe.sha256").read_text(encoding="ascii") == f"{digest} *x.exe\n"
