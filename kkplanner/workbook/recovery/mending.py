"""Rows that do not hold together, made whole again, each with a sentence that says what was done.

Nothing that carries money or text is thrown away while there is a place for it: an amount without a project
gets a project to stand in, an approach without an issue an issue. What is removed is named in full.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.model import new_uuid
from kkplanner.workbook.digest import Image, row_name
from kkplanner.workbook.order import positions
from kkplanner.workbook.recovery.field_wording import FieldChange, changes_text, field_changes
from kkplanner.workbook.recovery.wording import baht, name_of, row_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.workbook.recovery.content import Content
    from kkplanner.workbook.recovery.sieve import Reference, Sieve

_FARTHEST: Final = 1 << 62
_PNG: Final = "89504E47"
_NAMED: Final = 12  # rows of a list in a sentence
# What a row that others refer to needs, when it has to be made for them.
_STAND_INS: Final[dict[str, Image]] = {
    "project": {"form": "ผ.02", "title": "โครงการที่กู้คืน (ข้อมูลหลักสูญหาย)"},
    "issue": {"title": "ประเด็นที่กู้คืน (ข้อมูลหลักสูญหาย)", "upward_lines": "[]"},
    "approach": {"title": "แนวทางที่กู้คืน (ข้อมูลหลักสูญหาย)"},
    "sub_item": {"text": "รายการย่อยที่กู้คืน (ข้อความสูญหาย)"},
    "edition": {"kind": "แก้ไข", "reason": "ฉบับที่กู้คืน (ข้อมูลหลักสูญหาย)"},
    "picture": {"name": "ภาพที่กู้คืน"},
    "organisation": {"name": "หน่วยงานที่กู้คืน (ข้อมูลหลักสูญหาย)"},
    "plan": {"title": "แผนที่กู้คืน (ข้อมูลหลักสูญหาย)"},
}
_JSON_COLUMNS: Final[dict[str, tuple[str, type]]] = {
    "issue": ("upward_lines", list),
    "project_revision": ("row", dict),
    "setting": ("value", object),
}
_ORDERED_WITHIN: Final = {
    "approach": ("issue",),
    "sub_item": ("project",),
    "mark": ("project",),
    "link": ("issue", "project"),
}


@dataclass(frozen=True, slots=True)
class Mended:
    """One thing that was put right.

    Attributes:
        kind: "restored" (by the history), "value", "reference", "order", "removed", "added" or "history".
        table: of the row.
        row: its name in the history.
        sentence: Thai; what was found and what was done, with the title of the record and its fields.
        fields: what each mended field held and holds now.
    """

    kind: str
    table: str
    row: str
    sentence: str
    fields: tuple[FieldChange, ...] = ()


class _Mending:
    def __init__(self, content: Content, sieve: Sieve) -> None:
        self.content = content
        self.sieve = sieve
        self.done: list[Mended] = []

    def note(self, kind: str, table: str, row: str, sentence: str) -> None:
        self.done.append(Mended(kind, table, row, sentence))

    def change(self, kind: str, table: str, row: str, after: Image, why: str) -> None:
        """Give a row other values: told field by field."""
        before = self.content.tables[table][row]
        title = row_text(table, before, self.content)
        fields = field_changes(table, before, after, self.content, self.content)
        self.content.set(table, row, after)
        self.done.append(Mended(kind, table, row, f"แก้{title}: {changes_text(fields)} เพราะ{why}", fields))

    def rows(self, table: str) -> list[tuple[str, Image]]:
        return list(self.content.tables[table].items())

    def remove(self, table: str, name: str, image: Image, why: str) -> None:
        held = f" ({baht(image.get('amount'))})" if table == "budget" else ""
        self.note("removed", table, name, f"นำ{row_text(table, image, self.content)}{held} ออก เพราะ{why}")
        self.content.drop(table, name)

    def stand_in(self, table: str, uuid: str, **given: Any) -> None:  # noqa: ANN401 - values of columns
        """Add a row that others refer to."""
        image: Image = {}
        for column in self.sieve.columns[table]:
            blank: Any = None if not column.required else "" if column.type == "TEXT" else 0
            image[column.name] = blank
        image |= _STAND_INS[table] | given | {"uuid": uuid, "id": self.free_id(table)}
        self.content.put(table, image)
        self.note(
            "added", table, uuid, f"เพิ่ม{row_text(table, image, self.content)} เพราะมีรายการอื่นอ้างถึงแต่ไม่มีอยู่ในแฟ้ม"
        )

    def free_id(self, table: str) -> int:
        return 1 + max(
            (image["id"] for _, image in self.rows(table) if type(image.get("id")) is int), default=0
        )

    # ------------------------------------------------------------------ steps

    def names(self) -> None:
        """Each row stands under the name that its values give it, with a number of its own."""
        for table in self.sieve.columns:
            used: set[int] = set()
            for name, image in self.rows(table):
                number = image.get("id")
                if type(number) is not int or number in used:
                    image["id"] = number = self.free_id(table)
                used.add(number)
                if row_name(table, image)[0] != name:
                    self.remove(table, name, image, "ข้อมูลที่บอกว่าเป็นของรายการใดเสียหาย")

    def values(self) -> None:
        for table, columns in self.sieve.columns.items():
            for name, image in self.rows(table):
                if not self.sieve.complaint(table, image):
                    continue
                repairs: list[Image] = []
                for column in columns:
                    if column.name not in ("id", "uuid"):
                        blanks: tuple[Any, ...] = ("",) if column.type == "TEXT" else (0,)
                        repairs += [
                            {column.name: blank} for blank in (blanks if column.required else (None, *blanks))
                        ]
                self.repair(table, name, image, repairs)

    def repair(self, table: str, name: str, image: Image, repairs: list[Image]) -> None:
        for repair in repairs:
            fixed = image | repair
            if table != "budget" and not self.sieve.complaint(table, fixed):
                self.change("value", table, name, fixed, "ค่าเดิมเป็นไปไม่ได้")
                return
        self.remove(table, name, image, "มีค่าที่แผนเก็บไม่ได้")

    def doubles(self) -> None:
        for table, keys in self.sieve.unique.items():
            for columns in keys:
                seen = set()
                for name, image in self.rows(table):
                    values = tuple(image.get(column) for column in columns)
                    if values in seen:
                        self.remove(table, name, image, "ซ้ำกับรายการอื่น")
                    seen.add(values)

    def texts(self) -> None:
        """JSON and dates, which SQLite keeps as any text."""
        for table, (column, expected) in _JSON_COLUMNS.items():
            for name, image in self.rows(table):
                if _holds(image.get(column), expected):
                    continue
                if expected is list:
                    self.change("value", table, name, image | {column: "[]"}, "ค่าเดิมอ่านไม่ได้")
                else:
                    self.remove(table, name, image, "ข้อความข้างในอ่านไม่ได้")
        for name, image in self.rows("edition"):
            day = image.get("announced")
            if day is not None and not _is(date.fromisoformat, day):
                self.change("value", "edition", name, image | {"announced": None}, "ค่าเดิมไม่ใช่วันที่")

    def single(self) -> None:
        for table in ("organisation", "plan"):
            rows = self.rows(table)
            for name, image in rows[1:]:
                self.remove(table, name, image, "แฟ้มหนึ่งมีได้เพียงรายการเดียว")
            if not rows:
                years = [image["year"] for _, image in self.rows("budget")]
                first = min(years, default=2571)
                given = {"first_year": first, "last_year": max(years, default=first + 4)}
                self.stand_in(table, new_uuid(), **(given if table == "plan" else {}))

    def references(self) -> None:
        required = {
            table: {column.name for column in columns if column.required}
            for table, columns in self.sieve.columns.items()
        }
        # What must be referred to first: a stand-in may itself refer to nothing but is there for the others.
        for strict in (True, False):
            for table, references in self.sieve.references.items():
                for reference in references:
                    is_strict = any(name in required[table] for name in reference.columns)
                    if is_strict == strict:
                        for name, image in self.rows(table):
                            self.refer(table, name, image, reference, strict=strict)

    def refer(self, table: str, name: str, image: Image, reference: Reference, *, strict: bool) -> None:
        values = [image.get(column) for column in reference.columns]
        if any(value is None for value in values):
            return
        target = self.content.get(reference.target, str(values[0]))
        if target is not None and [target.get(c) for c in reference.target_columns] == values:
            return
        if target is not None:  # the sub-item of another project: the amount follows its sub-item
            wanted = {
                c: target.get(t) for c, t in zip(reference.columns, reference.target_columns, strict=True)
            }
            self.change("reference", table, name, image | wanted, "ต้องตรงกับโครงการของรายการย่อย")
        elif strict and reference.target in _STAND_INS and _is_uuid(values[0]):
            given: Image = dict(zip(reference.target_columns, values, strict=True))
            if reference.target == "picture":
                hexed = str((image.get("content") or {}).get("hex", ""))
                given["media_type"] = "image/png" if hexed.startswith(_PNG) else "image/jpeg"
            self.stand_in(reference.target, given.pop("uuid"), **given)
        elif (
            strict
            or table == "waiver"
            or self.sieve.complaint(table, image | dict.fromkeys(reference.columns))
        ):
            self.remove(table, name, image, f"อ้างถึง{name_of(reference.target)}ที่ไม่มีอยู่ในแฟ้ม")
        else:
            freed = image | dict.fromkeys(reference.columns)
            self.change("reference", table, name, freed, f"{name_of(reference.target)}ที่อ้างถึงไม่มีอยู่ในแฟ้ม")

    def pictures(self) -> None:
        held = {image.get("picture") for _, image in self.rows("picture_content")}
        for name, image in self.rows("picture"):
            if image["uuid"] not in held:
                self.remove("picture", name, image, "ไม่มีเนื้อภาพอยู่ในแฟ้ม")

    def order(self) -> None:
        for table, columns in self.sieve.columns.items():
            if "position" not in {column.name for column in columns}:
                continue
            groups: dict[Any, list[tuple[str, Image]]] = defaultdict(list)
            for name, image in self.rows(table):
                owners = _ORDERED_WITHIN.get(table, ())
                groups[next((image[o] for o in owners if image[o] is not None), None)].append((name, image))
            for rows in groups.values():
                self.order_group(table, rows)

    def order_group(self, table: str, rows: list[tuple[str, Image]]) -> None:
        places = [image["position"] for _, image in rows]
        if len(set(places)) == len(places) and all(abs(place) < _FARTHEST for place in places):
            return
        rows.sort(key=lambda row: (row[1]["position"], row[1]["id"]))
        for name, place in positions([name for name, _ in rows], {}).items():
            self.content.tables[table][name] = self.content.tables[table][name] | {"position": place}
        titles = [row_text(table, image, self.content) for _, image in rows[:_NAMED]]
        listed = " · ".join(titles) + (" …" if len(rows) > _NAMED else "")
        sentence = (
            f"จัดลำดับ{name_of(table)} {len(rows)} รายการใหม่ เพราะมีลำดับซ้ำกันหรือเกินขอบเขต ลำดับใหม่คือ {listed}"
        )
        self.note("order", table, "", sentence)


def mend_content(content: Content, sieve: Sieve) -> list[Mended]:
    """Make `content` hold together, in place; what was done, in the order it was done."""
    mending = _Mending(content, sieve)
    steps: tuple[Callable[[], None], ...] = (
        mending.names,
        mending.values,
        mending.doubles,
        mending.texts,
        mending.single,
        mending.references,
        mending.pictures,
        mending.order,
    )
    for step in steps:
        step()
    return mending.done


def _is(read: Callable[[Any], object], value: object) -> bool:
    try:
        read(value)
    except (TypeError, ValueError):
        return False
    return True


def _holds(text: object, expected: type) -> bool:
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return False
    if expected is list:
        return isinstance(found, list) and all(isinstance(line, str) for line in found)
    return isinstance(text, str) and isinstance(found, expected)


def _is_uuid(value: object) -> bool:
    return isinstance(value, str) and len(value) == 36
