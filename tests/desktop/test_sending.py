"""From the check to the stick, and at the receiver's: what a package says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kkplanner.desktop.sending import send_dialog, verify_dialog
from kkplanner.desktop.sending.send_dialog import SendDialog
from kkplanner.desktop.sending.verify_dialog import VerifyDialog
from kkplanner.exchange.package import open_package
from kkplanner.exchange.sample import sample_plan


def plain(text: str) -> str:
    return text.replace("\u200b", "")


@pytest.fixture(autouse=True)
def own_senders(tmp_path, monkeypatch):
    """Keys and known senders of this test alone."""
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def dialog(window, qtbot) -> SendDialog:
    window.commands.run("file.send")
    found = window.findChild(SendDialog)
    qtbot.waitUntil(lambda: found.ready is not None, timeout=20_000)
    return found


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "แฟลชไดรฟ์" / "แผน.kkp.zip"
    path.parent.mkdir()
    monkeypatch.setattr(send_dialog, "choose_new_file", lambda *_: path)
    return path


@pytest.fixture
def package(dialog, qtbot, stick) -> Path:
    dialog.reason.setPlainText("รอราคากลางจากพาณิชย์จังหวัด")
    with qtbot.waitSignal(dialog.sent, timeout=60_000):
        qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    dialog.close()
    return stick


def test_errors_ask_for_a_reason_before_the_stick(dialog, qtbot):
    assert dialog.findings.rows
    assert not dialog.send.isEnabled()
    qtbot.keyClicks(dialog.reason, "because")
    assert dialog.send.isEnabled()


def test_the_package_is_written_read_back_and_sound(dialog, window, qtbot, stick):
    dialog.reason.setPlainText("รอราคากลาง")
    dialog.letter["book.letter_number"].setText("ขก 71201/12")
    with qtbot.waitSignal(dialog.sent, timeout=60_000):
        qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert dialog.result_sent is not None
    assert dialog.result_sent.package.short_code in plain(dialog.told.text())
    assert dialog.result_sent.package.fingerprint in plain(dialog.told.text())
    sent = open_package(stick)
    assert sent.is_sound
    assert sent.document.projects == window.session.document.projects
    assert window.session.workbook.setting("book.letter_number") == "ขก 71201/12"


def test_a_critical_finding_stops_it(window, qtbot):
    projects = window.session.document.projects
    window.session.do("ลบทุกโครงการ", lambda operation: operation.remove(*projects))
    window.commands.run("file.send")
    dialog = window.findChild(SendDialog)
    qtbot.waitUntil(lambda: dialog.ready is not None, timeout=20_000)
    assert not dialog.send.isEnabled()
    assert dialog.reason.isHidden()


def test_enter_on_a_finding_goes_to_its_cell(dialog, window, qtbot):
    number = next(n for n, one in enumerate(dialog.findings.rows) if one.project)
    dialog.finding_list.choose(number)
    dialog.finding_list.activated.emit(dialog.findings.index(number, 0))
    assert window.page.objectName() in ("p02", "p02_1", "p02_2", "p03")


def test_a_folder_that_is_gone_is_told(dialog, qtbot, stick):
    dialog.reason.setPlainText("รอราคากลาง")
    stick.parent.rmdir()
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: dialog.send.isEnabled() and "ถอด" not in plain(dialog.told.text()), timeout=60_000
    )
    assert dialog.result_sent is None


def test_the_receiver_sees_that_it_is_whole_and_opens_it(desktop, package, qtbot, tmp_path, monkeypatch):
    made = tmp_path / "รับ.kkplan"
    monkeypatch.setattr(verify_dialog, "choose_new_file", lambda *_: made)
    desktop.open_anything(package)
    dialog = desktop.start_window().findChild(VerifyDialog)
    qtbot.waitUntil(lambda: dialog.package is not None, timeout=30_000)
    assert "ครบถ้วน" in plain(dialog.state.text())
    with qtbot.waitSignal(dialog.rebuilt):
        qtbot.mouseClick(dialog.read, Qt.MouseButton.LeftButton)
    opened = next(one for one in desktop.windows if one.session.path == made)
    assert opened.session.read_only
    assert opened.session.document.projects == sample_plan().projects


def test_a_changed_package_is_not_to_be_used(desktop, package, qtbot):
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(bytes(data))
    desktop.open_anything(package)
    dialog = desktop.start_window().findChild(VerifyDialog)
    qtbot.waitUntil(lambda: "ใช้ชุดแฟ้มนี้ไม่ได้" in plain(dialog.state.text()), timeout=30_000)
    assert not dialog.make.isEnabled()


def test_another_sender_is_shown_and_can_be_taken_after_a_call(desktop, package, window, qtbot, tmp_path):
    from kkplanner.exchange.package import write_package
    from kkplanner.exchange.package.sender import new_sender

    desktop.open_anything(package)
    first = desktop.start_window().findChild(VerifyDialog)
    qtbot.waitUntil(lambda: first.package is not None, timeout=30_000)
    first.close()
    other = tmp_path / "อีกเครื่อง.kkp.zip"
    plan = replace(sample_plan(), projects=sample_plan().projects[1:])
    write_package(plan, {}, other, reason="เหตุผล", sender=new_sender())
    desktop.open_anything(other)
    dialog = next(one for one in desktop.start_window().findChildren(VerifyDialog) if one is not first)
    qtbot.waitUntil(lambda: dialog.package is not None, timeout=30_000)
    assert not dialog.package.is_sound
    assert dialog.trust.isEnabled()
    qtbot.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.package.is_sound, timeout=30_000)
