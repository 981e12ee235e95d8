"""How the fields of a record become columns of its table, and back.

Derived from the dataclasses of `kkplanner.plan`: a column has the name of its field. Fields that hold
other records, amounts or bytes have tables of their own and are left to `kkplanner.workbook.rows`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from kkplanner.plan.budget import Budgets
from kkplanner.plan.kinds import EditionKind, Form, MarkKind
from kkplanner.plan.model import Approach, Link, Mark, SubItem
from kkplanner.plan.picture import MediaType
from kkplanner.thai.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = str | int | bytes | None
Row = dict[str, Value]

_DEGREE: Final = 10_000_000  # coordinates are stored in 1/10,000,000 degree
_CHILDREN: Final = (
    tuple[Link, ...],
    tuple[Mark, ...],
    tuple[SubItem, ...],
    tuple[Approach, ...],
    dict[int, int],
    bytes,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record as one column.

    Attributes:
        name: of the field and of the column.
        store: value of the field → value of the column; None when they are the same.
        read: value of the column → value of the field; None when they are the same.
    """

    name: str
    store: Callable[[Any], Value] | None = None
    read: Callable[[Any], Any] | None = None


# Names that the model may import for type checking only.
_TYPE_NAMES: Final = {"Budgets": Budgets, "Period": Period, "date": date}


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _degrees(value: int) -> float:
    return value / _DEGREE


def _from_degrees(value: float) -> int:
    return round(value * _DEGREE)


_CONVERSIONS: Final[Mapping[object, tuple[Callable[[Any], Value] | None, Callable[[Any], Any] | None]]] = {
    str: (None, None),
    int: (None, None),
    bool: (int, bool),
    float: (_from_degrees, _degrees),
    date: (date.isoformat, date.fromisoformat),
    Form: (str, Form),
    EditionKind: (str, EditionKind),
    MarkKind: (str, MarkKind),
    MediaType: (None, None),
    tuple[str, ...]: (
        lambda lines: json.dumps(lines, ensure_ascii=False),
        lambda text: tuple(json.loads(text)),
    ),
}


def _column(name: str, hint: Any) -> Column:  # noqa: ANN401 - a type, of any form
    members = [member for member in get_args(hint) if member is not type(None)]
    is_optional = get_origin(hint) not in (tuple, dict) and len(members) == 1
    store, read = _CONVERSIONS[members[0] if is_optional else hint]
    if is_optional:
        store, read = store and _optional(store), read and _optional(read)
    return Column(name, store, read)


@cache
def columns(record_type: type) -> tuple[Column, ...]:
    """The columns of a kind of record, `uuid` among them, in the order of its fields.

    Raises:
        KeyError: a field has a type that no rule stores; the model and the file went apart.
    """
    hints = get_type_hints(record_type, localns=_TYPE_NAMES)
    return tuple(
        _column(field.name, hints[field.name])
        for field in fields(record_type)
        if hints[field.name] not in _CHILDREN and hints[field.name] is not Period
    )


def row_of(record: Any) -> Row:  # noqa: ANN401 - any record of the model
    """The columns of a record as stored."""
    row: Row = {}
    for column in columns(record.__class__):
        value = getattr(record, column.name)
        row[column.name] = value if column.store is None else column.store(value)
    if isinstance(getattr(record, "period", None), Period):
        row |= {"first_year": record.period.first, "last_year": record.period.last}
    return row
