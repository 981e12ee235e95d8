"""Foot rows (รวมงบประมาณ, รวมจำนวนโครงการ) and their comparison with the rows above them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.amounts import satang_of
from kkplanner.exchange.excel_in.findings import Finding, Severity, column_letter, shown
from kkplanner.exchange.excel_in.sheet_cells import CellValue, NoValue
from kkplanner.plan.budget import Budgets, funded_years
from kkplanner.thai.money import SATANG_PER_BAHT, AmountError, format_baht
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.exchange.excel_in.book import SheetRead
    from kkplanner.exchange.excel_in.head import Head

_FOOTER: Final = re.compile(
    r"(?:รวม|ยอดรวม|ผลรวม|ยอดยก|ยกยอด|(?:grand|sub)?-?total|sum)"
    r"(?:(?:ทั้งสิ้น|ทั้งหมด)(?:\d+(?:โครงการ|รายการ).*)?|สะสม.*|งบ.*|เงิน.*|เป็นเงิน.*|จำนวน.*|แผนงาน.*|ยุทธศาสตร์.*|กลยุทธ์.*|แนวทาง.*|ประเด็น.*"
    r"|\d+(?:โครงการ|รายการ).*|โครงการ.*|ครุภัณฑ์.*|รายการ.*|หน้า.*|ไป|มา|\d+ปี)?[:：]?"
)
_SUM_WORD: Final = re.compile(r"(?:ยอด|ผล)?รวม|(?:grand|sub)?-?total|sum\b")
_OF_MONEY: Final = re.compile(r"งบ|เงิน|บาท")
_OF_ROWS: Final = re.compile(r"จำนวน(?:โครงการ|รายการ|ครุภัณฑ์)?[:：]?$|จำนวนโครงการ")
_ROWS: Final = re.compile("โครงการ|รายการ|ครุภัณฑ์")
_MOST_TEXTS: Final = 3
_FEWEST_SUMMED: Final = 2  # projects whose sum a row without a label must equal to be their foot


def footer_label(texts: Sequence[str]) -> str | None:
    """The label of a foot row given the texts of its cells, or None when the row is no foot."""
    if not texts or len(texts) > _MOST_TEXTS:
        return None
    return next((text for text in texts if _FOOTER.fullmatch(same_text_key(text))), None)


def counts_rows(label: str) -> bool:
    """The label speaks of projects or items: "รวม 5 โครงการ" is a foot though nothing stands beside it."""
    return _ROWS.search(label) is not None


class Footers:
    """Compares each foot row with the rows since the last foot, since the head, and of the whole sheet.

    Clerks sum one table, one page or the sheet, in baht or in projects; the reading that fits best is the one
    meant, and only what differs from it is a finding.
    """

    def __init__(self, sheet: SheetRead) -> None:
        self._sheet = sheet
        self._since_head = 0
        self._since_foot = 0
        self._foot_passed = False
        self._seen = False  # any foot
        self._sums: list[Counter[int]] = [Counter(), Counter(), Counter()]  # since foot, since head, of all
        self._counts: list[Counter[int]] = [Counter(), Counter(), Counter()]
        self._counted = 0  # projects that are in the counts; the one that may still grow is not

    @property
    def passed(self) -> bool:
        """The last row of content was a foot: a title after it begins a new table."""
        return self._foot_passed

    def head(self) -> None:
        self._since_head = len(self._sheet.projects)
        self._sums[1].clear()
        self._counts[1].clear()

    def other_table(self) -> None:
        """The head was of another table than the one above it, with a foot of its own or none."""
        self.tell_rows_below()
        self._seen = False
        self._since_foot = len(self._sheet.projects)

    def project(self) -> None:
        """Call before a project row is added."""
        self._count()
        if self._foot_passed:
            self._since_foot = len(self._sheet.projects)
            self._foot_passed = False
            self._sums[0].clear()
            self._counts[0].clear()

    def _count(self) -> None:
        """Count the projects that are whole by now."""
        projects = self._sheet.projects
        for at in range(self._counted, len(projects)):
            years = funded_years(projects[at].total)
            for start, counts in zip((self._since_foot, self._since_head, 0), self._counts, strict=True):
                if at >= start:
                    counts.update(dict.fromkeys(years, SATANG_PER_BAHT))
        self._counted = len(projects)

    def money(self, budgets: Budgets) -> None:
        """Amounts of a project or a part of one were taken."""
        for sums in self._sums:
            sums.update(budgets)

    def tell_rows_below(self) -> None:
        """At the sheet's end: rows below the last foot are in no sum that the sheet states."""
        projects = self._sheet.projects
        if not self._seen or self._foot_passed or self._since_foot >= len(projects):
            return
        # An amendment's rows stand below the foot of the plan that they amend, and have none of their own.
        below = [one for one in projects[self._since_foot :] if one.place.edition is None]
        if not below:
            return
        amount = sum(sum(one.total.values()) for one in below)
        self._sheet.find(
            Severity.WARNING,
            "import.rows-below-footer",
            f"มี {len(below)} โครงการ รวม {format_baht(amount)} บาท อยู่ใต้แถวรวมสุดท้าย จึงไม่อยู่ในยอดรวมที่แผ่นงานระบุ แต่นำเข้าแล้ว",
            below[0].row,
        )

    def is_foot(self, texts: Sequence[str], amounts: Budgets) -> bool:
        """A row of no known label that says exactly what stands above it is a foot all the same."""
        amounts = {year: amount for year, amount in amounts.items() if amount}
        labelled = len(texts) <= _MOST_TEXTS and any(_SUM_WORD.match(same_text_key(text)) for text in texts)
        if not amounts or not (labelled or not texts):
            return False
        starts = (self._since_foot, self._since_head, 0)
        fewest = 1 if labelled else _FEWEST_SUMMED
        return any(
            len(self._sheet.projects) - start >= fewest and amounts == {y: a for y, a in sums.items() if a}
            for start, sums in zip(starts, self._sums, strict=True)
        )

    def tell_unlabelled(self, row: int, texts: Sequence[str]) -> None:
        """A foot was known by its amounts only."""
        self._foot_passed = True
        label = f"ขึ้นต้นด้วย “{shown(texts[0])}”" if texts else "ไม่มีข้อความ"
        self._sheet.find(
            Severity.WARNING,
            "import.footer-by-sum",
            f"แถว {row} {label} และมีจำนวนเงินเท่ากับยอดรวมของแถวด้านบน จึงถือเป็นแถวรวมและไม่ได้นำเข้า โปรดตรวจ",
            row,
        )

    def foot(
        self, row: int, label: str, cells: Mapping[int, CellValue], head: Head, baht_per_unit: int
    ) -> None:
        """Compare a foot with the rows above it."""
        self._foot_passed = self._seen = True
        self._count()
        key = same_text_key(label)
        readings = [
            self._reading(row, cells, head, baht_per_unit, counting=counting) for counting in _meanings(key)
        ]
        best = min(readings, key=lambda reading: (reading.misses, self._is_absurd(reading)))
        self._sheet.findings += best.faults
        for year, amount in best.stated.items():
            if amount != best.found.get(year, 0):
                self._disagree(
                    row, label, year, amount, best.found.get(year, 0), head, counting=best.counting
                )

    def _is_absurd(self, reading: _Reading) -> bool:
        """More projects than the sheet has: the foot states baht."""
        most = len(self._sheet.projects) * SATANG_PER_BAHT
        return reading.counting and any(count > most for count in reading.stated.values())

    def _reading(
        self, row: int, cells: Mapping[int, CellValue], head: Head, baht_per_unit: int, *, counting: bool
    ) -> _Reading:
        faults: list[Finding] = []
        stated = self._stated(row, cells, head, 1 if counting else baht_per_unit, faults)
        sums = self._counts if counting else self._sums
        found, misses = min(
            ((found, _misses(stated, found)) for found in sums), key=lambda reading: reading[1]
        )
        return _Reading(counting, stated, dict(found), misses + len(faults), faults)

    def _stated(
        self,
        row: int,
        cells: Mapping[int, CellValue],
        head: Head,
        baht_per_unit: int,
        faults: list[Finding],
    ) -> Budgets:
        """Amounts or counts by year; counts in hundredths, as amounts are. Empty when nothing can be read."""
        stated: Budgets = {}
        for year, column in head.budgets.items():
            value = cells.get(column)
            letter = column_letter(column)
            if isinstance(value, NoValue):
                what = f"ช่อง {letter}{row} ในแถวรวมเป็นสูตรที่ยังไม่มีผลคำนวณ จึงเทียบยอดของปี {year} ไม่ได้"
                severity, finding_id = Severity.NOTE, "import.footer-formula-without-value"
            else:
                try:
                    stated[year] = satang_of(value, baht_per_unit) or 0
                    continue
                except AmountError as fault:
                    what = f"ช่อง {letter}{row} ในแถวรวม: “{shown(value)}” {fault.reason.explanation} จึงเทียบยอดของปี {year} ไม่ได้"
                    severity, finding_id = Severity.WARNING, "import.footer-not-number"
            faults.append(
                Finding(
                    severity=severity,
                    id=finding_id,
                    message=what,
                    sheet=self._sheet.name,
                    row=row,
                    column=letter,
                    value=shown(value) if severity is Severity.WARNING else None,
                )
            )
        return stated if any(column in cells for column in head.budgets.values()) else {}

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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A foot taken as amounts or as counts, with the rows that it fits best and in how many years it does not or cannot be read."""

    counting: bool
    stated: Budgets
    found: Budgets
    misses: int
    faults: list[Finding]


def _meanings(key: str) -> tuple[bool, ...]:
    """Whether a label speaks of counts; both, the likelier first, where only the numbers tell."""
    if _OF_MONEY.search(key):
        return (False,)
    if _OF_ROWS.search(key):
        return (True,)
    return (True, False) if re.search(r"\d|จำนวน|โครงการ|รายการ|ครุภัณฑ์", key) else (False, True)


def _misses(stated: Mapping[int, int], found: Mapping[int, int]) -> int:
    return sum(found.get(year, 0) != amount for year, amount in stated.items())


def _number(hundredths: int) -> str:
    return format_baht(hundredths)
