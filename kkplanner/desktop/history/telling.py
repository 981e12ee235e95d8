"""What differs between two states of a plan, as a clerk reads it: records, their fields, the values as texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kkplanner.framework import FrameworkNotFoundError, FrameworkUnreadableError, load
from kkplanner.plan.comparing import compare
from kkplanner.plan.document import LISTS, SINGLES, PlanDocument, top_records
from kkplanner.plan.kinds import Form
from kkplanner.plan.merging.entities import BUDGETS, PARTS, entity_of, parts_of
from kkplanner.plan.merging.names import names_by_uuid, record_name
from kkplanner.plan.narrative import parse, plain_text
from kkplanner.plan.places import districts
from kkplanner.plan.record_names import field_name, kind_name
from kkplanner.thai.dates import format_date
from kkplanner.thai.money import format_baht
from kkplanner.thai.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kkplanner.plan.merging.conflict import Path

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"
MOVED: Final = "moved"
WORDS: Final = {ADDED: "เพิ่ม", REMOVED: "ลบ", CHANGED: "แก้ไข", MOVED: "เลื่อนลำดับ"}
_SATANG: Final = frozenset(("annual_income", "price"))
_UNTOLD: Final = frozenset(("owner", "key", "part"))
_ONLY_LOOK: Final = "ข้อความเหมือนเดิม เปลี่ยนเฉพาะรูปแบบ"


@dataclass(frozen=True, slots=True)
class ToldField:
    """One value that differs.

    Attributes:
        label: Thai, "งบประมาณ ปี 2571".
        before: as text; empty where there was nothing.
        after: likewise.
        field: where it stands in the model, as `Place.field` names it.
        difference: of an amount, with its sign.
    """

    label: str
    before: str
    after: str
    field: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """One record that differs; an added or removed one with all that stands in it."""

    kind: str
    uuid: str
    name: str
    change: str
    fields: tuple[ToldField, ...] = ()
    form: str = ""  # of a project


def told(
    before: PlanDocument, after: PlanDocument, progress: Callable[[int, int], None] | None = None
) -> list[ToldRecord]:
    """What differs, kind by kind in the order of the plan; rows that only moved come last."""
    olds, news = _by_uuid(before), _by_uuid(after)
    telling = _Telling(names_by_uuid(after, before))
    differences = compare(before, after)
    found = []
    for done, one in enumerate(differences, 1):
        record = news.get(one.uuid) or olds[one.uuid]
        fields = tuple(telling.fields(one.kind, olds.get(one.uuid), news.get(one.uuid)))
        form = str(record.form) if one.kind == "project" else ""
        found.append(ToldRecord(one.kind, one.uuid, record_name(one.kind, record), one.change, fields, form))
        if progress is not None:
            progress(done, len(differences))
    return found + list(_moved(before, after))


def _by_uuid(document: PlanDocument) -> dict[str, Any]:
    return {record.uuid: record for _, records in top_records(document) for record in records}


def _moved(before: PlanDocument, after: PlanDocument) -> Iterator[ToldRecord]:
    """Kinds whose rows stand in another order, without those that came or went."""
    for kind, records in top_records(after):
        if kind in SINGLES:
            continue
        old = [one.uuid for one in getattr(before, LISTS[kind])]
        new = [one.uuid for one in records]
        here, there = set(old), set(new)
        stayed = [uuid for uuid in old if uuid in there]
        places = [uuid for uuid in new if uuid in here]
        rows = sum(1 for uuid, other in zip(stayed, places, strict=True) if uuid != other)
        if rows:
            yield ToldRecord(kind, "", f"ลำดับของ{kind_name(kind)}ต่างจากเดิม {rows:,} แถว", MOVED)


class _Telling:
    """Values of two documents as texts."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def fields(self, kind: str, old: Any, new: Any) -> Iterator[ToldField]:  # noqa: ANN401 - any record
        before = entity_of(kind, old).values if old is not None else {}
        after = entity_of(kind, new).values if new is not None else {}
        yield from self._values(kind, before, after)
        olds = _parts(kind, old)
        news = _parts(kind, new)
        for uuid in {**news, **olds}:
            yield from self._part(olds.get(uuid), news.get(uuid))

    def _values(
        self, kind: str, before: Mapping[Path, Any], after: Mapping[Path, Any], lead: str = ""
    ) -> Iterator[ToldField]:
        for path in {**before, **after}:
            if path[0] in _UNTOLD or before.get(path) == after.get(path):
                continue
            texts = self._text(path, before.get(path)), self._text(path, after.get(path))
            if texts[0] == texts[1]:
                if before.get(path) and after.get(path):
                    texts = texts[0], f"{texts[1]}\n({_ONLY_LOOK})"
                else:
                    continue
            label = f"{lead} {field_name(kind, path)}".strip()
            difference = _difference(path, before.get(path), after.get(path))
            yield ToldField(label, *texts, "" if lead else ".".join(map(str, path)), difference)

    def _part(self, old: tuple[str, Any] | None, new: tuple[str, Any] | None) -> Iterator[ToldField]:
        if old is not None and new is not None:
            if old[1] != new[1]:
                kind, record = new
                lead = f"{kind_name(kind)} “{record_name(kind, record)}”"
                before, after = entity_of(kind, old[1]).values, entity_of(kind, record).values
                yield from self._values(kind, before, after, lead)
            return
        kind, _ = old or new or ("", None)
        yield ToldField(kind_name(kind), self._part_text(old), self._part_text(new), _field_of(kind))

    def _part_text(self, part: tuple[str, Any] | None) -> str:
        if part is None:
            return ""
        kind, record = part
        if kind == "link":
            return _node_text(record.framework, record.code)
        amounts = getattr(record, "budgets", {})
        money = (f"ปี {year}: {format_baht(amount)}" for year, amount in sorted(amounts.items()))
        return "\n".join((record_name(kind, record), *money))

    def _text(self, path: Path, value: Any) -> str:  # noqa: ANN401 - any value of a record
        name = path[0]
        if value is None or value in ("", ()):
            return ""
        if _is_amount(name) and isinstance(value, int):
            return format_baht(value)
        if isinstance(value, tuple):
            joint = "\n" if name == "upward_lines" else " · "
            return joint.join(text for each in value if (text := self._text(("",), each)))
        if name == "body":
            return plain_text(parse(value))
        if name == "district_code":
            return next((one.name for one in districts() if one.code == value), str(value))
        told_as = next((tell for kind, tell in _TELLING if isinstance(value, kind)), None)
        return told_as(value) if told_as else self._names.get(str(value), str(value))


_TELLING: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda value: "ใช่" if value else "ไม่ใช่"),
    (bytes, lambda value: f"ภาพขนาด {len(value):,} ไบต์"),
    (Form, lambda value: f"{value} {value.purpose}"),
    (Period, lambda value: value.printed()),
    (date, format_date),
)


def _difference(path: Path, before: int | None, after: int | None) -> str:
    return signed_baht((after or 0) - (before or 0)) if _is_amount(path[0]) else ""


def signed_baht(satang: int) -> str:
    """As "+150,000"."""
    return f"+{format_baht(satang)}" if satang > 0 else format_baht(satang)


def _is_amount(name: str | int) -> bool:
    return name in BUDGETS or name in _SATANG


def _parts(kind: str, record: Any) -> dict[str, tuple[str, Any]]:  # noqa: ANN401 - any record
    if record is None:
        return {}
    return {part.uuid: (part_kind, part) for part_kind, parts in parts_of(kind, record) for part in parts}


def _field_of(part_kind: str) -> str:
    return next((field for field, kind in PARTS.items() if kind == part_kind), "")


def _node_text(framework: str, code: str) -> str:
    """A node with its words; only its code where the framework is not on this computer."""
    try:
        node = load(framework).find(code)
    except (FrameworkNotFoundError, FrameworkUnreadableError):
        node = None
    return f"{framework} {code}" if node is None else f"{code} {node.text}"
