"""The commands of every window: file, undo, the pages, check, print, help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence

from kkplanner.desktop.command_search import CommandSearch
from kkplanner.desktop.exchange_commands import add_exchange_commands
from kkplanner.desktop.help.topics import topics
from kkplanner.desktop.page import Place
from kkplanner.desktop.page_commands import add_page_commands
from kkplanner.desktop.pages import PAGES

if TYPE_CHECKING:
    from kkplanner.desktop.main_window import MainWindow

_NUMBERED_PAGES: Final = 9


def add_window_commands(window: MainWindow) -> None:
    """Register them in the order in which the menus show them."""
    _add_file(window)
    _add_editing(window)
    _add_tools_and_help(window)


def _add_file(window: MainWindow) -> None:
    add, wish = window.commands.add, window.wants.emit
    add("file.new", "แผนใหม่…", lambda: wish("new"), keys="Ctrl+N", menu="แฟ้ม", picture="new")
    add("file.open", "เปิดแฟ้มแผน…", lambda: wish("open"), keys="Ctrl+O", menu="แฟ้ม", picture="open")
    add(
        "file.version",
        "ตั้งชื่อรุ่น…",
        partial(_name_version, window),
        keys="Ctrl+S",
        menu="แฟ้ม",
        picture="save",
        writes=True,
    )
    add("file.copy", "บันทึกสำเนา…", window.save_copy, keys="Ctrl+Shift+S", menu="แฟ้ม", picture="duplicate")
    add("file.print", "พิมพ์…", partial(_print, window), keys="Ctrl+P", menu="แฟ้ม", picture="print")
    add_page_commands(window)
    add_exchange_commands(window)
    add("file.settings", "ตั้งค่า…", lambda: wish("settings"), menu="แฟ้ม", picture="settings")
    add("file.close", "ปิดแผน", window.close, keys="Ctrl+W", menu="แฟ้ม")


def _add_editing(window: MainWindow) -> None:
    add, keys = window.commands.add, QKeySequence.StandardKey
    add("edit.undo", "เลิกทำ", window.take_back, keys=keys.Undo, menu="แก้ไข", picture="undo", writes=True)
    add("edit.redo", "ทำซ้ำ", window.do_again, keys="Ctrl+Y", menu="แก้ไข", picture="redo", writes=True)
    for number, entry in enumerate(PAGES, start=1):
        add(
            f"go.{entry.key}",
            entry.title,
            partial(window.go, Place(entry.key)),
            keys=f"Ctrl+{number}" if number <= _NUMBERED_PAGES else "",
            menu="ไปที่",
            picture=entry.picture,
        )
    add(
        "draft.template",
        "ร่างโครงการจากแม่แบบ…",
        partial(_draft, window),
        keys="Ctrl+Shift+N",
        menu="โครงการ",
        picture="draft",
        writes=True,
    )


def _add_tools_and_help(window: MainWindow) -> None:
    add, wish = window.commands.add, window.wants.emit
    add("help.guide", "คู่มือการใช้งาน", window.open_guide, keys="F1", menu="ช่วยเหลือ", picture="help")
    for name, title in topics().items():
        add(f"help.topic.{name}", title, partial(wish, f"help:{name}"), picture="help", where="คู่มือ")
    add(
        "help.self_test",
        "ตรวจความพร้อมของเครื่อง…",
        partial(_self_test, window),
        menu="ช่วยเหลือ",
        picture="check",
    )
    add("help.licences", "เกี่ยวกับโปรแกรมและสัญญาอนุญาต…", partial(_show_licences, window), menu="ช่วยเหลือ")
    add(
        "tools.search",
        "ค้นหาคำสั่ง…",
        lambda: CommandSearch(window.commands, window).open(),
        keys="Ctrl+K",
        menu="เครื่องมือ",
        picture="search",
    )
    add("tools.check", "ตรวจแผนเดี๋ยวนี้", partial(_check, window), keys="F9", menu="เครื่องมือ", picture="check")


def _print(window: MainWindow) -> None:
    """From wherever the clerk is: the preview, and the system's dialog as soon as its pages are there."""
    from kkplanner.desktop.pages.preview import PreviewPage

    window.go(Place("preview"))
    page = window.page
    if isinstance(page, PreviewPage):
        page.print_now()


def _name_version(window: MainWindow) -> None:
    from kkplanner.desktop.history.version_name import ask_version_name

    window.leave_page()
    ask_version_name(window.desk, window)


def _draft(window: MainWindow) -> None:
    from kkplanner.desktop.drafting.template_dialog import TemplateDialog

    window.leave_page()
    TemplateDialog(window.desk, window).open()


def _check(window: MainWindow) -> None:
    window.leave_page()
    window.session.check_now()
    window.go(Place("check"))


def _self_test(window: MainWindow) -> None:
    from kkplanner.desktop.help.about import SelfTestDialog

    SelfTestDialog(window.desk.background, window.faults, window).open()


def _show_licences(window: MainWindow) -> None:
    from kkplanner.desktop.help.about import LicencesDialog

    LicencesDialog(window.desk.background, window.faults, window).open()
