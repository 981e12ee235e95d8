"""Money by year in the panel: sums while typing, a sum spread over the years, the rest never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from typing_thai import type_text

from kkplanner.desktop.project_panel.budget_box import BudgetBox, spread_evenly
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Project

YEARS = (2571, 2572, 2573, 2574, 2575)


@pytest.fixture
def box(qtbot):
    shown = BudgetBox(YEARS)
    qtbot.addWidget(shown)
    shown.show_project(Project(form=Form.P02, title="ถนน", own_budgets={2571: 100_00}))
    shown.show()
    return shown


def read(label):
    """As somebody reads it: without the marks that let the line break at words."""
    return label.text().replace("\u200b", "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("whole", "amounts"),
    [
        (1_000_000_00, [200_000_00] * 5),
        (1_000_003_00, [200_003_00, 200_000_00, 200_000_00, 200_000_00, 200_000_00]),
        (3_00, [3_00, 0, 0, 0, 0]),
        (10_55, [2_55, 2_00, 2_00, 2_00, 2_00]),
    ],
)
def test_a_sum_is_spread_in_whole_baht_and_the_rest_stands_in_the_first_year(whole, amounts):
    spread = spread_evenly(whole, YEARS)
    assert list(spread.values()) == amounts
    assert sum(spread.values()) == whole


def test_what_each_year_gets_is_told_while_the_sum_is_typed_and_after_it_was_spread(box, qtbot):
    type_text(box.sum, "1000003")
    assert box.spreading.isVisible()
    told = read(box.spreading)
    assert told == "ปีละ 200,000 บาท เศษ 3 บาทรวมไว้ในปี 2571 เป็น 200,003 บาท"
    with qtbot.waitSignal(box.confirmed) as confirmed:
        QTest.keyClick(box.sum, Qt.Key.Key_Return)
    assert sum(confirmed.args[1].values()) == 1_000_003_00
    assert read(box.spreading) == f"กระจายแล้ว {told}"
    assert box.sum.text() == ""


def test_the_sum_of_all_years_follows_the_typing(box):
    line = box.years[2572]
    type_text(line, "50")
    assert "150 บาท" in read(box.whole)
    line.clear()
    type_text(line, "ห้า")
    assert "ยังอ่านจำนวนเงินที่พิมพ์ไม่ได้" in read(box.whole)


def test_a_sum_typed_for_one_project_is_not_offered_to_the_next(box):
    type_text(box.sum, "500")
    box.show_project(Project(form=Form.P02, title="อบรม"))
    assert box.sum.text() == ""
    assert not box.spreading.isVisible()
