"""`kkplanner merge`: bring in what somebody else did in another copy of the plan, and decide what is in dispute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage
from kkplanner.cli.deciding import decisions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from kkplanner.plan.comparing import RecordDifference
    from kkplanner.plan.merging import Choice, Conflict
    from kkplanner.workbook.merging import PreparedMerge

_CHANGES = {"added": "เพิ่ม", "removed": "ลบ", "changed": "แก้ไข"}
_SHOWN = 60  # lines of each list; --json has them all
_LONGEST = 160  # characters of a value on a line
_SIDES = {"ours": "ในแผนนี้", "theirs": "อีกแฟ้ม"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("merge", help="รวมงานจากสำเนาอีกแฟ้มของแผนเดียวกัน")
    usage.add_workbook(parser)
    parser.add_argument(
        "other",
        metavar="OTHER.kkplan",
        type=Path,
        nargs="?",
        help="สำเนาที่จะรวมเข้ามา ถ้าไม่ระบุจะแสดงข้อขัดแย้งที่ค้างอยู่",
    )
    parser.add_argument(
        "--decide",
        metavar="ID=SIDE",
        action="append",
        default=[],
        help="ตัดสินข้อขัดแย้ง: ours แผนนี้ theirs อีกแฟ้ม both เก็บทั้งสองโครงการ ใส่ซ้ำได้",
    )
    parser.add_argument("--take", choices=("ours", "theirs"), help="ตัดสินทุกข้อขัดแย้งที่เหลือไปทางเดียวกัน")
    parser.add_argument("--dry-run", action="store_true", help="แสดงผลที่จะเกิดขึ้นโดยไม่เปลี่ยนแปลงแผน")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return _decide(options) if options.other is None else _merge(options)


def _merge(options: argparse.Namespace) -> int:
    from kkplanner.workbook import Workbook
    from kkplanner.workbook.merging import apply, prepare

    with Workbook.open(options.file, read_only=options.dry_run) as workbook:
        report.progress(f"กำลังเทียบกับ {options.other.name} …")
        with Workbook.open(options.other, read_only=True) as theirs:
            merge = prepare(workbook, theirs)
        found = merge.result.conflicts
        choices = _choices(options, found, merge.result.document.conflicts)
        if not options.dry_run:
            apply(workbook, merge, choices)
        left = [one for one in found if one.id not in choices]
        if options.json:
            report.print_json(_as_json(merge, left, merged=not options.dry_run, decided=len(choices)))
        else:
            _tell(merge, left, dry_run=options.dry_run)
    return 1 if left else 0


def _decide(options: argparse.Namespace) -> int:
    from kkplanner.plan.merging import names_by_uuid, undecided
    from kkplanner.workbook import Workbook
    from kkplanner.workbook.merging import decide_open

    wants_change = bool(options.decide or options.take)
    with Workbook.open(options.file, read_only=options.dry_run or not wants_change) as workbook:
        document = workbook.document()
        choices = _choices(options, document.conflicts, document.conflicts)
        if choices and not options.dry_run:
            decide_open(workbook, choices)
            document = workbook.document()
        left = [one for one in undecided(document) if one.id not in choices]
        names = names_by_uuid(document)
        if options.json:
            report.print_json(
                {"decided": len(choices), "conflicts": [_conflict_as_json(one, names) for one in left]}
            )
        else:
            for one in left[:_SHOWN]:
                _tell_conflict(one, names)
            report.say(f"ตัดสินแล้ว {len(choices)} ข้อ ยังไม่ได้ตัดสิน {len(left)} ข้อ")
    return 1 if left else 0


def _choices(
    options: argparse.Namespace, conflicts: tuple[Conflict, ...], known: tuple[Conflict, ...]
) -> dict[str, Choice]:
    """What was decided of `known`; `--take` speaks of `conflicts` only."""
    from kkplanner.plan.merging import require_choices

    sides: dict[str, Choice] = {"ours": "ours", "theirs": "theirs", "both": "both"}
    chosen: dict[str, Choice] = {one.id: sides[options.take] for one in conflicts} if options.take else {}
    chosen |= decisions(options.decide, sides)
    require_choices(known, chosen)
    return chosen


def _as_json(merge: PreparedMerge, left: list[Conflict], *, merged: bool, decided: int) -> dict[str, Any]:
    ancestor = merge.ancestor
    return {
        "ancestor": None
        if ancestor is None
        else {"operation": ancestor.uuid, "name": ancestor.name, "when": ancestor.when.isoformat()},
        "merged": merged,
        "taken": [_taken_as_json(one) for one in merge.result.taken],
        "reordered": list(merge.result.reordered),
        "settings": sorted(merge.settings),
        "conflicts": [_conflict_as_json(one, merge.names) for one in left],
        "open": len(merge.result.document.conflicts) - decided,
    }


def _taken_as_json(one: RecordDifference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "uuid": one.uuid,
        "name": one.name,
        "change": one.change,
        "fields": [name for name, _, _ in one.fields],
    }


def _conflict_as_json(one: Conflict, names: Mapping[str, str]) -> dict[str, Any]:
    from kkplanner.plan.merging import choices_of, field_label, value_text

    sides = {"base": one.base, "ours": one.ours, "theirs": one.theirs}
    return {
        "id": one.id,
        "kind": str(one.kind),
        "record_kind": one.record_kind,
        "record": one.record,
        "title": one.title,
        "field": ".".join(str(step) for step in one.field),
        "label": field_label(one),
        **{side: None if isinstance(value, bytes) else value for side, value in sides.items()},
        "texts": {side: value_text(one, value, names) for side, value in sides.items()},
        "choices": list(choices_of(one)),
    }


def _tell(merge: PreparedMerge, left: list[Conflict], *, dry_run: bool) -> None:
    from kkplanner.plan.record_names import kind_name
    from kkplanner.thai.dates import format_date

    if merge.ancestor is None:
        report.say("สองแฟ้มไม่มีประวัติร่วมกัน จึงเทียบทีละรายการ: รายการของทั้งสองแฟ้มอยู่ครบ ค่าที่ต่างกันเป็นข้อขัดแย้งทุกค่า")
    else:
        moment = merge.ancestor.when.astimezone()
        report.say(
            f"เทียบจากจุดร่วมล่าสุด: “{merge.ancestor.name}” เมื่อ {format_date(moment.date(), 'short')} {moment:%H:%M} น."
        )
    taken = merge.result.taken
    for one in taken[:_SHOWN]:
        report.say(f"{_CHANGES[one.change]}{kind_name(one.kind)} {_short(one.name)}")
    if len(taken) > _SHOWN:
        report.say(f"… อีก {len(taken) - _SHOWN} รายการ (ดูทั้งหมดด้วย --json)")
    for kind in merge.result.reordered:
        report.say(f"เปลี่ยนลำดับ{kind_name(kind)}")
    for conflict in left[:_SHOWN]:
        _tell_conflict(conflict, merge.names)
    verb = "จะรวม" if dry_run else "รวมแล้ว"
    if merge.is_empty:
        report.say("อีกแฟ้มไม่มีสิ่งใหม่ แผนไม่เปลี่ยนแปลง")
    else:
        report.say(f"{verb} {len(taken)} รายการ ข้อขัดแย้งที่ยังไม่ได้ตัดสิน {len(left)} ข้อ")


def _tell_conflict(one: Conflict, names: Mapping[str, str]) -> None:
    from kkplanner.plan.merging import ConflictKind, choices_of, field_label, value_text
    from kkplanner.plan.record_names import kind_name

    label = field_label(one)
    # The title of an order names the kind of its records itself.
    record = one.title if one.kind is ConflictKind.ORDER else f"{kind_name(one.record_kind)} {one.title}"
    report.say(f"ขัดแย้ง {one.id} {record}{f' ช่อง{label}' if label else ''}")
    for side, value in (("ours", one.ours), ("theirs", one.theirs)):
        if one.kind != "alike":
            report.say(f"    {_SIDES[side]}: {_short(value_text(one, value, names))}")
    report.say(f"    เลือกด้วย --decide {one.id}={'|'.join(choices_of(one))}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
