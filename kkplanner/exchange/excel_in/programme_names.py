"""แผนงาน as typed → its official name; a slip of spelling is put right and said."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.plan.programmes import find_programme, programmes
from kkplanner.thai.normalise import normalise, same_text_key

_ALIKE = 0.85
_PREFIX = "แผนงาน"  # left out in a column of that name


@dataclass(slots=True)
class ProgrammeNames:
    """Names with the findings of one import; each spelling is told once a sheet."""

    findings: list[Finding]
    _told: set[tuple[str, str]]

    @classmethod
    def into(cls, findings: list[Finding]) -> ProgrammeNames:
        return cls(findings, set())

    def name(self, typed: str, sheet: str, row: int | None) -> str:
        """The canonical name, or the text as typed where no programme is like it."""
        typed = normalise(typed)
        if not typed:
            return ""
        found = find_programme(typed)
        name = found.name if found else alike_programme(typed)
        if name is not None and same_text_key(name) in {same_text_key(typed), same_text_key(_PREFIX + typed)}:
            return name
        key = (sheet, same_text_key(typed))
        if key not in self._told:
            self._told.add(key)
            self.findings.append(_finding(typed, name, sheet, row))
        return name or typed


def alike_programme(typed: str) -> str | None:
    """The programme whose name a text is but for slips of spelling; None where it is like none."""
    by_key = {same_text_key(programme.name): programme.name for programme in programmes()}
    close = difflib.get_close_matches(same_text_key(typed), by_key, n=1, cutoff=_ALIKE)
    return by_key[close[0]] if close else None


def _finding(typed: str, name: str | None, sheet: str, row: int | None) -> Finding:
    if name is None:
        return Finding(
            severity=Severity.WARNING,
            id="import.programme-unknown",
            sheet=sheet,
            row=row,
            value=typed,
            message=f"ไม่รู้จัก “{typed}” ในรายชื่อแผนงาน จึงเก็บไว้ตามที่พิมพ์ โปรดตรวจชื่อแผนงาน",
        )
    return Finding(
        severity=Severity.NOTE,
        id="import.programme-corrected",
        sheet=sheet,
        row=row,
        value=typed,
        message=f"แก้ชื่อแผนงาน “{typed}” เป็น “{name}” ตามรายชื่อแผนงานของงบประมาณ",
    )
