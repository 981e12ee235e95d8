"""Findings about whole rows: taken though they lack a number, taken for a heading, hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.findings import Severity, shown
from kkplanner.exchange.excel_in.head_words import TITLE

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead
    from kkplanner.exchange.excel_in.typed_row import TypedRow


def tell_unnumbered(sheet: SheetRead, row: int, above: ProjectRow | None) -> None:
    """A row without the number that the others have was taken for a project."""
    part = f"หรือเป็นส่วนหนึ่งของโครงการในแถว {above.row}" if above else "จริงหรือไม่"
    sheet.find(
        Severity.WARNING,
        "import.row-without-number",
        f"แถว {row} ไม่มีลำดับเหมือนแถวอื่น แต่มีข้อความและจำนวนเงินของตนเอง จึงนำเข้าเป็นรายการใหม่ โปรดตรวจว่าเป็นรายการใหม่{part}",
        row,
    )


def tell_heading(sheet: SheetRead, typed: TypedRow) -> None:
    """A text alone in the title column was taken for a heading and is not imported."""
    sheet.find(
        Severity.WARNING,
        "import.title-only",
        f"แถว {typed.row} มีเพียงข้อความ “{shown(typed.texts[TITLE])}” ในช่องโครงการ ไม่มีลำดับ รายละเอียด และจำนวนเงิน "
        "จึงถือเป็นหัวข้อและไม่ได้นำเข้า",
        typed.row,
    )
    sheet.skip(typed.row, "มีเพียงข้อความในช่องโครงการ")


def tell_hidden_rows(sheet: SheetRead, hidden: int) -> None:
    """Hidden or filtered rows were passed by."""
    sheet.find(
        Severity.WARNING,
        "import.hidden-rows",
        f"มีแถวที่ซ่อนหรือกรองไว้ {hidden} แถว จึงไม่ได้นำเข้า "
        "หากต้องการให้เลือก “รวมที่ซ่อนไว้” (--include-hidden) หรือเลิกซ่อนใน Excel แล้วนำเข้าใหม่",
    )
