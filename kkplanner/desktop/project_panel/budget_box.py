"""Money by year: type, make every year alike, spread a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QGroupBox, QLabel, QLineEdit, QPushButton, QWidget

from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.plan.budget import total
from kkplanner.thai.money import baht_in_words, format_baht, parse_baht

if TYPE_CHECKING:
    from kkplanner.plan.budget import Budgets
    from kkplanner.plan.model import Project

_BAHT = 100


class BudgetBox(QGroupBox):
    """The project's own line; amounts of sub-items are shown beside and typed with the sub-items.

    Signals:
        confirmed: (str, Budgets) name of the operation and the amounts of all years, in satang.
        refused: (UserError) what was typed is no amount.
    """

    confirmed = Signal(str, object)
    refused = Signal(object)

    def __init__(self, years: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__("งบประมาณ (บาท)", parent)
        self._budgets: Budgets = {}
        self.years: dict[int, QLineEdit] = {}
        layout = QGridLayout(self)
        layout.setVerticalSpacing(4)
        for place, year in enumerate(years):
            label = QLabel(f"ปี {year}", self)
            line = QLineEdit(self)
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setAccessibleName(f"งบประมาณปี {year}")
            line.editingFinished.connect(lambda year=year: self._confirm_year(year))
            label.setBuddy(line)
            self.years[year] = line
            layout.addWidget(label, place // 2, 3 * (place % 2))
            layout.addWidget(line, place // 2, 3 * (place % 2) + 1)
        rows = (len(years) + 1) // 2
        self.alike = QPushButton("เท่ากันทุกปี", self)
        self.alike.setToolTip("ใช้จำนวนของปีแรกที่มีเงินกับทุกปี")
        self.alike.clicked.connect(self._make_alike)
        self.sum = QLineEdit(self)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sum.setPlaceholderText("ยอดรวมที่จะกระจาย")
        self.sum.setAccessibleName("ยอดรวมที่จะกระจายทุกปี")
        self.sum.returnPressed.connect(self._spread)
        self.spread = QPushButton("กระจาย", self)
        self.spread.setToolTip("แบ่งยอดรวมเท่า ๆ กันทุกปี เศษอยู่ปีแรก")
        self.spread.clicked.connect(self._spread)
        self.whole = QLabel(self)
        self.whole.setWordWrap(True)
        self.whole.setProperty("role", "faint")
        layout.addWidget(self.alike, rows, 0, 1, 2)
        layout.addWidget(self.sum, rows, 3, 1, 1)
        layout.addWidget(self.spread, rows, 4)
        layout.addWidget(self.whole, rows + 1, 0, 1, 5)
        layout.setColumnStretch(1, 1)
        layout.setColumnStretch(4, 1)

    def show_project(self, project: Project) -> None:
        self._budgets = dict(project.own_budgets)
        for year, line in self.years.items():
            amount = self._budgets.get(year)
            text = "" if amount is None else format_baht(amount)
            if line.text() != text:
                line.setText(text)
        whole = total(project.budgets)
        parts = f" (รวมรายการย่อย {len(project.sub_items)} รายการ)" if project.sub_items else ""
        words = f" {baht_in_words(whole)}" if whole else ""
        self.whole.setText(wrapping(f"รวม {len(self.years)} ปี {format_baht(whole)} บาท{parts}{words}"))

    def confirm(self) -> None:
        """Hand over a year that is being typed."""
        for year in self.years:
            self._confirm_year(year)

    def _confirm_year(self, year: int) -> None:
        line = self.years[year]
        before = self._budgets.get(year)
        if line.text() == ("" if before is None else format_baht(before)):
            return
        try:
            amount = parse_baht(line.text())
        except UserError as error:
            line.setText("" if before is None else format_baht(before))
            self.refused.emit(error)
            return
        after = {y: a for y, a in self._budgets.items() if y != year}
        if amount is not None:
            after[year] = amount
        self._take(f"แก้ไขงบประมาณปี {year}", after)

    def _make_alike(self) -> None:
        first = next((self._budgets[year] for year in self.years if self._budgets.get(year)), None)
        if first is not None:
            self._take("ให้งบประมาณเท่ากันทุกปี", dict.fromkeys(self.years, first))

    def _spread(self) -> None:
        try:
            whole = parse_baht(self.sum.text())
        except UserError as error:
            self.refused.emit(error)
            return
        if whole:
            # Whole baht in each year; what does not divide stands in the first.
            share = whole // len(self.years) // _BAHT * _BAHT
            amounts = dict.fromkeys(self.years, share)
            amounts[next(iter(self.years))] += whole - share * len(self.years)
            self.sum.clear()
            self._take("กระจายงบประมาณทุกปี", amounts)

    def _take(self, name: str, budgets: Budgets) -> None:
        after = dict(sorted(budgets.items()))
        if after != self._budgets:
            self._budgets = after
            self.confirmed.emit(name, after)
