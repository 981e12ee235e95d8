"""Parts 1, 2 and 4 of the book: the outline with its guiding questions, and the text of each topic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import choose_file
from kkplanner.desktop.look import icon
from kkplanner.desktop.narrative.editor import NarrativeEditor
from kkplanner.desktop.page import Desk, Page, Place
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.plan.model import Section, new_uuid
from kkplanner.plan.narrative import ListKind, parse
from kkplanner.plan.narrative_outline import OutlineKind, Topic, arranged, outline
from kkplanner.plan.narrative_texts import fixed_texts
from kkplanner.plan.picture import LARGEST_PICTURE, Picture
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kkplanner.plan.narrative_outline import OutlinePart
    from kkplanner.plan.picture import MediaType
    from kkplanner.workbook import Changes, Operation

_KEY: Final = Qt.ItemDataRole.UserRole
_MADE: Final = "made:"
_SIGNATURES: Final[dict[bytes, MediaType]] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_PARTS: Final = {"part1": 1, "part2": 2, "part4": 4}


class NotAPictureError(UserError):
    """A file that is no PNG or JPEG, or too large."""

    def __init__(self, path: Path) -> None:
        most = LARGEST_PICTURE // 2**20
        super().__init__(
            f"ใช้ {path.name} เป็นภาพไม่ได้ เนื้อหาเดิมยังอยู่ครบ กรุณาเลือกแฟ้ม PNG หรือ JPEG ที่ไม่เกิน {most} เมกะไบต์"
        )


class NarrativePage(Page):
    """One part of the book."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.part: OutlinePart = next(one for one in outline() if one.number == _PARTS[key])
        self._build()

    # ------------------------------------------------------------------ what the window asks

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & {"section", "picture", "organisation", "plan"}:
            return
        self._list()

    def show_place(self, place: Place) -> None:
        key = place.record or place.field or ""
        for row in range(self.outline.count()):
            if self.outline.item(row).data(_KEY) == key:
                self.outline.setCurrentRow(row)
                self.editor.setFocus()

    def leaving(self) -> None:
        self.editor.confirm()

    # ------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel(self.part.title, self)
        title.setProperty("role", "title")
        self.done = QLabel(self)
        self.done.setProperty("role", "faint")
        self.outline = QListWidget(self)
        self.outline.setAccessibleName("หัวข้อของส่วนนี้")
        self.outline.setWordWrap(True)
        self.outline.currentItemChanged.connect(lambda *_: self._show())
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.heading.setWordWrap(True)
        self.question = QLabel(self)
        self.question.setProperty("role", "note")
        self.question.setWordWrap(True)
        self.editor = NarrativeEditor(self._picture_name, self)
        self.editor.confirmed.connect(self._keep)
        self.editor.refused.connect(self.desk.faults.tell)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.done)
        column.addWidget(self.outline, 1)
        row = QHBoxLayout()
        for text, picture, run in (
            ("เพิ่มหัวข้อ", "add", self.add_section),
            ("เปลี่ยนชื่อ", "draft", self.rename_section),
            ("ลบ", "delete", self.remove_section),
        ):
            button = QPushButton(icon(picture), text, left)
            button.setEnabled(not self.session.read_only)
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        column.addLayout(row)
        right = QWidget(self)
        below = QVBoxLayout(right)
        below.setContentsMargins(10, 0, 0, 0)
        below.addWidget(self.heading)
        below.addWidget(self.question)
        below.addWidget(self._tools(right))
        below.addWidget(self.editor, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([330, 770])
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.outline)

    def _tools(self, parent: QWidget) -> QToolBar:
        bar = QToolBar("เครื่องมือเขียน", parent)
        editor = self.editor
        for text, picture, run in (
            ("ตัวหนา (Ctrl+B)", "bold", editor.make_bold),
            ("ตัวเอน (Ctrl+I)", "italic", editor.make_italic),
            ("รายการลำดับเลข", "issues", lambda: editor.make_list(ListKind.NUMBERED)),
            ("รายการจุดนำ", "list", lambda: editor.make_list(ListKind.BULLETED)),
            ("ตาราง", "table", lambda: editor.insert_table(3, 3)),
            ("ภาพ…", "picture", self.insert_picture),
        ):
            action = bar.addAction(icon(picture), text)
            action.triggered.connect(lambda _checked=False, run=run: run())
        headings = QMenu("ลักษณะบรรทัด", bar)
        for level, name in ((0, "ย่อหน้า"), (1, "หัวข้อระดับ 1"), (2, "หัวข้อระดับ 2"), (3, "หัวข้อระดับ 3")):
            headings.addAction(name).triggered.connect(
                lambda _checked=False, level=level: editor.make_heading(level)
            )
        headings.addAction("ขึ้นหน้าใหม่").triggered.connect(lambda _checked=False: editor.insert_page_break())
        fields = QMenu("แทรกข้อมูลของแผน", bar)
        for field in fixed_texts().fields.values():
            if not field.is_setting:
                fields.addAction(f"{{{field.name}}}").triggered.connect(
                    lambda _checked=False, name=field.name: editor.insert_field(name)
                )
        for menu in (headings, fields):
            button = QPushButton(menu.title(), bar)
            button.setMenu(menu)
            bar.addWidget(button)
        bar.setEnabled(not self.session.read_only)
        return bar

    # ------------------------------------------------------------------ outline and text

    def _list(self) -> None:
        chosen = self._key()
        self.outline.blockSignals(True)
        self.outline.clear()
        written = wanted = 0
        for place in arranged(self.part, self.session.document.sections):
            made = isinstance(place, Topic) and place.kind is not OutlineKind.SECTION
            body = place.body if isinstance(place, Section) else ""
            full = bool(parse(body))
            optional = isinstance(place, Topic) and place.optional
            if made:
                sign = "จัดทำให้จากแผน"
            else:
                wanted += not optional
                written += full
                sign = "เขียนแล้ว" if full else "ไม่บังคับ" if optional else "ยังไม่เขียน"
            mark = "✓" if full or made else "○"
            item = QListWidgetItem(wrapping(f"{mark} {place.title}  ({sign})"), self.outline)
            item.setData(_KEY, f"{_MADE}{place.key}" if made else place.key)
        self.done.setText(f"เขียนแล้ว {written:,} จาก {wanted:,} หัวข้อ")
        rows = [row for row in range(self.outline.count()) if self.outline.item(row).data(_KEY) == chosen]
        self.outline.setCurrentRow(rows[0] if rows else 0)
        self.outline.blockSignals(False)
        self._show()

    def _key(self) -> str:
        item = self.outline.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def _section(self, key: str) -> Section | None:
        return next((one for one in self.session.document.sections if one.key == key), None)

    def _topic(self, key: str) -> Topic | None:
        return next((one for one in self.part.topics if one.key == key.removeprefix(_MADE)), None)

    def _show(self) -> None:
        key = self._key()
        if self.editor.property("key") != key:
            self.editor.confirm()
            # What was being typed belonged to the topic before.
            self.editor.setProperty("key", key)
        section, topic = self._section(key), self._topic(key)
        made = key.startswith(_MADE)
        self.heading.setText(wrapping(section.title if section else topic.title if topic else ""))
        question = "ส่วนนี้โปรแกรมจัดทำให้จากข้อมูลในแผน ดูได้ที่หน้า “ดูก่อนพิมพ์และส่งออก”" if made else ""
        self.question.setText(wrapping(question or (topic.question if topic else "")))
        self.editor.setReadOnly(made or self.session.read_only)
        if not self.editor.is_typing:
            self.editor.show_markup("" if section is None else section.body)

    def _keep(self, markup: str) -> None:
        key = str(self.editor.property("key") or "")
        section, topic = self._section(key), self._topic(key)
        body = normalise(markup)
        if section is not None:
            after = replace(section, body=body)
            self.session.do(f"แก้ไข “{section.title}”", lambda operation: operation.update(after))
        elif topic is not None and body:
            fresh = Section(part=self.part.number, key=key, title=topic.title, body=body)
            self.session.do(f"เขียน “{topic.title}”", lambda operation: operation.add(fresh))

    # ------------------------------------------------------------------ sections of the clerk's own

    def add_section(self) -> None:
        """A topic that the outline does not have, behind the chosen one."""
        self._ask_title("เพิ่มหัวข้อ", "", self._add)

    def rename_section(self) -> None:
        """Another title for the chosen topic."""
        key = self._key()
        section, topic = self._section(key), self._topic(key)
        if key.startswith(_MADE):
            return
        self._ask_title(
            "เปลี่ยนชื่อหัวข้อ", section.title if section else topic.title if topic else "", self._rename
        )

    def remove_section(self) -> None:
        """The text of the chosen topic; a topic of the outline stays, empty."""
        section = self._section(self._key())
        if section is not None:
            self.editor.show_markup("")
            self.session.do(f"ลบ “{section.title}”", lambda operation: operation.remove(section))

    def _ask_title(self, head: str, before: str, take: Callable[[str], None]) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(head)
        dialog.setLabelText("ชื่อหัวข้อ")
        dialog.setTextValue(before)
        dialog.textValueSelected.connect(lambda text: take(normalise(text)))
        dialog.open()

    def _add(self, title: str) -> None:
        if not title:
            return
        fresh = Section(part=self.part.number, key=f"own.{new_uuid()[:8]}", title=title)
        sections = self.session.document.sections
        shown = [str(self.outline.item(row).data(_KEY)) for row in range(self.outline.currentRow() + 1)]
        last = next((one for key in reversed(shown) for one in sections if one.key == key), None)
        uuids = [one.uuid for one in sections]
        place = uuids.index(last.uuid) + 1 if last is not None else 0
        before = uuids[place] if place < len(uuids) else None
        if self.session.do(f"เพิ่มหัวข้อ “{title}”", lambda operation: operation.add(fresh, before=before)):
            self.show_place(Place("", fresh.key))

    def _rename(self, title: str) -> None:
        key = self._key()
        section, topic = self._section(key), self._topic(key)
        if not title:
            return

        def change(operation: Operation) -> None:
            if section is not None:
                operation.update(replace(section, title=title))
            elif topic is not None:
                operation.add(Section(part=self.part.number, key=key, title=title))

        self.session.do(f"เปลี่ยนชื่อหัวข้อเป็น “{title}”", change)

    # ------------------------------------------------------------------ pictures

    def _picture_name(self, uuid: str) -> str:
        return next((one.name for one in self.session.document.pictures if one.uuid == uuid), "ไม่พบภาพ")

    def insert_picture(self) -> None:
        """A PNG or JPEG from a file, kept inside the plan."""
        path = choose_file(self, "เลือกภาพ", "ภาพ (*.png *.jpg *.jpeg)")
        if path is None:
            return
        try:
            picture = read_picture(path)
        except UserError as error:
            self.desk.faults.tell(error)
            return
        if self.session.do(f"เพิ่มภาพ {path.name}", lambda operation: operation.add(picture)):
            self.editor.insert_picture(picture.uuid, path.stem)


def read_picture(path: Path) -> Picture:
    """A picture file as a record of the plan.

    Raises:
        NotAPictureError: it is something else, too large, or cannot be read.
    """
    try:
        if not 0 < path.stat().st_size <= LARGEST_PICTURE:
            raise NotAPictureError(path)
        content = path.read_bytes()
    except OSError as error:
        raise NotAPictureError(path) from error
    for signature, media_type in _SIGNATURES.items():
        if content.startswith(signature):
            return Picture(name=path.name, media_type=media_type, content=content)
    raise NotAPictureError(path)


def make(desk: Desk, key: str) -> Page:
    return NarrativePage(desk, key)
