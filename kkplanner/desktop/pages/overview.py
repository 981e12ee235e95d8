"""ภาพรวม: how far the plan is, what it costs, what is wrong, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout

from kkplanner.desktop.page import Desk, Page

if TYPE_CHECKING:
    from kkplanner.workbook import Changes


class OverviewPage(Page):
    title = "ภาพรวม"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._name = QLabel(self)
        self._name.setProperty("role", "title")
        QVBoxLayout(self).addWidget(self._name)

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002
        self._name.setText(self.session.document.organisation.name)


def make(desk: Desk, _key: str) -> Page:
    return OverviewPage(desk)
