"""Whether a value that comes from a file is one that a field of the model can have."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin, get_type_hints

from kkplanner.plan.merging.entities import OWNER, PARTS, TYPES, shape
from kkplanner.thai.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

# Names that the model may import for type checking only.
_TYPE_NAMES: Final = {"Period": Period, "date": date, "Budgets": dict[int, int]}


@cache
def _hints(kind: str) -> dict[str, Any]:
    return get_type_hints(TYPES[kind], localns=_TYPE_NAMES)


def fits(kind: str, path: Sequence[str | int], value: object) -> bool:
    """Whether a record of that kind may have this value there, in the values of `entities`.

    Of a year's amount None means that there is none.
    """
    if kind not in TYPES or not path:
        return False
    if tuple(path) == OWNER:
        return kind in PARTS.values() and isinstance(value, str)
    groups, budgets, _ = shape(kind)
    if len(path) == 2:
        is_amount = value is None or (type(value) is int and value >= 0)
        return path[0] in budgets and type(path[1]) is int and is_amount
    group = next((group for group in groups if group[0] == path[0]), None)
    if group is None or len(path) != 1:
        return False
    if len(group) == 1:
        return _is_of(_hints(kind)[group[0]], value)
    return (
        isinstance(value, tuple)
        and len(value) == len(group)
        and all(_is_of(_hints(kind)[name], each) for name, each in zip(group, value, strict=True))
    )


def _is_of(hint: Any, value: object) -> bool:  # noqa: ANN401 - a type, of any form
    origin = get_origin(hint)
    if origin is tuple:
        return isinstance(value, tuple) and all(isinstance(each, get_args(hint)[0]) for each in value)
    if origin is Literal:
        return value in get_args(hint)
    members = get_args(hint) or (hint,)
    if float in members and type(value) is int:
        return True
    return any(value is None if member is NoneType else type(value) is member for member in members)
