"""`kkplanner export`: the official forms as Excel and PDF, the whole plan as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse


class NothingToExportError(usage.WrongUsageError):
    """No target was named."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("export", help="ส่งออกแบบฟอร์มเป็น Excel และ PDF และทั้งแผนเป็น JSON")
    usage.add_workbook(parser)
    parser.add_argument("--xlsx", metavar="F", type=Path, help="แบบฟอร์มทั้งหมดเป็นแฟ้ม Excel")
    parser.add_argument("--pdf", metavar="F", type=Path, help="แบบฟอร์มทั้งหมดเป็นแฟ้ม PDF")
    parser.add_argument("--json", metavar="F", type=Path, help="ทั้งแผนเป็น JSON")
    parser.add_argument("--layout", default="2571", help="รูปแบบของแบบฟอร์ม: 2571 หรือ 2566")
    parser.add_argument("--kpi", action="store_true", help="พิมพ์ช่องตัวชี้วัดในรูปแบบ 2571 ด้วย")
    parser.add_argument("--digits", choices=("arabic", "thai"), default="arabic", help="เลขในแบบฟอร์ม")
    parser.add_argument("--draft", action="store_true", help="พิมพ์คำว่าฉบับร่างทุกหน้าของ PDF")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.excel_out import write_workbook
    from kkplanner.exchange.pdf.plan_forms import write_plan_forms
    from kkplanner.exchange.plan_json import write_plan_json
    from kkplanner.thai.digits import DigitStyle
    from kkplanner.workbook import Workbook

    if not (options.xlsx or options.pdf or options.json):
        raise NothingToExportError("ยังไม่ได้บอกว่าจะส่งออกเป็นอะไร กรุณาระบุ --xlsx --pdf หรือ --json พร้อมชื่อแฟ้ม")
    with Workbook.open(options.file, read_only=True) as workbook:
        document = workbook.document()
    kpi = True if options.kpi else None
    digits = DigitStyle(options.digits)
    if options.xlsx:
        report.progress("กำลังเขียน Excel …")
        write_workbook(document, options.xlsx, layout=options.layout, kpi=kpi, digits=digits)
        report.say(f"Excel  {options.xlsx}")
    if options.pdf:
        report.progress("กำลังเขียน PDF …")
        pages = write_plan_forms(
            document,
            options.pdf,
            layout=options.layout,
            kpi=kpi,
            digits=digits,
            draft=options.draft,
            progress=report.RowProgress(),
        )
        report.say(f"PDF    {options.pdf} ({pages} หน้า)")
    if options.json:
        write_plan_json(document, options.json)
        report.say(f"JSON   {options.json}")
    return 0
