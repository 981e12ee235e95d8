"""What the clerk decided between looking at an import and doing it. The default decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

RowPlace = tuple[str, int]
"""Sheet name and the sheet's own row number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """Decisions of the preview.

    Attributes:
        years: "same": the book's years must be the plan's. "shift": its first year becomes the plan's first.
            A mapping: book year → plan year (พ.ศ.); years that it lacks are left out.
        sheets_left_out: names of sheets to pass by.
        rows_left_out: project rows to pass by.
        pairs: row → uuid of the plan's project that it updates; None: it is a new project, whatever it is like.
        issues: title of a ยุทธศาสตร์ or ประเด็น in the book → uuid of the plan's issue that its rows go under.
            "crosswalk": as `issue_mapping.propose_issues` proposes. Empty: issues are matched by title, new ones
            are added.
    """

    years: Literal["same", "shift"] | Mapping[int, int] = "same"
    sheets_left_out: frozenset[str] = frozenset()
    rows_left_out: frozenset[RowPlace] = frozenset()
    pairs: Mapping[RowPlace, str | None] = field(default_factory=dict)
    issues: Mapping[str, str] | Literal["crosswalk"] = field(default_factory=dict)


NO_CHOICES = ImportChoices()
