"""`kkplanner recover`: get a plan back from a damaged file, its backups or packages, into a new file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.workbook.recovery import Candidate


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("recover", help="กู้คืนแผนจากแฟ้มที่เสียหายหรือจากสำเนาสำรอง ลงแฟ้มใหม่")
    usage.add_workbook(parser)
    parser.add_argument("--list", action="store_true", help="แสดงทางกู้คืนทั้งหมดโดยไม่เขียนแฟ้ม")
    parser.add_argument(
        "--from", dest="source", metavar="N", type=int, help="เลือกลำดับที่ N จากรายการ (ปกติคือ 1)"
    )
    parser.add_argument("--to", dest="target", metavar="NEW.kkplan", type=Path, help="แฟ้มใหม่ที่จะเขียน")
    parser.add_argument(
        "--package",
        metavar="F.kkp.zip",
        type=Path,
        action="append",
        default=[],
        help="ชุดแฟ้มของแผนนี้ที่เคยทำไว้ ระบุซ้ำได้",
    )
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.package import ways_back
    from kkplanner.workbook.recovery import NothingLeftError, candidates, recover

    if options.target is None and not options.list:
        raise usage.WrongUsageError(
            "ยังไม่ได้บอกชื่อแฟ้มใหม่ จึงยังไม่ได้ทำสิ่งใด กรุณาเพิ่ม --to NEW.kkplan หรือใช้ --list เพื่อดูรายการ"
        )
    found = candidates(options.file, ways_back(options.package))
    if not found:
        raise NothingLeftError(options.file.absolute())
    if options.list:
        if options.json:
            report.print_json([_as_json(number, one) for number, one in enumerate(found, start=1)])
        else:
            for number, one in enumerate(found, start=1):
                _tell(number, one)
        return 0
    number = 1 if options.source is None else options.source
    if not 1 <= number <= len(found):
        raise usage.WrongUsageError(
            f"ไม่มีลำดับที่ {number} ในรายการกู้คืนซึ่งมี {len(found)} รายการ จึงยังไม่ได้ทำสิ่งใด กรุณาดูด้วย --list"
        )
    chosen = found[number - 1]
    recover(chosen, options.target)
    if options.json:
        report.print_json({"written": str(options.target), **_as_json(number, chosen)})
    else:
        report.say(f"กู้คืนแล้วลงแฟ้ม {options.target} แฟ้มเดิมยังอยู่เหมือนเดิม")
        _tell(number, chosen)
    return 0


def _as_json(number: int, one: Candidate) -> dict[str, Any]:
    difference = one.difference
    return {
        "number": number,
        "kind": str(one.kind),
        "source": str(one.source),
        "when": None if one.when is None else one.when.isoformat(),
        "projects": one.projects,
        "is_whole": one.is_whole,
        "difference": {
            "missing": difference.missing,
            "extra": difference.extra,
            "changed": difference.changed,
            "satang": difference.satang,
        },
        "doubts": list(one.doubts),
    }


def _tell(number: int, one: Candidate) -> None:
    from kkplanner.thai.dates import format_date

    when = "ไม่ทราบเวลา"
    if one.when is not None:
        local = one.when.astimezone()
        when = f"{format_date(local.date(), 'short')} {local:%H:%M} น."
    state = "ครบถ้วน" if one.is_whole else "อาจไม่ครบ"
    against = "" if number == 1 else f" เทียบกับลำดับที่ 1: {one.difference.thai}"
    report.say(f"{number}. {one.kind.thai} แก้ไขล่าสุด {when} {one.projects} โครงการ {state}{against}")
    for doubt in one.doubts:
        report.say(f"    {doubt}")
