"""Form tables as plans really have them, small enough to know every figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
import pytest

from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.forms.table import Column, ColumnKind, FormTable, HeadCell, Row, RowKind
from kkplanner.thai.words import Segmenter

YEARS = range(2571, 2576)

OBJECTIVES = (
    "เพื่อให้ประชาชนมีเส้นทางคมนาคมที่สะดวก ปลอดภัย และขนส่งผลผลิตทางการเกษตรได้ตลอดทั้งปี",
    "เพื่อส่งเสริมการเรียนรู้ของเด็ก ๆ ผู้ด้อยโอกาส ญาติผู้ป่วยติดเตียง และผู้สูงอายุ ฯลฯ",
    "1. เพื่อลดฝุ่น PM2.5 ช่วงฤดูแล้ง\n2. เพื่อปั๊มน้ำเก็บไว้ใช้ในฤดูแล้ง ค่าน้ำมัน “ไม่เกินร้อยละ 5”",
    "เพื่อซื้อเก้าอี้ โต๊ะ ตู้เหล็ก และครุภัณฑ์ที่จำเป็นให้ศูนย์พัฒนาเด็กเล็ก (ศพด.) ทั้ง 3 แห่ง",
)
TITLES = (
    "ก่อสร้างถนนคอนกรีตเสริมเหล็ก (คสล.) สายบ้านป่าเหลื่อม หมู่ที่ 3 ตำบลบ้านค้อ",
    "ขุดลอกลำห้วยฝั่งซ้าย ช่วงฐานพระใหญ่ถึงบ้านญวน หมู่ที่ 12",
    "ส่งเสริมกิจกรรมวันผู้สูงอายุและสืบสานประเพณีลอยกระทง ประจำปี พ.ศ. 2571",
    "จัดซื้อเครื่องสูบน้ำขนาด 12 นิ้ว พร้อมอุปกรณ์",
)

MakeTable = Callable[..., FormTable]
Write = Callable[..., pypdf.PdfReader]


@pytest.fixture(scope="session")
def cutter() -> Segmenter:
    return Segmenter()


@pytest.fixture
def make_table() -> MakeTable:
    def make(
        items: int,
        *,
        tall: dict[int, str] | None = None,
        sub_items: Sequence[int] = (),
        group_every: int = 0,
        orientation: str = "landscape",
    ) -> FormTable:
        columns = [
            Column(key="index", kind=ColumnKind.INDEX, width_mm=9),
            Column(key="title", kind=ColumnKind.TEXT, width_mm=46, fields=("title",)),
            Column(key="objective", kind=ColumnKind.TEXT, width_mm=46),
            Column(key="target", kind=ColumnKind.TEXT, width_mm=38),
            *(Column(key=f"y{y}", kind=ColumnKind.MONEY, width_mm=19, year=y, align="right") for y in YEARS),
            Column(key="agency", kind=ColumnKind.TEXT, width_mm=20, align="center"),
        ]
        texts = ((0, "ที่"), (1, "โครงการ"), (2, "วัตถุประสงค์"), (3, "เป้าหมาย (ผลผลิตของโครงการ)"))
        head = [HeadCell(text=text, row=0, column=column, rows=3) for column, text in texts]
        head.append(HeadCell(text="งบประมาณ", row=0, column=4, columns=5))
        head += [HeadCell(text=str(year), row=1, column=4 + n) for n, year in enumerate(YEARS)]
        head += [HeadCell(text="(บาท)", row=2, column=4 + n) for n in range(5)]
        head.append(HeadCell(text="หน่วยงานรับผิดชอบหลัก", row=0, column=9, rows=3))
        rows: list[Row] = []
        sums, counts = [0] * 5, [0] * 5
        for number in range(items):
            if group_every and number % group_every == 0:
                label = f"แนวทางการพัฒนาที่ {number // group_every + 1} ก่อสร้าง ปรับปรุง และบำรุงรักษา"
                rows.append(Row(kind=RowKind.GROUP, cells=(label, *[None] * 9)))
            amounts = [
                None if (number + year) % 4 == 3 else (125_000 + 1_500 * number + year) * 100
                for year in range(5)
            ]
            objective = (tall or {}).get(number, OBJECTIVES[number % len(OBJECTIVES)])
            target = f"ยาว {50 * (number + 1):,} เมตร หนา 0.15 เมตร หรือมีพื้นที่ไม่น้อยกว่า {250 * (number + 1):,} ตารางเมตร"
            title = f"{TITLES[number % len(TITLES)]} ช่วงที่ {number + 1}"
            rows.append(
                Row(
                    kind=RowKind.ITEM,
                    cells=(number + 1, title, objective, target, *amounts, "กองช่าง"),
                    uuid=f"p{number}",
                )
            )
            for year, amount in enumerate(amounts):
                sums[year] += amount or 0
                counts[year] += amount is not None
            if number in sub_items:
                own = [2_000_050 * (year + 1) for year in range(5)]
                text = f"วางท่อระบายน้ำ คสล. จำนวน {number + 7} ท่อน"
                cells = (None, None, None, text, *own, None)
                rows.append(Row(kind=RowKind.SUB_ITEM, cells=cells, parent=f"p{number}"))
                sums = [total + amount for total, amount in zip(sums, own, strict=True)]
        for kind, label, values in (
            (RowKind.BUDGET_TOTAL, "รวมงบประมาณ", sums),
            (RowKind.COUNT_TOTAL, "รวมจำนวนโครงการ", counts),
        ):
            rows.append(Row(kind=kind, cells=(label, None, None, None, *values, None), label_span=4))
        return FormTable(
            form="ผ.02",
            layout="2571",
            stamp="แบบ ผ.02",
            title_lines=("รายละเอียดโครงการพัฒนา", "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)"),
            lines_above=("ประเด็นการพัฒนาที่ 1: การพัฒนาโครงสร้างพื้นฐาน",),
            outline="ประเด็นที่ 1 การพัฒนาโครงสร้างพื้นฐาน",
            orientation=orientation,
            columns=tuple(columns),
            head=tuple(head),
            rows=tuple(rows),
        )

    return make


@pytest.fixture
def write(tmp_path: Path, cutter: Segmenter) -> Write:
    """Writes tables and reads the file back."""

    def write_and_read(*tables: FormTable, **options: object) -> pypdf.PdfReader:
        path = tmp_path / "forms.pdf"
        settings = {"title": "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)", "author": "อบต.ตัวอย่าง", "cutter": cutter}
        write_forms_pdf(tables, path, **(settings | options))
        return pypdf.PdfReader(path)

    return write_and_read
