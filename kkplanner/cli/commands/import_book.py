"""`kkplanner import`: bring in the Excel workbook of an existing plan, as one operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

_SEVERITIES = {"critical": "ร้ายแรง", "error": "ผิดพลาด", "warning": "ควรตรวจ", "note": "หมายเหตุ"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("import", help="นำเข้าแผนเดิมจากแฟ้ม Excel")
    usage.add_workbook(parser)
    parser.add_argument("book", metavar="BOOK.xlsx", type=Path, help="แฟ้ม Excel ที่จะนำเข้า")
    parser.add_argument(
        "--years",
        choices=("same", "shift"),
        default="same",
        help="shift: เลื่อนปีแรกของแฟ้มไปเป็นปีแรกของแผน",
    )
    parser.add_argument("--dry-run", action="store_true", help="แสดงผลที่จะเกิดขึ้นโดยไม่เปลี่ยนแปลงแผน")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.excel_in import import_into, read_book
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=options.dry_run) as workbook:
        report.progress(f"กำลังอ่าน {options.book.name} …")
        outcome = import_into(workbook.document(), read_book(options.book), years=options.years)
        refused = any(finding.severity == "critical" for finding in outcome.report.findings)
        if not options.dry_run and not refused:
            with workbook.operation(f"นำเข้าจาก {options.book.name}") as operation:
                operation.replace_document(outcome.document)
    result = outcome.report.as_json()
    if options.json:
        report.print_json(result)
    else:
        _tell(result, dry_run=options.dry_run, refused=refused)
    return 1 if refused else 0


def _tell(result: dict[str, Any], *, dry_run: bool, refused: bool) -> None:
    for sheet in result["sheets"]:
        form = sheet["form"] or "ไม่ใช่แบบบัญชีโครงการ"
        report.say(
            f"{sheet['name']}: {form} อ่าน {sheet['rows_read']} แถว "
            f"นำเข้า {sheet['imported']} ข้าม {sheet['skipped']}"
        )
    for finding in result["findings"]:
        place = f"{finding['sheet']} แถว {finding['row']}" if finding["row"] else finding["sheet"] or ""
        report.say(f"[{_SEVERITIES[finding['severity']]}] {place} {finding['message']}")
    verb = "ยังไม่ได้นำเข้า" if refused else "จะนำเข้า" if dry_run else "นำเข้าแล้ว"
    report.say(
        f"{verb} {result['projects']} โครงการ {result['equipment']} ครุภัณฑ์ รวม {result['total_baht']:,} บาท"
    )
