"""Rules: what must not be left standing in any text of a row."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.reading import shown
from kkplanner.alignment.check.rule import Hit, Mend, Setting, project_rule
from kkplanner.alignment.check.terms import terms
from kkplanner.thai.dates import MONTHS
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.model import Project

TEXT_FIELDS: Final = ("title", "objective", "target", "kpi", "expected_result", "agency", "asked_agency")
_LONGEST_TITLE: Final = 250
_FIRST_YEAR: Final = 2540  # พ.ศ.; an older year in a text is history, not a leftover
_CACHED: Final = 16384
_BEFORE: Final = 45  # characters before a year in which a law or a plan may be named
_DATED: Final = re.compile(
    rf"(?:ปี(?:งบประมาณ|การศึกษา|พุทธศักราช)?|พ\.? ?ศ\.?|{'|'.join(MONTHS)}|/)[ .]*(?:พ\.? ?ศ\.?)?[ .]*(25[0-9]{{2}})(?![0-9])"
)


@project_rule("project.title-too-long")
def title_too_long(project: Project, _setting: Setting) -> Iterator[Hit]:
    if len(project.title) > _LONGEST_TITLE:
        yield Hit("title", {"length": len(project.title), "longest": _LONGEST_TITLE})


@project_rule("project.text-error-value")
def text_error_value(project: Project, _setting: Setting) -> Iterator[Hit]:
    for name in TEXT_FIELDS:
        found = _error_value(getattr(project, name))
        if found:
            yield Hit(name, {"found": found})


@project_rule("project.text-unseen")
def text_unseen(project: Project, _setting: Setting) -> Iterator[Hit]:
    for name in TEXT_FIELDS:
        text = getattr(project, name)
        clean = _clean(text)
        if clean != text:
            yield Hit(name, mend=Mend(clean))


@project_rule("project.text-placeholder")
def text_placeholder(project: Project, _setting: Setting) -> Iterator[Hit]:
    for name in TEXT_FIELDS:
        found = _placeholder(getattr(project, name))
        if found:
            yield Hit(name, {"found": shown(found)})


@project_rule("project.year-old")
def year_old(project: Project, setting: Setting) -> Iterator[Hit]:
    first = setting.years[0]
    for name in ("title", "target"):
        old = sorted({year for year in years_written(getattr(project, name)) if _FIRST_YEAR <= year < first})
        if old:
            yield Hit(name, {"years": ", ".join(map(str, old)), "period": setting.document.plan.period})


@project_rule("project.sub-item-text-missing")
def sub_item_text_missing(project: Project, _setting: Setting) -> Iterator[Hit]:
    for index, item in enumerate(project.sub_items, start=1):
        if not item.text.strip():
            yield Hit("sub_items", {"index": index})


@lru_cache(_CACHED)
def years_written(text: str) -> tuple[int, ...]:
    """The fiscal years (พ.ศ.) that a text speaks of; years of laws, plans and past data are left out."""
    if "25" not in (arabic := to_arabic(text)):
        return ()
    law = terms().law
    return tuple(
        int(match[1])
        for match in _DATED.finditer(arabic)
        if not law.search(arabic, max(0, match.start() - _BEFORE), match.start())
    )


@lru_cache(_CACHED)
def _error_value(text: str) -> str:
    match = terms().error_value.search(text)
    return match[0] if match else ""


@lru_cache(_CACHED)
def _placeholder(text: str) -> str:
    match = terms().placeholder.search(text)
    return match[0] if match else ""


@lru_cache(_CACHED)
def _clean(text: str) -> str:
    return normalise(text)
