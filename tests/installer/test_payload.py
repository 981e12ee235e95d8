"""What goes to the clerk's computer, judged without Windows."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

# Parts of Windows 10 1809 itself; api-ms-* and ext-ms-* are its names for sets of functions.
OF_WINDOWS = {
    "advapi32.dll", "authz.dll", "bcrypt.dll", "bcryptprimitives.dll", "comdlg32.dll", "d3d11.dll",
    "d3d12.dll", "d3d9.dll", "dwmapi.dll", "dwrite.dll", "dxgi.dll", "gdi32.dll", "imm32.dll",
    "iphlpapi.dll", "kernel32.dll", "mpr.dll", "msvcrt.dll", "netapi32.dll", "ntdll.dll", "ole32.dll",
    "oleaut32.dll", "rpcrt4.dll", "setupapi.dll", "shell32.dll", "shlwapi.dll", "uiautomationcore.dll",
    "user32.dll", "userenv.dll", "usp10.dll", "uxtheme.dll", "version.dll", "winmm.dll", "ws2_32.dll",
    "wtsapi32.dll", "winspool.drv",
}  # fmt: skip
UNWANTED = (
    "*.pyi",
    "*/qml/*",
    "*opengl32sw*",
    "*icudtl*",
    "*/translations/*",
    "*Qt6Quick*",
    "*Qt6Network*",
    "*.exe.py",
)
MINE = re.compile(rb"/(?:home|work|tmp|root|build|usr/lib/python)/[\w.-]+")


def test_every_library_is_there_or_belongs_to_windows(manifest: dict[str, Any]) -> None:
    shipped = {Path(name).name.lower() for name in manifest}
    programs = {name: entry["imports"] for name, entry in manifest.items() if "imports" in entry}
    assert len(programs) > 60
    missing = {
        f"{name}: {library}"
        for name, imports in programs.items()
        for library in imports
        if library not in shipped | OF_WINDOWS and not library.startswith(("api-ms-win-", "ext-ms-win-"))
    }
    assert not missing


def test_a_library_of_the_packages_is_found_where_windows_looks(manifest: dict[str, Any]) -> None:
    """Beside the one that asks, in python/ (where the program starts), or in Qt's folders, which PySide6 announces."""
    announced = {"python", "lib/PySide6", "lib/shiboken6"}
    for name, entry in manifest.items():
        folder = str(Path(name).parent)
        for library in entry.get("imports", ()):
            places = {str(Path(other).parent) for other in manifest if Path(other).name.lower() == library}
            assert not places or places & (announced | {folder}), f"{name} asks for {library} in {places}"


def test_the_manifest_speaks_of_these_files(build: Any, manifest: dict[str, Any]) -> None:
    files = {path.relative_to(build.stage).as_posix() for path in build.stage.rglob("*") if path.is_file()}
    assert files == set(manifest)
    for name in (
        "kkplanner.exe",
        "python/python311.dll",
        "lib/PySide6/Qt6Core.dll",
        "licenses/THIRD-PARTY.txt",
    ):
        assert hashlib.sha256((build.stage / name).read_bytes()).hexdigest() == manifest[name]["sha256"]


def test_the_parts_are_there_and_nothing_else(build: Any, manifest: dict[str, Any]) -> None:
    assert {name.split("/")[0] for name in manifest} == {
        "app", "kkplanner-cli.exe", "kkplanner.exe", "kkplanner.ico", "lib", "licenses", "plan.ico", "python",
    }  # fmt: skip
    for plugin in build.payload["qt"]["plugins"]:
        assert f"lib/PySide6/plugins/{plugin}" in manifest
    unwanted = [name for name in manifest for pattern in UNWANTED if fnmatchcase(name, pattern)]
    assert not unwanted


def test_the_program_is_that_of_this_source_tree(manifest: dict[str, Any]) -> None:
    for folder, inside in (
        ("kkplanner", ""),
        ("resources", "_assets/"),
        ("db", "_assets/"),
        ("ui", "_assets/"),
    ):
        files = [
            path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        ]
        assert files
        for path in files:
            name = (
                f"app/kkplanner/{inside}{path.relative_to(ROOT / folder if not inside else ROOT).as_posix()}"
            )
            assert manifest[name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest(), name


def test_modules_are_compiled_and_python_looks_nowhere_else(build: Any, manifest: dict[str, Any]) -> None:
    modules = [name for name in manifest if name.startswith("app/") and name.endswith(".py")]
    for name in modules:
        cached = f"{Path(name).parent.as_posix()}/__pycache__/{Path(name).stem}.cpython-311.pyc"
        assert cached in manifest
    with_sources = tuple(f"lib/{name}/" for name in build.payload["packages"]["with_sources"])
    sources = [name for name in manifest if name.startswith("lib/") and name.endswith(".py")]
    assert sources
    assert all(name.startswith(with_sources) for name in sources)
    paths = (build.stage / "python" / "python311._pth").read_text(encoding="ascii").split()
    assert paths == ["python311.zip", ".", "..\\lib", "..\\app"]


def test_nothing_of_the_building_machine_is_inside(build: Any) -> None:
    for path in build.stage.rglob("*"):
        # Libraries of others carry the paths of the machines that built them; what is made here must not.
        made_here = path.parent == build.stage or path.suffix in {".pyc", ".py", ".json", ".txt"}
        if path.is_file() and made_here and "licenses" not in path.parts:
            content = path.read_bytes()
            assert str(ROOT).encode() not in content, path
            assert str(build.work).encode() not in content, path
            if path.parent == build.stage:
                assert not MINE.search(content), path


def test_a_changed_python_is_refused(build: Any, tmp_path: Path) -> None:
    if shutil.which("osslsigncode") is None:
        pytest.skip("osslsigncode is not here")
    from steps.verify_python import UnprovedPythonError, verify_signatures

    signed_at = build.payload["python"]["signed_at"]
    for name in ("python3.dll", "vcruntime140.dll"):
        library = tmp_path / name
        library.write_bytes((build.stage / "python" / name).read_bytes())
        assert sum(verify_signatures(tmp_path, signed_at)) == 1
        content = bytearray(library.read_bytes())
        content[5000] ^= 1
        library.write_bytes(content)
        with pytest.raises(UnprovedPythonError, match=name):
            verify_signatures(tmp_path, signed_at)
        library.unlink()


def test_times_are_those_of_the_commit(build: Any) -> None:
    times = {int(path.stat().st_mtime) for path in build.stage.rglob("*")}
    assert len(times) == 1
    assert times.pop() <= build.epoch  # a commit made after the build changes nothing of it


def test_the_size_is_within_the_budget(build: Any) -> None:
    from steps.budget import over_budget, size_of

    assert over_budget(build) == []
    assert size_of(build.stage) > 50_000_000


def test_the_budget_can_be_broken(build: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from steps.budget import over_budget

    monkeypatch.setitem(build.payload["budget"], "installed", 10)
    assert over_budget(build)[0].startswith("installed: ")


def test_nothing_is_unlicensed(build: Any, manifest: dict[str, Any]) -> None:
    from steps.notices import shipped_components

    known = shipped_components(build)
    text = (build.stage / "licenses" / "THIRD-PARTY.txt").read_text(encoding="utf-8-sig")
    for one in known:
        assert one.licence
        assert one.texts
        assert one.name in text
    for demanded in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
        "SIL Open Font License",
        "CC0 1.0",
    ):
        assert demanded.lower() in text.lower()
    packages = {name.split("/")[1] for name in manifest if name.startswith("lib/") and ".dist-info/" in name}
    named = {re.sub(r"[-_.]+", "_", one.name).lower() for one in known}
    covered = {"pyside6_essentials", "shiboken6"}
    for package in packages:
        assert re.sub(r"[-_.]+", "_", package.split("-")[0]).lower() in named | covered, package


def test_word_lists_are_those_in_the_public_domain(manifest: dict[str, Any]) -> None:
    lists = {Path(name).name for name in manifest if name.startswith("lib/pythainlp/corpus/")}
    data = {name for name in lists if not name.endswith((".pyc", ".py", ".md", ".json"))}
    assert data == {"words_th.txt", "tnc_freq.txt", "syllables_th.txt", "stopwords_th.txt"}


def test_the_bill_of_materials_names_every_package(build: Any) -> None:
    bill = json.loads((build.setup.with_name(build.setup.name + ".cdx.json")).read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    digest = hashlib.sha256(build.setup.read_bytes()).hexdigest()
    assert bill["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": digest}]
    assert (build.setup.with_name(build.setup.name + ".sha256")).read_text(encoding="ascii").split()[
        0
    ] == digest
    names = {component["name"].lower() for component in bill["components"]}
    assert {"cpython", "qt, qt for python", "reportlab", "openpyxl", "pythainlp", "pillow"} <= names
    assert all(component["licenses"] for component in bill["components"])


@pytest.mark.timeout(300)
def test_staged_again_elsewhere_it_is_the_same_to_the_byte(build: Any, tmp_path: Path) -> None:
    python = ROOT / ".venv-installer" / "bin" / "python"
    if not python.exists():
        pytest.skip("the payload was not built by `sh run installer`")
    command = [str(python), str(ROOT / "installer" / "build.py"), "--fast", "--stage-only"]
    subprocess.run(
        [*command, "--work", str(tmp_path / "w"), "--out", str(tmp_path / "o")],
        check=True,
        capture_output=True,
    )
    again = (tmp_path / "w" / "manifest.json").read_bytes()
    assert again == (build.work / "manifest.json").read_bytes()


def test_the_tests_run_on_the_python_that_is_shipped_or_say_so(build: Any) -> None:
    shipped = build.payload["python"]["version"]
    if not shipped.startswith(f"{sys.version_info.major}.{sys.version_info.minor}."):
        pytest.skip(f"tested with {sys.version.split()[0]}, shipped is {shipped}")
    library = (build.stage / "python" / "python311.dll").read_bytes()
    assert shipped.encode("utf-16-le") in library
