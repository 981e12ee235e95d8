"""What cells look like, where that says more than their values: struck through, formats, hidden columns."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import FIRST_ROW, found, project

from kkplanner.exchange.excel_in.cell_looks import number_look
from kkplanner.plan.budget import total


def cell(workbook, place):
    return workbook.worksheets[0][place]


def strike(*places):
    from openpyxl.styles import Font

    def change(workbook):
        for place in places:
            cell(workbook, place).font = Font(strike=True)

    return change


def test_a_struck_project_is_imported_and_told_with_its_money(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100, 50),
        project(2, "คลอง", 200),
        change=strike(*(f"{c}{FIRST_ROW}" for c in "ABCDEF")),
    )
    assert [total(one.budgets) // 100 for one in outcome.document.projects] == [150, 200]
    [told] = outcome.report.findings
    assert (told.id, told.severity, told.row) == ("import.struck-through", "warning", FIRST_ROW)
    assert "ทั้งชื่อโครงการ" in told.message
    assert "150 บาท" in told.message


def test_a_struck_amount_or_a_struck_sub_item_is_told_at_its_project(bring_in):
    outcome = bring_in(
        project(1, "ถนน", 100),
        [None, None, None, "สายที่ 2", 70],
        project(2, "คลอง", 200),
        change=strike(f"E{FIRST_ROW}", f"D{FIRST_ROW + 1}"),
    )
    assert found(outcome, "import.struck-through") == [(FIRST_ROW, None)]
    assert f"E{FIRST_ROW}, D{FIRST_ROW + 1}" in outcome.report.findings[0].message


@pytest.mark.parametrize("struck", [True, False])
def test_a_text_struck_in_part_is_told(bring_in, struck):
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    def change(workbook):
        target = CellRichText(TextBlock(InlineFont(strike=struck), "ยาว 500 เมตร"), " ยาว 600 เมตร")
        cell(workbook, f"D{FIRST_ROW}").value = target

    outcome = bring_in(project(1, "ถนน", 100), project(2, "คลอง", 200), change=change)
    assert outcome.document.projects[0].target == "ยาว 500 เมตร ยาว 600 เมตร"
    assert bool(found(outcome, "import.struck-through")) is struck


def test_numbers_in_text_columns_read_as_they_are_shown(bring_in):
    def change(workbook):
        for place, code in ((f"D{FIRST_ROW}", '0" คน"'), (f"J{FIRST_ROW}", "0%"), (f"E{FIRST_ROW}", "0%")):
            cell(workbook, place).number_format = code

    outcome = bring_in(project(1, "อบรม", 100, target=500, kpi=0.8), change=change)
    [training] = outcome.document.projects
    assert (training.target, training.kpi, total(training.budgets)) == ("500 คน", "80%", 10_000)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", 0.8, "80%"),
        ("0.0%", 0.855, "85.5%"),
        ("#,##0", 1500, "1,500"),
        ('#,##0" คน"', 1500.0, "1,500 คน"),
        ('"ร้อยละ "0', 80, "ร้อยละ 80"),
        ("#,##0.00;[Red]-#,##0.00", 12, "12.00"),
        ("[$฿-41E]#,##0", 5000, "5,000"),
    ],
)
def test_a_number_format_that_shows_more_than_digits(code, value, shown):
    look = number_look(code)
    assert look is not None
    assert look.of(value) == shown


@pytest.mark.parametrize(
    "code", ["General", "0", "0.00", "d/m/yyyy", "[$-41E]d mmmm yyyy", "#,##0,", "# ?/?", "@", "0.00E+00"]
)
def test_a_number_format_that_says_nothing_or_hides_the_number(code):
    assert number_look(code) is None


def test_hidden_columns_are_read_and_told(bring_in):
    def change(workbook):
        workbook.worksheets[0].column_dimensions["F"].hidden = True

    outcome = bring_in(project(1, "ถนน", 100, 200), change=change)
    assert total(outcome.document.projects[0].budgets) == 30_000
    assert [one.id for one in outcome.report.findings] == ["import.hidden-columns"]
    assert "คอลัมน์ F " in outcome.report.findings[0].message
