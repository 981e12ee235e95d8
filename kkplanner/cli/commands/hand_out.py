"""`kkplanner hand-out`: a part of the plan as an Excel workbook for a division to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.plan.document import PlanDocument


class UnknownAgencyError(usage.WrongUsageError):
    """The plan has no agency of that name."""


class UnknownIssueError(usage.WrongUsageError):
    """The plan has no issue of that number."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("hand-out", help="ทำแฟ้ม Excel ของส่วนหนึ่งในแผนให้กองกรอก")
    usage.add_workbook(parser)
    parser.add_argument("book", metavar="F.xlsx", type=Path, help="แฟ้มที่จะทำ")
    parser.add_argument("--agency", metavar="NAME", default="", help="เฉพาะโครงการของหน่วยงานนี้")
    parser.add_argument("--issue", metavar="NUMBER", default="", help="เฉพาะโครงการใต้ประเด็นเลขที่นี้")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.fill_in import Part, write_fill_in
    from kkplanner.thai.normalise import normalise
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=True) as workbook:
        document = workbook.document()
        part = Part(_agency(document, normalise(options.agency)), _issue(document, options.issue))
        count = write_fill_in(document, part, options.book)
    report.say(f"ทำแฟ้มให้กรอก {options.book} แล้ว: {part.title(document)} {count:,} รายการ")
    return 0


def _agency(document: PlanDocument, name: str) -> str:
    known = {one.name for one in document.agencies} | {one.agency for one in document.projects} - {""}
    if name and name not in known:
        raise UnknownAgencyError(
            f"แผนไม่มีหน่วยงาน “{name}” ยังไม่ได้ทำแฟ้ม โปรดเลือกจาก {', '.join(sorted(known)) or 'ไม่มี'}"
        )
    return name


def _issue(document: PlanDocument, number: str) -> str:
    if not number:
        return ""
    from kkplanner.thai.digits import to_arabic

    for issue in document.issues:
        if issue.number == to_arabic(number):
            return issue.uuid
    known = ", ".join(issue.number for issue in document.issues)
    raise UnknownIssueError(f"แผนไม่มีประเด็นเลขที่ “{number}” ยังไม่ได้ทำแฟ้ม โปรดเลือกจาก {known}")
