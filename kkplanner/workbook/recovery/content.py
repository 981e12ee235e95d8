"""The rows of a plan as plain values, from its tables or from its history, and which of the two is right."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from kkplanner.workbook.digest import Image, row_digest, row_name, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_COMBINED: Final = 12  # differing rows; 2^12 combinations are tried in milliseconds

OPERATION_COLUMNS: Final = (
    "id",
    "uuid",
    "kind",
    "name",
    "author",
    "program",
    "made_at",
    "base",
    "target",
    "open",
    "digest",
)
CHANGE_COLUMNS: Final = ("id", "operation", "table_name", "row", "record", "before", "after")


class Content:
    """Rows by table and by the name that the history gives them; bytes stand as {"hex": …}."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Image]] = defaultdict(dict)

    def put(self, table: str, image: Image) -> str:
        """Keep a row and return its name."""
        name, _ = row_name(table, image)
        self.tables[table][name] = image
        return name

    def get(self, table: str, name: str) -> Image | None:
        return self.tables[table].get(name) if table in self.tables else None

    def same_row(self, table: str, image: Image) -> Image | None:
        """The row kept under the name that this one would have."""
        return self.get(table, row_name(table, image)[0])

    def drop(self, table: str, name: str) -> None:
        self.tables[table].pop(name, None)

    def set(self, table: str, name: str, image: Image | None) -> None:
        """Keep or drop the row of this name."""
        if image is None:
            self.drop(table, name)
        else:
            self.tables[table][name] = image

    def __iter__(self) -> Iterator[tuple[str, str, Image]]:
        for table, rows in self.tables.items():
            for name, image in rows.items():
                yield table, name, image

    def copy(self) -> Content:
        other = Content()
        for table, name, image in self:
            other.tables[table][name] = dict(image)
        return other

    def digest(self) -> int:
        return total(row_digest(table, image) for table, _, image in self)


@dataclass(slots=True)
class Records:
    """The history as found: rows of `operation` and `change` by id."""

    operations: dict[int, Image] = field(default_factory=dict)
    changes: dict[int, Image] = field(default_factory=dict)

    @property
    def last(self) -> Image | None:
        """The last operation."""
        return self.operations[max(self.operations)] if self.operations else None

    @property
    def is_complete(self) -> bool:
        """No operation and no change is missing among those found, and each operation has changes."""
        numbers = {change["operation"] for change in self.changes.values()}
        return (
            bool(self.operations)
            and _is_run(self.operations)
            and _is_run(self.changes)
            and numbers == set(self.operations)
        )

    def operations_digest(self) -> int:
        names = [name for name in OPERATION_COLUMNS if name not in ("open", "digest")]
        return total(
            row_digest("operation", {name: row[name] for name in names}) for row in self.operations.values()
        )

    def seal(self) -> int | None:
        """The digest that the last operation left; None when it has none."""
        last = self.last
        try:
            return None if last is None or last["digest"] is None else int(last["digest"], 16)
        except (TypeError, ValueError):
            return None

    def replay(self, tables: Iterable[str]) -> Content:
        """The rows that the recorded changes lead to."""
        known = frozenset(tables)
        content = Content()
        for _, change in sorted(self.changes.items()):
            table, name = change["table_name"], change["row"]
            if table not in known:
                continue
            try:
                image: Any = json.loads(change["after"]) if change["after"] is not None else None
                if image is not None and row_name(table, image)[0] != name:
                    continue  # the image of another row: not to be trusted
            except (ValueError, TypeError, AttributeError, RecursionError):
                continue
            content.set(table, name, image)
        return content


def _is_run(numbers: Iterable[int]) -> bool:
    found = set(numbers)
    return found == set(range(1, len(found) + 1))


def differing(one: Content, other: Content) -> list[tuple[str, str]]:
    """Table and name of the rows in which two contents differ, those that only one has included."""
    keys = {(table, name) for content in (one, other) for table, name, _ in content}
    return sorted(key for key in keys if one.get(*key) != other.get(*key))


def proven(stored: Content, told: Content, records: Records) -> Content | None:
    """The content that the last operation left, or None when that cannot be proved.

    Every row is taken from the tables or from the history; the digest of the last operation tells which.
    """
    seal = records.seal()
    if seal is None:
        return None
    keys = differing(stored, told)
    wanted = total((seal, -records.operations_digest(), -stored.digest()))
    steps = [_worth(key, told.get(*key)) - _worth(key, stored.get(*key)) for key in keys]
    if wanted == 0:
        chosen: tuple[int, ...] | None = ()
    elif total(steps) == wanted:
        chosen = tuple(range(len(keys)))
    else:
        chosen = _subset(steps, wanted)
    if chosen is None:
        return None
    result = stored.copy()
    for index in chosen:
        result.set(*keys[index], told.get(*keys[index]))
    return result


def _subset(steps: list[int], wanted: int) -> tuple[int, ...] | None:
    if len(steps) <= _MOST_COMBINED:
        sizes: Iterable[int] = range(1, len(steps))
    else:
        # Few rows are wrong on one of the two sides.
        sizes = (1, len(steps) - 1)
    for size in sizes:
        for chosen in combinations(range(len(steps)), size):
            if total(steps[index] for index in chosen) == wanted:
                return chosen
    return None


def _worth(key: tuple[str, str], image: Image | None) -> int:
    return 0 if image is None else row_digest(key[0], image)
