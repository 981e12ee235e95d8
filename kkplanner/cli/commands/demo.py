"""`kkplanner demo`: the sample plan from end to end, to see what the program makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report
from kkplanner.cli.usage import WrongUsageError

if TYPE_CHECKING:
    import argparse


_REASON = "แผนตัวอย่างคงโครงการที่ยังไม่เชื่อมโยงไว้หนึ่งโครงการ เพื่อให้เห็นผลการตรวจ"


class DemoFolderError(WrongUsageError):
    """The demo never overwrites a plan."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "demo", help="สร้างแผนตัวอย่างพร้อมแบบฟอร์ม Excel PDF ผลการตรวจ และชุดแฟ้มส่ง อบจ."
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="โฟลเดอร์ที่จะเก็บแฟ้มตัวอย่าง")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.alignment.check import check
    from kkplanner.exchange.excel_out import write_workbook
    from kkplanner.exchange.package import write_package
    from kkplanner.exchange.pdf.plan_forms import write_plan_forms
    from kkplanner.exchange.sample import sample_plan
    from kkplanner.forms import DEFAULT_LAYOUT
    from kkplanner.plan.budget import total
    from kkplanner.thai.money import format_baht
    from kkplanner.whole_file import named_fault, write_whole
    from kkplanner.workbook import Workbook

    folder: Path = options.folder
    plan_file = folder / "sample.kkplan"
    if plan_file.exists():
        raise DemoFolderError(f"มีแฟ้ม {plan_file} อยู่แล้ว จึงไม่ได้เขียนทับ กรุณาเลือกโฟลเดอร์อื่นหรือลบแฟ้มนั้นก่อน")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise named_fault(fault, folder) from fault
    report.progress("กำลังสร้างแผนตัวอย่าง …")
    with Workbook.create(plan_file, sample_plan()) as workbook:
        document, settings = workbook.document(), workbook.settings()
    report.progress("กำลังตรวจแผน …")
    checked = check(document)
    with write_whole(folder / "check.json") as unfinished:
        text = json.dumps(checked.as_json(), ensure_ascii=False, indent=2) + "\n"
        unfinished.write_text(text, encoding="utf-8", newline="\n")
    report.progress("กำลังเขียน Excel …")
    write_workbook(document, folder / "plan.xlsx", layout=DEFAULT_LAYOUT)
    report.progress("กำลังเขียน PDF …")
    pages = write_plan_forms(document, folder / "plan.pdf", layout=DEFAULT_LAYOUT)

    report.progress("กำลังทำชุดแฟ้มส่ง อบจ. …")
    sent = write_package(document, settings, folder / "sample.kkp.zip", reason=_REASON)

    equipment = sum(1 for project in document.projects if project.form.is_equipment)
    everything = sum(total(project.budgets) for project in document.projects)
    report.say(f"{document.organisation.name}  {document.plan.title} ({document.plan.period.printed()})")
    report.say(
        f"{len(document.projects) - equipment} โครงการ {equipment} ครุภัณฑ์ {len(document.issues)} ประเด็น "
        f"รวม {format_baht(everything)} บาท"
    )
    report.say(f"แฟ้มแผน      {plan_file}")
    report.say(f"Excel        {folder / 'plan.xlsx'}")
    report.say(f"PDF          {folder / 'plan.pdf'} ({pages} หน้า)")
    report.say(f"ผลการตรวจ   {folder / 'check.json'}")
    report.say(f"ชุดแฟ้มส่ง   {sent.delivered.path} (รหัสแผน {sent.package.short_code})")
    report.say(checked.summary_line)
    return 0
