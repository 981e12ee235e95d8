"""Settings of a plan merged key by key; of those that hold several values by name, each of these by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.merging.conflict import Conflict, ConflictKind
from kkplanner.plan.record_names import setting_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_NOTHING: Final = object()


def merge_settings(
    base: Mapping[str, Any] | None, ours: Mapping[str, Any], theirs: Mapping[str, Any], own: Collection[str]
) -> tuple[dict[str, Any], list[Conflict]]:
    """What ours has to become, None for a setting that goes, and what the two disagree about.

    Args:
        base: settings in the common ancestor; None: there is none.
        ours: our settings.
        theirs: the others.
        own: keys that speak of one file and its history, and stay as they are.
    """
    changed: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for key in dict.fromkeys((*ours, *theirs)):
        if key in own:
            continue
        old = _NOTHING if base is None else base.get(key)
        mine, other = ours.get(key), theirs.get(key)
        if isinstance(mine, dict) and isinstance(other, dict):
            value = dict(mine)
            inner = old if isinstance(old, dict) else {}
            for name in dict.fromkeys((*mine, *other)):
                before = _NOTHING if base is None else inner.get(name)
                value[name], torn = _merged(before, mine.get(name), other.get(name))
                conflicts += _conflict(key, name, before, mine.get(name), other.get(name)) if torn else ()
            value = {name: each for name, each in value.items() if each is not None}
        else:
            value, torn = _merged(old, mine, other)
            conflicts += _conflict(key, None, old, mine, other) if torn else ()
        if value != mine:
            changed[key] = value
    return changed, conflicts


def _merged(old: object, mine: Any, other: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any JSON
    if other in (mine, old):
        return mine, False
    if mine == old or (mine is None and old is _NOTHING):
        return other, False
    if other is None and old is _NOTHING:
        return mine, False
    return mine, True


def _conflict(key: str, name: str | None, old: object, mine: object, other: object) -> Iterator[Conflict]:
    yield Conflict(
        kind=ConflictKind.FIELD,
        record_kind="setting",
        record=key,
        title=setting_name(key, name),
        field=() if name is None else (name,),
        base=None if old is _NOTHING else old,
        ours=mine,
        theirs=other,
    )
