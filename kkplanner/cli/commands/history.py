"""`kkplanner history`: who changed what and when."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.workbook import HistoryEntry


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("history", help="ประวัติการเปลี่ยนแปลงของแผนหรือของโครงการหนึ่ง")
    usage.add_workbook(parser)
    parser.add_argument("--project", metavar="UUID", help="เฉพาะโครงการนี้ พร้อมค่าก่อนและหลัง")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=True) as workbook:
        entries = workbook.history(project=options.project)
    if options.project and not entries:
        raise usage.WrongUsageError(
            f"ไม่มีรายการรหัส “{options.project}” ในประวัติของแผน จึงไม่มีสิ่งที่จะแสดง กรุณาดูรหัสจากผลของคำสั่ง check --json หรือ export --json"
        )
    if options.json:
        report.print_json([_as_json(entry) for entry in entries])
        return 0
    for entry in entries:
        _tell(entry)
    return 0


def _as_json(entry: HistoryEntry) -> dict[str, Any]:
    fields = [{"field": f.field, "before": f.before, "after": f.after} for f in entry.fields]
    return {**asdict(entry), "when": entry.when.isoformat(), "fields": fields}


def _tell(entry: HistoryEntry) -> None:
    from kkplanner.thai.dates import format_date
    from kkplanner.workbook.fields_told import field_told

    local = entry.when.astimezone()
    mark = " (เลิกทำแล้ว)" if entry.undone else ""
    who = f" โดย {entry.author}" if entry.author else ""
    report.say(
        f"{format_date(local.date(), 'short')} {local:%H:%M} {entry.name}{who} {entry.changes} รายการ{mark}"
    )
    for line in filter(None, map(field_told, entry.fields)):
        report.say(f"    {line}")
