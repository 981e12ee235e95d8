"""What two copies of a plan disagree about, kept with the plan until somebody decides."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from kkplanner.plan.kinds import EditionKind, Form, MarkKind
from kkplanner.plan.merging.entities import TYPES
from kkplanner.plan.merging.fitting import fits
from kkplanner.thai.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable

Path = tuple[str | int, ...]

_NAMESPACE: Final = UUID("0d9a3c52-7a54-5f0e-8f0c-9c5f0b1f2571")


class ConflictKind(StrEnum):
    """What kind of disagreement it is."""

    FIELD = "field"  # both changed the same field
    REMOVED = "removed"  # one removed what the other changed or still uses; it stands
    ORDER = "order"  # both put the same records in another order
    ALIKE = "alike"  # both added a record of the same name with other content; both stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One disagreement. The plan holds one of the two values (ours), this record holds both.

    Attributes:
        kind: what happened.
        record_kind: "project", "sub_item", "issue", … or "setting".
        record: uuid of the record, the key of a setting; of an order the uuid of the record whose parts are
            ordered, empty for records of the top level.
        title: what a clerk calls the record, Thai, with the record that it is part of.
        field: as in `kkplanner.workbook.fields`, ("title",) or ("own_budgets", 2571); empty unless a field is meant.
        base: the value in the common ancestor, None where there was none.
        ours: the value that stands in the plan. Of REMOVED: whether our side had kept it. Of an order: uuids.
        theirs: the other value, likewise. Of ALIKE: uuid of the other record.
    """

    kind: ConflictKind
    record_kind: str
    record: str
    title: str
    field: Path = ()
    base: object = None
    ours: object = None
    theirs: object = None

    @property
    def id(self) -> str:
        """The same for the same disagreement, from whichever side it is seen."""
        sides = sorted(json.dumps(encoded(side), ensure_ascii=False) for side in (self.ours, self.theirs))
        records = [self.record]
        if self.kind is ConflictKind.ALIKE:
            records, sides = sorted((self.record, str(self.theirs))), []
        what = [self.kind, self.record_kind, records, self.field, sides]
        return str(uuid5(_NAMESPACE, json.dumps(what, ensure_ascii=False)))

    @property
    def target(self) -> tuple[str, str, str, Path]:
        """What it is about, whatever the values."""
        return self.kind, self.record_kind, self.record, self.field

    @property
    def makes_sense(self) -> bool:
        """Whether records of that kind can disagree about it; what a file says is not believed."""
        sides = self.ours, self.theirs
        if self.kind is not ConflictKind.FIELD and self.field:
            return False
        if self.kind is ConflictKind.ALIKE:
            return self.record_kind == "project" and isinstance(self.theirs, str)
        if self.kind is ConflictKind.REMOVED:
            return self.record_kind in TYPES and all(isinstance(side, bool) for side in sides)
        if self.kind is ConflictKind.ORDER:
            return self.record_kind in TYPES and all(
                isinstance(side, tuple) and all(isinstance(uuid, str) for uuid in side) for side in sides
            )
        if self.record_kind == "setting":
            return len(self.field) < 2 and all(isinstance(step, str) for step in self.field)
        return all(fits(self.record_kind, self.field, side) for side in sides)

    def swapped(self) -> Conflict:
        """As the other side sees it."""
        if self.kind is ConflictKind.ALIKE:
            return replace(self, record=str(self.theirs), theirs=self.record)
        return replace(self, ours=self.theirs, theirs=self.ours)

    def as_json(self) -> dict[str, Any]:
        """For the file of the plan; `from_json` reads it."""
        return {
            "kind": str(self.kind),
            "record_kind": self.record_kind,
            "record": self.record,
            "title": self.title,
            "field": list(self.field),
            "base": encoded(self.base),
            "ours": encoded(self.ours),
            "theirs": encoded(self.theirs),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Conflict:
        """What `as_json` wrote.

        Raises:
            ValueError, KeyError, TypeError: it is something else.
        """
        texts = {name: data[name] for name in ("record_kind", "record", "title")}
        path = tuple(data["field"])
        if not all(isinstance(text, str) for text in texts.values()):
            raise TypeError("a conflict names a record by texts")
        if not all(isinstance(step, str | int) for step in path):
            raise TypeError("the path of a field consists of names and years")
        conflict = cls(
            kind=ConflictKind(data["kind"]),
            field=path,
            base=decoded(data["base"]),
            ours=decoded(data["ours"]),
            theirs=decoded(data["theirs"]),
            **texts,
        )
        if not conflict.makes_sense:
            raise ValueError("a conflict has values that its record cannot have")
        return conflict


def encoded(value: object) -> Any:  # noqa: ANN401 - any JSON
    """A value of the model as JSON that tells its type."""
    if isinstance(value, tuple):
        return [encoded(each) for each in value]
    if isinstance(value, dict | list):
        return {_JSON: value}
    for name, (kind, write, _) in _CODES.items():
        if isinstance(value, kind):
            return {name: write(value)}
    return value


def decoded(value: Any) -> object:  # noqa: ANN401 - any JSON
    """The value that `encoded` wrote.

    Raises:
        ValueError, KeyError, TypeError: it wrote no such thing.
    """
    if isinstance(value, list):
        return tuple(decoded(each) for each in value)
    if not isinstance(value, dict):
        return value
    ((name, inner),) = value.items()
    return inner if name == _JSON else _CODES[name][2](inner)


_JSON: Final = "json"
_CODES: Final[dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]]] = {
    **{word.__name__: (word, str, word) for word in (Form, EditionKind, MarkKind)},
    "Period": (Period, lambda period: [period.first, period.last], lambda years: Period(*years)),
    "date": (date, date.isoformat, date.fromisoformat),
    "bytes": (
        bytes,
        lambda content: base64.b64encode(content).decode("ascii"),
        lambda text: base64.b64decode(text, validate=True),
    ),
}
