"""`kkplanner carry-over`: bring projects of the ending plan into the new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("carry-over", help="ยกโครงการจากแผนเดิมที่กำลังสิ้นสุดมาไว้ในแผนใหม่")
    usage.add_workbook(parser)
    parser.add_argument("old", metavar="OLD.kkplan", type=Path, help="แฟ้มแผนเดิม (ไม่ถูกแก้ไข)")
    parser.add_argument(
        "--funded-in",
        metavar="YEAR",
        type=int,
        action="append",
        default=[],
        help="เฉพาะโครงการที่มีงบในปีนี้ของแผนเดิม",
    )
    parser.add_argument(
        "--project", metavar="UUID", action="append", default=[], help="เฉพาะโครงการนี้ของแผนเดิม"
    )
    parser.add_argument("--dry-run", action="store_true", help="แสดงผลที่จะเกิดขึ้นโดยไม่เปลี่ยนแปลงแผน")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.drafting.carry_over import Choice, carry_over
    from kkplanner.workbook import Workbook

    with Workbook.open(options.old, read_only=True) as workbook:
        old = workbook.document()
    _require_known(options, old)
    choice = Choice(funded_in=frozenset(options.funded_in), projects=frozenset(options.project))
    with Workbook.open(options.file, read_only=options.dry_run) as workbook:
        into = workbook.document()
        report.progress("กำลังหาแนวทางใหม่ของแต่ละโครงการ …")
        outcome = carry_over(old, into, choice, _rank(into))
        if not options.dry_run:
            with workbook.operation(f"ยกโครงการจาก {options.old.name}") as operation:
                operation.replace_document(outcome.document)
    result = outcome.report.as_json()
    if options.json:
        report.print_json({**result, "dry_run": options.dry_run})
    else:
        _tell(result, dry_run=options.dry_run)
    return 0


def _require_known(options: argparse.Namespace, old: PlanDocument) -> None:
    """Each project and year that is named must be one of the old plan: the rest would pass for all that was asked."""
    known = {project.uuid for project in old.projects}
    for uuid in options.project:
        if uuid not in known:
            raise usage.UnknownNameError(
                f"แผนเดิมไม่มีโครงการรหัส “{uuid}” ยังไม่ได้ยกโครงการใดมา กรุณาดูรหัสจากผลของ export --json"
            )
    for year in options.funded_in:
        if year not in old.plan.period:
            raise usage.UnknownNameError(
                f"ปี {year} ไม่ใช่ปีของแผนเดิม ({old.plan.period}) ยังไม่ได้ยกโครงการใดมา กรุณาเลือกปีใหม่"
            )


def _rank(into: PlanDocument) -> Callable[[Project], Sequence[str]]:
    """Measures that the suggester proposes for a project; none where it is not sure."""
    from kkplanner.alignment import Suggester
    from kkplanner.alignment.confirmed import confirmed_projects
    from kkplanner.alignment.suggest import ProjectText
    from kkplanner.framework import load

    framework_id = into.plan.framework
    suggester = Suggester(load(framework_id), confirmed=confirmed_projects(into.projects, framework_id))

    def rank(project: Project) -> Sequence[str]:
        text = ProjectText(
            project.title, project.objective, project.target, project.kpi, project.expected_result
        )
        ranking = suggester.rank(text)
        return () if ranking.uncertain else [one.measure or one.code for one in ranking.suggestions]

    return rank


def _tell(result: dict[str, Any], *, dry_run: bool) -> None:
    from kkplanner.thai.money import format_baht

    for issue in result["issues"]:
        report.say(
            f"ประเด็นที่ {issue['code']} {issue['text']}: {issue['projects']:,} โครงการ "
            f"{format_baht(issue['satang'])} บาท"
        )
    _list("ยังหาแนวทางไม่ได้ โปรดเลือกเอง", [each["title"] for each in result["unplaced"]])
    _list(
        "มีงบในปีที่อยู่นอกแผนใหม่",
        [f"{each['title']} ({', '.join(map(str, each['years']))})" for each in result["years_lost"]],
    )
    _list("มีอยู่ในแผนใหม่แล้ว จึงไม่ได้ยกมา", [each["title"] for each in result["already_present"]])
    _list("ข้อความยังมีปีเดิม โปรดตรวจ", [f"{each['title']}: …{each['snippet']}…" for each in result["old_years"]])
    verb = "จะยกมา" if dry_run else "ยกมาแล้ว"
    report.say(
        f"{verb} {result['projects']:,} โครงการ รวม {format_baht(result['satang'])} บาท ความเชื่อมโยงที่เสนอยังไม่ยืนยัน"
    )


def _list(head: str, lines: list[str]) -> None:
    if lines:
        report.say(f"{head} ({len(lines):,}):")
        for line in lines:
            report.say(f"    {' '.join(line.split())}")
