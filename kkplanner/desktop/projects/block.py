"""Whole blocks at once: paste, fill, clear, move, set many cells alike. Each is one operation, so one undo."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.errors import UserError
from kkplanner.plan.model import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.desktop.projects.columns import GridColumn
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form


@dataclass
class BlockChange:
    """What a block does to the plan: records changed and added, cells that could not be taken."""

    updated: list[Project] = field(default_factory=list)
    added: list[Project] = field(default_factory=list)
    refused: list[UserError] = field(default_factory=list)
    skipped: int = 0  # cells of columns that are not typed

    def __bool__(self) -> bool:
        return bool(self.updated or self.added)


def pasted(
    block: Sequence[Sequence[str]],
    targets: Sequence[Project],
    columns: Sequence[GridColumn],
    document: PlanDocument,
    form: Form,
) -> BlockChange:
    """A block laid on rows and columns; rows beyond the last target become new records.

    Args:
        block: rows of cells.
        targets: records that the rows fall on, in order; fewer than the block has rows when it runs over the end.
        columns: the columns from the first cell on, as shown.
        document: the plan before.
        form: of new records.
    """
    change = BlockChange()
    last = targets[-1] if targets else None
    for number, cells in enumerate(block):
        if number < len(targets):
            before = targets[number]
        elif any(cell.strip() for cell in cells):
            before = Project(form=form, title="", issue=None if last is None else last.issue)
        else:
            continue
        after = _typed(before, cells, columns, document, change)
        if number >= len(targets):
            change.added.append(after)
        elif after != before:
            change.updated.append(after)
    return change


def filled(
    source: Project, targets: Sequence[Project], columns: Sequence[GridColumn], document: PlanDocument
) -> BlockChange:
    """The cells of one record copied into others, column by column."""
    change = BlockChange()
    cells = [column.shown(source, document) for column in columns]
    for before in targets:
        after = _typed(before, cells, columns, document, change)
        if after != before:
            change.updated.append(after)
    return change


def filled_right(
    targets: Sequence[Project], columns: Sequence[GridColumn], document: PlanDocument
) -> BlockChange:
    """The cell of the first column copied into the others, row by row: an amount into the years behind it."""
    change = BlockChange()
    for before in targets:
        cells = [columns[0].shown(before, document)] * (len(columns) - 1)
        after = _typed(before, cells, columns[1:], document, change)
        if after != before:
            change.updated.append(after)
    return change


def spread(
    text: str, targets: Sequence[tuple[Project, Sequence[GridColumn]]], document: PlanDocument
) -> BlockChange:
    """One text in some cells of some records; the empty text empties them."""
    change = BlockChange()
    for before, columns in targets:
        after = _typed(before, [text] * len(columns), columns, document, change)
        if after != before:
            change.updated.append(after)
    return change


def moved(
    block: Sequence[Sequence[str]],
    emptied: BlockChange,
    targets: Sequence[Project],
    columns: Sequence[GridColumn],
    document: PlanDocument,
    form: Form,
) -> BlockChange:
    """Cells cut in one place, `emptied` there, and laid on another; the two may overlap."""
    after_cut = {one.uuid: one for one in emptied.updated}
    change = pasted(block, [after_cut.get(one.uuid, one) for one in targets], columns, document, form)
    after = after_cut | {one.uuid: one for one in change.updated}
    before = {one.uuid: one for one in document.projects}
    change.updated = [one for one in after.values() if one != before.get(one.uuid)]
    change.refused = [*emptied.refused, *change.refused]
    return change


def _typed(
    before: Project,
    cells: Sequence[str],
    columns: Sequence[GridColumn],
    document: PlanDocument,
    change: BlockChange,
) -> Project:
    after = before
    for text, column in zip(cells, columns, strict=False):
        if column.typed is None:
            change.skipped += bool(text.strip())
            continue
        try:
            after = column.typed(after, text, document)
        except UserError as error:
            change.refused.append(error)
    return after
