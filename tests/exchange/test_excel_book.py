"""The Excel book: the forms and all sheets around them, with lists to choose from, and back again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kkplanner.alignment.check import check
from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.exchange.excel_out import ExcelTextTooLongError, write_workbook
from kkplanner.exchange.excel_out.book.eplan import target_with_sub_items
from kkplanner.exchange.sample import sample_plan
from kkplanner.forms import build, build_all
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Organisation, Plan
from kkplanner.plan.programmes import programmes
from kkplanner.thai.digits import DigitStyle

PLAN = sample_plan()
VIEWS = (
    "สรุปตามแผนงาน",
    "สรุปตามหน่วยงาน",
    "สรุปรายปีและประเด็น",
    "ความเชื่อมโยง",
    "ผลการตรวจและการเชื่อมโยง",
    "คัดลอกลง e-Plan",
)
GRAND_TOTAL = build(PLAN, "ผ.01", "2571")[0].rows[-1].cells[-1]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    write_workbook(PLAN, path, layout="2571", book=True)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path, data_only=True)


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def read_back(path: Path) -> PlanDocument:
    fresh = PlanDocument(
        organisation=Organisation(type="อบต.", name="ใหม่"), plan=Plan(period=PLAN.plan.period)
    )
    return import_into(fresh, read_book(path), years="same").document


def test_the_guide_comes_first_then_the_forms_then_the_views(book: Any) -> None:
    forms = len(build_all(PLAN, "2571"))
    assert book.sheetnames[0] == "คำชี้แจง"
    assert tuple(book.sheetnames[1 + forms : -1]) == VIEWS
    assert book.sheetnames[-1] == "_kkplan"


@pytest.mark.parametrize("name", ["สรุปตามแผนงาน", "สรุปตามหน่วยงาน"])
def test_each_summary_has_the_sum_of_each_form(book: Any, name: str) -> None:
    totals = [row[-3] for row in rows(book[name]) if row[0] == "รวมทั้งสิ้น"]
    years = PLAN.plan.period.years
    expected = [
        sum(p.budgets.get(year, 0) for p in PLAN.projects_of(form) for year in years) / 100
        for form in Form
        if list(PLAN.projects_of(form))
    ]
    assert totals == expected
    assert isinstance(GRAND_TOTAL, int)
    assert totals[0] == GRAND_TOTAL / 100


def test_the_totals_are_formulas(path: Path) -> None:
    formulas = openpyxl.load_workbook(path)
    for name in VIEWS[:3]:
        totals = [row for row in rows(formulas[name]) if row[0] == "รวมทั้งสิ้น"]
        assert totals
        assert all(
            str(cell).startswith("=SUM(")
            for row in totals
            for cell in row[1:]
            if cell not in (None, "kk:view")
        )


def test_the_year_sheet_has_three_charts_of_its_own_cells(path: Path) -> None:
    (charts,) = [sheet._charts for sheet in openpyxl.load_workbook(path).worksheets if sheet._charts]
    assert [type(chart).__name__ for chart in charts] == ["BarChart", "BarChart", "BarChart"]
    values = {series.val.numRef.f for chart in charts for series in chart.series}
    assert len(charts[2].series) == len(PLAN.issues)
    assert all(reference.startswith("'สรุปรายปีและประเด็น'!") for reference in values)


def test_the_linkage_has_a_row_for_each_issue_and_the_check_every_finding(book: Any) -> None:
    linkage = rows(book["ความเชื่อมโยง"])
    assert [issue.title for issue in PLAN.issues] == [
        row[0].split(". ", 1)[1] for row in linkage if row[0] and row[0][0].isdigit()
    ]
    report = rows(book["ผลการตรวจและการเชื่อมโยง"])
    messages = [row[3] for row in report]
    assert all(finding.message in messages for finding in check(PLAN).findings)
    linked = {row[2] for row in report if row[4] in ("ยืนยันแล้ว", "โปรแกรมเสนอ", "ยังไม่เชื่อมโยง")}
    assert linked == {project.title for project in PLAN.projects}


def test_e_plan_has_one_row_a_project_and_one_field_a_column(book: Any) -> None:
    head, *body = rows(book["คัดลอกลง e-Plan"])
    assert len(body) == len(PLAN.projects)
    for project, row in zip(PLAN.projects, body, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["ชื่อโครงการ/ครุภัณฑ์"] == project.title
        assert (cells["วัตถุประสงค์"] or "") == project.objective
        assert (cells["เป้าหมาย (ผลผลิต)"] or "") == target_with_sub_items(project)
        assert cells["แผนงาน"] == project.programme
        for year in PLAN.plan.period.years:
            assert cells[f"งบประมาณ ปี {year} (บาท)"] == project.budgets.get(year, 0) / 100


def test_sub_items_stand_in_the_target_with_their_money() -> None:
    divided = next(project for project in PLAN.projects if project.sub_items)
    text = target_with_sub_items(divided)
    assert all(item.text in text for item in divided.sub_items)
    assert "บาท)" in text


def offered(sheet: Any) -> dict[str, str]:
    """Range → the list its cells offer."""
    return {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}


def listed(book: Any, formula: str) -> list[str]:
    name, _, cells = formula.lstrip("=").partition("!")
    assert name == "'คำชี้แจง'"
    return [row[0].value for row in book["คำชี้แจง"][cells.replace("$", "")]]


def test_cells_of_the_forms_offer_what_the_plan_knows(book: Any) -> None:
    sheet = next(each for each in book.worksheets if each.title.startswith("ผ.02 "))
    lists = {formula: listed(book, formula) for formula in offered(sheet).values()}
    assert len(lists) == 3
    by_first = {entries[0]: entries for entries in lists.values()}
    assert [p.name for p in programmes()] == by_first[programmes()[0].name][: len(programmes())]
    assert [agency.name for agency in PLAN.agencies] == by_first[PLAN.agencies[0].name][: len(PLAN.agencies)]
    lines = next(entries for entries in lists.values() if entries[0].startswith("ประเด็นการพัฒนา: 1. "))
    assert len(lines) == len(PLAN.issues)
    on_lines = [cells for cells, formula in offered(sheet).items() if lists[formula] == lines]
    assert all(sheet[cells.split(":")[0]].value in lines for cells in on_lines)
    assert len(on_lines) == len(build(PLAN, "ผ.02", "2571"))


@pytest.mark.parametrize("layout", ["2571", "2566", "2571-kpi"])
@pytest.mark.parametrize("digits", DigitStyle)
def test_the_book_comes_back_as_the_same_plan(tmp_path: Path, layout: str, digits: DigitStyle) -> None:
    target = tmp_path / "book.xlsx"
    write_workbook(PLAN, target, layout=layout, digits=digits, book=True)
    assert read_back(target) == replace(PLAN, sections=())


def test_the_coordination_layout_brings_back_its_projects_whole(tmp_path: Path) -> None:
    asked = [
        replace(
            p, priority=at, district_code="4004", start_latitude=16.5, start_longitude=102.25, form=Form.P02_2
        )
        for at, p in enumerate(PLAN.projects_of(Form.P02_2), 1)
    ]
    assert asked
    plan = replace(PLAN, projects=tuple(asked), sections=())
    target = tmp_path / "asked.xlsx"
    write_workbook(plan, target, layout="2571-coordination", book=True)
    assert read_back(target) == plan


def test_views_are_passed_by_even_when_renamed(tmp_path: Path, path: Path) -> None:
    changed = openpyxl.load_workbook(path)
    changed["คัดลอกลง e-Plan"].title = "ผ.02 โครงการ"
    changed.save(tmp_path / "renamed.xlsx")
    assert len(read_back(tmp_path / "renamed.xlsx").projects) == len(PLAN.projects)


def test_a_programme_chosen_beside_the_form_is_imported(tmp_path: Path, path: Path) -> None:
    changed = openpyxl.load_workbook(path)
    sheet = next(each for each in changed.worksheets if each.title.startswith("ผ.02 "))
    first = PLAN.projects[0]
    row = next(row for row in sheet.iter_rows() if any(cell.value == first.title for cell in row))
    cell = next(cell for cell in row if cell.value == first.programme)
    cell.value = "แผนงานเคหะและชุมชน"
    changed.save(tmp_path / "filled.xlsx")
    before, *others = read_back(tmp_path / "filled.xlsx").projects
    assert before.programme == "แผนงานเคหะและชุมชน"
    assert tuple(others) == PLAN.projects[1:]


def test_without_the_option_nothing_is_added(tmp_path: Path) -> None:
    write_workbook(PLAN, tmp_path / "forms.xlsx", layout="2571")
    plain = openpyxl.load_workbook(tmp_path / "forms.xlsx")
    assert len(plain.sheetnames) == len(build_all(PLAN, "2571")) + 1
    assert not any(sheet.data_validations.dataValidation for sheet in plain.worksheets)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, path: Path) -> None:
    write_workbook(PLAN, tmp_path / "again.xlsx", layout="2571", book=True)
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_a_text_too_long_for_the_copying_sheet_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    long = replace(PLAN.projects[0], kpi="ก" * 32_768)  # layout 2571 does not print it, e-Plan asks for it
    with pytest.raises(ExcelTextTooLongError):
        write_workbook(replace(PLAN, projects=(long,)), tmp_path / "long.xlsx", layout="2571", book=True)
    assert list(tmp_path.iterdir()) == []


def test_formulas_in_texts_stay_texts(tmp_path: Path) -> None:
    evil = replace(PLAN.projects[0], title="=HYPERLINK(1)", agency="=1+1")
    target = tmp_path / "evil.xlsx"
    write_workbook(replace(PLAN, projects=(evil,)), target, layout="2571", book=True)
    cells = [c for s in openpyxl.load_workbook(target).worksheets for row in s.iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value in ("=HYPERLINK(1)", "=1+1")} == {"s"}


def test_an_empty_plan_has_a_book_too(tmp_path: Path) -> None:
    bare = replace(PLAN, issues=(), projects=(), agencies=(), villages=(), sections=())
    seen: list[tuple[int, int]] = []
    write_workbook(
        bare, tmp_path / "bare.xlsx", layout="2571", book=True, progress=lambda *step: seen.append(step)
    )
    assert seen == [(n, 7) for n in range(1, 8)]
