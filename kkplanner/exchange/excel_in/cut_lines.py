"""Titles of issues and approaches that every sheet of a book shows cut ("ยุทธศาสตร์ด้านกา...")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.cell_text import is_cut
from kkplanner.exchange.excel_in.findings import Finding, Severity, shown
from kkplanner.exchange.excel_in.groups import same_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.exchange.excel_in.book import Book, ProjectRow
    from kkplanner.plan.model import Issue


def tell_cut_lines(book: Book, issues: Iterable[Issue]) -> list[Finding]:
    """A note for each title that no sheet gives whole, at the first table that shows it."""
    rows = [row for sheet in book.sheets for row in sheet.projects]
    findings = []
    for issue in issues:
        titles = [issue.title, *(approach.title for approach in issue.approaches)]
        for title in filter(is_cut, titles):
            row = next((row for row in rows if _shows(row, title)), None)
            if row is not None:
                findings.append(
                    Finding(
                        severity=Severity.NOTE,
                        id="import.line-cut",
                        sheet=row.sheet,
                        row=row.place.issue_row,
                        value=shown(title),
                        message=f"“{shown(title)}” ลงท้ายเหมือนถูกตัด และไม่มีแผ่นงานใดพิมพ์ไว้ครบ จึงนำเข้าตามที่พิมพ์ โปรดเติมชื่อให้ครบในแผน",
                    )
                )
    return findings


def _shows(row: ProjectRow, title: str) -> bool:
    lines = (row.place.issue, row.place.approach)
    return any(line is not None and same_title(line.title, title) for line in lines)
