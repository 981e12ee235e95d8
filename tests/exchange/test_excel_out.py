"""The Excel workbook of the official forms: read back by another reader, opened by another program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kkplanner.exchange.excel_out import ExcelTextTooLongError, write_workbook
from kkplanner.exchange.plan_json import plan_to_json
from kkplanner.exchange.sample import sample_plan
from kkplanner.forms import UnknownLayoutError, build, build_all
from kkplanner.forms.table import ColumnKind, FormTable, RowKind
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Issue, Organisation, Plan, Project, SubItem
from kkplanner.thai.digits import DigitStyle, to_thai
from kkplanner.thai.period import Period
from kkplanner.whole_file import TargetFolderError, TargetLockedError

LAYOUTS = ("2571", "2566")


def plan_of(*projects: Project, **fields: Any) -> PlanDocument:
    return PlanDocument(
        organisation=Organisation(uuid="org", type="อบต.", name="อบต.ทดสอบ"),
        plan=Plan(uuid="plan", period=Period(2571, 2575)),
        issues=(Issue(uuid="i1", number="1", title="โครงสร้างพื้นฐาน"),),
        projects=projects,
        **fields,
    )


def divided_plan() -> PlanDocument:
    """Projects whose money stands partly or wholly in sub-items."""
    return plan_of(
        Project(uuid="a", issue="i1", title="ไม่มีรายการย่อย", own_budgets={2571: 100_00, 2572: 0}),
        Project(
            uuid="b",
            issue="i1",
            title="เงินอยู่ในรายการย่อยสองรายการ",
            sub_items=(
                SubItem(uuid="b1", text="1) ย่อย", budgets={2571: 10_00}),
                SubItem(uuid="b2", text="2) ย่อย", budgets={2571: 20_00, 2573: 5_00}),
            ),
        ),
        Project(
            uuid="c",
            issue="i1",
            title="เงินอยู่ทั้งสองที่",
            own_budgets={2571: 1_00},
            sub_items=(SubItem(uuid="c1", text="1) ย่อย", budgets={2571: 2_00, 2575: 7_25}),),
        ),
        Project(uuid="d", issue="i1", title="ไม่มีเงิน", sub_items=(SubItem(uuid="d1", text="ว่าง"),)),
    )


def open_book(path: Path, *, values: bool) -> Any:
    return openpyxl.load_workbook(path, data_only=values)


def sheet_of(book: Any, form: str) -> Any:
    start = form.replace("/", "-") + " "
    return next(sheet for sheet in book.worksheets if sheet.title.startswith(start))


def row_of(sheet: Any, text: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() for cell in row if cell.value == text)


@pytest.fixture(scope="module", params=LAYOUTS)
def sample_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("excel") / "plan.xlsx"
    write_workbook(sample_plan(), path, layout=request.param)
    return request.param, path


def test_one_sheet_for_each_form_and_one_nobody_sees(sample_book: tuple[str, Path]) -> None:
    layout, path = sample_book
    book = open_book(path, values=True)
    forms = [sheet.title.split(" ")[0].replace("-", "/") for sheet in book.worksheets[:-1]]
    assert forms == list(build_all(sample_plan(), layout))
    assert book.worksheets[-1].title == "_kkplan"
    assert book.worksheets[-1].sheet_state == "veryHidden"
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets[:-1])


def test_every_printed_text_and_amount_is_in_its_sheet(sample_book: tuple[str, Path]) -> None:
    layout, path = sample_book
    book = open_book(path, values=True)
    for form, tables in build_all(sample_plan(), layout).items():
        sheet = sheet_of(book, form)
        found = _values_by_row(sheet, len(tables[0].columns))
        for table in tables:
            for line in (table.stamp, *table.title_lines, *table.lines_above):
                assert (line,) in {values[:1] for values in found}
            for row in table.rows:
                assert _as_written(row.cells, row.kind, table) in found, (form, row)


def _as_written(cells: tuple[Any, ...], kind: RowKind, table: FormTable) -> tuple[Any, ...]:
    detail = all(column.kind is not ColumnKind.COUNT for column in table.columns)
    line = kind in (RowKind.ITEM, RowKind.SUB_ITEM)
    written: list[Any] = []
    for value, column in zip(cells, table.columns, strict=True):
        number = column.kind in (ColumnKind.MONEY, ColumnKind.COUNT)
        if kind is RowKind.GROUP or not number:
            written.append(value or None)
        elif value is None:
            written.append("-" if detail and line else 0)
        else:
            money = column.kind is ColumnKind.MONEY and kind is not RowKind.COUNT_TOTAL
            written.append(value / 100 if money else value)
    return tuple(written)


def _values_by_row(sheet: Any, width: int) -> set[tuple[Any, ...]]:
    return {
        tuple(value or None if isinstance(value, str) else value for value in row[:width])
        for row in sheet.iter_rows(values_only=True)
    }


def test_sums_are_formulas_with_the_right_values_beside_them(tmp_path: Path) -> None:
    plan = divided_plan()
    path = tmp_path / "plan.xlsx"
    write_workbook(plan, path, layout="2571")
    values = sheet_of(open_book(path, values=True), "ผ.02")
    formulas = sheet_of(open_book(path, values=False), "ผ.02")
    budget, count = row_of(values, "รวมงบประมาณ"), row_of(values, "รวมจำนวนโครงการ")
    assert [values.cell(budget, column).value for column in range(5, 10)] == [133, 0, 5, 0, 7.25]
    assert [values.cell(count, column).value for column in range(5, 10)] == [3, 0, 1, 0, 1]
    first, last = row_of(values, "ไม่มีรายการย่อย"), budget - 1
    assert formulas.cell(budget, 5).value == f"=SUM(E{first}:E{last})"
    assert formulas.cell(count, 5).value == (
        f'=COUNTIF(E{first}:E{last},">0")'
        f'-COUNTIF(E{first + 1}:E{first + 3},">0")+(SUM(E{first + 1}:E{first + 3})>0)'
        f'-COUNTIF(E{first + 4}:E{first + 5},">0")+(SUM(E{first + 4}:E{first + 5})>0)'
        f'-COUNTIF(E{first + 6}:E{first + 7},">0")+(SUM(E{first + 6}:E{first + 7})>0)'
    )


def test_the_summary_points_at_the_feet_of_the_detail_sheets(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(divided_plan(), path, layout="2566")
    values, formulas = open_book(path, values=True), open_book(path, values=False)
    foot = row_of(sheet_of(values, "ผ.02"), "รวมงบประมาณ")
    summary = sheet_of(formulas, "ผ.01")
    item = row_of(sheet_of(values, "ผ.01"), "ยังไม่ระบุแผนงาน")
    assert summary.cell(item, 3).value == f"='ผ.02 โครงการพัฒนาท้องถิ่น'!E{foot}"
    assert summary.cell(item, 2).value == f"='ผ.02 โครงการพัฒนาท้องถิ่น'!E{foot + 1}"
    assert summary.cell(item, 13).value == f"=C{item}+E{item}+G{item}+I{item}+K{item}"
    subtotal, total = row_of(sheet_of(values, "ผ.01"), "รวม"), row_of(sheet_of(values, "ผ.01"), "รวมทั้งสิ้น")
    assert summary.cell(total, 3).value == f"=C{subtotal}"
    assert sheet_of(values, "ผ.01").cell(total, 3).value == 133
    assert sheet_of(values, "ผ.01").cell(total, 12).value == 5


def test_hundreds_of_divided_projects_are_still_counted_by_one_formula(tmp_path: Path) -> None:
    projects = [
        Project(
            uuid=f"p{n}",
            issue="i1",
            title=f"โครงการ {n}",
            own_budgets={2571: 1_00},
            sub_items=(SubItem(uuid=f"s{n}", text="ย่อย", budgets={2571: 1_00, 2572: 1_00}),),
        )
        for n in range(300)
    ]
    path = tmp_path / "plan.xlsx"
    write_workbook(plan_of(*projects), path, layout="2571")
    sheet = sheet_of(open_book(path, values=False), "ผ.02")
    formula = sheet.cell(row_of(sheet, "รวมจำนวนโครงการ"), 5).value
    assert formula.startswith("=SUMPRODUCT(")
    assert len(formula) < 8192
    assert sheet_of(open_book(path, values=True), "ผ.02").cell(sheet.max_row, 6).value == 300


@pytest.mark.parametrize(
    "text", ["=1+1", "+66", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.y", "007"]
)
def test_texts_that_look_like_something_else_stay_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.xlsx"
    plan = plan_of(Project(uuid="x", issue="i1", title=text, objective=text, agency=text))
    write_workbook(replace(plan, organisation=replace(plan.organisation, name=text)), path, layout="2571")
    sheet = sheet_of(open_book(path, values=False), "ผ.02")
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 4
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_amounts_are_numbers_and_blank_years_a_dash(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    project = Project(uuid="x", issue="i1", title="ก", own_budgets={2571: 1_632_820_00, 2572: 0, 2573: 50})
    write_workbook(plan_of(project), path, layout="2571")
    sheet = sheet_of(open_book(path, values=True), "ผ.02")
    cells = [sheet.cell(row_of(sheet, "ก"), column) for column in range(5, 9)]
    assert [cell.value for cell in cells] == [1632820, 0, 0.5, "-"]
    assert [cell.number_format for cell in cells[:3]] == [
        "#,##0;-#,##0;-",
        "#,##0;-#,##0;-",
        "#,##0.00;-#,##0.00;-",
    ]


def test_thai_digits_in_texts_and_number_formats(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    project = Project(uuid="x", issue="i1", title="ถนน 10 สาย", own_budgets={2571: 5_00})
    write_workbook(plan_of(project), path, layout="2571", digits=DigitStyle.THAI)
    book = open_book(path, values=True)
    sheet = sheet_of(book, "ผ.02")
    row = row_of(sheet, to_thai("ถนน 10 สาย"))
    assert sheet["A3"].value == to_thai("แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)")
    assert sheet.cell(row, 5).value == 5
    assert sheet.cell(row, 5).number_format.startswith("[$-D00041E]#,##0;")
    record = json.loads(sheet.cell(row, 15).value)
    assert record["title"] == "ถนน 10 สาย"
    assert record["printed"] == {"title": to_thai("ถนน 10 สาย")}


def test_the_sheet_prints_as_the_form_demands(sample_book: tuple[str, Path]) -> None:
    layout, path = sample_book
    sheet = sheet_of(open_book(path, values=True), "ผ.02")
    tables = build(sample_plan(), "ผ.02", layout)
    under_head = 1 + len(tables[0].title_lines) + tables[0].head_tiers
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page wide is the format's default and not written out.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"$1:${under_head}"
    assert sheet.freeze_panes == f"C{under_head + 1}"
    assert "&P/&N" in sheet.oddFooter.right.text
    starts = [brk.id + 1 for brk in sheet.row_breaks.brk]
    assert len(starts) == len(tables) - 1
    for start, table in zip(starts, tables[1:], strict=True):
        assert sheet.cell(start, 1).value == table.lines_above[0]
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    assert hidden
    assert sheet.print_area.split("$")[3] == openpyxl.utils.get_column_letter(len(tables[0].columns))
    assert sheet["A1"].font.name == "TH SarabunPSK"


def test_a_tall_row_becomes_several_merged_ones_that_excel_can_show(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    long_text = "เพื่อพัฒนาคุณภาพชีวิตของประชาชนในเขตองค์การบริหารส่วนตำบล " * 40
    plan = plan_of(
        Project(uuid="x", issue="i1", title="สูง", objective=long_text.strip(), own_budgets={2571: 5_00}),
        Project(uuid="y", issue="i1", title="ถัดไป", own_budgets={2571: 6_00}),
    )
    write_workbook(plan, path, layout="2566")
    sheet = sheet_of(open_book(path, values=True), "ผ.02")
    first, following = row_of(sheet, "สูง"), row_of(sheet, "ถัดไป")
    assert following - first > 3
    merged = {str(block) for block in sheet.merged_cells.ranges}
    assert f"C{first}:C{following - 1}" in merged
    assert f"E{first}:E{following - 1}" in merged
    assert sheet.cell(first, 3).value == long_text.strip()
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(height for height in heights if height) <= 409
    budget = row_of(sheet, "รวมงบประมาณ")
    assert sheet.cell(budget, 5).value == 11
    assert sheet.cell(budget + 1, 5).value == 2


def test_hidden_cells_carry_what_the_form_does_not_print(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    project = Project(
        uuid="x",
        issue="i1",
        programme="แผนงานการศึกษา",
        title="ก",
        kpi="ร้อยละ 80",
        own_budgets={2571: 5_00, 2580: 9_00},
        enacted_budgets={2571: 4_00},
        note="ภายใน",
        sub_items=(SubItem(uuid="s", text="ย่อย", budgets={2572: 1_00}),),
    )
    write_workbook(plan_of(project), path, layout="2571")
    sheet = sheet_of(open_book(path, values=True), "ผ.02")
    row, width = row_of(sheet, "ก"), 11
    heads = [sheet.cell(6, width + at).value for at in range(1, 5)]
    assert heads == ["kk:uuid", "kk:parent", "kk:kind", "kk:record"]
    assert [sheet.cell(row, width + at).value for at in (1, 2, 3)] == ["x", None, "item"]
    assert json.loads(sheet.cell(row, width + 4).value) == {
        "position": 0,
        "form": "ผ.02",
        "issue": "i1",
        "programme": "แผนงานการศึกษา",
        "kpi": "ร้อยละ 80",
        "enacted_budgets": {"2571": 4_00},
        "note": "ภายใน",
        "own_budgets": {"2580": 9_00},
    }
    assert [sheet.cell(row + 1, width + at).value for at in (1, 2, 3, 4)] == ["s", "x", "sub_item", None]


def test_a_record_too_long_for_a_cell_is_carried_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    plan = plan_of(Project(uuid="x", issue="i1", title="ก", kpi="ค" * 32_767, note="น" * 32_767))
    write_workbook(plan, path, layout="2571")
    sheet = sheet_of(open_book(path, values=True), "ผ.02")
    columns = [at for at in range(1, sheet.max_column + 1) if sheet.cell(6, at).value == "kk:record"]
    assert len(columns) == 3
    text = "".join(sheet.cell(row_of(sheet, "ก"), at).value for at in columns)
    assert json.loads(text)["note"] == "น" * 32_767


def test_the_unseen_sheet_holds_the_plan_around_the_rows(sample_book: tuple[str, Path]) -> None:
    layout, path = sample_book
    sheet = open_book(path, values=True)["_kkplan"]
    rows = {
        row[0]: json.loads("".join(piece for piece in row[1:] if piece))
        for row in sheet.iter_rows(values_only=True)
    }
    plan = plan_to_json(sample_plan())
    assert rows["format"] == "kkplanner-excel"
    assert rows["layout"] == layout
    for key in ("organisation", "plan", "villages", "agencies", "editions", "issues"):
        assert rows[key] == plan[key]


def test_a_text_that_excel_cannot_keep_stops_the_export_and_names_the_project(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    fits = plan_of(Project(uuid="x", issue="i1", title="พอดี", objective="ก" * 32_767))
    write_workbook(fits, tmp_path / "fits.xlsx", layout="2571")
    plan = plan_of(Project(uuid="x", issue="i1", title="ยาวมาก", objective="ก" * 32_768))
    with pytest.raises(ExcelTextTooLongError, match="ยาวมาก"):
        write_workbook(plan, path, layout="2571")
    assert path.read_bytes() == b"old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["fits.xlsx", "plan.xlsx"]


def test_faults_of_the_target_are_named_and_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(TargetFolderError):
        write_workbook(divided_plan(), tmp_path / "gone" / "plan.xlsx", layout="2571")
    with pytest.raises(UnknownLayoutError):
        write_workbook(divided_plan(), tmp_path / "plan.xlsx", layout="2599")
    if os.geteuid() != 0:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o500)
        with pytest.raises(TargetLockedError):
            write_workbook(divided_plan(), closed / "plan.xlsx", layout="2571")
    assert not list(tmp_path.glob("**/*.xlsx")) + list(tmp_path.glob("**/*.tmp"))


def test_stopping_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def stop(done: int, of: int) -> None:
        assert (done, of) == (1, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_workbook(divided_plan(), path, layout="2571", progress=stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, sample_book: tuple[str, Path]) -> None:
    layout, first = sample_book
    again = tmp_path / "again.xlsx"
    write_workbook(sample_plan(), again, layout=layout)
    assert again.read_bytes() == first.read_bytes()


def test_a_plan_without_projects_still_has_its_summary(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(plan_of(), path, layout="2566")
    book = open_book(path, values=True)
    assert [sheet.title for sheet in book.worksheets] == ["ผ.01 บัญชีสรุป", "_kkplan"]
    sheet = book.worksheets[0]
    assert sheet.cell(row_of(sheet, "รวมทั้งสิ้น"), 3).value == 0


soffice = shutil.which("soffice")


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_program_computes_the_same_sums(tmp_path: Path, layout: str) -> None:
    """LibreOffice opens the file, computes every formula anew and comes to the values in the file."""
    plan = divided_plan()
    equipment = Project(uuid="e", form=Form.P03, issue="i1", title="โต๊ะ", own_budgets={2571: 40_00})
    many = [
        Project(
            uuid=f"p{n}",
            issue="i1",
            title=f"โครงการ {n}",
            sub_items=tuple(SubItem(uuid=f"p{n}-{k}", text="ย่อย", budgets={2572: 1_00}) for k in range(2)),
        )
        for n in range(200)
    ]
    path = tmp_path / "plan.xlsx"
    write_workbook(replace(plan, projects=(*plan.projects, *many, equipment)), path, layout=layout)
    without_values = tmp_path / "bare.xlsx"
    # openpyxl drops the computed values when it saves, so that LibreOffice has to compute.
    open_book(path, values=False).save(without_values)
    profile = (tmp_path / "profile").as_uri()
    command = [
        str(soffice),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path / "out"),
        str(without_values),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    ours, formulas, theirs = (
        open_book(path, values=True),
        open_book(path, values=False),
        open_book(tmp_path / "out" / "bare.xlsx", values=True),
    )
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    expected = ours[sheet.title][cell.coordinate].value
                    assert theirs[sheet.title][cell.coordinate].value == pytest.approx(expected), cell.value
                    compared += 1
    assert compared > 20
