"""ผ.02 as PDF: this program, the same table by stock ReportLab paragraphs with shaping, and by typst.

    python benchmarks/pdf_forms.py [--rows 500] [--large 10000] [--runs 3]

Every measurement is a process of its own, from the start of the interpreter to the finished file. Ours runs without
a word cache, as on the first day, and with one, as on every other day. The rows are generated, but as varied as a real plan: places, sizes and amounts differ.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
sys.path.insert(0, str(ROOT))

YEARS = range(2571, 2576)
WIDTHS_MM = (9, 46, 40, 42, 17, 17, 17, 17, 17, 22, 24, 18)
HEADS = (
    "ที่",
    "โครงการ",
    "วัตถุประสงค์",
    "เป้าหมาย (ผลผลิตของโครงการ)",
    *(f"งบประมาณ {year} (บาท)" for year in YEARS),
    "ตัวชี้วัด (KPI)",
    "ผลที่คาดว่าจะได้รับ",
    "หน่วยงานรับผิดชอบหลัก",
)
NUMBERS = range(4, 9)

_PLACES = ("โคกสี", "หนองน้ำใส", "ป่าเหลื่อม", "ค้อใหญ่", "หนองกุง", "ดอนหัน", "ท่าพระ", "โนนม่วง", "สำราญ", "พระลับ")
_WORKS = (
    (
        "ก่อสร้างถนนคอนกรีตเสริมเหล็ก (คสล.)",
        "ถนน คสล. กว้าง {w}.00 เมตร ยาว {l:,} เมตร หนา 0.15 เมตร หรือมีพื้นที่ไม่น้อยกว่า {a:,} ตารางเมตร",
    ),
    (
        "ปรับปรุงถนนแอสฟัลท์ติกคอนกรีต",
        "ผิวจราจรกว้าง {w}.00 เมตร ยาว {l:,} เมตร หนาเฉลี่ย 0.05 เมตร พร้อมตีเส้นจราจร ไม่น้อยกว่า {a:,} ตารางเมตร",
    ),
    (
        "ก่อสร้างรางระบายน้ำรูปตัวยู",
        "รางระบายน้ำขนาดปากกว้าง 0.50 เมตร ลึก 0.60 เมตร ยาว {l:,} เมตร พร้อมฝาปิด จำนวน {w} ช่วง",
    ),
    (
        "ขุดลอกลำห้วยและก่อสร้างฝายน้ำล้น",
        "ขุดลอกกว้างเฉลี่ย {w}.00 เมตร ยาว {l:,} เมตร ลึกเฉลี่ย 2.50 เมตร ปริมาตรดินขุด {a:,} ลูกบาศก์เมตร",
    ),
    ("ขยายเขตประปาหมู่บ้าน", "วางท่อ พีวีซี ขนาด 3 นิ้ว ยาว {l:,} เมตร พร้อมมาตรวัดน้ำ {a:,} ครัวเรือน"),
    (
        "ส่งเสริมสุขภาพผู้สูงอายุและผู้ป่วยติดเตียง",
        "จัดกิจกรรมปีละ {w} ครั้ง ผู้เข้าร่วมครั้งละ {l:,} คน ครอบคลุมทุกหมู่บ้านในเขตพื้นที่ตำบล",
    ),
)
_AIMS = (
    "เพื่อให้ประชาชนมีเส้นทางคมนาคมที่สะดวก ปลอดภัย และขนส่งผลผลิตทางการเกษตรได้ตลอดทั้งปี",
    "เพื่อแก้ไขปัญหาน้ำท่วมขังและการระบายน้ำในชุมชนช่วงฤดูฝน",
    "เพื่อกักเก็บน้ำไว้ใช้ในการเกษตรและอุปโภคบริโภคในฤดูแล้งอย่างเพียงพอ",
    "1. เพื่อส่งเสริมคุณภาพชีวิตของผู้สูงอายุ เด็ก และผู้ด้อยโอกาส\n2. เพื่อสร้างเครือข่ายการดูแลในชุมชน",
)
_INDICATORS = (
    "ร้อยละ {p} ของผู้ใช้เส้นทางมีความพึงพอใจ",
    "ครัวเรือนได้รับประโยชน์ไม่น้อยกว่าร้อยละ {p}",
    "จำนวนผู้เข้าร่วมไม่น้อยกว่าร้อยละ {p} ของเป้าหมาย",
)
_RESULTS = (
    "ประชาชนสัญจรไปมาสะดวก ปลอดภัย และลดอุบัติเหตุ",
    "ลดปัญหาน้ำท่วมขัง การระบายน้ำดีขึ้น",
    "ประชาชนมีน้ำใช้เพียงพอตลอดปี",
    "ผู้สูงอายุและผู้ป่วยได้รับการดูแลอย่างทั่วถึง",
)
_AGENCIES = ("กองช่าง", "กองสวัสดิการสังคม", "กองสาธารณสุขและสิ่งแวดล้อม", "สำนักปลัด")


def rows(count: int) -> list[list[object]]:
    """`count` rows as a plan holds them; amounts in satang or None."""
    chance = random.Random(2571)
    made: list[list[object]] = []
    for number in range(1, count + 1):
        work, target = chance.choice(_WORKS)
        start, end = chance.sample(_PLACES, 2)
        title = (
            f"{work} สายบ้าน{start} หมู่ที่ {chance.randint(1, 19)} เชื่อมบ้าน{end} ตำบลบ้าน{chance.choice(_PLACES)}"
        )
        target = target.format(
            w=chance.randint(3, 8), l=chance.randint(2, 60) * 25, a=chance.randint(2, 90) * 50
        )
        amounts = [chance.choice((None, chance.randint(20, 9000) * 100_000)) for _ in YEARS]
        indicator = chance.choice(_INDICATORS).format(p=chance.randint(12, 19) * 5)
        made.append(
            [
                number,
                title,
                chance.choice(_AIMS),
                target,
                *amounts,
                indicator,
                chance.choice(_RESULTS),
                chance.choice(_AGENCIES),
            ]
        )
    return made


def printed(value: object, column: int) -> str:
    if column in NUMBERS:
        return "-" if value is None else f"{value // 100:,}"
    return str(value)


def ours(path: Path, count: int, *, cached: bool = False) -> None:
    from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
    from kkplanner.forms.table import Column, ColumnKind, FormTable, HeadCell, Row, RowKind
    from kkplanner.thai.word_cache import WordCache
    from kkplanner.thai.words import Segmenter

    kept = WordCache(path.with_name("words")) if cached else None
    kinds = [ColumnKind.INDEX] + [ColumnKind.TEXT] * 3 + [ColumnKind.MONEY] * 5 + [ColumnKind.TEXT] * 3
    columns = tuple(
        Column(key=str(n), kind=kind, width_mm=width)
        for n, (kind, width) in enumerate(zip(kinds, WIDTHS_MM, strict=True))
    )
    head = tuple(HeadCell(text=text, row=0, column=n) for n, text in enumerate(HEADS))
    made = rows(count)
    sums = [sum(row[n] or 0 for row in made) for n in NUMBERS]
    table = FormTable(
        form="ผ.02",
        layout="2571",
        stamp="แบบ ผ.02",
        title_lines=("รายละเอียดโครงการพัฒนา",),
        lines_above=(),
        outline="แบบ ผ.02",
        orientation="landscape",
        columns=columns,
        head=head,
        rows=(
            *(Row(kind=RowKind.ITEM, cells=tuple(row)) for row in made),
            Row(
                kind=RowKind.BUDGET_TOTAL,
                cells=("รวมงบประมาณ", None, None, None, *sums, None, None, None),
                label_span=4,
            ),
        ),
    )
    write_forms_pdf([table], path, title="แผนพัฒนาท้องถิ่น", author="อบต.", cutter=Segmenter(cache=kept))
    if kept is not None:
        kept.flush()


def stock(path: Path, count: int) -> None:
    """LongTable and Paragraph with shaping; Thai words parted by U+200B, which a patch makes break points."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle, paragraph

    from kkplanner.thai.words import Segmenter

    segmenter = Segmenter()
    split = paragraph._getFragWords  # noqa: SLF001 - there is no public place to teach it Thai

    def at_zero_width_spaces(frags, maxWidth=None):  # noqa: N803 - ReportLab's name
        words = []
        for word in split(frags, maxWidth):
            fragment, text = word[1]
            parts = text.split("\u200b")
            for n, part in enumerate(parts):
                last = n == len(parts) - 1
                width = pdfmetrics.stringWidth(part, fragment.fontName, fragment.fontSize)
                words.append((type(word) if last else list)([width, (fragment, part)]))
        return words

    paragraph._getFragWords = at_zero_width_spaces  # noqa: SLF001
    pdfmetrics.registerFont(TTFont("R", str(FONTS / "THSarabun-Regular.ttf"), shapable=True))
    pdfmetrics.registerFont(TTFont("B", str(FONTS / "THSarabun-Bold.ttf"), shapable=True))
    left = ParagraphStyle("l", fontName="R", fontSize=13, leading=14.5, shaping=1)
    right = ParagraphStyle("r", parent=left, alignment=2)
    bold = ParagraphStyle("b", parent=left, fontName="B", alignment=1)

    def broken(text: str) -> str:
        lines = []
        for line in text.splitlines():
            units = segmenter.units(line)
            lines.append(
                "".join(unit.text + (" " if unit.space_after else "\u200b") for unit in units).strip(
                    "\u200b "
                )
            )
        return "<br/>".join(lines)

    data = [[Paragraph(broken(head), bold) for head in HEADS]]
    data += [
        [Paragraph(broken(printed(value, n)), right if n in NUMBERS else left) for n, value in enumerate(row)]
        for row in rows(count)
    ]
    width = (landscape(A4)[0] - 20 * mm) / sum(WIDTHS_MM)
    grid = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(
                ((edge), (0, 0), (-1, -1), 2)
                for edge in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
            ),
        ]
    )
    table = LongTable(data, colWidths=[w * width for w in WIDTHS_MM], repeatRows=1, style=grid)
    margins = {"leftMargin": 12 * mm, "rightMargin": 8 * mm, "topMargin": 12 * mm, "bottomMargin": 14 * mm}
    SimpleDocTemplate(str(path), pagesize=landscape(A4), **margins).build([table])


def typst(path: Path, count: int) -> None:
    import typst as compiler

    def text(value: str) -> str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'[#"{escaped}"]'

    cells = [f"table.header({', '.join(f'align(center, strong({text(head)}))' for head in HEADS)})"]
    for row in rows(count):
        cells += [
            f"align(right, {text(printed(value, n))})" if n in NUMBERS else text(printed(value, n))
            for n, value in enumerate(row)
        ]
    columns = ", ".join(f"{width}fr" for width in WIDTHS_MM)
    source = (
        '#set page("a4", flipped: true, margin: (left: 12mm, right: 8mm, top: 12mm, bottom: 14mm), numbering: "1/1")\n'
        '#set text(font: "TH SarabunPSK", size: 13pt, lang: "th", top-edge: "ascender", bottom-edge: "descender")\n#set par(leading: 0.2pt)\n'
        f"#table(columns: ({columns}), inset: 2pt, stroke: 0.5pt,\n" + ",\n".join(cells) + ")\n"
    )
    path.write_bytes(compiler.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True))


MAKERS = {
    "kkplanner": ours,
    "kkplanner, words known": partial(ours, cached=True),
    "stock ReportLab 5.1, shaped": stock,
    "typst 0.15": typst,
}


def measure(name: str, count: int, folder: Path) -> tuple[float, float, int]:
    """Seconds, peak MB and file size of one run in a process of its own."""
    path = folder / "out.pdf"
    command = [sys.executable, __file__, "--make", name, "--rows", str(count), "--out", str(path)]
    start = time.perf_counter()
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    return time.perf_counter() - start, float(done.stdout.split()[-1]), path.stat().st_size


def report(name: str, count: int, runs: int, folder: Path) -> float:
    results = [measure(name, count, folder) for _ in range(runs)]
    seconds = statistics.median(result[0] for result in results)
    peak = max(result[1] for result in results)
    print(f"{name:28} {count:6} rows  {seconds:7.2f} s  {peak:6.0f} MB peak  {results[0][2] / 1000:7.0f} kB")
    return seconds


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=500)
    options.add_argument("--large", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--make", choices=list(MAKERS), help=argparse.SUPPRESS)
    options.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.make:
        MAKERS[given.make](given.out, given.rows)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mine = report("kkplanner", given.rows, given.runs, folder)
        measure("kkplanner, words known", given.rows, folder)
        report("kkplanner, words known", given.rows, given.runs, folder)
        peer = "stock ReportLab 5.1, shaped"
        theirs = report(peer, given.rows, given.runs, folder)
        print(f"  {theirs / mine:.1f} x as fast as {peer} (target: 2 or more)")
        if importlib.util.find_spec("typst"):
            theirs = report("typst 0.15", given.rows, given.runs, folder)
            print(f"  {mine / theirs:.2f} x the time of typst 0.15 (target: below 1.6)")
        if given.large:
            large = report("kkplanner", given.large, 1, folder)
            ratio = (large / given.large) / (mine / given.rows)
            print(
                f"  a row of {given.large} costs {ratio:.2f} x a row of {given.rows} (start of the program included)"
            )


if __name__ == "__main__":
    main()
