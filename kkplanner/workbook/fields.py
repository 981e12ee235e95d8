"""What an operation did to one record, field by field, in the names and values of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.model import Approach, Link, Mark, SubItem
from kkplanner.workbook.columns import columns
from kkplanner.workbook.recording import image_values
from kkplanner.workbook.rows import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kkplanner.workbook.changes import RowChange

# Parts of a record: their type and the field of the record that holds them.
_PARTS: Final[dict[str, tuple[type, str]]] = {
    "approach": (Approach, "approaches"),
    "sub_item": (SubItem, "sub_items"),
    "link": (Link, "links"),
    "mark": (Mark, "marks"),
}
_HIDDEN: Final = frozenset(("id", "uuid"))
_OWNERS: Final = frozenset(("project", "issue"))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record before and after an operation.

    Attributes:
        path: where the field stands, in the names of `kkplanner.plan.model`: ("title",),
            ("own_budgets", 2571), ("sub_items", uuid, "text"), ("sub_items", uuid, "budgets", 2571),
            ("links", uuid, "confirmed"); the period of a plan is ("first_year",) and ("last_year",),
            the place among siblings ("position",).
        before: value of the field (amounts in satang); None where there was none. The content of a
            picture is told as its size in bytes, which may be the same for other content.
        after: likewise.
    """

    path: tuple[str | int, ...]
    before: object
    after: object

    @property
    def field(self) -> str:
        """The path as one word: "own_budgets.2571"."""
        return ".".join(str(step) for step in self.path)


def field_changes(rows: Iterable[RowChange]) -> Iterator[FieldChange]:
    """The fields that net row changes of one record touched."""
    for change in rows:
        before, after = image_values(change.before), image_values(change.after)
        image = after or before
        if change.table == "budget":
            path: tuple[str | int, ...] = (f"{image['kind']}_budgets", image["year"])
            if image["sub_item"] is not None:
                path = ("sub_items", image["sub_item"], "budgets", image["year"])
            yield FieldChange(path, before.get("amount"), after.get("amount"))
            continue
        if change.table == "picture_content":
            yield FieldChange(("content",), _size(before), _size(after))
            continue
        part = _PARTS.get(change.table)
        record_type = part[0] if part else TYPES.get(change.table)
        readers = {column.name: column.read for column in columns(record_type)} if record_type else {}
        for name in image:
            old, new = before.get(name), after.get(name)
            if old == new or name in _HIDDEN or (part and name in _OWNERS):
                continue
            read = readers.get(name)
            if read is not None:
                old, new = (None if value is None else read(value) for value in (old, new))
            yield FieldChange((part[1], image["uuid"], name) if part else (name,), old, new)


def _size(image: dict[str, Any]) -> int | None:
    return len(image["content"]) if image else None
