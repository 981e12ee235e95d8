"""The tools above the editor: styles, lists, tables, pictures, fields of the plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QToolBar, QWidget

from kkplanner.desktop.look import icon
from kkplanner.desktop.narrative.table_editing import table_actions
from kkplanner.desktop.narrative.table_size import ask_table_size
from kkplanner.plan.narrative import ListKind
from kkplanner.plan.narrative_texts import fixed_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from kkplanner.desktop.narrative.editor import NarrativeEditor

_LEVELS = ((0, "ย่อหน้า"), (1, "หัวข้อระดับ 1"), (2, "หัวข้อระดับ 2"), (3, "หัวข้อระดับ 3"))


class WritingTools(QToolBar):
    """One row of buttons for one editor."""

    def __init__(
        self, editor: NarrativeEditor, insert_picture: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__("เครื่องมือเขียน", parent)
        self._editor = editor
        self.in_table: list[QAction] = []
        for text, picture, run in (
            ("ตัวหนา (Ctrl+B)", "bold", editor.make_bold),
            ("ตัวเอน (Ctrl+I)", "italic", editor.make_italic),
            ("รายการลำดับเลข", "issues", lambda: editor.make_list(ListKind.NUMBERED)),
            ("รายการจุดนำ (Ctrl+Shift+L)", "list", lambda: editor.make_list(ListKind.BULLETED)),
            ("ภาพ…", "picture", insert_picture),
        ):
            self._act(self.addAction(icon(picture), text), run)
        self.table_button = self._button("ตาราง", self._table_menu())
        self.table_button.setIcon(icon("table"))
        self._button("ลักษณะบรรทัด", self._line_menu())
        self._button("ข้อมูลของแผน", self._field_menu())

    def ask_table(self) -> None:
        """Ask how large a table shall be, and put it at the caret."""
        ask_table_size(self._editor, self._insert_table)

    def _insert_table(self, rows: int, columns: int, header: bool) -> None:
        self._editor.tables.insert(rows, columns, header=header)
        self._editor.setFocus()

    def _table_menu(self) -> QMenu:
        menu = QMenu("ตาราง", self)
        self._act(menu.addAction("แทรกตาราง…"), self.ask_table)
        menu.addSeparator()
        for text, run in table_actions(self._editor.tables):
            action = menu.addAction(text)
            self._act(action, run)
            self.in_table.append(action)
        menu.aboutToShow.connect(self._allow)
        return menu

    def _allow(self) -> None:
        """What needs a table is possible in a table."""
        for action in self.in_table:
            action.setEnabled(self._editor.tables.table is not None)

    def _line_menu(self) -> QMenu:
        editor = self._editor
        menu = QMenu("ลักษณะบรรทัด", self)
        for level, name in _LEVELS:
            self._act(menu.addAction(f"{name} (Ctrl+Alt+{level})"), partial(editor.make_heading, level))
        self._act(menu.addAction("ขึ้นหน้าใหม่ (Ctrl+Enter)"), editor.insert_page_break)
        return menu

    def _field_menu(self) -> QMenu:
        menu = QMenu("แทรกข้อมูลของแผน", self)
        for field in fixed_texts().fields.values():
            if not field.is_setting:
                name = field.name
                self._act(menu.addAction(f"{{{name}}}"), partial(self._editor.insert_field, name))
        return menu

    def _button(self, text: str, menu: QMenu) -> QPushButton:
        button = QPushButton(text, self)
        button.setMenu(menu)
        self.addWidget(button)
        return button

    def _act(self, action: QAction, run: Callable[[], object]) -> None:
        action.triggered.connect(lambda: run())  # noqa: PLW0108 - Qt hands over whether it is checked
