"""From a plan to its form tables: the room's front door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kkplanner.forms.definition import SUMMARY, FormDefinition, Layout, Layouts, layout_named
from kkplanner.forms.detail import detail_tables
from kkplanner.forms.grouping import Gathering
from kkplanner.forms.summary import summary_tables
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Project

if TYPE_CHECKING:
    from kkplanner.forms.table import FormTable
    from kkplanner.plan.document import PlanDocument

Choice = Callable[[Project], bool]


def build(
    document: PlanDocument,
    form: str,
    layout: str,
    *,
    kpi: bool | None = None,
    edition: str = "",
    only: Choice | None = None,
    layouts: Layouts | None = None,
) -> tuple[FormTable, ...]:
    """The tables of one form, in printed order; empty when the form has no rows (ผ.01 always has).

    Args:
        document: the plan.
        form: number of the form, "ผ.01", "ผ.01/1" or a value of `kkplanner.plan.kinds.Form`.
        layout: id of the layout, "2571", "2566" or another of `bundled_layouts`.
        kpi: print the KPI column; None leaves it to the layout.
        edition: printed after the plan's name in the title, "เพิ่มเติม ครั้งที่ 5/2567".
        only: keeps the projects for which it is true, for example those of one issue or edition.
        layouts: layouts to choose from instead of those of the program.

    Raises:
        UnknownLayoutError: no such layout.
        UnknownFormError: the layout has no such form.
    """
    chosen = layout_named(layout, layouts)
    return _Builder(document, chosen, kpi=kpi, edition=edition, only=only).tables(chosen.form(form))


def build_all(
    document: PlanDocument,
    layout: str,
    *,
    kpi: bool | None = None,
    edition: str = "",
    only: Choice | None = None,
    layouts: Layouts | None = None,
) -> Mapping[str, tuple[FormTable, ...]]:
    """Every form of the layout that has rows, by its number, in the layout's order. See `build`."""
    chosen = layout_named(layout, layouts)
    builder = _Builder(document, chosen, kpi=kpi, edition=edition, only=only)
    built = {number: builder.tables(definition) for number, definition in chosen.forms.items()}
    return {number: tables for number, tables in built.items() if tables or number == SUMMARY}


class _Builder:
    def __init__(
        self, document: PlanDocument, layout: Layout, *, kpi: bool | None, edition: str, only: Choice | None
    ) -> None:
        self._layout = layout
        self._kpi = layout.kpi if kpi is None else kpi
        self._gathering = Gathering(document)
        self._years = document.plan.period.years
        self._fields = {
            "plan": document.plan.title,
            "period": document.plan.period.printed(),
            "organisation": document.organisation.name,
            "edition": edition,
        }
        self._projects: dict[Form, list[Project]] = {}
        for project in document.projects:
            if only is None or only(project):
                self._projects.setdefault(project.form, []).append(project)

    def tables(self, form: FormDefinition) -> tuple[FormTable, ...]:
        titles = tuple(line.format(**self._fields).strip() for line in form.title_lines)
        if form.is_summary:
            if form.number != SUMMARY and not any(self._projects.get(block.form) for block in form.blocks):
                return ()
            return summary_tables(
                self._layout, form, self._projects, self._gathering, years=self._years, title_lines=titles
            )
        projects = self._projects.get(Form(form.number), [])
        if not projects:
            return ()
        return detail_tables(
            self._layout,
            form,
            projects,
            self._gathering,
            years=self._years,
            title_lines=titles,
            kpi=self._kpi,
        )
