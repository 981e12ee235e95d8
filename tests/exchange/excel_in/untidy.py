"""Small untidy workbooks, written with openpyxl (which stores formulas without values, as the tests need)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kkplanner.exchange.excel_in import ImportOutcome
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Organisation, Plan
from kkplanner.thai.period import Period

YEARS = (2571, 2572, 2573, 2574, 2575)

TITLES: list[list[object]] = [
    ["รายละเอียดโครงการพัฒนา"],
    ["แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)"],
    ["องค์การบริหารส่วนตำบลตัวอย่าง"],
    ["1. ยุทธศาสตร์ด้านโครงสร้างพื้นฐาน"],
    ["    1.1 กลยุทธ์พัฒนาเส้นทางคมนาคม"],
    ["    (1) แผนงานอุตสาหกรรมและการโยธา"],
]
HEAD: list[list[object]] = [
    [
        "ที่",
        "โครงการ",
        "วัตถุประสงค์",
        "เป้าหมาย",
        "งบประมาณ",
        *[None] * 4,
        "ตัวชี้วัด\n(KPI)",
        "ผลที่คาดว่า\nจะได้รับ",
        "หน่วยงาน\nรับผิดชอบหลัก",
    ],
    [None, None, None, "(ผลผลิตของโครงการ)", *YEARS],
    [None, None, None, None, *["(บาท)"] * 5],
]
FIRST_ROW = len(TITLES) + len(HEAD) + 1
"""Sheet row of the first data row under TITLES and HEAD."""

Rows = Sequence[Sequence[object]]


def project(
    number: object = 1, title: object = "ก่อสร้างถนน", *amounts: object, **texts: object
) -> list[object]:
    """A data row under HEAD; amounts by year from the first."""
    filled = [*amounts, *[None] * (5 - len(amounts))]
    return [
        number,
        title,
        texts.get("objective", "เพื่อให้เดินทางสะดวก"),
        texts.get("target", "ยาว 500 เมตร"),
        *filled,
        texts.get("kpi", "ร้อยละ 80"),
        texts.get("expected", "เดินทางสะดวก"),
        texts.get("agency", "กองช่าง"),
    ]


def write(
    path: Path, *sheets: Rows, merges: Sequence[str] = (), change: Callable[..., None] | None = None
) -> Path:
    """One worksheet for each list of rows."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets, 1):
        worksheet = workbook.create_sheet(f"แผ่น{number}")
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    worksheet.cell(at, column, value)
        for merge in merges:
            worksheet.merge_cells(merge)
    if change is not None:
        change(workbook)
    workbook.save(path)
    return path


def empty_plan(first: int = 2571, last: int = 2575) -> PlanDocument:
    return PlanDocument(
        organisation=Organisation(type="อบต.", name="องค์การบริหารส่วนตำบลตัวอย่าง"),
        plan=Plan(period=Period(first, last)),
    )


def found(outcome: ImportOutcome, finding_id: str) -> list[tuple[int | None, str | None]]:
    """Places (row, column) of the findings of one id."""
    return [(one.row, one.column) for one in outcome.report.findings if one.id == finding_id]
