"""The forms that list projects or equipment: ผ.02, ผ.02/1, ผ.02/2, ผ.03."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.forms.columns import Frame, frame
from kkplanner.forms.definition import UPWARD_LINES, ColumnDefinition, FormDefinition, Layout
from kkplanner.forms.grouping import Gathered, Gathering, Path, worded
from kkplanner.forms.project_fields import printed_field
from kkplanner.forms.sums import sums
from kkplanner.forms.table import CellValue, Column, ColumnKind, FormTable, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.plan.model import Project

_SUB_ITEM_FIELD = "target"


def detail_tables(
    layout: Layout,
    form: FormDefinition,
    projects: Sequence[Project],
    gathering: Gathering,
    *,
    years: Sequence[int],
    title_lines: tuple[str, ...],
    kpi: bool,
) -> tuple[FormTable, ...]:
    """One table for each group of `form.tables_by` that has projects."""
    shared = frame(layout, form, years, kpi=kpi)
    tables = []
    index = 0
    for gathered in gathering.gather(projects, form.tables_by):
        lines = _lines_above(layout, form, gathered.path, gathering)
        if form.numbering != "form":
            index = 0
        rows, index = _body(layout, form, gathered, gathering, shared, index)
        rows += _foot(form, gathered.projects, shared, years)
        tables.append(
            FormTable(
                form=form.number,
                layout=layout.id,
                stamp=form.stamp,
                title_lines=title_lines,
                lines_above=lines,
                outline=" ".join((form.number, lines[-1] if lines else title_lines[0])),
                orientation=layout.orientation,
                columns=shared.columns,
                head=shared.head,
                rows=tuple(rows),
                key=table_key(form.number, gathered.path),
            )
        )
    return tuple(tables)


def table_key(form: str, path: Path) -> str:
    """Identity of the table of one form and one group path."""
    return "|".join((form, *(f"{group.by}={group.key}" for group in path)))


def _lines_above(layout: Layout, form: FormDefinition, path: Path, gathering: Gathering) -> tuple[str, ...]:
    lines: list[str] = []
    for name in form.lines_above:
        if name == UPWARD_LINES:
            issue = gathering.issue(path)
            lines += issue.upward_lines if issue else ()
            continue
        line = layout.lines[name]
        lines += [worded(group, line) for group in path if group.by == line.by]
    return tuple(lines)


def _body(
    layout: Layout,
    form: FormDefinition,
    gathered: Gathered,
    gathering: Gathering,
    shared: Frame,
    index: int,
) -> tuple[list[Row], int]:
    rows: list[Row] = []
    lines = [layout.lines[name] for name in form.groups]
    above: Path = ()
    for part in gathering.gather(gathered.projects, [line.by for line in lines]):
        for depth, (group, line) in enumerate(zip(part.path, lines, strict=True)):
            if part.path[: depth + 1] != above[: depth + 1]:
                rows.append(Row(kind=RowKind.GROUP, cells=_full_width(worded(group, line), shared.columns)))
        if lines and form.numbering == "group":
            index = 0
        above = part.path
        for project in part.projects:
            index += 1
            rows += _project_rows(project, index, shared)
    return rows, index


def _full_width(text: str, columns: Sequence[Column]) -> tuple[CellValue, ...]:
    return (text, *(None for _ in columns[1:]))


def _project_rows(project: Project, index: int, shared: Frame) -> list[Row]:
    """The project's own line with its own money, then its sub-items with theirs."""
    pairs = tuple(zip(shared.columns, shared.definitions, strict=True))
    cells = tuple(
        index
        if column.kind is ColumnKind.INDEX
        else _amount(project.own_budgets, column)
        if column.kind is ColumnKind.MONEY
        else printed_text(project, definition)
        for column, definition in pairs
    )
    rows = [Row(kind=RowKind.ITEM, cells=cells, uuid=project.uuid)]
    for item in project.sub_items:
        sub_cells = tuple(
            _amount(item.budgets, column)
            if column.kind is ColumnKind.MONEY
            else item.text
            if _SUB_ITEM_FIELD in column.fields
            else None
            for column in shared.columns
        )
        rows.append(Row(kind=RowKind.SUB_ITEM, cells=sub_cells, uuid=item.uuid, parent=project.uuid))
    return rows


def printed_text(project: Project, definition: ColumnDefinition) -> str:
    """The text of a project in a column; of several fields, each on its own line and none said twice."""
    if definition.constant is not None:
        return definition.constant
    texts: list[str] = []
    for name in definition.fields:
        text = printed_field(project, name)
        if text and not any(text in said for said in texts):
            texts = [said for said in texts if said not in text]
            texts.append(text)
    return "\n".join(texts)


def _amount(budgets: Mapping[int, int], column: Column) -> int | None:
    # A detail column without a year is the sum over the plan's years; no bundled layout has one yet.
    return sum(budgets.values()) if column.year is None else budgets.get(column.year)


def _foot(
    form: FormDefinition, projects: Sequence[Project], shared: Frame, years: Sequence[int]
) -> list[Row]:
    added = sums(projects, years)
    rows = []
    for foot in form.foot:
        of_money = foot.sum == "budget"
        cells = (added.budget_cells if of_money else added.count_cells)(foot.label, shared.columns)
        kind = RowKind.BUDGET_TOTAL if of_money else RowKind.COUNT_TOTAL
        rows.append(Row(kind=kind, cells=cells, label_span=shared.label_span))
    return rows
