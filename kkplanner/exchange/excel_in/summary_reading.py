"""ผ.01 as it stands in a sheet: its lines with counts and amounts by year.

Two layouts are known: the 2566 one with ยุทธศาสตร์ → กลยุทธ์ → แผนงาน lines and further blocks beneath for
coordinated projects and equipment, and the 2571 one with one line for each ประเด็น. Nothing of it is imported:
the lines are held against the rows that were (`reconcile_summary`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.amounts import satang_of
from kkplanner.exchange.excel_in.cell_text import text_of
from kkplanner.exchange.excel_in.lines import (
    ApproachLine,
    IssueLine,
    UnassignedLine,
    one_line,
    read_line,
    unit_of,
)
from kkplanner.exchange.excel_in.programme_names import ProgrammeNames
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import SATANG_PER_BAHT, AmountError
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells

TOTAL: Final = 0
"""Stands for the columns "รวม 5 ปี" where otherwise a year stands."""

NO_ISSUE: Final = IssueLine("", "")
NO_APPROACH: Final = ApproachLine("", "")
"""Stand for "ยังไม่ระบุ…": the rows that have none."""

_YEAR: Final = re.compile(r"(?:ปี|พ\.?ศ\.?|งบประมาณ)*(?P<year>(?:19|20|24|25|26)\d{2})")
_LOOKED_AT: Final = 40
_MOST_LINES: Final = 1_000  # a city's ผ.01 has a hundred
_FEWEST_YEARS: Final = 2
_MOST_TIERS: Final = 4
_APPROACH: Final = re.compile(r"(?P<number>\d{1,2}\.\d{1,2})\s*[.)]?\s*(?P<title>\S.*)")
_ISSUE: Final = re.compile(r"(?P<number>\d{1,2})\s*[.)]\s*(?P<title>\S.*)")


class Level(Enum):
    """What a line sums up."""

    PROGRAMME = "programme"
    APPROACH = "approach"
    ISSUE = "issue"
    OTHER = "other"  # a community, an agency
    SUBTOTAL = "รวม"
    GRAND = "รวมทั้งสิ้น"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line. Counts and amounts (satang) are keyed by year, พ.ศ., and `TOTAL`; a cell that is no number lacks."""

    row: int
    label: str
    form: Form
    level: Level
    issue: IssueLine | None
    approach: ApproachLine | None
    programme: str
    counts: Mapping[int, int]
    amounts: Mapping[int, int]


@dataclass(slots=True)
class Summary:
    """A sheet's ผ.01. `columns` are (year or `TOTAL`, is it the amount) → column, 1-based."""

    sheet: str
    columns: dict[tuple[int, bool], int] = field(default_factory=dict)
    lines: list[SummaryLine] = field(default_factory=list)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({year for year, _ in self.columns if year != TOTAL}))


def read_summary(cells: SheetCells) -> Summary:
    """The lines of a ผ.01; none when its head is not found."""
    summary = Summary(cells.name)
    head = next((row for row in list(cells.rows)[:_LOOKED_AT] if _is_head(cells.rows[row])), None)
    if head is None:
        return summary
    last = _last_head_row(cells, head)
    baht = _columns(cells, head, last, summary)
    if summary.columns:
        titles = [
            text_of(value) for row, found in cells.rows.items() if row < head for value in found.values()
        ]
        form = next((form for title in titles if (form := _purpose(same_text_key(title)))), Form.P02)
        _Lines(summary, min(summary.columns.values()), baht, form).read(cells, last)
    return summary


def _is_head(row: Mapping[int, CellValue]) -> bool:
    return sum(_year(value) is not None for value in row.values()) >= _FEWEST_YEARS


def _year(value: CellValue) -> int | None:
    match = _YEAR.match(same_text_key(text_of(value))) if value is not None else None
    if match is None:
        return None
    year = int(match["year"])
    return year if year > 2400 else year + 543


def _last_head_row(cells: SheetCells, head: int) -> int:
    last = head
    for row in range(head + 1, head + _MOST_TIERS):
        values = [same_text_key(text_of(value)) for value in cells.rows.get(row, {}).values()]
        if not values or not all(re.search("จำนวน|งบ|บาท|โครงการ|รวม", value) for value in values):
            break
        last = row
    return last


def _columns(cells: SheetCells, head: int, last: int, summary: Summary) -> int:
    """Find what each column holds; baht of one unit of the amounts."""
    tops = sorted(cells.rows[head].items())
    first = next(column for column, value in tops if _year(value) is not None)
    rightmost = max(column for row in range(head, last + 1) for column in cells.rows.get(row, {}))
    baht = 1
    for column in range(first, rightmost + 1):
        top = next(value for at, value in reversed(tops) if at <= column)
        year = _year(top)
        if year is None and not same_text_key(text_of(top)).startswith("รวม"):
            continue
        words = " ".join(text_of(cells.rows.get(row, {}).get(column)) for row in range(head, last + 1))
        baht = max(baht, unit_of(words.split("(")[-1].strip(") ")) or 1)
        is_amount = re.search("งบ|บาท", words.replace(text_of(top), "") or words) is not None
        if is_amount or "จำนวน" in words:
            summary.columns.setdefault((year or TOTAL, is_amount), column)
    return baht


class _Lines:
    """Reads the lines under the head; group lines set the place of those under them."""

    def __init__(self, summary: Summary, first_column: int, baht: int, form: Form) -> None:
        self._summary = summary
        self._first = first_column
        self._baht = baht
        self._form = form
        self._issue: IssueLine | None = None
        self._approach: ApproachLine | None = None
        self._programmes = ProgrammeNames.into([])

    def read(self, cells: SheetCells, last: int) -> None:
        for row, found in cells.rows.items():
            if row <= last or row in cells.hidden_rows:
                continue
            if len(self._summary.lines) == _MOST_LINES:
                break
            texts = [text_of(value) for column, value in sorted(found.items()) if column < self._first]
            label = one_line(max(texts, key=len, default=""))
            if label:
                self._line(row, label, found)

    def _line(self, row: int, label: str, found: Mapping[int, CellValue]) -> None:
        counts, amounts = self._numbers(found)
        key = same_text_key(label)
        if key.startswith("รวม"):
            level = Level.GRAND if "ทั้งสิ้น" in key or "ทั้งหมด" in key else Level.SUBTOTAL
            self._add(row, label, level, "", counts, amounts)
            return
        if not counts and not amounts and (form := _block(key)) is not None:
            self._form, self._issue, self._approach = form, None, None
            return
        level, programme = self._place(label, row)
        if counts or amounts:
            self._add(row, label, level, programme, counts, amounts)

    def _place(self, label: str, row: int) -> tuple[Level, str]:
        """What a line sums up; a ยุทธศาสตร์ or กลยุทธ์ holds for the lines under it."""
        line = read_line(label)
        if isinstance(line, UnassignedLine):
            return self._unassigned(line)
        at = max(label.find("แผนงาน"), label.find("ผง."))
        if at >= 0:
            return Level.PROGRAMME, self._programmes.name(label[at:], "", row)
        if not isinstance(line, ApproachLine | IssueLine):
            line = _numbered(label)
        if isinstance(line, ApproachLine):
            self._approach = line
            return Level.APPROACH, ""
        if isinstance(line, IssueLine):
            self._issue, self._approach = line, None
            return Level.ISSUE, ""
        return Level.OTHER, ""

    def _unassigned(self, line: UnassignedLine) -> tuple[Level, str]:
        if line.what == "issue":
            self._issue, self._approach = NO_ISSUE, None
            return Level.ISSUE, ""
        if line.what == "approach":
            self._approach = NO_APPROACH
            return Level.APPROACH, ""
        return Level.PROGRAMME, ""

    def _add(
        self,
        row: int,
        label: str,
        level: Level,
        programme: str,
        counts: dict[int, int],
        amounts: dict[int, int],
    ) -> None:
        self._summary.lines.append(
            SummaryLine(
                row, label, self._form, level, self._issue, self._approach, programme, counts, amounts
            )
        )

    def _numbers(self, found: Mapping[int, CellValue]) -> tuple[dict[int, int], dict[int, int]]:
        counts: dict[int, int] = {}
        amounts: dict[int, int] = {}
        if not any(column in found for column in self._summary.columns.values()):
            return counts, amounts
        for (year, is_amount), column in self._summary.columns.items():
            try:
                value = satang_of(found.get(column), self._baht if is_amount else 1) or 0
            except AmountError:
                continue  # nothing is imported from here, and a cell without a number compares with nothing
            if is_amount:
                amounts[year] = value
            else:
                counts[year] = value // SATANG_PER_BAHT
        return counts, amounts


def _numbered(label: str) -> ApproachLine | IssueLine | None:
    """A line told by its number alone: "1.1 …" is a กลยุทธ์, "1. …" a ยุทธศาสตร์ or ประเด็น."""
    if match := _APPROACH.fullmatch(label):
        return ApproachLine(match["number"], match["title"])
    match = _ISSUE.fullmatch(label)
    return None if match is None else IssueLine(match["number"], match["title"])


def _purpose(key: str) -> Form | None:
    """The form that a title over the whole table names, where that is not ผ.02."""
    if "แผนพัฒนาหมู่บ้าน" in key or "แผนชุมชน" in key or "ผ.01/1" in key:
        return Form.P02_1
    return Form.P02_2 if "เกินศักยภาพ" in key else None


def _block(key: str) -> Form | None:
    """The form that a title line between blocks names: by purpose, since its number is often wrong."""
    if "ประสาน" in key or "เกินศักยภาพ" in key:
        return Form.P02_2
    if "ครุภัณฑ์" in key:
        return Form.P03
    if "ชุมชน" in key and ("ผ.0" in key or "แผนพัฒนาหมู่บ้าน" in key) and "แผนงาน" not in key:
        return Form.P02_1
    return None
