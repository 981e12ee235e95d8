"""`kkplanner add`: one project from a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.drafting.facts import Facts
    from kkplanner.drafting.money import Money


class PairError(usage.WrongUsageError):
    """--set or --year was not given as NAME=VALUE."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("add", help="เพิ่มโครงการหนึ่งรายการจากแม่แบบ")
    usage.add_workbook(parser)
    parser.add_argument("--template", metavar="ID", required=True, help="รหัสแม่แบบ (ดูจากคำสั่ง templates)")
    parser.add_argument(
        "--set", metavar="SLOT=VALUE", action="append", default=[], dest="slots", help="ค่าของช่อง เช่น ยาว=250"
    )
    parser.add_argument(
        "--year", metavar="YEAR=BAHT", action="append", default=[], dest="years", help="งบประมาณรายปี (บาท)"
    )
    parser.add_argument("--amount", metavar="BAHT", help="งบประมาณของแต่ละปีที่ตั้งงบ (บาท)")
    parser.add_argument(
        "--unit-price", metavar="BAHT", help="ราคาต่อหน่วย (บาท) หรือชื่อในบัญชีราคา คูณกับปริมาณของแม่แบบ"
    )
    parser.add_argument("--spread", choices=("once", "every_year", "alternate"), help="ปีที่ตั้งงบ")
    parser.add_argument("--first-year", metavar="Y", type=int, help="ปีแรกที่ตั้งงบ (พ.ศ.)")
    parser.add_argument("--from", metavar="F.json", type=Path, dest="own", help="รวมแม่แบบจากแฟ้มนี้ด้วย")
    parser.add_argument("--dry-run", action="store_true", help="แสดงผลที่จะเกิดขึ้นโดยไม่เปลี่ยนแปลงแผน")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.cli.drafting_rows import known_templates, project_json, project_lines
    from kkplanner.drafting.facts import Facts
    from kkplanner.drafting.filling import fill
    from kkplanner.drafting.shelf import find_template
    from kkplanner.workbook import Workbook

    template = find_template(options.template, known_templates(options.own))
    values = dict(_pair(text) for text in options.slots)
    with Workbook.open(options.file, read_only=options.dry_run) as workbook:
        facts = Facts(workbook.document())
        project = fill(template, values, facts, _money(options, facts))
        if not options.dry_run:
            with workbook.operation(f"เพิ่มโครงการจากแม่แบบ {template.name}") as operation:
                operation.add(project)
    if options.json:
        report.print_json({"project": project_json(project, template.id), "dry_run": options.dry_run})
        return 0
    for line in project_lines(project):
        report.say(line)
    report.say("ยังไม่ได้เพิ่ม (ลองดูเท่านั้น)" if options.dry_run else "เพิ่มแล้ว 1 โครงการ")
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise PairError(f"“{text}” ไม่ได้อยู่ในรูป ชื่อ=ค่า ยังไม่ได้เพิ่มสิ่งใดลงในแผน กรุณาระบุเช่น ยาว=250")
    return name.strip(), value


def _money(options: argparse.Namespace, facts: Facts) -> Money:
    from kkplanner.drafting.draft import named_price
    from kkplanner.drafting.money import Money
    from kkplanner.drafting.template import Spread
    from kkplanner.thai.digits import to_arabic
    from kkplanner.thai.money import parse_baht

    by_year: dict[int, int] = {}
    for text in options.years:
        year, value = _pair(text)
        amount = parse_baht(value)
        if not to_arabic(year).isdecimal() or amount is None:
            raise PairError(f"“{text}” ไม่ได้อยู่ในรูป ปี พ.ศ.=บาท ยังไม่ได้เพิ่มสิ่งใดลงในแผน กรุณาระบุเช่น 2571=500000")
        by_year[int(to_arabic(year))] = amount
    price: str = (options.unit_price or "").strip()
    named = named_price(price, facts) if price and not to_arabic(price)[:1].isdecimal() else None
    return Money(
        by_year=by_year,
        amount=parse_baht(options.amount),
        unit_price=named.price if named else parse_baht(price),
        price_unit=named.unit if named else "",
        spread=Spread(options.spread) if options.spread else None,
        first_year=options.first_year,
    )
