"""Divisions and villages as typed → as the plan calls them; what clerks abbreviate is data (`resources/lists`)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kkplanner.assets import resource
from kkplanner.exchange.excel_in.findings import Finding, Severity, shown
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.document import PlanDocument

_PIECE: Final = re.compile(r"[^\n/,]+")


@dataclass(slots=True)
class LocalNames:
    """The names of one plan. Only a whole name is put right, never a part of one; each change is told once a sheet."""

    findings: list[Finding]
    _agencies: Mapping[str, str]  # key → name
    _villages: Mapping[str, str]
    _numbered: re.Pattern[str]
    _written: str
    _told: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, document: PlanDocument, findings: list[Finding]) -> LocalNames:
        words = json.loads(resource("lists", "village_words.json").read_text(encoding="utf-8"))
        villages = {same_text_key(village.name): village.name for village in document.villages}
        for village in document.villages:
            bare = next(
                (village.name.removeprefix(w) for w in words["name_words"] if village.name.startswith(w)), ""
            )
            for word in (*words["name_words"], ""):
                villages.setdefault(same_text_key(f"{word}{bare or village.name}"), village.name)
        numbered = "|".join(map(re.escape, words["number_words"]))
        pattern = re.compile(rf"(?:{numbered})\s*(?P<number>\d{{1,3}})")
        return cls(findings, _agency_names(document), villages, pattern, words["written"])

    def agency(self, typed: str, sheet: str, row: int) -> str:
        """A cell may name several divisions, a line or a slash apart."""
        return self._tell(typed, _PIECE.sub(self._agency, typed), sheet, row, "หน่วยงาน")

    def village(self, typed: str, sheet: str, row: int) -> str:
        """`ม.3` as `หมู่ที่ 3`; a name as the plan's list of villages has it."""
        match = self._numbered.fullmatch(to_arabic(typed).strip())
        name = (
            f"{self._written} {match['number']}" if match else self._villages.get(same_text_key(typed), typed)
        )
        return self._tell(typed, name, sheet, row, "หมู่บ้าน/ชุมชน")

    def _agency(self, match: re.Match[str]) -> str:
        piece = match[0]
        name = self._agencies.get(same_text_key(piece))
        return piece if name is None else piece.replace(piece.strip(), name)

    def _tell(self, typed: str, name: str, sheet: str, row: int, what: str) -> str:
        if same_text_key(typed) != same_text_key(name) and (sheet, typed) not in self._told:
            self._told.add((sheet, typed))
            message = f"เขียนชื่อ{what} “{shown(typed)}” เป็น “{shown(name)}” ตามรายชื่อ"
            self.findings.append(
                Finding(
                    severity=Severity.NOTE,
                    id="import.name-written-out",
                    sheet=sheet,
                    row=row,
                    value=shown(typed),
                    message=message,
                )
            )
        return name


def _agency_names(document: PlanDocument) -> dict[str, str]:
    """The plan's divisions, and for abbreviations the plan's division of that role or the usual name of one."""
    entries = json.loads(resource("lists", "agency_roles.json").read_text(encoding="utf-8"))["agency_roles"]
    own = {agency.role: agency.name for agency in document.agencies if agency.role}
    names = {
        same_text_key(alias): own.get(entry["role"], entry["name"])
        for entry in entries
        for alias in entry.get("aliases", ())
    }
    return names | {same_text_key(agency.name): agency.name for agency in document.agencies}
