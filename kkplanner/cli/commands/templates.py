"""`kkplanner templates`: the kinds of project that can be drafted, found by what people say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.drafting.template import Template


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("templates", help="ค้นหาแม่แบบโครงการ")
    parser.add_argument("--search", metavar="TEXT", default="", help="คำที่คนทั่วไปเรียก เช่น ไฟกิ่ง ถนนเป็นหลุม")
    parser.add_argument("--measure", metavar="CODE", help="เฉพาะแม่แบบใต้ประเด็น แนวทาง หรือรายการนี้ เช่น 1.1.1")
    parser.add_argument("--from", metavar="F.json", type=Path, dest="own", help="รวมแม่แบบจากแฟ้มนี้ด้วย")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.cli.drafting_rows import known_templates, suggested_codes, template_json
    from kkplanner.drafting.search import search_templates, under

    found = known_templates(options.own)
    if options.measure:
        found = under(found, options.measure)
    if options.search.strip():
        found = search_templates(options.search, found, suggested_codes(options.search))
    if options.json:
        report.print_json([template_json(template) for template in found])
        return 0
    for template in found:
        _tell(template)
    report.say(f"{len(found):,} แม่แบบ")
    return 0


def _tell(template: Template) -> None:
    from kkplanner.drafting.template import SlotType

    report.say(f"{template.id}  {template.form}  {template.measure}  {template.name}")
    asked = [
        f"{slot.name}{f' ({slot.unit})' if slot.unit else ''}{'?' if slot.optional else ''}"
        for slot in template.slots
        if slot.type not in (SlotType.COMPUTED, SlotType.VILLAGE_NAME)
    ]
    report.say(f"    {', '.join(asked) or 'ไม่ต้องกรอกข้อมูล'}")
