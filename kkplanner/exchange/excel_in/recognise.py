"""What a sheet is: told by its heads and title lines, never by its name. Then its rows are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.book import SheetRead
from kkplanner.exchange.excel_in.columns import AS_READ, ColumnChoices, signature, uses
from kkplanner.exchange.excel_in.findings import Severity
from kkplanner.exchange.excel_in.head import find_heads, find_schedule, find_yearless_head
from kkplanner.exchange.excel_in.rows import RowReader
from kkplanner.exchange.excel_in.sheet_cells import CUT_OFF
from kkplanner.exchange.excel_in.told_by_look import tell_looks
from kkplanner.plan.kinds import Form
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.sheet_cells import SheetCells

SUMMARY: Final = "ผ.01"
OWN_VIEW: Final = "kk:view"  # hidden in the first row of what our export only shows: summaries, guide, e-Plan
_LOOKED_AT: Final = 40  # rows in which a summary or a link table shows itself


def read_sheet(cells: SheetCells, columns: ColumnChoices = AS_READ) -> SheetRead:
    """Recognise a sheet and read its rows; one that holds no form is said with the reason."""
    sheet = SheetRead(cells.name, findings=list(cells.findings))
    if cells.state != "visible":
        sheet.reason = "แผ่นงานที่ซ่อนไว้"
        sheet.find(
            Severity.NOTE,
            "import.hidden-sheet",
            f"แผ่นงาน “{cells.name}” ซ่อนไว้ จึงไม่ได้นำเข้า หากต้องการให้เลือก “รวมที่ซ่อนไว้” (--include-hidden) หรือเลิกซ่อนใน Excel แล้วนำเข้าใหม่",
        )
        _skip_all(cells, sheet)
    elif not cells.rows:
        sheet.reason = "แผ่นงานว่าง" if not cells.findings else "อ่านไม่ได้"
        if not cells.findings:
            sheet.find(Severity.NOTE, "import.empty-sheet", f"แผ่นงาน “{cells.name}” ว่าง จึงไม่มีข้อมูลให้นำเข้า")
    elif OWN_VIEW in cells.rows.get(1, {}).values():
        sheet.reason = "แผ่นที่โปรแกรมทำไว้ให้อ่านหรือคัดลอก ไม่ใช่แบบ ผ. จึงไม่นำเข้า"
        sheet.find(Severity.NOTE, "import.own-view", f"แผ่นงาน “{cells.name}” เป็น{sheet.reason}")
        _skip_all(cells, sheet)
    elif heads := find_heads(cells):
        sheet.signature = signature(uses(cells, heads[0]))
        heads = [columns.apply(cells, head) for head in heads]
        sheet.columns = uses(cells, heads[0])
        RowReader(cells, sheet, heads).read()
        tell_looks(sheet, cells, heads)
        sheet.reason = (
            f"มีหัวตารางของแบบ {sheet.form} ที่แถว {heads[0].first_row} ({Form(str(sheet.form)).purpose})"
        )
        if not sheet.projects:
            sheet.find(
                Severity.WARNING,
                "import.no-rows",
                f"แผ่นงาน “{cells.name}” มีหัวตารางของแบบ {sheet.form} แต่ไม่มีแถวโครงการ",
            )
    elif head := columns.headless(cells):
        RowReader(replace(cells, rows={0: {}, **cells.rows}), sheet, [head]).read()
        sheet.reason = f"ไม่มีหัวตาราง อ่านเป็นแบบ {sheet.form} ตามคอลัมน์ที่ผู้ใช้กำหนด"
    else:
        _tell_other(cells, sheet)
        _skip_all(cells, sheet)
    return sheet


def _tell_other(cells: SheetCells, sheet: SheetRead) -> None:
    keys = [
        {same_text_key(value) for value in row.values() if isinstance(value, str)}
        for number, row in cells.rows.items()
        if number <= _LOOKED_AT
    ]
    if any(_is_summary(row) for row in keys):
        sheet.form = SUMMARY
        sheet.reason = "บัญชีสรุปโครงการ (ผ.01) โปรแกรมสรุปใหม่จากแถวโครงการ จึงไม่นำเข้า"
        sheet.find(Severity.NOTE, "import.summary-sheet", f"แผ่นงาน “{cells.name}” เป็น{sheet.reason}")
    elif any(_is_link_table(row) for row in keys):
        sheet.reason = "ตารางความเชื่อมโยงยุทธศาสตร์ ไม่มีแถวโครงการ จึงไม่นำเข้า"
        sheet.find(Severity.NOTE, "import.link-table", f"แผ่นงาน “{cells.name}” เป็น{sheet.reason}")
    elif find_schedule(cells) is not None:
        sheet.reason = "แผนการดำเนินงาน (ผด.) มีช่องรายเดือน ไม่ใช่แบบของแผนพัฒนาท้องถิ่น จึงไม่นำเข้า"
        sheet.find(Severity.NOTE, "import.action-plan", f"แผ่นงาน “{cells.name}” เป็น{sheet.reason}")
    else:
        sheet.reason = "ไม่พบหัวตารางของแบบ ผ.02, ผ.02/1, ผ.02/2 หรือ ผ.03"
        if (row := find_yearless_head(cells)) is not None:
            sheet.reason = f"หัวตารางที่แถว {row} ไม่มีปีงบประมาณ"
            sheet.find(
                Severity.ERROR,
                "import.head-without-years",
                f"แผ่นงาน “{cells.name}” มี{sheet.reason} จึงไม่ได้นำเข้าแถวใด โปรดเติมปี พ.ศ. เหนือคอลัมน์งบประมาณแล้วนำเข้าใหม่",
                row,
            )
            return
        if any(finding.id == CUT_OFF for finding in cells.findings):
            return  # what would have told the form is lost, and that was said
        sheet.find(
            Severity.WARNING,
            "import.not-a-form",
            f"แผ่นงาน “{cells.name}” ไม่ใช่แบบที่รู้จัก ({sheet.reason}) จึงไม่ได้นำเข้า",
        )


def _is_summary(keys: set[str]) -> bool:
    if any(key.startswith("บัญชีสรุปโครงการ") for key in keys):
        return True
    return any(key.startswith("จำนวนโครงการ") for key in keys) and any(
        key.startswith("งบประมาณ") for key in keys
    )


def _is_link_table(keys: set[str]) -> bool:
    return any(key.startswith("ยุทธศาสตร์ชาติ") for key in keys) and any(
        "sdgs" in key or key.startswith("แผนพัฒนาเศรษฐกิจ") for key in keys
    )


def _skip_all(cells: SheetCells, sheet: SheetRead) -> None:
    for row in cells.rows:
        sheet.skip(row, sheet.reason)
