"""What a carry-over did, and what it leaves for the clerk to look at."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kkplanner.drafting.carry_over.placing import PlacedBy
from kkplanner.framework import load
from kkplanner.plan.budget import total
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.drafting.carry_over.placing import Place
    from kkplanner.plan.model import Project
    from kkplanner.thai.period import Period

_YEAR: Final = re.compile(r"(?<![0-9.,/])(2[45][0-9]{2})(?![0-9,]|\.[0-9])")
# The year of a law or rule belongs to its name and stays.
_OF_A_LAW: Final = re.compile(
    r"(?:พระราช|พ\.ร\.|รัฐธรรมนูญ|ระเบียบ|กฎกระทรวง|บัญญัติ|ประกาศ|หนังสือ|คำสั่ง)[^\n]{0,120}?(?:พ\.ศ\. ?|พุทธศักราช ?)$"
)
_AROUND: Final = 25  # characters of a snippet on each side of the year
_TEXT_FIELDS: Final = ("title", "objective", "target", "kpi", "expected_result")


@dataclass(frozen=True, slots=True)
class OldYear:
    """A text of a carried project that still speaks of a year before the new plan. `project` is the new uuid."""

    project: str
    field: str
    year: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Carried:
    """One project that came over: the new record, the old one's uuid, the place proposed, years that fell away."""

    project: Project
    old: str
    place: Place
    years_lost: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOverReport:
    """Counts by ประเด็น of the new framework, and everything that wants attention."""

    framework: str
    carried: tuple[Carried, ...]
    present: tuple[Project, ...]  # of the old plan; the new plan has them already
    old_years: tuple[OldYear, ...]

    @property
    def unplaced(self) -> tuple[Carried, ...]:
        """Projects for which no place in the new framework could be proposed."""
        return tuple(each for each in self.carried if each.place.by is PlacedBy.NOTHING)

    @property
    def without_issue(self) -> tuple[Carried, ...]:
        """Projects that stand under no ประเด็น of the new plan's own."""
        return tuple(each for each in self.carried if each.project.issue is None)

    def by_issue(self) -> list[tuple[str, str, int, int]]:
        """Code, text, projects and satang of each issue of the framework, those without projects too."""
        framework = load(self.framework)
        counts: Counter[str] = Counter()
        money: Counter[str] = Counter()
        for each in self.carried:
            if each.place.code:
                top = each.place.code.split(".")[0]
                counts[top] += 1
                money[top] += total(each.project.budgets)
        return [
            (node.code, node.text, counts[node.code], money[node.code])
            for node in framework.nodes_at("issue")
        ]

    def as_json(self) -> dict[str, Any]:
        """The stable shape of docs/cli.md; amounts in satang."""
        titles = {each.project.uuid: each.project.title for each in self.carried}
        return {
            "projects": len(self.carried),
            "satang": sum(total(each.project.budgets) for each in self.carried),
            "issues": [
                {"code": code, "text": text, "projects": projects, "satang": satang}
                for code, text, projects, satang in self.by_issue()
            ],
            "placed_by": dict(sorted(Counter(str(each.place.by) for each in self.carried).items())),
            "unplaced": [_shown(each) for each in self.unplaced],
            "without_issue": [_shown(each) for each in self.without_issue],
            "years_lost": [
                {**_shown(each), "years": list(each.years_lost)} for each in self.carried if each.years_lost
            ],
            "already_present": [{"uuid": each.uuid, "title": each.title} for each in self.present],
            "old_years": [
                {
                    "project": mark.project,
                    "title": titles[mark.project],
                    "field": mark.field,
                    "year": mark.year,
                    "snippet": mark.snippet,
                }
                for mark in self.old_years
            ],
        }


def old_years(project: Project, new: Period) -> Iterator[OldYear]:
    """Every place in the texts where a year before the new plan stands."""
    texts = [(field, str(getattr(project, field))) for field in _TEXT_FIELDS]
    texts += [("sub_items", item.text) for item in project.sub_items]
    for field, text in texts:
        for match in _YEAR.finditer(to_arabic(text)):
            if int(match[1]) < new.first and not _OF_A_LAW.search(text[: match.start()]):
                start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
                snippet = " ".join(text[start:end].split())
                yield OldYear(project.uuid, field, int(match[1]), snippet)


def _shown(each: Carried) -> dict[str, str]:
    return {"uuid": each.project.uuid, "title": each.project.title}
