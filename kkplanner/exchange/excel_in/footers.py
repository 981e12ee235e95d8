"""Foot rows (รวมงบประมาณ, รวมจำนวนโครงการ) and their comparison with the rows above them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.amounts import satang_of
from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.sheet_cells import CellValue, NoValue
from kkplanner.plan.budget import Budgets, added, funded_years
from kkplanner.thai.money import SATANG_PER_BAHT, AmountError, format_baht
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead
    from kkplanner.exchange.excel_in.head import Head

_FOOTER: Final = re.compile(
    r"(?:รวม|ยอดรวม|ผลรวม|ยอดยก|ยกยอด)"
    r"(?:(?:ทั้งสิ้น|ทั้งหมด)(?:\d+(?:โครงการ|รายการ).*)?|สะสม.*|งบประมาณ.*|เงิน.*|เป็นเงิน.*|จำนวน.*|แผนงาน.*|ยุทธศาสตร์.*|กลยุทธ์.*|แนวทาง.*|ประเด็น.*"
    r"|\d+(?:โครงการ|รายการ).*|โครงการ.*|ครุภัณฑ์.*|รายการ.*|หน้า.*|ไป|มา|\d+ปี)?[:：]?"
)
_COUNT: Final = re.compile(r"จำนวน(?!เงิน)|^รวมโครงการ|^รวม\d*(?:โครงการ|รายการ)|^รวมครุภัณฑ์")


def footer_label(texts: Sequence[str]) -> str | None:
    """The label of a foot row given the texts of its cells, or None when the row is no foot."""
    if not texts or len(texts) > 3:
        return None
    return next((text for text in texts if _FOOTER.fullmatch(same_text_key(text))), None)


class Footers:
    """Compares each foot row with the rows since the last foot, since the head, and of the whole sheet.

    Clerks sum one table, one page or the sheet; the reading that fits best is the one meant, and only what
    differs from it is a finding.
    """

    def __init__(self, sheet: SheetRead) -> None:
        self._sheet = sheet
        self._since_head = 0
        self._since_foot = 0
        self._foot_passed = False

    @property
    def passed(self) -> bool:
        """The last row of content was a foot: a title after it begins a new table."""
        return self._foot_passed

    def head(self) -> None:
        self._since_head = len(self._sheet.projects)

    def project(self) -> None:
        """Call before a project row is added."""
        if self._foot_passed:
            self._since_foot = len(self._sheet.projects)
            self._foot_passed = False

    def foot(self, row: int, label: str, cells: Mapping[int, CellValue], head: Head) -> None:
        self._foot_passed = True
        counting = _COUNT.search(same_text_key(label)) is not None
        stated = self._stated(row, cells, head, 1 if counting else head.baht_per_unit)
        if stated is None:
            return
        projects = self._sheet.projects
        sums = [
            _counts(projects[start:]) if counting else added(project.total for project in projects[start:])
            for start in (self._since_foot, self._since_head, 0)
        ]
        best = min(
            sums, key=lambda found: sum(found.get(year, 0) != amount for year, amount in stated.items())
        )
        for year, amount in stated.items():
            if amount != best.get(year, 0):
                self._disagree(row, label, year, amount, best.get(year, 0), head, counting=counting)

    def _stated(
        self, row: int, cells: Mapping[int, CellValue], head: Head, baht_per_unit: int
    ) -> Budgets | None:
        """Amounts or counts by year; counts in hundredths, as amounts are. None when nothing can be read."""
        stated: Budgets = {}
        for year, column in head.budgets.items():
            value = cells.get(column)
            letter = column_letter(column)
            if isinstance(value, NoValue):
                self._sheet.find(
                    Severity.NOTE,
                    "import.footer-formula-without-value",
                    f"ช่อง {letter}{row} ในแถวรวมเป็นสูตรที่ยังไม่มีผลคำนวณ จึงเทียบยอดของปี {year} ไม่ได้",
                    row,
                    letter,
                )
                continue
            try:
                stated[year] = satang_of(value, baht_per_unit) or 0
            except AmountError as fault:
                self._sheet.find(
                    Severity.WARNING,
                    "import.footer-not-number",
                    f"ช่อง {letter}{row} ในแถวรวม: “{shown(value)}” {fault.reason.explanation} จึงเทียบยอดของปี {year} ไม่ได้",
                    row,
                    letter,
                    shown(value),
                )
        if not stated or not any(column in cells for column in head.budgets.values()):
            return None
        return stated

    def _disagree(
        self, row: int, label: str, year: int, stated: int, found: int, head: Head, *, counting: bool
    ) -> None:
        letter = column_letter(head.budgets[year])
        unit = "รายการ" if counting else "บาท"
        self._sheet.find(
            Severity.WARNING,
            "import.footer-count-differs" if counting else "import.footer-sum-differs",
            f"ปี {year} แถว “{' '.join(label.split())}” ของแผ่นงานระบุ {_number(stated)} {unit} "
            f"แต่แถวด้านบนรวมได้ {_number(found)} {unit} ต่างกัน {_number(abs(stated - found))} {unit} (นำเข้าตามแถวโครงการ)",
            row,
            letter,
            _number(stated),
        )


def _number(hundredths: int) -> str:
    return format_baht(hundredths)


def _counts(projects: Sequence[ProjectRow]) -> Budgets:
    return added(dict.fromkeys(funded_years(project.total), SATANG_PER_BAHT) for project in projects)
