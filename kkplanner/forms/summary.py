"""The summary forms: ผ.01 by issue and year, ผ.01/1 by village or community."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkplanner.forms.columns import Frame, frame
from kkplanner.forms.detail import table_key
from kkplanner.forms.grouping import Gathered, Gathering, Path, worded
from kkplanner.forms.sums import sums
from kkplanner.forms.table import ColumnKind, FormTable, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.forms.definition import BlockDefinition, FormDefinition, Layout
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import Project


def summary_tables(
    layout: Layout,
    form: FormDefinition,
    projects: Mapping[Form, Sequence[Project]],
    gathering: Gathering,
    *,
    years: Sequence[int],
    title_lines: tuple[str, ...],
) -> tuple[FormTable, ...]:
    """The main table and, below it, those of other forms that have projects (domain.md §2.1).

    Only the main table's projects are in its รวมทั้งสิ้น: coordinated projects, village projects and
    equipment are never added to it.
    """
    shared = frame(layout, form, years, kpi=False)
    tables = []
    for at, block in enumerate(form.blocks):
        members = projects.get(block.form, ())
        if at and not members:
            continue
        tables.append(
            FormTable(
                form=form.number,
                layout=layout.id,
                stamp=form.stamp,
                title_lines=title_lines,
                lines_above=(block.caption,) if block.caption else (),
                outline=" ".join((form.number, block.caption or title_lines[0])),
                orientation=layout.orientation,
                columns=shared.columns,
                head=shared.head,
                rows=_rows(layout, block, members, gathering, shared, years),
                key=f"{form.number}|{block.form}",
            )
        )
    return tuple(tables)


def _rows(
    layout: Layout,
    block: BlockDefinition,
    projects: Sequence[Project],
    gathering: Gathering,
    shared: Frame,
    years: Sequence[int],
) -> tuple[Row, ...]:
    lines = [layout.lines[name] for name in block.levels]
    closing = block.levels.index(block.subtotal_of) + 1 if block.subtotal_of else 0
    tables_by = layout.form(block.form).tables_by if block.form in layout.forms else ()
    gathered = gathering.gather(projects, [line.by for line in lines], every_issue=block.every_issue)
    rows: list[Row] = []
    above: Path = ()
    for at, part in enumerate(gathered):
        for depth, group in enumerate(part.path):
            is_item = depth == len(lines) - 1
            if is_item or part.path[: depth + 1] != above[: depth + 1]:
                row = _line(part, depth, worded(group, lines[depth]), block, shared, years, tables_by)
                rows.append(_numbered(row, at + 1, shared) if is_item else row)
        above = part.path
        last_of_group = at + 1 == len(gathered) or gathered[at + 1].path[:closing] != part.path[:closing]
        if closing and last_of_group:
            members = _under(gathered, part.path[:closing])
            cells = sums(members, years).cells(block.subtotal, shared.columns)
            rows.append(Row(kind=RowKind.SUBTOTAL, cells=cells, label_span=shared.label_span))
    cells = sums(projects, years).cells(block.total, shared.columns)
    rows.append(Row(kind=RowKind.GRAND_TOTAL, cells=cells, label_span=shared.label_span))
    return tuple(rows)


def _line(
    part: Gathered,
    depth: int,
    text: str,
    block: BlockDefinition,
    shared: Frame,
    years: Sequence[int],
    tables_by: Sequence[str],
) -> Row:
    if depth < len(block.levels) - 1:
        return Row(kind=RowKind.GROUP, cells=(text, *(None for _ in shared.columns[1:])))
    # The line sums up exactly one table of its form when both are made by the same groups.
    same_groups = [group.by for group in part.path] == list(tables_by) and part.projects
    source = table_key(block.form, part.path) if same_groups else None
    return Row(kind=RowKind.ITEM, cells=sums(part.projects, years).cells(text, shared.columns), source=source)


def _numbered(row: Row, number: int, shared: Frame) -> Row:
    """The row with its ที่ in front of its text, where the form has a column for it."""
    if shared.columns[0].kind is not ColumnKind.INDEX:
        return row
    return replace(row, cells=(number, row.cells[0], *row.cells[2:]))


def _under(gathered: Sequence[Gathered], path: Path) -> list[Project]:
    return [project for part in gathered if part.path[: len(path)] == path for project in part.projects]
