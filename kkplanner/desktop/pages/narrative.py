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
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import choose_file
from kkplanner.desktop.look import icon
from kkplanner.desktop.narrative.editor import NarrativeEditor
from kkplanner.desktop.narrative.picture_file import SUFFIXES, read_picture
from kkplanner.desktop.narrative.tools import WritingTools
from kkplanner.desktop.page import Desk, Page, Place
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.plan.model import Section, new_uuid
from kkplanner.plan.narrative import parse
from kkplanner.plan.narrative_outline import OutlineKind, Topic, arranged, outline
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.plan.narrative_outline import OutlinePart
    from kkplanner.plan.picture import Picture
    from kkplanner.workbook import Changes, Operation

_KEY: Final = Qt.ItemDataRole.UserRole
_MADE: Final = "made:"
_PARTS: Final = {"part1": 1, "part2": 2, "part4": 4}


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
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self._outline_part())
        splitter.addWidget(self._editor_part())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([330, 770])
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(splitter, 1)
        self.outline.currentItemChanged.connect(lambda *_: self._show())
        self.setFocusProxy(self.outline)

    def _outline_part(self) -> QWidget:
        part = QWidget(self)
        self.done = QLabel(part)
        self.done.setProperty("role", "faint")
        self.outline = QListWidget(part)
        self.outline.setAccessibleName("หัวข้อของส่วนนี้")
        self.outline.setWordWrap(True)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.done)
        column.addWidget(self.outline, 1)
        row = QHBoxLayout()
        for text, picture, run in (
            ("เพิ่มหัวข้อ", "add", self.add_section),
            ("เปลี่ยนชื่อ", "draft", self.rename_section),
            ("ลบ", "delete", self.remove_section),
        ):
            button = QPushButton(icon(picture), text, part)
            button.setEnabled(not self.session.read_only)
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        column.addLayout(row)
        return part

    def _editor_part(self) -> QWidget:
        part = QWidget(self)
        self.heading = self._label(part, "heading")
        self.question = self._label(part, "note")
        self.hint = self._label(part, "warning")
        self.hint.hide()
        self.editor = NarrativeEditor(self._picture, part)
        self.editor.confirmed.connect(self._keep)
        self.editor.refused.connect(self.desk.faults.tell)
        self.editor.pictured.connect(self.take_picture)
        self.editor.adopted.connect(self._adopt)
        self.editor.hinted.connect(self._show_hint)
        self.editor.left.connect(self.outline.setFocus)
        self.tools = WritingTools(self.editor, self.insert_picture, part)
        self.tools.setEnabled(not self.session.read_only)
        column = QVBoxLayout(part)
        column.setContentsMargins(10, 0, 0, 0)
        for widget in (self.heading, self.question, self.tools, self.hint):
            column.addWidget(widget)
        column.addWidget(self.editor, 1)
        return part

    @staticmethod
    def _label(parent: QWidget, role: str) -> QLabel:
        label = QLabel(parent)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    def _show_hint(self, text: str) -> None:
        self.hint.setText(wrapping(text))
        self.hint.setVisible(bool(text))

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
        same_text = self.editor.property("key") == key
        if not same_text:
            self.editor.confirm()
            self._show_hint("")
            # What was being typed belonged to the topic before.
            self.editor.setProperty("key", key)
        section, topic = self._section(key), self._topic(key)
        made = key.startswith(_MADE)
        self.heading.setText(wrapping(section.title if section else topic.title if topic else ""))
        question = "ส่วนนี้โปรแกรมจัดทำให้จากข้อมูลในแผน ดูได้ที่หน้า “ดูก่อนพิมพ์และส่งออก”" if made else ""
        self.question.setText(wrapping(question or (topic.question if topic else "")))
        self.editor.setReadOnly(made or self.session.read_only)
        if not self.editor.is_typing:
            self.editor.show_markup("" if section is None else section.body, same_text=same_text)

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

    def _picture(self, uuid: str) -> Picture | None:
        return next((one for one in self.session.document.pictures if one.uuid == uuid), None)

    def insert_picture(self) -> None:
        """A PNG or JPEG from a file, kept inside the plan."""
        path = choose_file(self, "เลือกภาพ", f"ภาพ ({' '.join(f'*.{suffix}' for suffix in SUFFIXES)})")
        if path is None:
            return
        try:
            self.take_picture(read_picture(path))
        except UserError as error:
            self.desk.faults.tell(error)

    def _adopt(self, pictures: tuple[Picture, ...]) -> None:
        """Keep the pictures of a pasted text in the plan."""

        def add(operation: Operation) -> None:
            for picture in pictures:
                operation.add(picture)

        self.session.do(f"เพิ่มภาพ {len(pictures):,} ภาพจากข้อความที่วาง", add)

    def take_picture(self, picture: Picture) -> None:
        """Keep a picture in the plan and show it at the caret; its name is the first caption."""
        if self.session.do(f"เพิ่มภาพ {picture.name}", lambda operation: operation.add(picture)):
            self.editor.insert_picture(picture.uuid, picture.name.rpartition(".")[0] or picture.name)


def make(desk: Desk, key: str) -> Page:
    return NarrativePage(desk, key)
