"""`kkplanner waive`: set a finding of the check aside, with a reason that stays in the plan's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.waiver import Waiver


class UnknownFindingError(usage.WrongUsageError):
    """There is no such rule, project or waiver."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("waive", help="ยกเว้นข้อตรวจหนึ่งข้อพร้อมเหตุผล หรือเลิกยกเว้น")
    usage.add_workbook(parser)
    parser.add_argument("--rule", metavar="ID", required=True, help="รหัสข้อตรวจ เช่น project.kpi-missing")
    parser.add_argument("--project", metavar="UUID", help="เฉพาะโครงการนี้ ถ้าไม่ระบุคือข้อสังเกตต่อทั้งแผน")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--reason", metavar="TEXT", help="เหตุผลที่ยกเว้น")
    choice.add_argument("--withdraw", action="store_true", help="เลิกยกเว้น")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.alignment.check.rule import rule_texts
    from kkplanner.plan.waiver import Waiver
    from kkplanner.thai.normalise import normalise
    from kkplanner.workbook import Workbook

    rule = rule_texts().get(options.rule)
    if rule is None:
        raise UnknownFindingError(
            f"ไม่มีข้อตรวจ “{options.rule}” แผนไม่เปลี่ยนแปลง กรุณาดูรหัสจากผลของคำสั่ง check --json"
        )
    with Workbook.open(options.file) as workbook:
        document = workbook.document()
        _require_project(document, options.project)
        standing = _standing(document, options.rule, options.project)
        if options.withdraw:
            if standing is None:
                raise UnknownFindingError(f"ข้อตรวจ “{rule.title}” ไม่ได้ถูกยกเว้นไว้ แผนไม่เปลี่ยนแปลง")
            with workbook.operation(f"เลิกยกเว้นข้อตรวจ {rule.title}") as operation:
                operation.remove(standing)
            report.say(f"เลิกยกเว้นแล้ว: {rule.title}")
            return 0
        reason = normalise(options.reason)
        with workbook.operation(f"ยกเว้นข้อตรวจ {rule.title}") as operation:
            if standing is not None:
                operation.remove(standing)
            operation.add(Waiver(project=options.project, rule=options.rule, reason=reason))
    report.say(f"ยกเว้นแล้ว: {rule.title} เพราะ{reason}")
    return 0


def _require_project(document: PlanDocument, uuid: str | None) -> None:
    if uuid is not None and all(project.uuid != uuid for project in document.projects):
        raise UnknownFindingError(f"ไม่มีโครงการ {uuid} ในแผน แผนไม่เปลี่ยนแปลง กรุณาดูรหัสจากผลของคำสั่ง check --json")


def _standing(document: PlanDocument, rule: str, project: str | None) -> Waiver | None:
    return next((each for each in document.waivers if (each.rule, each.project) == (rule, project)), None)
