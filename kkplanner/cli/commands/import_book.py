"""`kkplanner import`: bring in the Excel workbook of an existing plan, as one operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import import_choices, report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.exchange.excel_in.errors import BookError

_SEVERITIES = {"critical": "ร้ายแรง", "error": "ผิดพลาด", "warning": "ควรตรวจ", "note": "หมายเหตุ"}
_NOTHING = (
    "ไม่ได้นำเข้าโครงการหรือครุภัณฑ์ใดจากแฟ้ม “{name}” แผนยังอยู่ครบเหมือนเดิม "
    "โปรดดูเหตุผลของแต่ละแผ่นงานและแถวในผลการนำเข้า แก้แฟ้มหรือเลือกแฟ้มอื่น แล้วนำเข้าใหม่"
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("import", help="นำเข้าแผนเดิมจากแฟ้ม Excel")
    usage.add_workbook(parser)
    parser.add_argument(
        "book", metavar="BOOK", type=Path, help="แฟ้มตาราง .xlsx .xlsm .xls .ods .csv หรือ .tsv"
    )
    import_choices.add_arguments(parser)
    parser.add_argument("--include-hidden", action="store_true", help="นำเข้าแผ่นงานและแถวที่ซ่อนหรือกรองไว้ด้วย")
    parser.add_argument("--dry-run", action="store_true", help="แสดงผลที่จะเกิดขึ้นโดยไม่เปลี่ยนแปลงแผน")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.excel_in import import_into, read_book
    from kkplanner.exchange.excel_in.columns import SETTING, remembering
    from kkplanner.exchange.excel_in.errors import BookError
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=options.dry_run) as workbook:
        report.progress(f"กำลังอ่าน {options.book.name} …")
        document = workbook.document()
        choices = import_choices.choices_of(options, document)
        remembered = workbook.setting(SETTING)
        columns = import_choices.columns_of(options, remembered)
        try:
            book = read_book(options.book, columns=columns, include_hidden=options.include_hidden)
        except BookError as error:
            if options.json:
                report.print_json(_unreadable(error))
            raise
        import_choices.require_known(options, document, book)
        outcome = import_into(document, book, choices=choices)
        refused = any(finding.severity == "critical" for finding in outcome.report.findings)
        if not options.dry_run and not refused:
            with workbook.operation(f"นำเข้าจาก {options.book.name}") as operation:
                operation.replace_document(outcome.document)
                if options.column:
                    operation.set(SETTING, remembering(remembered, book, columns))
    result = outcome.report.as_json()
    if options.json:
        report.print_json(result)
    else:
        _tell(result, dry_run=options.dry_run, refused=refused)
    if refused:
        return 1
    if outcome.document == document and not outcome.report.already_there:
        report.complain(_NOTHING.format(name=options.book.name))
        return 3
    return 0


def _unreadable(error: BookError) -> dict[str, Any]:
    """The report of a file of which no sheet could be read: one finding."""
    from kkplanner.exchange.excel_in.findings import Finding, Severity
    from kkplanner.exchange.excel_in.report import ImportReport

    finding = Finding(severity=Severity.CRITICAL, id="import.book-unreadable", message=error.sentence)
    return ImportReport(findings=[finding]).as_json()


def _tell(result: dict[str, Any], *, dry_run: bool, refused: bool) -> None:
    for sheet in result["sheets"]:
        form = sheet["form"] or "ไม่ใช่แบบบัญชีโครงการ"
        report.say(
            f"{sheet['name']}: {form} อ่าน {sheet['rows_read']} แถว "
            f"นำเข้า {sheet['imported']} ข้าม {sheet['skipped']}"
        )
    for row in result["rows"]:
        if row["paired_by"] == "likeness":
            report.say(
                f"{row['sheet']} แถว {row['row']}: “{row['title']}” ถือเป็นโครงการเดิม “{row['paired_with']}” "
                f"(คล้ายกัน {row['likeness']:.0%})"
            )
    for finding in result["findings"]:
        place = f"{finding['sheet']} แถว {finding['row']}" if finding["row"] else finding["sheet"] or ""
        told = [f"[{_SEVERITIES[finding['severity']]}]", place, finding["message"]]
        report.say(" ".join(filter(None, told)))
    verb = "ยังไม่ได้นำเข้า" if refused else "จะนำเข้า" if dry_run else "นำเข้าแล้ว"
    report.say(
        f"{verb} {result['projects']} โครงการ {result['equipment']} ครุภัณฑ์ รวม {result['total_baht']:,} บาท"
    )
