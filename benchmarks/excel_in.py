"""Import of workbooks, beside calamine and openpyxl merely reading the same cells in the same run.

    python benchmarks/excel_in.py [WORKBOOK.xlsx]

Three workbooks: a real one of 15 sheets (KKPLANNER_SHARED, or the path given), one of 32 sheets with 360 projects and
200 text boxes made from the sample plan, and a sheet of 50,000 formatted blank rows. Targets: import of 32 sheets
< 4 s, of the blank rows < 3 s, peak < 300 MB.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
BLANK_ROWS = 50_000
SHEETS, PROJECTS, BOXES = 32, 360, 200


def import_book(path: Path) -> str:
    from kkplanner.exchange.excel_in import import_into, read_book
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Organisation, Plan
    from kkplanner.thai.period import Period

    book = read_book(path)
    first = book.first_year or 2571
    plan = PlanDocument(
        organisation=Organisation(type="ทน.", name="เทศบาล"), plan=Plan(period=Period(first, first + 4))
    )
    report = import_into(plan, book).report
    return f"{report.projects + report.equipment} rows, {report.total_baht:,} baht"


def openpyxl_plain(path: Path) -> str:
    import openpyxl

    workbook = openpyxl.load_workbook(path, data_only=True)
    return f"{sum(1 for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None)} cells"


def openpyxl_read_only(path: Path) -> str:
    import openpyxl

    workbook = openpyxl.load_workbook(path, data_only=True, read_only=True)
    cells = sum(
        1
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )
    workbook.close()
    return f"{cells} cells"


def calamine(path: Path) -> str:
    import python_calamine

    workbook = python_calamine.load_workbook(path)
    cells = sum(
        1
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).iter_rows()
        for value in row
        if value not in ("", None)
    )
    return f"{cells} cells"


TASKS = {
    "kkplanner import": import_book,
    "calamine": calamine,
    "openpyxl plain": openpyxl_plain,
    "openpyxl read-only": openpyxl_read_only,
}


def child(task: str, path: Path, runs: int) -> None:
    """Run one task in a process of its own: first time with imports, best of the others, peak memory."""
    times = []
    result = ""
    for _ in range(runs):
        start = time.perf_counter()
        result = TASKS[task](path)
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{times[0]:.3f}\t{min(times):.3f}\t{peak:.0f}\t{result}")


def measure(path: Path, runs: int) -> None:
    print(f"{path.name} ({path.stat().st_size / 1000:.0f} kB)")
    print(f"  {'':20} {'first s':>8} {'best s':>8} {'peak MB':>8}")
    best: dict[str, float] = {}
    for task in TASKS:
        answer = subprocess.run(
            [sys.executable, __file__, "--child", task, str(path), str(runs)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ).stdout.strip()
        first, least, peak, result = answer.split("\t")
        best[task] = float(least)
        print(f"  {task:20} {first:>8} {least:>8} {peak:>8}  {result}")
    ours = best["kkplanner import"]
    for peer in list(TASKS)[1:]:
        print(f"  import / {peer}: {ours / best[peer]:.2f}")


def many_sheets(folder: Path) -> Path:
    """The sample's projects, again and again, in sheets as a city keeps them: extra columns, boxes, feet."""
    import xlsxwriter

    from kkplanner.exchange.sample import sample_plan

    projects = [project for project in sample_plan().projects if not project.form.is_equipment]
    path = folder / "32_sheets.xlsx"
    years = list(range(2571, 2576))
    with xlsxwriter.Workbook(str(path)) as workbook:
        border = workbook.add_format({"border": 1, "text_wrap": True})
        taken = 0
        for number in range(SHEETS):
            sheet = workbook.add_worksheet(f"แผ่น {number + 1}")
            sheet.write_column(
                0,
                0,
                [
                    "รายละเอียดโครงการพัฒนา",
                    "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)",
                    f"{number % 8 + 1}. ยุทธศาสตร์ที่ {number % 8 + 1} ของเรา",
                    f"{number % 8 + 1}.1 กลยุทธ์ข้อแรก",
                    "(1) แผนงานเคหะและชุมชน",
                ],
            )
            head = ["ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย", *years, "ตัวชี้วัด", "ผลที่คาดว่าจะได้รับ", "หน่วยงาน"]
            sheet.write_row(5, 0, head, border)
            share = PROJECTS * (number + 1) // SHEETS - PROJECTS * number // SHEETS
            for at in range(share):
                one = projects[(taken + at) % len(projects)]
                texts = [at + 1, f"{one.title} ระยะที่ {taken + at}", one.objective, one.target]
                amounts = [one.budgets.get(year, 0) // 100 for year in years]
                sheet.write_row(
                    6 + at, 0, [*texts, *amounts, one.kpi, one.expected_result, one.agency], border
                )
            for at in range(BOXES * (number + 1) // SHEETS - BOXES * number // SHEETS):
                sheet.insert_textbox(6 + at, 5, f"แก้ไข ครั้งที่ {at + 1} / 2572", {"width": 80, "height": 18})
            for row in range(6 + share, 400):
                for column in range(12):
                    sheet.write_blank(row, column, None, border)
            taken += share
    return path


def blank_rows(folder: Path) -> Path:
    import xlsxwriter

    path = folder / "formatted_blank_rows.xlsx"
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = workbook.add_worksheet()
    border = workbook.add_format({"border": 1})
    head = ["ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย", 2566, 2567, 2568, 2569, 2570, "หน่วยงาน"]
    sheet.write_row(0, 0, head)
    sheet.write_row(1, 0, [1, "ก่อสร้างถนน", "เพื่อให้สะดวก", "1 สาย", 100_000], border)
    for row in range(2, BLANK_ROWS):
        for column in range(12):
            sheet.write_blank(row, column, None, border)
    workbook.close()
    return path


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
        return
    sys.path.insert(0, str(ROOT))
    shared = Path(os.environ.get("KKPLANNER_SHARED", ROOT.parent / "shared"))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "real" / "plan_2566_city_part.xlsx"
    if path.is_file():
        measure(path, RUNS)
    else:
        print(f"{path} is not here: give the path of a workbook")
    with tempfile.TemporaryDirectory() as folder:
        measure(many_sheets(Path(folder)), RUNS)
        measure(blank_rows(Path(folder)), 1)


if __name__ == "__main__":
    main()
