"""Copies of a sheet within one book ("แผ่นงาน (2)"): both are imported, and the clerk is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.exchange.excel_in.book import SheetRead

_FEWEST: Final = 2  # one row alike is no copy of a sheet


def tell_twins(sheets: Sequence[SheetRead]) -> list[Finding]:
    """A warning for each sheet whose projects all stand, in that order, on a sheet before it."""
    seen: dict[tuple[object, ...], str] = {}
    findings = []
    for sheet in sheets:
        if len(sheet.projects) < _FEWEST:
            continue
        key = tuple(
            (
                row.form,
                same_text_key("".join(row.texts.get(name, "") for name in ("title", "target"))),
                tuple(sorted(row.total.items())),
            )
            for row in sheet.projects
        )
        first = seen.setdefault(key, sheet.name)
        if first != sheet.name:
            findings.append(
                Finding(
                    severity=Severity.WARNING,
                    id="import.sheet-twice",
                    sheet=sheet.name,
                    message=f"แผ่นงาน “{sheet.name}” มีโครงการและจำนวนเงินเหมือนแผ่นงาน “{first}” ทุกแถว จึงถูกนับซ้ำ หากเป็นสำเนาให้เลือกไม่นำเข้าแผ่นนี้",
                )
            )
    return findings
