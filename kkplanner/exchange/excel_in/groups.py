"""Issues, approaches and editions of the plan, matched with the lines of a book or added to the plan.

The same ยุทธศาสตร์ stands on many sheets, sometimes cut with "...": number and title together tell it, and
the longest title stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.alike import alike
from kkplanner.exchange.excel_in.cell_text import is_cut, uncut_key
from kkplanner.exchange.excel_in.lines import ApproachLine, EditionMark, IssueLine, one_line
from kkplanner.plan.model import Approach, Edition, Issue
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD: Final = re.compile(
    r"^(?:ประเด็นการพัฒนาท้องถิ่น|ประเด็นการพัฒนา|ประเด็นยุทธศาสตร์|ยุทธศาสตร์|กลยุทธ์|แนวทาง)(?:ที่[0-9.]+)?:?"
)
_ALIKE: Final = 0.8
_LETTERS: Final = "กขคงจ"


def _key(title: str) -> str:
    return _WORD.sub("", uncut_key(title))


def same_title(one: str, other: str) -> bool:
    """Two titles are the same, also when either is cut with an ellipsis or lacks the word ยุทธศาสตร์."""
    first, second = _key(one), _key(other)
    if first == second:
        return True
    return bool(first and second) and (
        (is_cut(one) and second.startswith(first)) or (is_cut(other) and first.startswith(second))
    )


class Issues:
    """The plan's issues, growing by what a book brings."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self._issues = list(issues)
        self._found: dict[tuple[str, str], str] = {}
        self._brought: set[str] = set()  # by this book: one number is one issue there, misspelt or not

    @property
    def all(self) -> tuple[Issue, ...]:
        return tuple(self._issues)

    def find(self, line: IssueLine) -> Issue | None:
        """The issue of that title; of several alike the one of that number."""
        alike = [issue for issue in self._issues if same_title(issue.title, line.title)]
        if not alike and line.number:
            alike = [
                issue
                for issue in self._issues
                if issue.uuid in self._brought
                and issue.number == line.number
                and _misspelt(issue.title, line.title)
            ]
        return next((issue for issue in alike if issue.number == line.number), alike[0] if alike else None)

    def place(self, line: IssueLine, upward: Iterable[str] = ()) -> str:
        """Uuid of the line's issue, added when the plan has none of that title."""
        cached = self._found.get((line.number, line.title))
        issue = self.by_uuid(cached) if cached else self.find(line)
        if issue is None:
            issue = Issue(number=self._free(line.number), title=line.title)
            self._issues.append(issue)
            self._brought.add(issue.uuid)
        self._found[line.number, line.title] = issue.uuid
        title = line.title if is_cut(issue.title) and len(line.title) > len(issue.title) else issue.title
        lines = _longest_lines(issue.upward_lines, upward)
        if (title, lines) != (issue.title, issue.upward_lines):
            self._replace(replace(issue, title=title, upward_lines=lines))
        return issue.uuid

    def place_approach(self, uuid: str, line: ApproachLine) -> str:
        """Uuid of the line's approach within the issue `uuid`, added when it has none of that title."""
        issue = self.by_uuid(uuid)
        if issue is None:
            raise KeyError(uuid)
        approach = self.find_approach(issue, line)
        if approach is None:
            approach = Approach(number=line.number, title=line.title)
            self._replace(replace(issue, approaches=(*issue.approaches, approach)))
        elif is_cut(approach.title) and len(line.title) > len(approach.title):
            longer = replace(approach, title=line.title)
            self._replace(
                replace(
                    issue,
                    approaches=tuple(longer if one.uuid == longer.uuid else one for one in issue.approaches),
                )
            )
        return approach.uuid

    def find_approach(self, issue: Issue, line: ApproachLine) -> Approach | None:
        alike = [approach for approach in issue.approaches if same_title(approach.title, line.title)]
        if not alike and line.number and issue.uuid in self._brought:
            alike = [
                a for a in issue.approaches if a.number == line.number and _misspelt(a.title, line.title)
            ]
        return next((one for one in alike if one.number == line.number), alike[0] if alike else None)

    def by_uuid(self, uuid: str | None) -> Issue | None:
        return next((issue for issue in self._issues if issue.uuid == uuid), None)

    def add(self, issue: Issue) -> None:
        """An issue that our own export carried, with its approaches; known ones gain what they lack."""
        known = self.by_uuid(issue.uuid)
        if known is None:
            self._issues.append(issue)
            return
        have = {approach.uuid for approach in known.approaches}
        new = tuple(approach for approach in issue.approaches if approach.uuid not in have)
        if new:
            self._replace(replace(known, approaches=(*known.approaches, *new)))

    def _replace(self, issue: Issue) -> None:
        self._issues = [issue if one.uuid == issue.uuid else one for one in self._issues]

    def _free(self, number: str) -> str:
        """The typed number, or the next one when it is missing or another issue has it."""
        taken = {issue.number for issue in self._issues}
        if number and number not in taken:
            return number
        return next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)


def _misspelt(one: str, other: str) -> bool:
    return alike(_key(one), _key(other)) >= _ALIKE


def _longest_lines(known: tuple[str, ...], typed: Iterable[str]) -> tuple[str, ...]:
    """One line for each letter ก.–จ., the longest; other known lines stay."""
    typed = list(typed)
    if not typed:
        return known
    lines = {line[:1] if line[:1] in _LETTERS else line: line for line in known}
    for line in typed:
        text = one_line(line)
        key = text[:1] if text[:1] in _LETTERS else text
        old = lines.get(key, "")
        if not old or (is_cut(old) and len(text) > len(old)):
            lines[key] = text
    return tuple(
        sorted(
            lines.values(),
            key=lambda line: _LETTERS.find(line[:1]) if line[:1] in _LETTERS else len(_LETTERS),
        )
    )


class Editions:
    """The plan's editions, growing by the amendment marks of a book."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._editions = list(editions)

    @property
    def all(self) -> tuple[Edition, ...]:
        return tuple(self._editions)

    def place(self, mark: EditionMark) -> str:
        for edition in self._editions:
            if (edition.kind, edition.number, edition.year) == (mark.kind, mark.number, mark.year):
                return edition.uuid
        edition = Edition(kind=mark.kind, number=mark.number, year=mark.year)
        self._editions.append(edition)
        return edition.uuid

    def add(self, edition: Edition) -> None:
        if all(one.uuid != edition.uuid for one in self._editions):
            self._editions.append(edition)

    def knows(self, uuid: str) -> bool:
        return any(edition.uuid == uuid for edition in self._editions)


def same_text(one: str, other: str) -> bool:
    """What a clerk would call the same text."""
    return one == other or same_text_key(one) == same_text_key(other)
