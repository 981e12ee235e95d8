"""`kkplanner take-back`: what a division filled in comes back into the plan, as one operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Container

    from kkplanner.exchange.fill_in import FieldChange, RowChange, TakeBack
    from kkplanner.exchange.fill_in.changes import Side
    from kkplanner.exchange.fill_in.fields import Value

_KINDS = {"added": "เพิ่ม", "changed": "แก้", "removed": "ขอลบ"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("take-back", help="รับแฟ้มที่กองกรอกกลับเข้าแผน")
    usage.add_workbook(parser)
    parser.add_argument("book", metavar="F.xlsx", type=Path, help="แฟ้มที่ทำด้วย hand-out และกองกรอกแล้ว")
    parser.add_argument(
        "--conflicts",
        choices=("plan", "returned"),
        default="plan",
        help="ค่าที่แก้ทั้งสองฝั่ง: ใช้ของแผน (ตามปกติ) หรือของแฟ้มที่ส่งคืน",
    )
    parser.add_argument(
        "--decide",
        metavar="ID=SIDE",
        action="append",
        default=[],
        help="ตัดสินค่าเดียว: ours ของแผน theirs ของแฟ้มที่ส่งคืน ใส่ซ้ำได้",
    )
    parser.add_argument("--remove", action="store_true", help="ลบรายการที่กองขอลบหรือตัดออกจากแฟ้มด้วย")
    parser.add_argument("--dry-run", action="store_true", help="แสดงผลที่จะเกิดขึ้นโดยไม่เปลี่ยนแปลงแผน")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.fill_in import RowKind, TakeChoices, read_fill_in, take_back
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=options.dry_run) as workbook:
        report.progress(f"กำลังอ่าน {options.book.name} …")
        document = workbook.document()
        returned = read_fill_in(options.book)
        seen = take_back(document, returned)
        removals = [row.uuid for row in seen.rows if row.kind is RowKind.REMOVED] if options.remove else []
        named = {row.id_of(field): (row.uuid, field.key) for row, field in seen.conflicts}
        decisions = _decisions(options, named)
        decided = {place: decisions.get(id_, options.conflicts) for id_, place in named.items()}
        result = take_back(document, returned, TakeChoices(removals=frozenset(removals), fields=decided))
        if not options.dry_run and result.document != document:
            with workbook.operation(f"รับแฟ้มกลับ {options.book.name}") as operation:
                operation.replace_document(result.document)
    if options.json:
        report.print_json(_as_json(result))
    else:
        _tell(result, dry_run=options.dry_run)
    left = len(decisions) < len(named) and options.conflicts == "plan"
    return 1 if left or any(finding.severity == "error" for finding in result.findings) else 0


def _decisions(options: argparse.Namespace, known: Container[str]) -> dict[str, Side]:
    from kkplanner.cli.deciding import decisions

    # The words of `merge`, and those that --conflicts has.
    sides: dict[str, Side] = {
        "ours": "plan",
        "theirs": "returned",
        "plan": "plan",
        "returned": "returned",
    }
    found = decisions(options.decide, sides)
    for id_ in found:
        if id_ not in known:
            raise usage.WrongUsageError(
                f"ไม่มีค่าที่แก้ทั้งสองฝั่งรหัส {id_} แผนไม่เปลี่ยนแปลง กรุณาดูรหัสจากผลของ take-back --dry-run"
            )
    return found


def _as_json(result: TakeBack) -> dict[str, Any]:
    return {
        "rows": [
            {
                "kind": str(row.kind),
                "uuid": row.uuid,
                "title": row.title,
                "form": str(row.form),
                "row": row.row,
                "changed_meanwhile": row.changed_meanwhile,
                "likeness": row.likeness,
                "fields": [
                    {
                        "id": row.id_of(field) if field.is_conflict else None,
                        "key": field.key,
                        "label": field.label,
                        "sent": field.sent,
                        "now": field.now,
                        "returned": field.returned,
                        "conflict": field.is_conflict,
                    }
                    for field in row.fields
                ],
            }
            for row in result.rows
        ],
        "conflicts": len(result.conflicts),
        "findings": [finding.as_json() for finding in result.findings],
    }


def _tell(result: TakeBack, *, dry_run: bool) -> None:
    for row in result.rows:
        report.say(f"{_KINDS[row.kind]}: {row.title}")
        for field in row.fields:
            report.say(f"    {_field(field)}")
            if field.is_conflict:
                report.say(f"        เลือกด้วย --decide {row.id_of(field)}=ours|theirs")
    for finding in result.findings:
        report.say(f"{finding.sheet or ''} แถว {finding.row or '-'} {finding.message}")
    report.say(
        f"{'จะรับ' if dry_run else 'รับแล้ว'} {_counts(result.rows)} แก้ทั้งสองฝั่ง {len(result.conflicts):,} ค่า"
    )


def _counts(rows: list[RowChange]) -> str:
    return " ".join(f"{word} {sum(1 for row in rows if row.kind == kind):,}" for kind, word in _KINDS.items())


def _field(field: FieldChange) -> str:
    both = f" (แก้ทั้งสองฝั่ง ในแผนเป็น {_shown(field.now)})" if field.is_conflict else ""
    return f"{field.label}: {_shown(field.sent)} → {_shown(field.returned)}{both}"


def _shown(value: Value) -> str:
    from kkplanner.thai.money import format_baht

    if isinstance(value, int):
        return format_baht(value)
    return " ".join(value.split()) if value else "ว่าง"
