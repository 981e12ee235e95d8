"""Columns and head of a form table, worked out from its definition for the years of one plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkplanner.forms.table import Column, ColumnKind, HeadCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.forms.definition import ColumnDefinition, FormDefinition, Layout


@dataclass(frozen=True, slots=True)
class Frame:
    """What all tables of one form share."""

    columns: tuple[Column, ...]
    definitions: tuple[ColumnDefinition, ...]  # parallel to `columns`
    head: tuple[HeadCell, ...]

    @property
    def label_span(self) -> int:
        """How many columns stand left of the first amount: the room of a foot row's label."""
        amounts = (ColumnKind.MONEY, ColumnKind.COUNT)
        return next((at for at, c in enumerate(self.columns) if c.kind in amounts), len(self.columns))


def frame(layout: Layout, form: FormDefinition, years: Sequence[int], *, kpi: bool) -> Frame:
    """Columns of `form` for these years (พ.ศ.), filling the layout's width exactly.

    Amounts, counts and numbers keep their width; text columns share the rest in their proportions, so
    that a switched column or a plan of fewer years still fills the page.
    """
    chosen = [
        (definition, year)
        for name in form.columns
        for definition, year in _repeated(layout, name, years)
        if kpi or definition.switch != "kpi"
    ]
    fixed = sum(d.width_mm for d, _ in chosen if d.kind is not ColumnKind.TEXT)
    flexible = sum(d.width_mm for d, _ in chosen if d.kind is ColumnKind.TEXT)
    share = max(layout.usable_width_mm - fixed, 0.0) / flexible if flexible else 1.0
    columns = tuple(
        Column(
            key=definition.key.format(year=year),
            kind=definition.kind,
            width_mm=round(definition.width_mm * (share if definition.kind is ColumnKind.TEXT else 1.0), 2),
            year=year,
            align=definition.align,
            fields=definition.fields,
        )
        for definition, year in chosen
    )
    texts = [
        tuple(text.format(year=year, span=len(years)) for text in definition.head)
        for definition, year in chosen
    ]
    return Frame(columns, tuple(definition for definition, _ in chosen), _head(texts))


def _repeated(layout: Layout, name: str, years: Sequence[int]) -> list[tuple[ColumnDefinition, int | None]]:
    group = layout.columns[name]
    if group.yearly:
        return [(definition, year) for year in years for definition in group.columns]
    return [(definition, None) for definition in group.columns]


def _head(texts: Sequence[tuple[str, ...]]) -> tuple[HeadCell, ...]:
    """Merge neighbours that say the same under the same cells; a column's last text reaches to the bottom."""
    tiers = max(len(own) for own in texts)
    cells = []
    for tier in range(tiers):
        at = 0
        while at < len(texts):
            end = at + 1
            if tier >= len(texts[at]):
                at = end
                continue
            # Only a text with something under it may be shared: two leaf columns never melt into one.
            if tier < len(texts[at]) - 1:
                while end < len(texts) and texts[end][: tier + 1] == texts[at][: tier + 1]:
                    end += 1
            rows = tiers - tier if tier == len(texts[at]) - 1 else 1
            cells.append(HeadCell(text=texts[at][tier], row=tier, column=at, rows=rows, columns=end - at))
            at = end
    return tuple(cells)
