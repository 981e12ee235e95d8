"""What stands twice in one book, copied sheets and amended projects: all is imported, and the clerk is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.plan.budget import funded_years
from kkplanner.plan.kinds import EditionKind
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead

_AMENDS: Final = frozenset({EditionKind.CHANGE, EditionKind.CORRECTION})
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


def tell_amended_twice(sheets: Sequence[SheetRead]) -> list[Finding]:
    """A warning for each changed or corrected row whose project stands in the book as it was, funded in the same year."""
    by_title: dict[tuple[object, str], list[ProjectRow]] = {}
    for sheet in sheets:
        for row in sheet.projects:
            if title := same_text_key(row.texts.get("title", "")):
                by_title.setdefault((row.form, title), []).append(row)
    findings = []
    for alike in by_title.values():
        for row in alike if len(alike) > 1 else ():
            other = next((one for one in alike if _is_amended_by(one, row)), None)
            if other is not None:
                findings.append(
                    Finding(
                        severity=Severity.WARNING,
                        id="import.amended-row-twice",
                        sheet=row.sheet,
                        row=row.row,
                        message=f"แถว {row.row} อยู่ในส่วนเปลี่ยนแปลงหรือแก้ไข และมีโครงการชื่อเดียวกันที่แผ่นงาน “{other.sheet}” แถว {other.row} "
                        "จึงนำเข้าทั้งสองแถวและอาจนับเงินซ้ำ หากเป็นโครงการเดียวกันให้เลือกไม่นำเข้าแถวเดิม",
                    )
                )
    return findings


def _is_amended_by(row: ProjectRow, later: ProjectRow) -> bool:
    edition = later.place.edition
    return (
        edition is not None
        and edition.kind in _AMENDS
        and row.place.edition != edition
        and not set(funded_years(row.total)).isdisjoint(funded_years(later.total))
    )
