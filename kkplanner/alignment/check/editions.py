"""Rules: the editions of the book. Their numbers run per kind and year (พ.ศ.)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kkplanner.alignment.check.rule import Hit, Setting, plan_rule
from kkplanner.plan.kinds import EditionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Edition

_AMENDMENTS = (EditionKind.ADDITION, EditionKind.CHANGE, EditionKind.CORRECTION)


@plan_rule("edition.number-repeated")
def number_repeated(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for editions in _series(document).values():
        seen: set[int | None] = set()
        for edition in editions:
            if edition.number in seen:
                yield Hit("editions", {"label": edition.label})
            seen.add(edition.number)


@plan_rule("edition.number-gap")
def number_gap(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for (kind, year), editions in _series(document).items():
        numbers = {edition.number for edition in editions if edition.number is not None}
        missing = sorted(set(range(1, max(numbers) + 1)) - numbers)
        if missing:
            when = "" if year is None else f" ปี {year}"
            shown = ", ".join(map(str, missing))
            yield Hit("editions", {"kind": kind, "when": when, "missing": shown, "last": max(numbers)})


@plan_rule("edition.date-missing")
def date_missing(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for edition in document.editions:
        if edition.announced is None and edition.kind in _AMENDMENTS:
            yield Hit("editions", {"label": edition.label})


@plan_rule("edition.reason-missing")
def reason_missing(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for edition in document.editions:
        if edition.kind in _AMENDMENTS and not edition.reason.strip():
            yield Hit("editions", {"label": edition.label})


def _series(document: PlanDocument) -> dict[tuple[EditionKind, int | None], list[Edition]]:
    series: defaultdict[tuple[EditionKind, int | None], list[Edition]] = defaultdict(list)
    for edition in document.editions:
        if edition.number is not None:
            series[edition.kind, edition.year].append(edition)
    return series
