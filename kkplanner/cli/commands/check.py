"""`kkplanner check`: what is missing, wrong or doubtful in the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("check", help="ตรวจความครบถ้วน ถูกต้อง และความสอดคล้องของแผน")
    usage.add_workbook(parser)
    parser.add_argument(
        "--fail-on",
        choices=("critical", "error", "warning", "note"),
        metavar="LEVEL",
        help="จบด้วยสถานะ 1 เมื่อพบข้อสังเกตระดับนี้หรือร้ายแรงกว่า: critical error warning note",
    )
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.alignment.check import Severity, check
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=True) as workbook:
        result = check(workbook.document())
    if options.json:
        report.print_json(result.as_json())
    else:
        for finding in result.findings:
            report.say(f"[{finding.severity.thai}] {finding.place}: {finding.message}")
        report.say(result.summary_line)
    failed = options.fail_on is not None and result.worst_at_least(Severity(options.fail_on))
    return 1 if failed else 0
