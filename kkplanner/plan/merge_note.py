"""What a plan knows of the copies whose work it contains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class MergeNote:
    """The merges that a plan has behind it.

    Attributes:
        heads: uuids of the last operations of other files that were taken in.
        same: uuid → uuid that stands for it, of records that two people added as the same thing.
    """

    heads: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any] | None:
        """For the file of the plan; None where there was no merge."""
        if not self.heads and not self.same:
            return None
        return {"heads": sorted(self.heads), "same": dict(self.same)}

    @classmethod
    def from_json(cls, data: object) -> MergeNote:
        """What `as_json` wrote.

        Raises:
            TypeError: it is something else.
        """
        if data is None:
            return cls()
        heads, same = (data.get("heads"), data.get("same")) if isinstance(data, dict) else (None, None)
        if not isinstance(heads, list) or not isinstance(same, dict):
            raise TypeError("a note of merges has heads and pairs")
        if not all(isinstance(one, str) for one in (*heads, *same.values())):
            raise TypeError("heads and pairs are uuids")
        return cls(frozenset(heads), same)
