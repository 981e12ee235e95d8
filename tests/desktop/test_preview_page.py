"""The pages shown are the pages of the PDF; printing and exporting write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from typing_thai import press

from kkplanner.desktop.page import Place
from kkplanner.desktop.pages import preview


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
    page.what.setCurrentIndex(page.what.findData("1"))
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
