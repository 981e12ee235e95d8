"""Plans written into workbooks the way clerks lay them out: a strategy of plans, one of layouts, a writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from exchange.excel_in.untidy import YEARS
from hypothesis import strategies as st

from kkplanner.exchange.excel_in.findings import column_letter
from kkplanner.plan.kinds import Form
from kkplanner.thai.digits import to_thai
from kkplanner.thai.money import format_baht

KINDS = [
    "ก่อสร้างถนน",
    "ขุดลอกคลอง",
    "อบรมอาสาสมัคร",
    "ซ่อมแซมฝาย",
    "ส่งเสริมอาชีพ",
    "จัดงาน “รักษ์น้ำ”",
    "รวมพลังชุมชน",
    "เพิ่มเติมไฟฟ้า",
]
PLACES = ["หมู่ที่ 3", "บ้านโนน", "สายหลัก", "(ต่อเนื่อง)", "ประจำปี", "ชุมชนวัดไทร 12/1"]
TEXTS = [
    "1. เพื่อความสะดวก",
    "2. ร้อยละ 80",
    "ประชาชน 500 คน",
    "งานทาง",
    "- ระบายน้ำ",
    "สำนักช่าง/กองคลัง",
    "3.5 กม.",
]
AGENCIES = ["กองช่าง", "สำนักปลัด", "กองสวัสดิการสังคม\nสำนักช่าง", "กรมทางหลวงชนบท"]
PROGRAMMES = ["แผนงานการเกษตร", "แผนงานการศึกษา", "แผนงานบริหารงานทั่วไป"]
TYPES = ["ครุภัณฑ์สำนักงาน", "ครุภัณฑ์คอมพิวเตอร์หรืออิเล็กทรอนิกส์", "ครุภัณฑ์การเกษตร"]
FIELDS = {
    "index": "ที่",
    "title": "โครงการ",
    "objective": "วัตถุประสงค์",
    "target": "เป้าหมาย",
    "kpi": "ตัวชี้วัด\n(KPI)",
    "expected_result": "ผลที่คาดว่า\nจะได้รับ",
    "agency": "หน่วยงานที่\nรับผิดชอบหลัก",
    "asked_agency": "หน่วยงานที่จะขอประสาน",
    "programme": "แผนงาน",
    "category": "หมวด",
    "equipment_type": "ประเภท",
}
PURPOSE = {
    Form.P02: None,
    Form.P02_1: "ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน (พ.ศ. 2571 - 2575)",
    Form.P02_2: "สำหรับโครงการที่เกินศักยภาพขององค์กรปกครองส่วนท้องถิ่น",
    Form.P03: None,
}

texts = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(" ".join)
more = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2).map("; ".join)
baht = st.none() | st.integers(1, 90_000_000)
amounts = st.lists(baht, min_size=5, max_size=5)


@dataclass
class Row:
    """A project as the plan should have it; `title2` and so on are what the clerk wrote on the next row."""

    title: str
    objective: str
    target: str
    kpi: str
    expected_result: str
    agency: str
    amounts: list[int | None]
    enacted: list[int | None]
    items: list[tuple[str, list[int | None]]]
    rest: dict[str, str]  # field → its rest on a continuation row
    edition: tuple[str, int, int] | None
    equipment_type: str
    programme: str


@dataclass
class Layout:
    """How one sheet is laid out. All but `form` is the clerk's taste."""

    form: Form
    grouped: bool  # ผ.03 of 2571: name of its own column, grouped by ประเภทครุภัณฑ์
    name: str
    rows_above: int
    columns_left: int
    tiers: int
    kpi: bool
    enacted: bool
    total: bool
    merged: bool
    merged_agency: bool
    thai: bool
    blank_rows: int
    foot: str
    counts: bool
    repeat_head: bool
    upward: bool
    christian: bool
    unit: int
    stamp: str


layouts = st.builds(
    Layout,
    form=st.sampled_from(list(PURPOSE)),
    grouped=st.booleans(),
    name=st.sampled_from(["ยุทธ1.1แผนงาน", "Sheet1 (2)", "ผ.08", "แผนชุมชน", "2.1", "ผ.01 สรุป"]),
    rows_above=st.integers(0, 6),
    columns_left=st.integers(0, 3),
    tiers=st.integers(2, 3),
    kpi=st.booleans(),
    enacted=st.booleans(),
    total=st.booleans(),
    merged=st.booleans(),
    merged_agency=st.booleans(),
    thai=st.booleans(),
    blank_rows=st.integers(0, 2),
    foot=st.sampled_from(["", "รวมงบประมาณ", "รวม", "รวมทั้งสิ้น", "Total", "รวมเป็นเงิน"]),
    counts=st.booleans(),
    repeat_head=st.booleans(),
    upward=st.booleans(),
    christian=st.booleans(),
    unit=st.sampled_from([1, 1, 1, 1_000, 1_000_000]),
    stamp=st.sampled_from(["", "แบบ ผ.02", "ผ.02/1", "ผ. 08"]),
)
titles = st.tuples(st.sampled_from(KINDS), st.sampled_from(PLACES), st.integers(1, 99)).map(
    lambda parts: f"{parts[0]} {parts[1]} ระยะ {parts[2]}"
)


def states_its_sum(row: Row) -> bool:
    """Own amounts that are the sum of the items: read as that sum, so they are no amounts of their own."""
    sums = [sum(item[at] or 0 for _, item in row.items) for at in range(len(YEARS))]
    return len(row.items) > 1 and [amount or 0 for amount in row.amounts] == sums


rows = st.builds(
    Row,
    title=titles,
    objective=texts,
    target=texts,
    kpi=texts,
    expected_result=texts,
    agency=st.sampled_from(AGENCIES),
    amounts=amounts.filter(any),
    enacted=amounts,
    items=st.lists(st.tuples(texts, amounts.filter(any)), max_size=2),
    rest=st.dictionaries(st.sampled_from(["title", "objective", "expected_result"]), more, max_size=2),
    edition=st.none()
    | st.tuples(
        st.sampled_from(["เพิ่มเติม", "เปลี่ยนแปลง", "แก้ไข"]), st.integers(1, 12), st.integers(2571, 2575)
    ),
    equipment_type=st.sampled_from(TYPES),
    programme=st.sampled_from(PROGRAMMES),
).filter(lambda row: not states_its_sum(row))
plans = st.lists(st.tuples(layouts, st.lists(rows, min_size=1, max_size=4)), min_size=1, max_size=2)


def columns_of(layout: Layout) -> list[str]:
    """Fields and years from left to right."""
    years = [f"{year}" for year in YEARS] + ["total"] * layout.total
    if layout.form is Form.P03 and not layout.grouped:
        return ["index", "programme", "category", "equipment_type", "target", *years, "agency"]
    if layout.form is Form.P03:
        return ["index", "title", "target", *years, "expected_result", "agency"]
    last = "asked_agency" if layout.form is Form.P02_2 else "agency"
    kpi = ["kpi"] if layout.kpi else []
    return ["index", "title", "objective", "target", *years, *kpi, "expected_result", last]


class Writer:
    """Writes one sheet; what it leaves to taste is in the layout and in `style`, a number that varies the typing."""

    def __init__(self, layout: Layout, style: int) -> None:
        self.layout = layout
        self.style = style
        self.columns = columns_of(layout)
        self.rows: list[list[object]] = [[] for _ in range(layout.rows_above)]
        self.merges: list[tuple[int, int, int, int]] = []

    def sheet(self, rows: list[Row]) -> list[list[object]]:
        layout = self.layout
        self._titles()
        self._head()
        edition = kind = None
        number = 0
        sums = [0] * 5
        agency_at: tuple[str, int] | None = None
        for at, row in enumerate(rows):
            if layout.repeat_head and at == 1:
                self._head()
                agency_at = None
            if row.edition and row.edition != edition:
                edition, number, agency_at = row.edition, 0, None
                self._line(f"{edition[0]}ครั้งที่ {edition[1]} / {edition[2]}", column=1)
            if layout.form is Form.P03 and layout.grouped and row.equipment_type != kind:
                kind, agency_at = row.equipment_type, None
                self._line(f"ประเภทครุภัณฑ์: 1. {kind}")
            number += 1
            agency_at = self._project(row, number, agency_at)
            for taken in (row.amounts, *(extra for _, extra in row.items)):
                sums = [total + (amount or 0) for total, amount in zip(sums, taken, strict=True)]
            self.rows += [[]] * layout.blank_rows
        self._feet(rows, sums)
        return self.rows

    def _titles(self) -> None:
        layout = self.layout
        equipment = layout.form is Form.P03
        # Only what a stamp cannot say better: without a purpose a stamp is all that names the form.
        stamp = layout.stamp if layout.form is not Form.P02 or layout.stamp == "แบบ ผ.02" else ""
        title = "บัญชีครุภัณฑ์" if equipment else "รายละเอียดโครงการพัฒนา"
        self._row([title, *[None] * 9, stamp or None])
        for line in (PURPOSE[layout.form], "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)", "เทศบาลตำบลตัวอย่าง"):
            if line:
                self._row([line])
        if layout.upward:
            self._row(["ก. ยุทธศาสตร์ชาติ 20 ปี ยุทธศาสตร์ที่ 4"])
            self._row(["ยุทธศาสตร์จังหวัดที่ 6. ยกระดับคุณภาพชีวิต"])
        self._row(["1. ยุทธศาสตร์ด้านน้ำ"])
        self._row(["    1.1 กลยุทธ์แหล่งน้ำ"])
        if layout.unit != 1:
            self._row([None, None, None, {1_000: "หน่วย : พันบาท", 1_000_000: "(หน่วย : ล้านบาท)"}[layout.unit]])

    def _head(self) -> None:
        layout, columns = self.layout, self.columns
        first = len(self.rows) + 1
        words: list[object] = [None if name[0] == "2" else FIELDS.get(name, "รวม") for name in columns]
        at = columns.index("2571")
        words[at] = "งบประมาณ"
        if layout.form is Form.P03 and layout.grouped:
            words[columns.index("title")] = "ครุภัณฑ์"
        second: list[object] = [int(name) if name[0] == "2" else None for name in columns]
        second[columns.index("target")] = "(ผลผลิตของโครงการ)"
        if layout.enacted:
            words += ["เทศบัญญัติ", *[None] * 4]
            second += list(YEARS)
        second = [self._year(year) if isinstance(year, int) else year for year in second]
        third = [
            "(บาท)" if year and name[0] == "2" else None for year, name in zip(second, columns, strict=False)
        ]
        for tier in [words, second, third][: layout.tiers]:
            self._row(tier)
        if layout.merged:
            self._merge(first, 0, first + layout.tiers - 1, 0)
            self._merge(first, at, first, at + 4)

    def _year(self, year: int) -> object:
        year -= 543 if self.layout.christian else 0
        written = [
            year,
            f"ปี {year}",
            f"พ.ศ. {year}" if not self.layout.christian else f"ค.ศ. {year}",
            float(year),
        ]
        form = written[self.style % len(written)]
        return to_thai(form) if self.layout.thai and isinstance(form, str) else form

    def _project(self, row: Row, number: int, agency_at: tuple[str, int] | None) -> tuple[str, int]:
        layout = self.layout
        at = len(self.rows) + 1
        cells = {name: getattr(row, name, None) for name in self.columns if name in FIELDS}
        if "title" not in self.columns:
            cells |= {"target": f"{row.title}\n{row.target}", "category": "ค่าครุภัณฑ์"}
            cells["programme"] = row.programme.removeprefix("แผนงาน")
        cells["asked_agency"] = row.agency
        cells["index"] = [number, f"{number}", f"{number}.", to_thai(str(number))][self.style % 4]
        last = "asked_agency" if "asked_agency" in self.columns else "agency"
        begun = (row.agency, at)
        if layout.merged_agency and agency_at is not None and agency_at[0] == row.agency:
            cells[last] = None
            begun = agency_at
            column = self.columns.index(last)
            self.merges = [merge for merge in self.merges if merge[:2] != (agency_at[1], column)]
            self.merges.append((agency_at[1], column, at, column))
        self._data(cells, row.amounts, row.enacted if layout.enacted else [])
        if rest := {name: text for name, text in row.rest.items() if name in self.columns}:
            self._data(rest, [], [])
        for text, extra in row.items:
            self._data({"target": text}, extra, [])
        return begun

    def _data(self, cells: dict[str, object], amounts: list[int | None], enacted: list[int | None]) -> None:
        typed = {f"{year}": self._amount(amount) for year, amount in zip(YEARS, amounts, strict=False)}
        if any(amounts):
            typed["total"] = self._amount(sum(amount or 0 for amount in amounts))
        values = [cells.get(name, typed.get(name)) for name in self.columns]
        self._row([*values, *(self._amount(amount) for amount in enacted)])

    def _amount(self, amount: int | None) -> object:
        if amount is None:
            return [None, "-", " -   "][self.style % 3]
        if self.layout.unit != 1:
            return self._thai(f"{Decimal(amount) / self.layout.unit:f}")
        plain = format_baht(amount * 100)
        forms = [amount, float(amount), plain, f" {plain} ", f"{plain}.00", f"{plain}.-", str(amount)]
        form = forms[(self.style + amount) % len(forms)]
        return self._thai(form) if isinstance(form, str) else form

    def _thai(self, text: str) -> str:
        return to_thai(text) if self.layout.thai else text

    def _feet(self, rows: list[Row], sums: list[int]) -> None:
        layout = self.layout
        if layout.foot:
            self._data({"target": layout.foot}, list(sums), [])
        if layout.foot and layout.counts:
            counts = [
                sum(
                    any(taken[at] for taken in (row.amounts, *(extra for _, extra in row.items)))
                    for row in rows
                )
                for at in range(5)
            ]
            at = self.columns.index("2571")
            foot: list[object] = [None] * at + [*counts]
            foot[self.columns.index("target")] = "รวมจำนวนโครงการ"
            self._row(foot)

    def _line(self, text: str, column: int = 0) -> None:
        self._row([*[None] * column, text])

    def _row(self, values: Iterable[object]) -> None:
        self.rows.append([*[None] * self.layout.columns_left, *values])

    def _merge(self, *corners: int) -> None:
        self.merges.append(corners)

    def ranges(self) -> Iterator[str]:
        for first_row, first, last_row, last in self.merges:
            left = self.layout.columns_left + 1
            yield f"{column_letter(first + left)}{first_row}:{column_letter(last + left)}{last_row}"


def write_plan(path: Path, plan: list[tuple[Layout, list[Row]]], style: int) -> Path:
    """All sheets of a plan; equal sheet names get a number, as Excel gives them."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for layout, rows in plan:
        writer = Writer(layout, style)
        worksheet = workbook.create_sheet(layout.name)
        for at, row in enumerate(writer.sheet(rows), 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    worksheet.cell(at, column, value)
        for merge in writer.ranges():
            worksheet.merge_cells(merge)
    workbook.save(path)
    return path
