"""The triggers that write history: made from the tables themselves, so that nothing bypasses them.

Each data table gets three recorders (a row added, changed, removed) and a guard of its identity. The
database itself refuses a change outside an operation, whoever asks for it on whichever connection.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

OUTSIDE: Final = "kkplanner: change outside an operation"
IDENTITY: Final = "kkplanner: the identity of a row never changes"
APPEND_ONLY: Final = "kkplanner: history is append-only"

HISTORY_TABLES: Final = ("operation", "change")


@dataclass(frozen=True, slots=True)
class Identity:
    """How rows of a table are named in the history.

    Attributes:
        row: columns that name a row; the first that is not NULL of an inner tuple counts.
        record: likewise, the uuid of the record that the row is part of.
    """

    row: tuple[tuple[str, ...], ...] = (("uuid",),)
    record: tuple[str, ...] = ("uuid",)

    @property
    def fixed(self) -> tuple[str, ...]:
        """Columns that a row keeps for life. A row that gets another owner is removed and added anew."""
        return tuple(dict.fromkeys(("id", *(name for names in self.row for name in names), *self.record)))


_IDENTITIES: Final = {
    "approach": Identity(record=("issue",)),
    "sub_item": Identity(record=("project",)),
    "link": Identity(record=("issue", "project")),
    "mark": Identity(record=("project",)),
    "budget": Identity(row=(("sub_item", "project"), ("kind",), ("year",)), record=("project",)),
    "picture_content": Identity(row=(("picture",),), record=("picture",)),
    "setting": Identity(row=(("key",),), record=("key",)),
}
_WHOLE_RECORD: Final = Identity()


def identity(table: str) -> Identity:
    """The identity of rows of `table`; by default the row is a record of its own, named by its uuid."""
    return _IDENTITIES.get(table, _WHOLE_RECORD)


def image_values(image: str | None) -> dict[str, Any]:
    """The columns of a row as the recorders wrote them into the history; empty where there was no row.

    Raises:
        ValueError: the text is no image.
    """
    return json.loads(image, object_hook=_bytes_from_hex) if image else {}


def _bytes_from_hex(found: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    # No table has a column "hex", and no column holds an object: texts that are JSON stay texts.
    return bytes.fromhex(found["hex"]) if found.keys() == {"hex"} else found


def triggers(table: str, columns: Sequence[str], blobs: Collection[str] = ()) -> Iterator[str]:
    """CREATE TRIGGER statements for one data table with these columns (id included).

    JSON holds no bytes: a column of `blobs` stands in the image as {"hex": …}.
    """
    named = identity(table)

    def value(moment: str, names: tuple[str, ...]) -> str:
        parts = [f"{moment}.{name}" for name in names]
        return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"

    def image(moment: str) -> str:
        pairs = ", ".join(
            f"'{name}', json_object('hex', hex({moment}.{name}))"
            if name in blobs
            else f"'{name}', {moment}.{name}"
            for name in columns
        )
        return f"json_object({pairs})"

    def recorder(event: str, moment: str, condition: str, before: str, after: str) -> str:
        row = " || '/' || ".join(value(moment, names) for names in named.row)
        lines = (
            f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table}{condition} BEGIN",
            f"  SELECT RAISE(ABORT, '{OUTSIDE}') WHERE NOT EXISTS (SELECT 1 FROM operation WHERE open);",  # noqa: S608 - names of our own schema
            "  INSERT INTO change (operation, table_name, row, record, before, after)",
            f"  SELECT id, '{table}', {row}, {value(moment, named.record)},",
            f"    {before},",
            f"    {after}",
            "  FROM operation WHERE open;",
            "END",
        )
        return "\n".join(lines)

    def every(moment: str) -> str:
        names = ", ".join(f"{moment}.{name}" for name in columns)
        return f"({names})"

    yield recorder("INSERT", "NEW", "", "NULL", image("NEW"))
    yield recorder(
        "UPDATE", "NEW", f"\n  WHEN {every('OLD')} IS NOT {every('NEW')}", image("OLD"), image("NEW")
    )
    yield recorder("DELETE", "OLD", "", image("OLD"), "NULL")
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in named.fixed)
    yield (
        f"CREATE TRIGGER {table}_identity BEFORE UPDATE ON {table}\n"
        f"  WHEN {changed} BEGIN\n"
        f"  SELECT RAISE(ABORT, '{IDENTITY}');\n"
        f"END"
    )


def history_guards() -> Iterator[str]:
    """CREATE TRIGGER statements that keep the history append-only.

    The one change allowed to a history row is that an open operation is closed by its own transaction.
    """

    def refuse(message: str) -> str:
        return f"BEGIN\n  SELECT RAISE(ABORT, '{message}');\nEND"

    for table in HISTORY_TABLES:
        yield f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} {refuse(APPEND_ONLY)}"
    yield f"CREATE TRIGGER change_final BEFORE UPDATE ON change {refuse(APPEND_ONLY)}"
    now = "NEW.operation IS NOT (SELECT id FROM operation WHERE open)"
    yield f"CREATE TRIGGER change_now BEFORE INSERT ON change\n  WHEN {now} {refuse(OUTSIDE)}"
    kept = ("id", "uuid", "kind", "name", "author", "program", "made_at", "base", "target")
    rewritten = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in kept)
    final = f"NOT OLD.open OR {rewritten}"
    yield f"CREATE TRIGGER operation_final BEFORE UPDATE ON operation\n  WHEN {final} {refuse(APPEND_ONLY)}"
