"""The first window: what was open lately, a new plan, an existing one, the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import PLAN_FILES, choose_file
from kkplanner.desktop.look import icon
from kkplanner.thai.dates import format_date

if TYPE_CHECKING:
    from kkplanner.desktop.app import Desktop

_PATH: Final = Qt.ItemDataRole.UserRole


class StartWindow(QMainWindow):
    """Where every day begins."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.desktop = desktop
        self.setObjectName("start")
        self.setWindowTitle("แผนพัฒนาท้องถิ่น")
        self.resize(900, 560)
        page = QWidget(self)
        row = QHBoxLayout(page)
        actions = QVBoxLayout()
        row.addLayout(actions, 1)
        heading = QLabel("แผนพัฒนาท้องถิ่นห้าปี", page)
        heading.setProperty("role", "title")
        actions.addWidget(heading)
        for text, picture, run in (("เปิดแฟ้มแผน…", "open", self.open_file),):
            button = QPushButton(icon(picture), text, page)
            button.setObjectName(picture)
            button.clicked.connect(run)
            actions.addWidget(button)
        actions.addStretch()
        self.recent = QListWidget(page)
        self.recent.setAccessibleName("แฟ้มที่เปิดล่าสุด")
        self.recent.itemActivated.connect(lambda item: self.desktop.open_plan(item.data(_PATH)))
        row.addWidget(self.recent, 2)
        self.setCentralWidget(page)

    def refresh(self) -> None:
        """Show the files last worked in."""
        self.recent.clear()
        for one in self.desktop.preferences.recent():
            day = format_date(one.opened.astimezone().date())
            item = QListWidgetItem(f"{one.path.stem}\n{day}  {one.path.parent}", self.recent)
            item.setData(_PATH, one.path)

    def serve(self, wish: str) -> None:
        """What another window asked for: "new", "open"."""
        if wish == "open":
            self.open_file()

    def open_file(self) -> None:
        path = choose_file(self, "เปิดแฟ้มแผน", PLAN_FILES)
        if path is not None:
            self.desktop.open_plan(path)
