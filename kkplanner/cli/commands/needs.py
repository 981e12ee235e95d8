"""`kkplanner needs`: what the people asked for at the meetings, and what became of each request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Need


class NeedPairError(usage.WrongUsageError):
    """--answer or --set-aside was not given as NEED=…"""


class NothingToPrintError(usage.WrongUsageError):
    """The annex was asked for and the plan has no needs."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("needs", help="ปัญหาและความต้องการจากประชาคม และโครงการที่รองรับ")
    usage.add_workbook(parser)
    parser.add_argument(
        "--add", metavar="F.tsv", type=Path, help="เพิ่มจากตาราง: ปัญหา/ความต้องการ พื้นที่ ผู้เสนอ ลำดับความสำคัญ"
    )
    parser.add_argument(
        "--answer",
        metavar="NEED=PROJECT",
        action="append",
        default=[],
        help="เรื่องนี้มีโครงการรองรับแล้ว (หลายเรื่องร่วมโครงการได้)",
    )
    parser.add_argument(
        "--set-aside", metavar="NEED=REASON", action="append", default=[], help="เรื่องนี้ไม่ดำเนินการ พร้อมเหตุผล"
    )
    parser.add_argument("--reopen", metavar="NEED", action="append", default=[], help="กลับไปยังไม่มีข้อสรุป")
    parser.add_argument("--pdf", metavar="F", type=Path, help="พิมพ์บัญชีปัญหาและความต้องการของประชาชนเป็น PDF")
    parser.add_argument("--digits", choices=("arabic", "thai"), default="arabic", help="เลขใน PDF")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.drafting.needs_file import not_yet_heard, read_needs
    from kkplanner.workbook import Workbook

    read = read_needs(options.add) if options.add else ()
    changing = bool(options.add or options.answer or options.set_aside or options.reopen)
    with Workbook.open(options.file, read_only=not changing) as workbook:
        document = workbook.document()
        new = not_yet_heard(read, document.needs)
        decided = _decided((*document.needs, *new), document, options)
        added = {need.uuid for need in new}
        if new or decided:
            with workbook.operation("บันทึกปัญหาและความต้องการของประชาชน") as operation:
                operation.add(*(decided.get(need.uuid, need) for need in new))
                operation.update(*(need for uuid, need in decided.items() if uuid not in added))
            document = workbook.document()
    result: dict[str, Any] = {"added": len(new), "already_present": len(read) - len(new)}
    if options.pdf:
        result["pages"] = _print(document, options)
    _tell(document, result, options)
    return 0


def _decided(needs: tuple[Need, ...], document: PlanDocument, options: argparse.Namespace) -> dict[str, Need]:
    """The needs that change, by uuid; a later option speaks of what an earlier one made."""
    from kkplanner.drafting.chosen_record import find_need, find_project
    from kkplanner.drafting.needs import answered_by, reopened, set_aside

    changed: dict[str, Need] = {}
    for text in options.reopen:
        need = find_need(needs, text)
        changed[need.uuid] = reopened(need)
    for text in options.answer:
        asked, project = _pair(text, "--answer 3=รหัสโครงการ")
        need = find_need(needs, asked)
        changed[need.uuid] = answered_by(need, find_project(document.projects, project))
    for text in options.set_aside:
        asked, reason = _pair(text, "--set-aside 3=เหตุผล")
        need = find_need(needs, asked)
        changed[need.uuid] = set_aside(need, reason)
    return changed


def _pair(text: str, example: str) -> tuple[str, str]:
    asked, mark, value = text.partition("=")
    if not mark or not asked.strip() or not value.strip():
        raise NeedPairError(f"“{text[:80]}” ไม่ได้อยู่ในรูป เรื่อง=ค่า ข้อมูลยังเหมือนเดิม กรุณาระบุเช่น {example}")
    return asked, value


def _print(document: PlanDocument, options: argparse.Namespace) -> int:
    from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
    from kkplanner.forms.needs_annex import needs_annex
    from kkplanner.thai.digits import DigitStyle

    annex = needs_annex(document)
    if annex is None:
        raise NothingToPrintError("แผนนี้ยังไม่มีปัญหาและความต้องการ จึงยังไม่ได้พิมพ์บัญชี กรุณาเพิ่มด้วย --add ก่อน")
    return write_forms_pdf(
        [annex],
        options.pdf,
        title=f"{document.plan.title} ({document.plan.period.printed()})",
        author=document.organisation.name,
        digits=DigitStyle(options.digits),
        page_totals=False,
    )


def _tell(document: PlanDocument, result: dict[str, Any], options: argparse.Namespace) -> None:
    from kkplanner.drafting.needs import needs_summary

    summary = needs_summary(document)
    if options.json:
        report.print_json({"needs": list(_rows(document)), **summary.as_json(), **result})
        return
    for row in _rows(document):
        place = f" ({row['place']})" if row["place"] else ""
        report.say(f"{row['number']}. {row['text']}{place}  → {_outcome(row)}")
    if options.add:
        report.say(f"เพิ่มแล้ว {result['added']:,} เรื่อง มีอยู่แล้ว {result['already_present']:,} เรื่อง")
    report.say(
        f"ทั้งหมด {summary.total:,} เรื่อง มีโครงการรองรับ {len(summary.answered):,} "
        f"ไม่ดำเนินการ {len(summary.set_aside):,} ยังไม่มีข้อสรุป {len(summary.open):,}"
    )
    if options.pdf:
        report.say(f"PDF    {options.pdf} ({result['pages']} หน้า)")


def _rows(document: PlanDocument) -> Iterable[dict[str, Any]]:
    from kkplanner.drafting.needs import state_of

    titles = {project.uuid: project.title for project in document.projects}
    for number, need in enumerate(document.needs, start=1):
        yield {
            "number": number,
            "uuid": need.uuid,
            "text": need.text,
            "place": need.place,
            "raised_by": need.raised_by,
            "priority": need.priority,
            "state": str(state_of(need, frozenset(titles))),
            "project": need.project,
            "project_title": titles.get(need.project or ""),
            "set_aside_reason": need.set_aside_reason,
        }


def _outcome(row: dict[str, Any]) -> str:
    if row["project_title"] is not None:
        return str(row["project_title"])
    return f"ไม่ดำเนินการ: {row['set_aside_reason']}" if row["set_aside_reason"] else "ยังไม่มีข้อสรุป"
