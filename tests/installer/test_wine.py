"""The installer and the installed program on a Windows made by Wine, with Qt's own Windows plugin.

`sh run installer try` runs them; one after another, on one Windows, in this order: a clerk's stick, first day, next
version, farewell.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from conftest import ROOT

SETUP = os.environ.get("KKPLANNER_TRY_SETUP", "")
pytestmark = [
    pytest.mark.skipif(not SETUP, reason="needs Wine and a built installer: `sh run installer try`"),
    pytest.mark.timeout(300),
]
WORK = "C:\\งาน แผน 2571"
PLAN = f"{WORK}\\demo\\sample.kkplan"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\kkplanner"
OLDEST_BUILD = 17763


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from prefix import Prefix

    made = Prefix(tmp_path_factory.mktemp("wine") / "w")
    made.prepare()
    made.path(WORK).mkdir(parents=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def stick(windows: Any) -> Path:
    """The installer as it lies on a stick, below a Thai folder with a space."""
    folder = windows.folder / "แฟลชไดรฟ์" / "โปรแกรม แผน"
    folder.mkdir(parents=True)
    return Path(shutil.copy(SETUP, folder / "setup.exe"))


@pytest.fixture(scope="module")
def program(windows: Any) -> Any:
    from program import Program

    return Program(windows, windows.user + r"\AppData\Local\Programs\kkplanner")


def linux(*words: object) -> subprocess.CompletedProcess[str]:
    """The same program on this Linux."""
    command = [sys.executable, "-m", "kkplanner", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8", timeout=200)


def good(done: subprocess.CompletedProcess[Any]) -> None:
    told = done.stderr if isinstance(done.stderr, str) else done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, told[-2000:]


def pages_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def cells_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def installed_files(windows: Any, folder: str) -> set[str]:
    root = windows.path(folder)
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def shortcuts(windows: Any) -> list[Path]:
    """Those of the program. The desktop is a link to the home that the test gave to Wine."""
    places = (windows.path("C:\\users"), windows.folder / "home")
    return [path for place in places for path in place.rglob("*.lnk") if "kkplanner" in path.name]


# ---------------------------------------------------------------- the first day


@pytest.mark.parametrize("older", [(6, 3, 9600), (10, 0, OLDEST_BUILD - 1)])
def test_an_older_windows_is_refused(
    windows: Any, stick: Path, program: Any, older: tuple[int, int, int]
) -> None:
    windows.be_windows(*older)
    try:
        assert windows.run(stick, "/S").returncode == 12
        assert not windows.path(program.folder).exists()
    finally:
        windows.be_windows(10, 0, OLDEST_BUILD)


def test_it_installs_silently_on_the_oldest_windows_it_knows(
    windows: Any, stick: Path, program: Any, build: Any, manifest: dict[str, Any]
) -> None:
    good(windows.run(stick, "/S"))
    assert installed_files(windows, program.folder) == {*manifest, "uninstall.exe"}
    assert sorted("Start Menu" in str(path) for path in shortcuts(windows)) == [False, True]
    assert windows.value(UNINSTALL_KEY, "DisplayVersion") == build.version
    assert "uninstall.exe" in windows.value(UNINSTALL_KEY, "QuietUninstallString")


def test_both_programs_tell_their_version(program: Any, build: Any) -> None:
    for exe in (program.exe, program.cli):
        done = program.windows.run(exe, "--version")
        assert done.stdout.decode("utf-8").split() == ["kkplanner", build.version]


def test_it_tries_itself(program: Any) -> None:
    folder = f"{WORK}\\ผลการ ตรวจ"
    done = program.windows.run(program.exe, "--self-test", folder)
    result = json.loads((program.windows.path(folder) / "result.json").read_text(encoding="utf-8"))
    assert result["passed"], [check for check in result["checks"] if not check["passed"]]
    assert done.returncode == 0
    assert result["python"] == "3.11.9"
    assert "ผ่านทั้ง" in (program.windows.path(folder) / "result.html").read_text(encoding="utf-8")
    assert {path.name for path in program.windows.path(folder).iterdir()} == {"result.json", "result.html"}


def test_the_keys_of_the_package_can_be_used(program: Any) -> None:
    code = "from nacl.signing import SigningKey as K; k = K.generate(); k.verify_key.verify(k.sign(b'x')); print('signed')"
    done = program.windows.run(program.folder + r"\python\python.exe", "-c", code)
    assert done.stdout.split() == [b"signed"], done.stderr[-500:]


# ---------------------------------------------------------------- the same work as on Linux


def test_the_demo_is_made_from_end_to_end(program: Any) -> None:
    good(program.command("demo", f"{WORK}\\demo"))
    made = {path.name for path in program.windows.path(f"{WORK}\\demo").iterdir()}
    assert {"sample.kkplan", "plan.xlsx", "plan.pdf", "check.json"} <= made


def test_a_plan_made_there_gives_the_same_json_pdf_and_excel_here(program: Any, tmp_path: Path) -> None:
    folder = program.windows.path(f"{WORK}\\demo")
    there = {kind: f"{WORK}\\demo\\ออก.{kind}" for kind in ("json", "pdf", "xlsx")}
    good(
        program.command(
            "export", PLAN, *(word for kind, path in there.items() for word in (f"--{kind}", path))
        )
    )
    here = {kind: tmp_path / f"here.{kind}" for kind in there}
    good(
        linux(
            "export",
            folder / "sample.kkplan",
            *(word for kind, path in here.items() for word in (f"--{kind}", path)),
        )
    )
    assert json.loads((folder / "ออก.json").read_text("utf-8")) == json.loads(here["json"].read_text("utf-8"))
    assert pages_of(folder / "ออก.pdf") == pages_of(here["pdf"])
    assert len(pages_of(here["pdf"])) > 20
    assert cells_of(folder / "ออก.xlsx") == cells_of(here["xlsx"])


def test_the_book_is_the_same(program: Any, tmp_path: Path) -> None:
    good(program.command("export", PLAN, "--book", f"{WORK}\\demo\\เล่ม.pdf"))
    good(linux("export", program.windows.path(PLAN), "--book", tmp_path / "book.pdf"))
    assert pages_of(program.windows.path(f"{WORK}\\demo\\เล่ม.pdf")) == pages_of(tmp_path / "book.pdf")


def test_the_check_finds_the_same(program: Any) -> None:
    there = program.command("check", PLAN, "--json")
    here = linux("check", program.windows.path(PLAN), "--json")
    assert json.loads(there.stdout) == json.loads(here.stdout)


def test_the_real_workbook_comes_in_the_same(program: Any, real_workbook: Path, tmp_path: Path) -> None:
    new = ("--org", "เทศบาลนครตัวอย่าง", "--type", "ทน.", "--district", "4001", "--period", "2566-2570")
    shutil.copy(real_workbook, program.windows.path(f"{WORK}\\แผน เดิม.xlsx"))
    good(program.command("new", f"{WORK}\\นำเข้า.kkplan", *new))
    good(linux("new", tmp_path / "import.kkplan", *new))
    there = program.command("import", f"{WORK}\\นำเข้า.kkplan", f"{WORK}\\แผน เดิม.xlsx", "--json")
    here = linux("import", tmp_path / "import.kkplan", real_workbook, "--json")
    reports = [json.loads(done.stdout) for done in (there, here)]
    for report in reports:
        for row in report["rows"]:
            row.pop("uuid", None)
    assert reports[0] == reports[1]
    assert reports[0]["projects"] == 189
    # The plan that Windows holds prints here as it prints there.
    good(
        program.command("export", f"{WORK}\\นำเข้า.kkplan", "--pdf", f"{WORK}\\นำเข้า.pdf", "--layout", "2566")
    )
    moved = shutil.copy(program.windows.path(f"{WORK}\\นำเข้า.kkplan"), tmp_path / "moved.kkplan")
    good(linux("export", moved, "--pdf", tmp_path / "here.pdf", "--layout", "2566"))
    assert pages_of(program.windows.path(f"{WORK}\\นำเข้า.pdf")) == pages_of(tmp_path / "here.pdf")


def test_a_package_is_verified_on_the_other_system_both_ways(program: Any, tmp_path: Path) -> None:
    sent = f"{WORK}\\ชุดแฟ้ม ส่ง อบจ.kkp.zip"
    good(program.command("export", PLAN, "--package", sent, "--reason", "ทดสอบ"))
    there = linux("verify", program.windows.path(sent), "--json")
    good(there)
    good(
        linux("export", program.windows.path(PLAN), "--package", tmp_path / "x.kkp.zip", "--reason", "ทดสอบ")
    )
    shutil.copy(tmp_path / "x.kkp.zip", program.windows.path(f"{WORK}\\จากลินุกซ์.kkp.zip"))
    here = program.command("verify", f"{WORK}\\จากลินุกซ์.kkp.zip", "--json")
    good(here)
    reports = [json.loads(done.stdout) for done in (there, here)]
    assert [report["sound"] for report in reports] == [True, True]
    assert reports[0]["plan"] == reports[1]["plan"]
    assert reports[0]["totals"] == reports[1]["totals"]
    assert reports[0]["sender"]["fingerprint"] != reports[1]["sender"]["fingerprint"]
    assert reports[0]["members"]["plan.json"] == reports[1]["members"]["plan.json"]
    # A package changed by one byte on the way is refused there too.
    damaged = bytearray((tmp_path / "x.kkp.zip").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    program.windows.path(f"{WORK}\\เสีย.kkp.zip").write_bytes(damaged)
    assert program.command("verify", f"{WORK}\\เสีย.kkp.zip").returncode == 3


# ---------------------------------------------------------------- the window


def test_a_plan_opens_by_its_association(program: Any, build: Any) -> None:
    windows = program.windows
    windows.see_user_classes(".kkplan", "kkplanner.plan", r"kkplanner.plan\shell\open\command")
    assert windows.value(r"HKCU\Software\Classes\kkplanner.plan\DefaultIcon") == program.folder + r"\plan.ico"
    process = windows.start("start", "/wait", PLAN)  # what a double-click does
    program.window("sample.kkplan")
    time.sleep(2)  # the overview paints what it has found in the background
    program.picture(build.work / "window.png")
    assert (build.work / "window.png").stat().st_size > 20_000
    program.close_windows()
    assert program.ended(process) == 0
    log = (windows.path(windows.user) / "AppData/Local/kkplanner/Logs/desktop.log").read_text(
        encoding="utf-8"
    )
    assert "Traceback" not in log
    assert "windows" in log.lower()  # Qt's own plugin speaks of Windows there


def test_ten_starts_and_ends_leave_no_process(program: Any) -> None:
    for _ in range(10):
        process = program.windows.start(program.exe, PLAN)
        program.window("sample.kkplan")
        program.close_windows()
        assert program.ended(process) == 0
    assert program.windows.processes("kkplanner.exe") == 0
    notes = program.windows.path(program.windows.user) / "AppData/Local/kkplanner/open"
    assert list(notes.glob("*.json")) == []


def test_the_start_window_comes_without_a_plan(program: Any, build: Any) -> None:
    process = program.windows.start(program.exe)
    program.window("แผนพัฒนาท้องถิ่น")
    time.sleep(1)
    program.picture(build.work / "start.png")
    program.close_windows()
    assert program.ended(process) == 0


def test_menus_and_lists_are_drawn_with_the_programs_letters(program: Any) -> None:
    code = (
        "from kkplanner.desktop.app import Desktop, make_application\n"
        "application = make_application('windows')\n"
        "desktop = Desktop(application)\n"
        "kinds = ('QLabel', 'QMenu', 'QMenuBar', 'QAbstractItemView', 'QMessageBox', 'QTipLabel', 'QStatusBar')\n"
        "print(application.platformName(), {application.font(kind).family() for kind in kinds})\n"
        "desktop.close()\n"
    )
    done = program.windows.run(program.folder + r"\python\python.exe", "-c", code)
    assert done.stdout.decode("utf-8").split() == ["windows", "{'Sarabun'}"], done.stderr[-500:]


# ---------------------------------------------------------------- the next version


def test_a_running_program_is_not_replaced(program: Any, stick: Path) -> None:
    process = program.windows.start(program.exe, PLAN)
    program.window("sample.kkplan")
    try:
        assert program.windows.run(stick, "/S").returncode == 13
        assert program.windows.path(program.exe).exists()
    finally:
        program.close_windows()
        program.ended(process)


def test_an_upgrade_in_place_leaves_what_is_the_users(
    program: Any, stick: Path, manifest: dict[str, Any]
) -> None:
    windows = program.windows
    own = windows.path(windows.user) / "AppData/Local/kkplanner"
    settings = {
        path: path.read_bytes() for path in own.rglob("*") if path.is_file() and path.suffix != ".log"
    }
    assert settings
    stale = windows.path(program.folder) / "lib" / "left-behind.py"
    stale.write_text("", encoding="utf-8")
    plan = windows.path(PLAN).read_bytes()
    good(windows.run(stick, "/S"))
    assert installed_files(windows, program.folder) == {*manifest, "uninstall.exe"}
    assert windows.path(PLAN).read_bytes() == plan
    assert {path: path.read_bytes() for path in settings} == settings


def test_a_folder_with_other_things_keeps_them(windows: Any, stick: Path, program: Any) -> None:
    documents = windows.path("C:\\Documents")
    (documents / "lib").mkdir(parents=True)
    (documents / "lib" / "mine.txt").write_text("ของฉัน", encoding="utf-8")
    good(windows.run(stick, "/S", "/D=C:\\Documents"))
    assert (documents / "kkplanner" / "kkplanner.exe").exists()
    assert (documents / "lib" / "mine.txt").exists()
    windows.run("C:\\Documents\\kkplanner\\uninstall.exe", "/S")
    assert windows.wait_gone("C:\\Documents\\kkplanner")
    assert (documents / "lib" / "mine.txt").exists()
    good(windows.run(stick, "/S"))
    assert windows.path(program.exe).exists()


def test_a_portable_folder_keeps_its_settings_beside_it(windows: Any, build: Any) -> None:
    from program import Program
    from steps.portable import MARKER

    folder = windows.path("C:\\แฟลช ไดรฟ์\\kkplanner")
    shutil.copytree(build.stage, folder)
    (folder / MARKER).write_text("", encoding="utf-8")
    own = windows.path(windows.user) / "AppData/Local/kkplanner"
    before = {path: path.stat().st_mtime_ns for path in own.rglob("*")}
    portable = Program(windows, "C:\\แฟลช ไดรฟ์\\kkplanner")
    good(portable.command("--self-test", "C:\\แฟลช ไดรฟ์\\ผล"))
    good(portable.command("demo", "C:\\แฟลช ไดรฟ์\\demo"))
    assert (folder / "data").is_dir()
    assert {path: path.stat().st_mtime_ns for path in own.rglob("*")} == before


def test_a_broken_installation_says_so_in_a_window(windows: Any, program: Any, build: Any) -> None:
    python = windows.path(program.folder) / "python"
    python.rename(python.with_name("python-away"))
    try:
        assert windows.run(program.exe, "--version").returncode == 102  # asked for by a program: no window
        process = windows.start(program.exe, PLAN)
        program.window("(kkplanner)")
        program.picture(build.work / "broken.png")
        program.key("Return")
        assert program.ended(process) == 102
    finally:
        python.with_name("python-away").rename(python)


# ---------------------------------------------------------------- farewell


def test_it_goes_and_leaves_what_is_the_users(windows: Any, program: Any) -> None:
    own = windows.path(windows.user) / "AppData/Local/kkplanner"
    kept = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    windows.run(program.folder + "\\uninstall.exe", "/S")
    assert windows.wait_gone(program.folder)
    assert not shortcuts(windows)
    for key in (UNINSTALL_KEY, r"HKCU\Software\kkplanner", r"HKCU\Software\Classes\.kkplan"):
        assert windows.value(key) is None
    assert windows.path(PLAN).exists()
    assert {path: path.read_bytes() for path in kept} == kept
