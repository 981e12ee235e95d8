"""Characters of a book that the font of the documents lacks: they come in as they stand, and are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.columns import LABELS
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.plan.printable import named, unprintable
from kkplanner.plan.record_names import kind_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kkplanner.exchange.excel_in.book import Book, ProjectRow


def tell_unprintable(book: Book, sheets_left_out: Collection[str]) -> list[Finding]:
    """A warning for each text of a project row that would print with empty boxes."""
    findings = []
    for sheet in book.sheets:
        if sheet.name in sheets_left_out:
            continue
        for row in sheet.projects:
            for number, label, text in _texts(row):
                found = unprintable(text)
                if found:
                    findings.append(
                        Finding(
                            severity=Severity.WARNING,
                            id="import.text-unprintable",
                            sheet=sheet.name,
                            row=number,
                            value="".join(found),
                            message=f"ช่อง{label}ในแถว {number} มี {named(found)} ซึ่งแบบอักษรของเอกสารไม่มี "
                            "จะพิมพ์ออกมาเป็นช่องสี่เหลี่ยมว่าง จึงนำเข้าตามที่พิมพ์ โปรดลบหรือพิมพ์เป็นคำ",
                        )
                    )
    return findings


def _texts(row: ProjectRow) -> Iterator[tuple[int, str, str]]:
    for name, text in row.texts.items():
        yield row.row, LABELS.get(name, name), text
    for item in row.sub_items:
        yield item.row, kind_name("sub_item"), item.text
