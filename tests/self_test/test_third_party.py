"""What others made is named with its licence and the whole text of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT

from kkplanner.third_party import components, third_party_notices


def test_what_is_no_python_package_is_named_here() -> None:
    known = {one.name: one for one in components()}
    for name in ("CPython", "Qt, Qt for Python", "TH Sarabun PSK", "Sarabun", "Word lists of PyThaiNLP"):
        assert known[name].licence
        assert any(text.strip() for text in known[name].texts)
    assert "reportlab" in known
    assert "PySide6_Essentials" not in known  # spoken of as Qt, with what the LGPL asks for


def test_the_notice_of_qt_says_what_the_lgpl_asks_for() -> None:
    text = third_party_notices()
    text = text[text.index("kkplanner uses Qt and Qt for Python under the GNU Lesser") :]
    assert text.index("GNU LESSER GENERAL PUBLIC LICENSE") < text.index("GNU GENERAL PUBLIC LICENSE\n")
    for demanded in ("You may replace them", "The source of exactly these libraries", "ภายใต้สัญญาอนุญาต LGPL"):
        assert demanded in text


def test_every_text_that_is_named_is_there_and_every_one_there_is_named() -> None:
    folder = ROOT / "resources" / "licenses"
    data = json.loads((folder / "components.json").read_text(encoding="utf-8"))
    named = {name for entry in data["components"] for name in entry["texts"]} | set(
        data["common_texts"].values()
    )
    assert all((folder / name).is_file() for name in named)
    assert {path.name for path in folder.glob("*.txt")} == {name for name in named if "/" not in name}


def test_packages_of_a_folder_bring_their_licences_and_rust_parts(tmp_path: Path) -> None:
    package = tmp_path / "some_thing-1.2.dist-info"
    (package / "licenses").mkdir(parents=True)
    (package / "sboms").mkdir()
    (package / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: some-thing\nVersion: 1.2\nLicense-Expression: MIT\n", encoding="utf-8"
    )
    (package / "licenses" / "LICENSE").write_text("Copyright Somebody", encoding="utf-8")
    bill = {
        "components": [{"name": "crate", "version": "3.0", "licenses": [{"expression": "MIT OR Apache-2.0"}]}]
    }
    (package / "sboms" / "x.cyclonedx.json").write_text(json.dumps(bill), encoding="utf-8")
    found = next(one for one in components(tmp_path) if one.name == "some-thing")
    assert (found.version, found.licence) == ("1.2", "MIT")
    assert found.texts[0] == "Copyright Somebody"
    assert "crate 3.0" in found.texts[1]
    assert "MIT OR Apache-2.0" in found.texts[1]


def test_on_windows_pythons_own_licence_is_read_from_the_program(tmp_path: Path) -> None:
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "python.txt").write_text("PSF LICENSE", encoding="utf-8")
    (tmp_path / "lib").mkdir()
    python = next(one for one in components(program=tmp_path) if one.name == "CPython")
    assert python.texts[0] == "PSF LICENSE"


@pytest.mark.parametrize("shared", ["Apache-2.0", "MIT", "Zlib", "Unicode-3.0", "libpng-2.0"])
def test_licences_that_several_share_stand_at_the_end(shared: str) -> None:
    text = third_party_notices()
    assert f"\n{shared}\n" in text[text.rindex("xlsxwriter") :]
