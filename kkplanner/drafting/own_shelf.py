"""The clerk's own templates, kept in the user's data folder beside the shipped ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import (
    NoTemplateOfProjectError,
    TemplateFileError,
    TemplateFileNotSavedError,
    UnknownTemplateError,
)
from kkplanner.drafting.facts import VILLAGE_ROLE, agency_roles
from kkplanner.drafting.own_template import template_from_project
from kkplanner.drafting.template_file import fault_of, read_template_file, write_template_file
from kkplanner.plan.kinds import Form
from kkplanner.thai.normalise import same_text_key
from kkplanner.workbook.backup import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kkplanner.drafting.template import Template
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_USUAL_ROLE: Final = "clerk_office"
_ID_LENGTH: Final = 8  # characters of the project's UUID in the template's id
_LONGEST_NAME: Final = 100


def own_templates() -> tuple[Template, ...]:
    """What the clerk keeps, checked anew: the file may have been changed by hand.

    Raises:
        TemplateFileError: the file is no longer sound.
    """
    return tuple(
        template for path in sorted(_folder().glob("*.json")) for template in read_template_file(path)
    )


def keep(templates: Iterable[Template]) -> None:
    """Keep templates, which must have been checked; one of the same id is replaced.

    Raises:
        TemplateFileError: what is kept already is no longer sound, or it would become too large.
        TemplateFileNotSavedError: the folder does not take it.
    """
    added = {template.id: template for template in templates}
    _write({**{template.id: template for template in own_templates()}, **added}.values())


def forget(template_id: str) -> Template:
    """Keep this template no longer.

    Raises:
        UnknownTemplateError: none of the kept ones has this id.
    """
    kept = {template.id: template for template in own_templates()}
    if template_id not in kept:
        raise UnknownTemplateError(template_id, kept)
    gone = kept.pop(template_id)
    _write(kept.values(), emptied=gone.framework)
    return gone


def template_of(document: PlanDocument, project: Project, name: str = "") -> Template:
    """A template made from a project of the plan: id, name and role are worked out.

    Raises:
        NoTemplateOfProjectError: the project is linked to no measure of the plan's framework, lacks a text
            that a template needs, or breaks the form of templates.
    """
    named = " ".join((name or project.title).split())
    template = template_from_project(
        project,
        template_id=f"own-{''.join(filter(_id_letter, project.uuid.lower()))[:_ID_LENGTH]}",
        name=named[:_LONGEST_NAME].rstrip(),
        role=VILLAGE_ROLE if project.form is Form.P02_1 else _role(document, project.agency),
        framework=document.plan.framework,
        villages=document.villages,
    )
    if template is None:
        raise NoTemplateOfProjectError(
            project.title, "ยังไม่เชื่อมโยงกับรายการในกรอบของ อบจ. หรือยังไม่มีวัตถุประสงค์ เป้าหมาย หรือผลที่คาดว่าจะได้รับ"
        )
    if fault := fault_of([template]):
        raise NoTemplateOfProjectError(project.title, fault)
    return template


def _role(document: PlanDocument, name: str) -> str:
    """The role of the division of this name: as recorded, else as its name says."""
    key = same_text_key(name)
    for agency in document.agencies:
        if same_text_key(agency.name) == key and agency.role in agency_roles():
            return agency.role
    for role, entry in agency_roles().items():
        if any(same_text_key(pattern) in key for pattern in entry["patterns"]):
            return role
    return _USUAL_ROLE


def _id_letter(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _folder() -> Path:
    return data_folder() / "templates"


def _write(templates: Iterable[Template], emptied: str = "") -> None:
    """One file a framework, whose id names it; a framework left without templates loses its file."""
    by_framework: dict[str, list[Template]] = {emptied: []} if emptied else {}
    for template in templates:
        by_framework.setdefault(template.framework, []).append(template)
    for framework, many in by_framework.items():
        path = _folder() / f"{framework}.json"
        if many:
            if fault := fault_of(many):
                raise TemplateFileError(path.name, fault)
            _make_folder(path)
            write_template_file(path, many)
        else:
            path.unlink(missing_ok=True)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise TemplateFileNotSavedError(path.name) from fault
