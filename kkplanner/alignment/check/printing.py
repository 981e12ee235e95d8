"""Rules: characters that the font of the documents lacks, and that would print as empty boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.reading import shown
from kkplanner.alignment.check.rule import Hit, Setting, plan_rule, project_rule
from kkplanner.alignment.check.texts import TEXT_FIELDS
from kkplanner.plan.merging.names import record_name
from kkplanner.plan.printable import named, unprintable
from kkplanner.plan.record_names import field_name, kind_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_FIELDS: Final = (*TEXT_FIELDS, "programme", "equipment_type", "village")
# Of the records that are printed in the book: kind, list of the document, fields. A project has a rule of its own.
_PRINTED: Final = (
    ("village", "villages", ("name",)),
    ("edition", "editions", ("reason",)),
    ("section", "sections", ("title", "body")),
    ("need", "needs", ("text", "place", "raised_by")),
)


@project_rule("project.text-unprintable")
def text_unprintable(project: Project, _setting: Setting) -> Iterator[Hit]:
    for name in _FIELDS:
        found = unprintable(getattr(project, name))
        if found:
            yield Hit(name, {"characters": named(found)})
    for index, item in enumerate(project.sub_items, start=1):
        found = unprintable(item.text)
        if found:
            yield Hit("sub_items", {"characters": f"{named(found)} ในรายการย่อยที่ {index}"})


@plan_rule("plan.text-unprintable")
def plan_text_unprintable(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for kind, record, name, text in _texts(document):
        found = unprintable(text)
        if found:
            values: dict[str, object] = {
                "record": f"{kind_name(kind)} “{shown(record_name(kind, record))}”",
                "field": field_name(kind, (name,)),
                "characters": named(found),
            }
            yield Hit(_COLUMNS.get(kind), values)


_COLUMNS: Final = {
    "organisation": "organisation",
    "edition": "editions",
    "section": "sections",
    "need": "needs",
}


def _texts(document: PlanDocument) -> Iterator[tuple[str, object, str, str]]:
    yield "organisation", document.organisation, "name", document.organisation.name
    yield "plan", document.plan, "title", document.plan.title
    for issue in document.issues:
        yield "issue", issue, "title", issue.title
        yield "issue", issue, "upward_lines", "\n".join(issue.upward_lines)
        for approach in issue.approaches:
            yield "approach", approach, "title", approach.title
    for kind, records, names in _PRINTED:
        for record in getattr(document, records):
            for name in names:
                yield kind, record, name, getattr(record, name)
