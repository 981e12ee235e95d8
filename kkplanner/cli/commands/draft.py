"""`kkplanner draft`: many projects at once from a specification file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.drafting.draft import Draft


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("draft", help="ร่างหลายโครงการพร้อมกันจากไฟล์กำหนด (TOML)")
    usage.add_workbook(parser)
    parser.add_argument("--spec", metavar="F.toml", type=Path, required=True, help="ไฟล์ร่างแผน")
    parser.add_argument("--from", metavar="F.json", type=Path, dest="own", help="รวมแม่แบบจากแฟ้มนี้ด้วย")
    parser.add_argument("--dry-run", action="store_true", help="แสดงผลที่จะเกิดขึ้นโดยไม่เปลี่ยนแปลงแผน")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.cli.drafting_rows import known_templates
    from kkplanner.drafting.draft import draft
    from kkplanner.drafting.spec import read_spec
    from kkplanner.workbook import Workbook

    spec = read_spec(options.spec)
    templates = known_templates(options.own)
    with Workbook.open(options.file, read_only=options.dry_run) as workbook:
        drafted = draft(workbook.document(), spec, templates)
        if not options.dry_run:
            with workbook.operation(f"ร่างแผนจาก {options.spec.name}") as operation:
                drafted.apply(operation)
    _tell(drafted, options)
    return 0


def _tell(drafted: Draft, options: argparse.Namespace) -> None:
    from kkplanner.cli.drafting_rows import project_json
    from kkplanner.plan.budget import total
    from kkplanner.thai.money import format_baht

    satang = sum(total(project.budgets) for project in drafted.projects)
    if options.json:
        report.print_json(
            {
                "projects": [project_json(each.project, each.template) for each in drafted.drafted],
                "villages_added": len(drafted.new_villages),
                "agencies_added": len(drafted.new_agencies),
                "total": satang,
                "dry_run": options.dry_run,
            }
        )
        return
    for project in drafted.projects:
        report.say(f"{project.form} {project.title}  {format_baht(total(project.budgets))} บาท")
    verb = "จะเพิ่ม" if options.dry_run else "เพิ่มแล้ว"
    report.say(f"{verb} {len(drafted.projects):,} โครงการ รวม {format_baht(satang)} บาท")
