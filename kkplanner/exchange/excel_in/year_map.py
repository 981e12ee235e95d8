"""Years of a book against the years of the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.book import Book, ProjectRow
    from kkplanner.plan.budget import Budgets
    from kkplanner.thai.period import Period


@dataclass(slots=True)
class YearMapper:
    """Moves amounts from the book's years to the plan's and remembers what fell outside."""

    offset: int
    period: Period
    findings: list[Finding]
    chosen: Mapping[int, int] | None = None  # book year → plan year, by the clerk; None: by the offset
    _outside: dict[tuple[str, int], list[int]] = field(default_factory=dict)  # (sheet, year) → amounts
    _left_out: dict[str, tuple[int, ...]] = field(default_factory=dict)  # sheet → its years

    @classmethod
    def of(
        cls,
        book: Book,
        period: Period,
        *,
        shift: bool,
        findings: list[Finding],
        chosen: Mapping[int, int] | None = None,
    ) -> YearMapper | None:
        """The mapper, or None when the years differ and may not be shifted; the finding is added."""
        if chosen is not None:
            return cls(0, period, findings, chosen)
        first = book.first_year
        offset = 0 if first is None else period.first - first
        years = set(book.years)
        if not shift and (years <= set(period.years) or years >= set(period.years)):
            offset = 0  # years that are over may be left out, and years of another plan may stand beside
        if offset and not shift:
            findings.insert(
                0,
                Finding(
                    severity=Severity.CRITICAL,
                    id="import.years-differ",
                    message=f"ปีแรกของแฟ้มคือ {first} แต่แผนนี้เริ่มปี {period.first} จึงยังไม่ได้นำเข้าแถวใด "
                    "หากต้องการเลื่อนปีแรกของแฟ้มไปเป็นปีแรกของแผน ให้เลือก “เลื่อนปี” (--years shift)",
                ),
            )
            return None
        if offset:
            findings.insert(
                0,
                Finding(
                    severity=Severity.NOTE,
                    id="import.years-shifted",
                    message=f"เลื่อนปีของแฟ้มให้ปี {first} เป็นปี {period.first} ตามที่เลือกไว้",
                ),
            )
        return cls(offset, period, findings)

    def leaves_out(self, row: ProjectRow) -> bool:
        """None of the row's years is a year of the plan: the row has nothing to say about it."""
        if not row.years or any(self._year(year) in self.period for year in row.years):
            return False
        self._left_out[row.sheet] = row.years
        return True

    def map(self, row: ProjectRow, budgets: Budgets) -> Budgets:
        """Amounts under the plan's years; those outside are left out and told."""
        mapped: Budgets = {}
        for year, amount in budgets.items():
            to = self._year(year)
            if to in self.period:
                mapped[to] = mapped.get(to, 0) + amount
            elif amount:
                self._outside.setdefault((row.sheet, year), []).append(amount)
        return mapped

    def _year(self, year: int) -> int:
        """The plan's year of a year of the book; 0: none."""
        return year + self.offset if self.chosen is None else self.chosen.get(year, 0)

    def tell(self) -> None:
        """Add the findings about years outside the plan."""
        for sheet, years in self._left_out.items():
            self._add(
                "import.sheet-years-outside",
                sheet,
                f"ตารางในแผ่นงานนี้เป็นปี {min(years)}-{max(years)} ซึ่งอยู่นอกช่วงปีของแผน ({self.period}) จึงไม่ได้นำเข้า",
            )
        for (sheet, year), amounts in self._outside.items():
            self._add(
                "import.year-outside",
                sheet,
                f"ปี {year} อยู่นอกช่วงปีของแผน ({self.period}) จึงไม่ได้นำเข้าจำนวนเงินของปีนี้ {len(amounts)} ช่อง "
                f"รวม {format_baht(sum(amounts))} บาท",
            )

    def _add(self, finding_id: str, sheet: str, message: str) -> None:
        self.findings.append(Finding(severity=Severity.ERROR, id=finding_id, sheet=sheet, message=message))
