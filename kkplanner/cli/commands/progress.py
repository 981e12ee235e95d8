"""`kkplanner progress`: how far the plan has come and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.drafting.progress import Met, Progress


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("progress", help="ความก้าวหน้าของแผนแต่ละส่วนและแต่ละประเด็น และสิ่งที่ยังขาด")
    usage.add_workbook(parser)
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.drafting.needs import needs_summary
    from kkplanner.drafting.progress import progress
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=True) as workbook:
        document = workbook.document()
    found, needs = progress(document), needs_summary(document)
    if options.json:
        report.print_json({**found.as_json(), "needs": needs.as_json()})
        return 0
    _tell(found)
    if needs.total:
        report.say(f"ความต้องการจากประชาคม {needs.total:,} เรื่อง มีข้อสรุปแล้วร้อยละ {needs.decided_percent:.0f}")
    return 0


def _tell(found: Progress) -> None:
    shown = found.as_json()
    report.say(f"ทั้งแผน ร้อยละ {shown['percent']:.1f}")
    for part, figures in zip(found.parts, shown["parts"], strict=True):
        head = f"ส่วนที่ {part.part.part} " if part.part.part else ""
        report.say(f"{head}{part.part.title}: ร้อยละ {figures['percent']:.1f}")
        _missing(part.missing)
    for issue, figures in zip(found.issues, shown["issues"], strict=True):
        report.say(
            f"ประเด็นที่ {issue.issue.number} {issue.issue.title}: "
            f"{issue.projects:,} โครงการ ร้อยละ {figures['percent']:.1f}"
        )
        _missing(issue.missing)


def _missing(missing: tuple[Met, ...]) -> None:
    for met in missing:
        left = f" (ขาด {met.total - met.done:,} จาก {met.total:,})" if met.total > 1 else ""
        report.say(f"    ยังขาด {met.requirement.text}{left}")
