"""The outline of the plan book: its parts and what stands in each (`resources/narrative/outline.json`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kkplanner.assets import resource
from kkplanner.plan.model import Section
from kkplanner.plan.narrative import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.plan.document import PlanDocument

APPENDIX_PREFIX: Final = "appendix."
"""Sections whose key begins with this stand behind the parts, in the appendix."""


class OutlineKind(StrEnum):
    """What stands at a place of the outline; all but SECTION and TEXT are made from the plan."""

    SECTION = "section"  # written by the clerk
    TEXT = "text"  # a fixed text of texts.json
    ISSUES = "issues"  # ประเด็น and แนวทาง
    GOALS = "goals"  # goals, indicators and yearly expectations
    LINKAGE = "linkage"
    STRATEGY_MAP = "strategy_map"
    SHARES = "shares"  # money and projects by ประเด็น and year
    FORMS = "forms"
    SELF_CHECK = "self_check"


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkageLevel:
    """A column of the linkage table."""

    framework: str  # id; "plan": the framework that the plan names
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One place of the outline."""

    key: str
    kind: OutlineKind
    title: str
    question: str = ""  # guides the writer of a section
    optional: bool = False  # a book without it is complete
    text: str = ""  # TEXT: its key in texts.json
    groups: tuple[QuestionGroup, ...] = ()  # SELF_CHECK
    levels: tuple[LinkageLevel, ...] = ()  # LINKAGE


@dataclass(frozen=True, slots=True)
class OutlinePart:
    number: int  # ส่วนที่
    title: str
    topics: tuple[Topic, ...]


@cache
def outline() -> tuple[OutlinePart, ...]:
    """The parts in printed order."""
    data = json.loads(resource("narrative", "outline.json").read_text(encoding="utf-8"))
    return tuple(
        OutlinePart(part["number"], part["title"], tuple(_topic(item) for item in part["items"]))
        for part in data["parts"]
    )


def topic(key: str) -> Topic | None:
    """The place of this key, None for a section that the clerk invented."""
    return next((each for part in outline() for each in part.topics if each.key == key), None)


def arranged(part: OutlinePart, sections: Iterable[Section]) -> tuple[Topic | Section, ...]:
    """The topics of a part in order, each with its section in its stead where there is one.

    A section that the outline does not know stays behind the section it follows in the plan; before any
    known one it stands first. Sections of the appendix are in no part.
    """
    own = [s for s in sections if s.part == part.number and not s.key.startswith(APPENDIX_PREFIX)]
    known = {each.key for each in part.topics if each.kind is OutlineKind.SECTION}
    followers: dict[str, list[Section]] = {}
    found: dict[str, Section] = {}
    last = ""
    for section in own:
        if section.key in known:
            found[section.key] = section
            last = section.key
        else:
            followers.setdefault(last, []).append(section)
    arranged: list[Topic | Section] = list(followers.get("", ()))
    for each in part.topics:
        arranged.append(found.get(each.key, each))
        arranged += followers.get(each.key, ())
    return tuple(arranged)


def appendix(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections of the appendix, in the plan's order."""
    return tuple(section for section in sections if section.key.startswith(APPENDIX_PREFIX))


def unwritten(document: PlanDocument) -> tuple[tuple[int, Topic], ...]:
    """Topics that nobody has written yet and a complete book needs, each with the number of its part."""
    written = {section.key for section in document.sections if parse(section.body)}
    return tuple(
        (part.number, each)
        for part in outline()
        for each in part.topics
        if each.kind is OutlineKind.SECTION and not each.optional and each.key not in written
    )


def starting_sections() -> tuple[Section, ...]:
    """An empty section for every topic to be written: what a new plan may begin with."""
    return tuple(
        Section(part=part.number, key=each.key, title=each.title)
        for part in outline()
        for each in part.topics
        if each.kind is OutlineKind.SECTION
    )


def _topic(item: dict[str, Any]) -> Topic:
    groups = tuple(
        QuestionGroup(group["title"], tuple(group["questions"])) for group in item.get("groups", ())
    )
    levels = tuple(LinkageLevel(**level) for level in item.get("levels", ()))
    return Topic(**{**item, "kind": OutlineKind(item["kind"]), "groups": groups, "levels": levels})
