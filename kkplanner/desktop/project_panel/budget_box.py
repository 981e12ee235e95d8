"""Money by year: type, make every year alike, spread a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QGroupBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.plan.budget import total
from kkplanner.thai.money import baht_in_words, format_baht, parse_baht

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        self._uuid = ""
        self._budgets: Budgets = {}
        self._of_items = 0  # satang of the lines, which are typed elsewhere
        self._items = 0
        self.years: dict[int, QLineEdit] = {}
        layout = QGridLayout(self)
        layout.setVerticalSpacing(4)
        for place, year in enumerate(years):
            label = QLabel(f"ปี {year}", self)
            line = QLineEdit(self)
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setAccessibleName(f"งบประมาณปี {year}")
            line.editingFinished.connect(lambda year=year: self._confirm_year(year))
            line.textEdited.connect(lambda _text: self._tell_typed())
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
        self.sum.textEdited.connect(lambda _text: self._tell_spreading())
        self.spread = QPushButton("กระจาย", self)
        self.spread.setToolTip(f"แบ่งยอดรวมเท่า ๆ กันทุกปี เศษบาทอยู่ในปี {years[0]}")
        self.spread.clicked.connect(self._spread)
        self.whole = QLabel(self)
        self.whole.setWordWrap(True)
        self.whole.setProperty("role", "faint")
        self.spreading = QLabel(self)
        self.spreading.setWordWrap(True)
        self.spreading.setProperty("role", "note")
        self.spreading.hide()
        # A row of its own: the field of the sum would make the fields of the amounts too narrow for them.
        tools = QHBoxLayout()
        tools.addWidget(self.alike)
        tools.addWidget(self.sum, 1)
        tools.addWidget(self.spread)
        layout.addLayout(tools, rows, 0, 1, 5)
        layout.addWidget(self.spreading, rows + 1, 0, 1, 5)
        layout.addWidget(self.whole, rows + 2, 0, 1, 5)
        layout.setColumnStretch(1, 1)
        layout.setColumnStretch(4, 1)

    def show_project(self, project: Project) -> None:
        """The amounts of a project; a sum typed for the one before is not offered to the next."""
        if project.uuid != self._uuid:
            self._uuid = project.uuid
            self.sum.clear()
            self.spreading.hide()
        self._budgets = dict(project.own_budgets)
        self._of_items = total(project.budgets) - total(project.own_budgets)
        self._items = len(project.sub_items)
        for year, line in self.years.items():
            amount = self._budgets.get(year)
            text = "" if amount is None else format_baht(amount)
            if line.text() != text:
                line.setText(text)
        self._tell_whole(total(self._budgets))

    def _tell_whole(self, own: int) -> None:
        whole = own + self._of_items
        parts = f" (รวมรายการย่อย {self._items} รายการ)" if self._items else ""
        words = f" {baht_in_words(whole)}" if whole else ""
        self.whole.setText(wrapping(f"รวม {len(self.years)} ปี {format_baht(whole)} บาท{parts}{words}"))

    def _tell_typed(self) -> None:
        """The sum of what stands in the fields now, while one of them is being typed."""
        amounts = [_amount(line.text()) for line in self.years.values()]
        if None in amounts:
            self.whole.setText(wrapping("ยังอ่านจำนวนเงินที่พิมพ์ไม่ได้"))
        else:
            self._tell_whole(sum(amount or 0 for amount in amounts))

    def _tell_spreading(self) -> None:
        """What each year gets of the sum being typed, and where the rest goes."""
        whole = _amount(self.sum.text())
        self.spreading.setVisible(bool(whole))
        if whole:
            self.spreading.setText(wrapping(self._told_shares(spread_evenly(whole, self.years))))

    def _told_shares(self, amounts: Budgets) -> str:
        first, *others = amounts.items()
        if not others or first[1] == others[0][1]:
            return f"ปีละ {format_baht(first[1])} บาท"
        rest = format_baht(first[1] - others[0][1])
        return f"ปีละ {format_baht(others[0][1])} บาท เศษ {rest} บาทรวมไว้ในปี {first[0]} เป็น {format_baht(first[1])} บาท"

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
            amounts = spread_evenly(whole, self.years)
            self.sum.clear()
            self.spreading.setText(wrapping(f"กระจายแล้ว {self._told_shares(amounts)}"))
            self.spreading.show()
            self._take("กระจายงบประมาณทุกปี", amounts)

    def _take(self, name: str, budgets: Budgets) -> None:
        after = dict(sorted(budgets.items()))
        if after != self._budgets:
            self._budgets = after
            self.confirmed.emit(name, after)


def spread_evenly(whole: int, years: Iterable[int]) -> Budgets:
    """Whole baht in each year; what does not divide stands in the first."""
    every = list(years)
    share = whole // len(every) // _BAHT * _BAHT
    amounts = dict.fromkeys(every, share)
    amounts[every[0]] += whole - share * len(every)
    return amounts


def _amount(text: str) -> int | None:
    """Satang; nothing typed is none of them. None: it cannot be read (yet)."""
    try:
        return parse_baht(text) or 0
    except UserError:
        return None
