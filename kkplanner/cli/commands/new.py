"""`kkplanner new`: an empty plan for one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("new", help="สร้างแฟ้มแผนใหม่")
    usage.add_workbook(parser)
    parser.add_argument("--org", metavar="NAME", required=True, help="ชื่อ อปท. เช่น องค์การบริหารส่วนตำบล…")
    parser.add_argument(
        "--type",
        type=_organisation_type,
        metavar="TYPE",
        required=True,
        help="ประเภทของ อปท.: อบต. ทต. ทม. หรือ ทน.",
    )
    parser.add_argument("--district", metavar="CODE", required=True, help="รหัสอำเภอ 4 หลัก หรือชื่ออำเภอ")
    parser.add_argument("--tambon", metavar="CODE", default="", help="รหัสตำบล 6 หลัก หรือชื่อตำบล")
    parser.add_argument("--period", metavar="YEARS", default="2571-2575", help="ช่วงปีของแผน (พ.ศ.)")
    parser.add_argument("--issues-from", metavar="ID", help="คัดลอกประเด็นและแนวทางจากกรอบ เช่น kkpao-2571")
    parser.set_defaults(run=run)


def _organisation_type(text: str) -> str:
    from argparse import ArgumentTypeError

    from kkplanner.plan.narrative_fields import organisation_types

    if text not in organisation_types():
        raise ArgumentTypeError(f"ไม่มีประเภท “{text}” กรุณาใช้ {' '.join(organisation_types())}")
    return text


def run(options: argparse.Namespace) -> int:
    from kkplanner.framework import load
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.five_years import require_five_years
    from kkplanner.plan.from_framework import issues_from_framework
    from kkplanner.plan.model import Organisation, Plan
    from kkplanner.plan.places import find_district, find_tambon
    from kkplanner.thai.normalise import normalise
    from kkplanner.thai.period import Period
    from kkplanner.workbook import Workbook

    if options.issues_from:
        usage.require_framework(options.issues_from)
    district = find_district(options.district)
    tambon_code = find_tambon(options.tambon, district).code if options.tambon else ""
    document = PlanDocument(
        organisation=Organisation(
            type=options.type,
            name=normalise(options.org),
            district_code=district.code,
            tambon_code=tambon_code,
        ),
        plan=Plan(period=require_five_years(Period.parse(options.period))),
        issues=issues_from_framework(load(options.issues_from)) if options.issues_from else (),
    )
    with Workbook.create(options.file, document):
        report.say(f"สร้างแผนของ {document.organisation.name} ({document.plan.period}) ไว้ที่ {options.file}")
    return 0
