"""`kkplanner templates`: the kinds of project that can be drafted, found by what people say; the clerk's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kkplanner.drafting.template import Template


class TemplateSourceError(usage.WrongUsageError):
    """--project, --save and --name go with a plan given by --from."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("templates", help="ค้นหาแม่แบบโครงการ และเก็บแม่แบบของตนเอง")
    parser.add_argument("--search", metavar="TEXT", default="", help="คำที่คนทั่วไปเรียก เช่น ไฟกิ่ง ถนนเป็นหลุม")
    parser.add_argument("--measure", metavar="CODE", help="เฉพาะแม่แบบใต้ประเด็น แนวทาง หรือรายการนี้ เช่น 1.1.1")
    parser.add_argument(
        "--from", metavar="F", type=Path, dest="own", help="รวมแม่แบบจากแฟ้มนี้ด้วย หรือแฟ้มแผนของ --project"
    )
    parser.add_argument("--project", metavar="UUID", help="ทำแม่แบบจากโครงการนี้ของแผนที่ระบุด้วย --from")
    parser.add_argument("--name", metavar="TEXT", default="", help="ชื่อแม่แบบจากโครงการ ถ้าไม่ระบุใช้ชื่อโครงการ")
    parser.add_argument("--save", metavar="F.json", type=Path, help="เขียนแม่แบบจากโครงการเป็นแฟ้ม")
    parser.add_argument("--add", metavar="F.json", type=Path, help="ตรวจแล้วเก็บแม่แบบจากแฟ้มนี้ไว้ใช้")
    parser.add_argument("--remove", metavar="ID", help="เลิกเก็บแม่แบบของตนเองรายการนี้")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if options.project or options.save or options.name:
        return _save(options)
    if options.add or options.remove:
        return _change_own(options)
    return _list(options)


def _save(options: argparse.Namespace) -> int:
    """A project of a plan, written as a template."""
    from kkplanner.cli.drafting_rows import template_json
    from kkplanner.drafting.chosen_record import find_project
    from kkplanner.drafting.own_shelf import template_of
    from kkplanner.drafting.template_file import write_template_file
    from kkplanner.workbook import Workbook

    if not (options.own and options.project and options.save):
        raise TemplateSourceError(
            "ยังไม่ได้ทำแม่แบบ กรุณาระบุให้ครบ: --from แฟ้มแผน --project รหัสโครงการ --save แฟ้มแม่แบบ"
        )
    with Workbook.open(options.own, read_only=True) as workbook:
        document = workbook.document()
    template = template_of(document, find_project(document.projects, options.project), options.name)
    write_template_file(options.save, [template])
    if options.json:
        report.print_json([template_json(template)])
        return 0
    _tell(template, own=False)
    report.say(f"เขียนแม่แบบไว้ที่ {options.save} เก็บไว้ใช้ด้วย templates --add")
    return 0


def _change_own(options: argparse.Namespace) -> int:
    from kkplanner.cli.drafting_rows import template_json
    from kkplanner.drafting.own_shelf import forget, keep
    from kkplanner.drafting.template_file import read_template_file

    added = read_template_file(options.add) if options.add else ()
    removed = (forget(options.remove),) if options.remove else ()
    keep(added)
    if options.json:
        report.print_json(
            {"added": [template_json(each) for each in added], "removed": [each.id for each in removed]}
        )
        return 0
    for template in added:
        _tell(template, own=True)
    report.say(f"เก็บแล้ว {len(added):,} แม่แบบ เลิกเก็บ {len(removed):,} แม่แบบ")
    return 0


def _list(options: argparse.Namespace) -> int:
    from kkplanner.cli.drafting_rows import known_templates, suggested_codes, template_json
    from kkplanner.drafting.own_shelf import own_templates
    from kkplanner.drafting.search import search_templates, under

    found = known_templates(options.own)
    own = {template.id for template in own_templates()}
    if options.measure:
        _require_measure(options.measure, found)
        found = under(found, options.measure)
    if options.search.strip():
        found = search_templates(options.search, found, suggested_codes(options.search))
    if options.json:
        report.print_json([{**template_json(template), "own": template.id in own} for template in found])
        return 0
    for template in found:
        _tell(template, own=template.id in own)
    report.say(f"{len(found):,} แม่แบบ")
    return 0


def _require_measure(code: str, templates: Sequence[Template]) -> None:
    from kkplanner.framework import load

    frameworks = [load(name) for name in dict.fromkeys(one.framework for one in templates if one.framework)]
    if not any(node.code == code for framework in frameworks for node in framework.nodes):
        raise usage.UnknownNameError(
            f"ไม่มีประเด็น แนวทาง หรือรายการรหัส “{code}” ในกรอบการพัฒนาของแม่แบบ กรุณาดูรหัสด้วยคำสั่ง frameworks --show"
        )


def _tell(template: Template, *, own: bool) -> None:
    from kkplanner.drafting.template import SlotType

    mark = "  (ของตนเอง)" if own else ""
    report.say(f"{template.id}  {template.form}  {template.measure}  {template.name}{mark}")
    asked = [
        f"{slot.name}{f' ({slot.unit})' if slot.unit else ''}{'?' if slot.optional else ''}"
        for slot in template.slots
        if slot.type not in (SlotType.COMPUTED, SlotType.VILLAGE_NAME)
    ]
    report.say(f"    {', '.join(asked) or 'ไม่ต้องกรอกข้อมูล'}")
