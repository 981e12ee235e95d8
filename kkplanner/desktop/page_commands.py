"""What the buttons of the pages do, as commands: found by Ctrl+K from anywhere, without the page being made for it.

A command goes to its page and presses the button of the same words, so that there is one way to do a thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolBar

from kkplanner.desktop.page import Page, Place
from kkplanner.desktop.pages import FORM_PAGES, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.desktop.commands import Commands
    from kkplanner.desktop.main_window import MainWindow

_KEYS_AT_END: Final = re.compile(r"\s*\([A-Za-z0-9+]+\)$")
_FORMS: Final = tuple(FORM_PAGES)
_PARTS: Final = tuple(entry.key for entry in PAGES if entry.module == "narrative")
_TOLD_MS: Final = 8000


@dataclass(frozen=True, slots=True)
class PageCommand:
    """One button or tool of a page.

    Attributes:
        id: of the command.
        pages: keys of the pages that have it; the first is gone to where none of them is shown.
        text: the words of the button, without the keys behind them.
        writes: it changes the plan.
        menu: where it stands in a menu as well.
    """

    id: str
    pages: tuple[str, ...]
    text: str
    writes: bool = True
    menu: str = ""


def _of(pages: tuple[str, ...], *entries: tuple[str, str], writes: bool = True) -> tuple[PageCommand, ...]:
    return tuple(PageCommand(command_id, pages, text, writes) for command_id, text in entries)


PAGE_COMMANDS: Final = (
    *_of(("organisation",), ("organisation.remove", "ลบแถวที่เลือก")),
    *_of(
        _PARTS,
        ("narrative.add", "เพิ่มหัวข้อ"),
        ("narrative.rename", "เปลี่ยนชื่อ"),
        ("narrative.remove", "ลบ"),
        ("narrative.bold", "ตัวหนา"),
        ("narrative.italic", "ตัวเอน"),
        ("narrative.numbered", "รายการลำดับเลข"),
        ("narrative.bulleted", "รายการจุดนำ"),
        ("narrative.picture", "ภาพ…"),
        ("narrative.table", "ตาราง"),
        ("narrative.insert_table", "แทรกตาราง…"),
        ("narrative.row_below", "เพิ่มแถวด้านล่าง"),
        ("narrative.row_above", "เพิ่มแถวด้านบน"),
        ("narrative.column_right", "เพิ่มคอลัมน์ด้านขวา"),
        ("narrative.column_left", "เพิ่มคอลัมน์ด้านซ้าย"),
        ("narrative.remove_row", "ลบแถว"),
        ("narrative.remove_column", "ลบคอลัมน์"),
        ("narrative.remove_table", "ลบตาราง"),
        ("narrative.header", "ให้แถวแรกเป็นหรือไม่เป็นหัวตาราง"),
        ("narrative.line", "ลักษณะบรรทัด"),
        ("narrative.paragraph", "ย่อหน้า"),
        ("narrative.heading_1", "หัวข้อระดับ 1"),
        ("narrative.heading_2", "หัวข้อระดับ 2"),
        ("narrative.heading_3", "หัวข้อระดับ 3"),
        ("narrative.new_page", "ขึ้นหน้าใหม่"),
        ("narrative.field", "ข้อมูลของแผน"),
    ),
    *_of(
        ("issues",),
        ("issues.copy", "คัดลอกจาก อบจ."),
        ("issues.add", "เพิ่มประเด็น"),
        ("issues.add_approach", "เพิ่มแนวทาง"),
        ("issues.up", "ขึ้น"),
        ("issues.down", "ลง"),
        ("issues.remove", "ลบ"),
        ("issues.link", "เชื่อมโยงประเด็นนี้"),
        ("issues.unlink", "เลิกเชื่อมโยงทั้งหมด"),
    ),
    *_of(
        ("linkage",),
        ("linkage.accept", "ยืนยันข้อนี้"),
        ("linkage.reject", "ไม่ใช้ข้อนี้…"),
        ("linkage.forget", "กลับเป็นที่โปรแกรมเสนอ"),
        ("linkage.add", "เพิ่มข้อ…"),
    ),
    *_of(
        ("linkage",),
        ("linkage.zoom_out", "ย่อ"),
        ("linkage.zoom_in", "ขยาย"),
        ("linkage.fit", "พอดีความกว้าง"),
        writes=False,
    ),
    *_of(("needs",), ("needs.make_project", "ทำเป็นโครงการ"), ("needs.remove", "ลบแถวที่เลือก")),
    *_of(("needs",), ("needs.go", "ไปที่โครงการที่ตอบ"), writes=False),
    *_of(
        _FORMS,
        ("projects.insert", "แทรกรายการใหม่ใต้แถวนี้"),
        ("projects.duplicate", "ทำซ้ำรายการ"),
        ("projects.delete", "ลบรายการที่เลือก"),
        ("projects.up", "เลื่อนรายการขึ้น"),
        ("projects.down", "เลื่อนรายการลง"),
        ("projects.fill", "เติมลงเหมือนแถวแรกที่เลือก"),
        ("projects.link", "เชื่อมโยง"),
        ("projects.unlink", "เลิกเชื่อมโยง"),
        ("projects.link_upward", "เชื่อมโยงกับแผนระดับบนที่เลือก"),
        ("projects.alike", "เท่ากันทุกปี"),
        ("projects.spread", "กระจาย"),
        ("projects.add_item", "เพิ่ม"),
        ("projects.remove_item", "ลบ"),
        ("projects.item_up", "ขึ้น"),
        ("projects.item_down", "ลง"),
    ),
    *_of(
        _FORMS,
        ("projects.search", "ค้นหาในตาราง"),
        ("projects.columns", "เลือกคอลัมน์…"),
        ("projects.panel", "แสดงหรือซ่อนแผงโครงการ"),
        ("projects.plan_order", "กลับเป็นลำดับตามแผน"),
        writes=False,
    ),
    *_of(
        ("check",),
        ("check.fix", "แก้ตามคำแนะนำ"),
        ("check.fix_all", "แก้ทุกข้อแบบเดียวกัน"),
        ("check.waive", "ยกเว้นพร้อมเหตุผล…"),
        ("check.lift", "เลิกยกเว้น"),
    ),
    *_of(("check",), ("check.go", "ไปที่ช่องนี้"), ("check.copy", "คัดลอกรายการทั้งหมด"), writes=False),
    *_of(
        ("coverage",),
        ("coverage.print", "พิมพ์หน้าเดียว…"),
        ("coverage.pdf", "บันทึกเป็น PDF…"),
        writes=False,
    ),
    PageCommand("preview.pdf", ("preview",), "บันทึกเป็น PDF…", writes=False, menu="แฟ้ม"),
    PageCommand("preview.excel", ("preview",), "บันทึกเป็น Excel…", writes=False, menu="แฟ้ม"),
    PageCommand("preview.json", ("preview",), "บันทึกทั้งแผนเป็น JSON…", writes=False, menu="แฟ้ม"),
    *_of(
        ("preview",),
        ("preview.list", "รายการหน้า"),
        ("preview.zoom_out", "ย่อ"),
        ("preview.zoom_in", "ขยาย"),
        ("preview.fit", "พอดีความกว้าง"),
        writes=False,
    ),
    *_of(("history",), ("history.restore", "กลับไปเป็นตอนนั้น")),
    *_of(
        ("history",),
        ("history.compare_chosen", "เทียบ"),
        ("history.start", "เริ่มเทียบจากที่นี่"),
        ("history.back", "กลับ"),
        ("history.go", "ไปที่รายการ"),
        ("history.copy", "คัดลอกทั้งหมด"),
        writes=False,
    ),
)


def add_page_commands(window: MainWindow) -> None:
    """Register them; those of the preview stand in the menu แฟ้ม."""
    titles = {entry.key: entry for entry in PAGES}
    for one in PAGE_COMMANDS:
        entry = titles[one.pages[0]]
        window.commands.add(
            one.id,
            one.text,
            partial(_press, window, one),
            menu=one.menu,
            picture=entry.picture,
            where=entry.title,
            writes=one.writes,
        )


def words_of(control: QPushButton | QAction) -> str:
    """The words of a button: its own name where its text changes with what is chosen, none of its keys."""
    kept = control.property("command")
    text = str(kept) if kept else control.text()
    if not text and isinstance(control, QPushButton):
        text = control.accessibleName()
    return _KEYS_AT_END.sub("", text.replace("&", ""))


def tools_of(page: Page) -> Iterator[QPushButton | QAction]:
    """The push buttons of a page, what stands in their menus, and in its tool bars."""
    for button in cast("list[QPushButton]", page.findChildren(QPushButton)):
        yield button
        menu = button.menu()
        if menu is not None:
            yield from (action for action in menu.actions() if action.text())
    for bar in cast("list[QToolBar]", page.findChildren(QToolBar)):
        yield from (action for action in bar.actions() if action.text())


def seal(page: Page, commands: Commands) -> None:
    """Where the plan is open for reading only: disable the buttons of a page that would change it, and say why."""
    if not commands.refusal:
        return
    writing = {one.text for one in PAGE_COMMANDS if one.writes and page.objectName() in one.pages}
    writing |= {one.text for one in commands.all() if one.writes and not one.where}
    for control in tools_of(page):
        if words_of(control) in writing:
            control.setEnabled(False)
            control.setToolTip(commands.refusal)


def _press(window: MainWindow, command: PageCommand) -> None:
    if window.page.objectName() not in command.pages:
        window.go(Place(command.pages[0]))
    window.page.complete()
    same = [one for one in tools_of(window.page) if words_of(one) == command.text]
    # A page may have the same button on several of its tabs: the one that is seen is meant.
    control = min(same, key=lambda one: isinstance(one, QPushButton) and not one.isVisible(), default=None)
    for menu in control.associatedObjects() if isinstance(control, QAction) else ():
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()  # what is possible in it is found out when it opens
    hidden = isinstance(control, QPushButton) and control.isHidden()
    if control is None or hidden or not control.isEnabled():
        window.status.showMessage(
            f"ขณะนี้ยังทำ “{command.text}” ไม่ได้ กรุณาเลือกรายการในหน้านี้ก่อน แล้วสั่งอีกครั้ง", _TOLD_MS
        )
    elif isinstance(control, QAction):
        control.trigger()
    elif control.menu() is not None:
        control.menu().popup(control.mapToGlobal(QPoint(0, control.height())))
    else:
        control.click()
