"""The pages shown are the pages of the PDF; printing and exporting write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from typing_thai import press

from kkplanner.desktop.page import Place
from kkplanner.desktop.pages import preview
from kkplanner.desktop.preview import paper


@pytest.fixture
def page(window, qtbot):
    window.go(Place("preview"))
    qtbot.waitUntil(lambda: window.page.pages is not None, timeout=60_000)
    return window.page


def test_the_pages_are_those_of_the_pdf_and_are_drawn_when_seen(page, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "แผน.pdf"
    monkeypatch.setattr(preview, "choose_new_file", lambda *_: path)
    page.export_pdf()
    qtbot.waitUntil(lambda: path.exists() and "บันทึกแล้ว" in page.state.text(), timeout=60_000)
    assert len(PdfReader(path).pages) == len(page.pages)
    qtbot.waitUntil(lambda: len(page.view._images) > 0, timeout=20_000)
    assert len(page.view._images) < len(page.pages)


def test_another_choice_makes_other_pages(page, qtbot):
    before = page.pages
    page.choices.what.setCurrentIndex(page.choices.what.findData("1"))
    qtbot.waitUntil(lambda: page.pages is not before, timeout=60_000)
    assert len(page.pages) != len(before)


def test_the_keyboard_turns_pages_and_zooms(page, qtbot):
    page.window().activateWindow()
    page.view.setFocus()
    press(Qt.Key.Key_PageDown)
    assert page.view.page == 2
    assert page.number.value() == 2
    zoom = page.view.zoom
    press(Qt.Key.Key_Plus, modifier=Qt.KeyboardModifier.ControlModifier)
    assert page.view.zoom > zoom
    press(Qt.Key.Key_0, modifier=Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Home)
    assert page.view.page == 1


def test_excel_and_json_are_written_in_the_background(page, qtbot, tmp_path, monkeypatch, window):
    book, plan = tmp_path / "แผน.xlsx", tmp_path / "แผน.json"
    targets = iter((book, plan))
    monkeypatch.setattr(preview, "choose_new_file", lambda *_: next(targets))
    page.export_excel()
    qtbot.waitUntil(lambda: book.exists() and str(book) in page.state.text(), timeout=60_000)
    assert any("ผ.02" in name for name in load_workbook(book).sheetnames)
    page.export_json()
    qtbot.waitUntil(lambda: plan.exists() and str(plan) in page.state.text(), timeout=60_000)
    assert len(json.loads(plan.read_text(encoding="utf-8"))["projects"]) > 40


def test_a_folder_that_cannot_be_written_is_told(page, qtbot, monkeypatch, window):
    monkeypatch.setattr(preview, "choose_new_file", lambda *_: Path("/no/such/folder/แผน.json"))
    with qtbot.waitSignal(window.faults.told, timeout=20_000) as told:
        page.export_json()
    assert "โฟลเดอร์" in told.args[0]


def test_chosen_pages_go_to_the_printer_each_turned_as_it_lies(page, tmp_path):
    from kkplanner.desktop.preview.paper import print_pages

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(1, 2)
    assert print_pages(page.pages, printer) == 2
    printed = PdfReader(tmp_path / "printed.pdf").pages
    assert [p.mediabox.width > p.mediabox.height for p in printed] == [
        width > height for width, height in page.pages.sizes[:2]
    ]


def test_what_was_written_stays_told_when_other_pages_are_ready(page, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "แผน.json"
    monkeypatch.setattr(preview, "choose_new_file", lambda *_: path)
    page.export_json()
    qtbot.waitUntil(lambda: str(path) in page.state.text(), timeout=60_000)
    before = page.pages
    page.choices.kpi.setChecked(True)
    qtbot.waitUntil(lambda: page.pages is not before, timeout=60_000)
    assert str(path) in page.state.text()
    assert page.count.text() == f"ทั้งหมด {len(page.pages):,} หน้า"


def test_the_list_and_the_pages_go_together(page, qtbot):
    page.window().activateWindow()
    page.list.setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Down)
    assert page.view.page == 4
    assert page.number.value() == 4
    press(Qt.Key.Key_End)
    assert page.view.page == page.list.page == len(page.pages)
    page.view.verticalScrollBar().setValue(0)
    assert page.list.page == 1
    qtbot.mouseClick(
        page.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.list.visualRect(page.list.pictures.index(1)).center(),
    )
    assert page.view.page == 2


def test_the_list_says_what_begins_on_a_page(page):
    headings = page.pages.headings
    assert len(headings) > 10
    QAbstractItemModelTester(page.list.pictures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    last = headings[-1]
    assert page.list.pictures.heading(last.page) == last.title
    told = page.list.pictures.index(last.page).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith(f"หน้า {last.page + 1}\n")
    assert last.title in told
    assert QAccessible.queryAccessibleInterface(page.list).text(QAccessible.Text.Name) == "รายการหน้า"


def test_only_pages_seen_in_the_list_are_drawn(page, qtbot):
    pictures = page.list.pictures
    qtbot.waitUntil(lambda: 0 in pictures.images, timeout=20_000)
    assert len(pictures.images) < len(page.pages)
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: len(page.pages) - 1 in pictures.images, timeout=20_000)


def test_the_list_can_be_put_away_and_stays_away(page, qtbot, window):
    qtbot.mouseClick(page.list_button, Qt.MouseButton.LeftButton)
    assert page.list.isHidden()
    assert not page.list_button.isChecked()
    assert window.preferences.get("preview_list", True) is False
    qtbot.mouseClick(page.list_button, Qt.MouseButton.LeftButton)
    assert page.list.isVisible()


@pytest.fixture
def printer_to_file(tmp_path, monkeypatch):
    """Instead of the system's dialog: a printer that writes a PDF; gives its path."""
    path = tmp_path / "printed.pdf"

    def chosen(_pages, _parent):
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    monkeypatch.setattr(paper, "ask_printer", chosen)
    return path


def test_printing_goes_on_in_the_background_and_tells_when_it_is_done(page, qtbot, printer_to_file):
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "ส่งไปเครื่องพิมพ์แล้ว" in page.state.text(), timeout=60_000)
    assert f"{len(page.pages):,} หน้า" in page.state.text()
    assert len(PdfReader(printer_to_file).pages) == len(page.pages)


def test_pages_that_are_printed_outlive_other_choices(page, qtbot, printer_to_file):
    before = page.pages
    page.print_now()
    page.choices.what.setCurrentIndex(page.choices.what.findData("1"))
    page.make_pages()
    qtbot.waitUntil(lambda: page.pages is not before, timeout=60_000)
    qtbot.waitUntil(lambda: "ส่งไปเครื่องพิมพ์แล้ว" in page.state.text(), timeout=60_000)
    printed = PdfReader(printer_to_file).pages
    assert len(printed) == len(before)
    assert all(one.images for one in printed[-2:])


def test_printing_that_is_called_off_ends(page, qtbot, printer_to_file, window):
    page.print_now()
    for job in window.desk.background.jobs:
        if job.title == "พิมพ์":
            job.cancel()
    qtbot.waitUntil(lambda: "ส่งไปเครื่องพิมพ์แล้ว" in page.state.text(), timeout=60_000)
    assert f"{len(page.pages):,} หน้า" not in page.state.text()
