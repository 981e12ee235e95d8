"""What the clerk should know about a table's head: columns left out, units, years in ค.ศ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.columns import label_of
from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.head_words import TARGET, TITLE, meaning

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import SheetRead
    from kkplanner.exchange.excel_in.head import Head


_UNITS = {1_000_000: "ล้านบาท", 100_000: "แสนบาท", 10_000: "หมื่นบาท", 1_000: "พันบาท"}


def _fields_of(head: Head) -> dict[int, str]:
    """Column → the field that it is read into."""
    return {column: name for name, column in head.fields.items()} | {
        column: f"budget:{year}" for year, column in head.budgets.items()
    }


def tell_head(sheet: SheetRead, head: Head, baht_per_unit: int) -> None:
    """Add the findings of a head, each kind once a sheet; `baht_per_unit` may come from a line above it."""
    told = {finding.id for finding in sheet.findings}
    if head.unread and "import.columns-not-read" not in told:
        columns = ", ".join(
            f"{column_letter(column)} “{shown(text)}”" for column, text in head.unread.items()
        )
        sheet.find(
            Severity.NOTE,
            "import.columns-not-read",
            f"คอลัมน์ {columns} ไม่ใช่ส่วนของแบบ จึงไม่ได้นำเข้าข้อมูลในคอลัมน์นั้น",
            head.first_row,
        )
    beside = {meaning(words) for words in head.unread.values()}
    if beside >= {TITLE, TARGET} and "import.table-beside" not in told:
        sheet.find(
            Severity.WARNING,
            "import.table-beside",
            "มีตารางโครงการอีกตารางอยู่ด้านขวาของตารางนี้ในแถวเดียวกัน จึงนำเข้าเฉพาะตารางซ้าย โปรดย้ายตารางขวาไปไว้ใต้ตารางนี้หรือในแผ่นงานใหม่แล้วนำเข้าอีกครั้ง",
            head.first_row,
        )
    if head.old and "import.old-columns" not in told:
        first, last = column_letter(min(head.old)), column_letter(max(head.old))
        sheet.find(
            Severity.WARNING,
            "import.old-columns",
            f"คอลัมน์ {first} ถึง {last} เป็นข้อความเดิมก่อนเปลี่ยนแปลง จึงนำเข้าเฉพาะคอลัมน์ของข้อความใหม่ โปรดตรวจ",
            head.first_row,
        )
    if head.guessed and "import.column-guessed" not in told:
        columns = ", ".join(
            f"{column_letter(column)} “{shown(words)}” เป็น{label_of(name)}"
            for column, name in sorted(_fields_of(head).items())
            if (words := head.guessed.get(column)) is not None
        )
        sheet.find(
            Severity.WARNING,
            "import.column-guessed",
            f"หัวคอลัมน์ไม่ใช่คำที่รู้จัก จึงอ่านคอลัมน์ {columns} ตามตำแหน่งในตาราง โปรดตรวจ หากไม่ใช่ให้จับคู่คอลัมน์ใหม่",
            head.first_row,
        )
    if not head.budgets and not head.lost and "import.sheet-without-amounts" not in told:
        sheet.find(
            Severity.WARNING,
            "import.sheet-without-amounts",
            "ตารางไม่มีคอลัมน์งบประมาณ จึงนำเข้าโครงการโดยไม่มีจำนวนเงิน โปรดเติมจำนวนเงินในแผนภายหลัง",
            head.first_row,
        )
    if baht_per_unit != 1 and "import.unit" not in told:
        sheet.find(
            Severity.WARNING,
            "import.unit",
            f"ตารางระบุหน่วยเป็น{_UNITS.get(baht_per_unit, f' {baht_per_unit:,} บาท')} จึงคูณจำนวนเงินทุกช่องด้วย {baht_per_unit:,} โปรดตรวจ",
            head.first_row,
        )
    if head.christian_years and "import.christian-years" not in told:
        sheet.find(
            Severity.NOTE,
            "import.christian-years",
            "หัวตารางใช้ปี ค.ศ. จึงแปลงเป็นปี พ.ศ. โดยบวก 543",
            head.first_row,
        )
