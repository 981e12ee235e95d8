"""The templates that travel with the program: read once, when first asked for."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from kkplanner.assets import resource
from kkplanner.drafting.errors import UnknownTemplateError
from kkplanner.drafting.reading import slots_from_json, templates_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kkplanner.drafting.template import Slot, Template

_SLOTS = "slots"  # files of this name hold slot definitions, all others templates


@cache
def slot_definitions() -> Mapping[str, Slot]:
    """All slots by name, as templates share them."""
    found: dict[str, Slot] = {}
    for path in _files():
        if path.name.startswith(_SLOTS):
            found |= slots_from_json(_document(path))
    return found


@cache
def templates() -> tuple[Template, ...]:
    """All shipped templates: by ประเด็น, then equipment; inside a file in its order."""
    return tuple(
        template
        for path in _files()
        if not path.name.startswith(_SLOTS)
        for template in templates_from_json(_document(path), slot_definitions())
    )


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema that every file of templates or slots follows."""
    return _document(resource("templates", "template.schema.json"))


def _files() -> list[Path]:
    paths = (path for path in resource("templates").glob("*.json") if not path.name.endswith(".schema.json"))
    return sorted(paths, key=lambda path: (not path.name.startswith("issue-"), path.name))


def _document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def find_template(template_id: str, among: Iterable[Template] | None = None) -> Template:
    """The template of this id, among the shipped ones unless others are given.

    Raises:
        UnknownTemplateError: there is none; names ids that look alike.
    """
    if among is None:
        found = _by_id().get(template_id)
        known: Iterable[str] = _by_id()
    else:
        others = {template.id: template for template in among}
        found, known = others.get(template_id), others
    if found is None:
        raise UnknownTemplateError(template_id, get_close_matches(template_id, known, n=3))
    return found


@cache
def _by_id() -> Mapping[str, Template]:
    return {template.id: template for template in templates()}
