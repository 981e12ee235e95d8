"""`kkplanner mend`: check that the content of a file holds together, and put right what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

_FOUND: Final = 1


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("mend", help="ตรวจแฟ้มว่าข้อมูลข้างในสอดคล้องกันหรือไม่ และซ่อมส่วนที่ไม่สอดคล้อง")
    usage.add_workbook(parser)
    parser.add_argument("--dry-run", action="store_true", help="บอกว่าจะซ่อมอะไรโดยไม่แก้ไขแฟ้ม")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.workbook.recovery import examine, mend

    check = examine(options.file) if options.dry_run else mend(options.file)
    if options.json:
        report.print_json(
            {
                "sound": check.is_sound,
                "mended": check.is_mended,
                "found": [
                    {
                        "kind": one.kind,
                        "table": one.table,
                        "row": one.row,
                        "message": one.sentence,
                        "fields": [
                            {"label": label, "before": before, "after": after}
                            for label, before, after in one.fields
                        ],
                    }
                    for one in check.found
                ],
            }
        )
    elif check.is_sound:
        report.say("ข้อมูลในแฟ้มสอดคล้องกันทั้งหมด ไม่มีสิ่งที่ต้องซ่อม")
    else:
        report.say(f"{'ซ่อมแล้ว' if check.is_mended else 'จะซ่อม'} {len(check.found)} รายการ")
        for one in check.found:
            report.say(f"    {one.sentence}")
    return _FOUND if options.dry_run and not check.is_sound else 0
