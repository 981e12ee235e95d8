"""ผ.01 held against the rows of the same book, and against itself.

A hand-made ผ.01 seldom adds up (domain notes, "What clerks struggle with"). Told are: sums in it that are not
the sums of its own lines; lines that differ from the rows; rows that no line counts. A line whose rows are not
in the file (a book cut into parts, a sheet left out) is compared with nothing and told once, as a note.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Finding, Severity, column_letter
from kkplanner.exchange.excel_in.groups import same_title
from kkplanner.exchange.excel_in.programme_names import ProgrammeNames
from kkplanner.exchange.excel_in.summary_reading import (
    NO_APPROACH,
    NO_ISSUE,
    TOTAL,
    Level,
    Summary,
    SummaryLine,
)
from kkplanner.plan.budget import funded_years
from kkplanner.thai.money import format_baht
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kkplanner.exchange.excel_in.book import ProjectRow
    from kkplanner.exchange.excel_in.lines import ApproachLine, IssueLine
    from kkplanner.plan.kinds import Form

_DEPTHS: Final = {Level.ISSUE: 1, Level.APPROACH: 2, Level.PROGRAMME: 3, Level.OTHER: 3}


@dataclass(slots=True)
class Reconciliation:
    """How one ผ.01 compares. `absent` are the labels of lines whose rows are not in the file."""

    sheet: str
    lines: int = 0
    compared: int = 0
    differing: int = 0
    absent: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "sheet": self.sheet,
            "lines": self.lines,
            "compared": self.compared,
            "differing": self.differing,
            "not_in_file": list(self.absent),
            "sums_wrong": sum(finding.id == "import.summary-sum-differs" for finding in self.findings),
        }


class _Row:
    """What counts of a project row; texts prepared once."""

    def __init__(self, row: ProjectRow, programme: str) -> None:
        self.row = row
        self.programme = programme
        self.programme_key = same_text_key(programme)
        texts = (row.texts.get(name, "") for name in ("agency", "village", "title", "target"))
        self._named = "\n".join(map(same_text_key, texts))

    def is_of(self, line: SummaryLine, programme_key: str, label_key: str) -> bool:
        if line.level is Level.OTHER:
            return label_key in self._named
        place = self.row.place
        if line.level is Level.PROGRAMME and self.programme_key != programme_key:
            return False
        if line.issue is not None and not _same(place.issue, line.issue):
            return False
        if line.approach is None or line.level not in {Level.PROGRAMME, Level.APPROACH}:
            return True
        return _same(place.approach, line.approach)


def _same(one: IssueLine | ApproachLine | None, other: IssueLine | ApproachLine) -> bool:
    if one is None or other in {NO_ISSUE, NO_APPROACH}:
        return one is None and other in {NO_ISSUE, NO_APPROACH}
    if one.number and other.number:
        return one.number == other.number
    return same_title(one.title, other.title)


def reconcile(summary: Summary, rows: Iterable[ProjectRow]) -> Reconciliation:
    """Compare one ผ.01 with the project rows of its book, in the book's own years."""
    result = Reconciliation(summary.sheet)
    names = ProgrammeNames.into([])
    known = [
        _Row(row, names.name(row.texts.get("programme") or row.place.programme, row.sheet, row.row))
        for row in rows
    ]
    by_form: dict[Form, list[_Row]] = defaultdict(list)
    for row in known:
        by_form[row.row.form].append(row)
    _own_sums(summary, result)
    counted: set[int] = set()
    for line in summary.lines:
        if line.level in {Level.SUBTOTAL, Level.GRAND}:
            continue
        result.lines += 1
        keys = same_text_key(line.programme), same_text_key(line.label)
        own = [row for row in by_form[line.form] if row.is_of(line, *keys)]
        counted.update(id(row.row) for row in own)
        if own:
            _compare(summary, line, [row.row for row in own], result)
        elif _is_told(line, by_form) and (any(line.counts.values()) or any(line.amounts.values())):
            number = line.approach.number if line.approach else line.issue.number if line.issue else ""
            result.absent.append(f"{number} {line.label}".strip())
    _tell_absent(result)
    _tell_uncounted(summary, [row for row in known if id(row.row) not in counted], result)
    return result


def _is_told(line: SummaryLine, by_form: Mapping[Form, Sequence[_Row]]) -> bool:
    """A community's rows need not name it in words, so its line alone proves nothing while there are rows."""
    return line.level is not Level.OTHER or not by_form[line.form]


def _compare(summary: Summary, line: SummaryLine, rows: Sequence[ProjectRow], result: Reconciliation) -> None:
    result.compared += 1
    counts: dict[int, int] = defaultdict(int)
    amounts: dict[int, int] = defaultdict(int)
    for row in rows:
        total = row.total
        for year in funded_years(total):
            counts[year] += 1
        for year, amount in total.items():
            amounts[year] += amount
    differs = False
    for year in summary.years:
        stated = line.counts.get(year), line.amounts.get(year)
        found = counts.get(year, 0), amounts.get(year, 0)
        wrong = [part for part in (0, 1) if stated[part] is not None and stated[part] != found[part]]
        if not wrong:
            continue
        differs = True
        column = summary.columns.get((year, bool(wrong[0])))
        result.findings.append(
            _finding(
                "import.summary-differs",
                summary.sheet,
                line.row,
                column,
                f"ปี {year} “{line.label}” ใน ผ.01 ระบุ {_both(*stated)} แต่แถวโครงการในแฟ้มรวมได้ {_both(*found)} "
                "(นำเข้าตามแถวโครงการ)",
                _both(*stated),
            )
        )
    result.differing += differs


def _both(count: int | None, amount: int | None) -> str:
    parts = []
    if count is not None:
        parts.append(f"{count:,} โครงการ")
    if amount is not None:
        parts.append(f"{format_baht(amount)} บาท")
    return " ".join(parts)


def _own_sums(summary: Summary, result: Reconciliation) -> None:
    """Sums of ผ.01 against its own lines and years."""
    open_lines: list[SummaryLine] = []  # since the last รวม
    block: list[SummaryLine] = []  # of the whole block
    form: Form | None = None
    for line in summary.lines:
        if line.form is not form:
            form, open_lines, block = line.form, [], []
        _across(summary, line, result)
        if line.level is Level.GRAND:
            _down(summary, line, block, result)
            block, open_lines = [], []
        elif line.level is Level.SUBTOTAL:
            _down(summary, line, open_lines, result)
            open_lines = []
        else:
            block.append(line)
            open_lines.append(line)


def _across(summary: Summary, line: SummaryLine, result: Reconciliation) -> None:
    """The five-year columns against the years of the same line."""
    for is_amount, stated in ((False, line.counts), (True, line.amounts)):
        years = [year for year in summary.years if (year, is_amount) in summary.columns]
        if TOTAL not in stated or not years or any(year not in stated for year in years):
            continue
        found = sum(stated[year] for year in years)
        if found != stated[TOTAL]:
            _tell_sum(summary, line, TOTAL, is_amount, stated[TOTAL], found, "ปีของบรรทัดนี้เอง", result)


def _down(summary: Summary, line: SummaryLine, parts: Sequence[SummaryLine], result: Reconciliation) -> None:
    """A รวม against the lines over it, year by year. Only the lines of the lowest level are summed."""
    leaves = _leaves(parts)
    if not leaves:
        return
    for year in summary.years:
        for is_amount in (False, True):
            stated = (line.amounts if is_amount else line.counts).get(year)
            values = [(part.amounts if is_amount else part.counts).get(year, 0) for part in leaves]
            if stated is not None and stated != sum(values):
                _tell_sum(summary, line, year, is_amount, stated, sum(values), "บรรทัดด้านบน", result)


def _leaves(parts: Sequence[SummaryLine]) -> list[SummaryLine]:
    """The lines that no other line details: those of the lowest level, each under its own heading."""
    depths = [_DEPTHS[part.level] for part in parts]
    return [
        part
        for part, depth, following in zip(parts, depths, [*depths, 0][1:], strict=True)
        if following <= depth
    ]


def _tell_sum(
    summary: Summary,
    line: SummaryLine,
    year: int,
    is_amount: bool,
    stated: int,
    found: int,
    of: str,
    result: Reconciliation,
) -> None:
    shown = [
        format_baht(number) if is_amount else f"{number:,}" for number in (stated, found, abs(stated - found))
    ]
    unit = "บาท" if is_amount else "โครงการ"
    when = "ช่องรวมทุกปี" if year == TOTAL else f"ปี {year}"
    result.findings.append(
        _finding(
            "import.summary-sum-differs",
            summary.sheet,
            line.row,
            summary.columns.get((year, is_amount)),
            f"{when} ของ “{line.label}” ใน ผ.01 ระบุ {shown[0]} {unit} แต่{of}รวมได้ {shown[1]} {unit} ต่างกัน {shown[2]} {unit}",
            shown[0],
        )
    )


def _tell_absent(result: Reconciliation) -> None:
    if result.absent:
        names = " · ".join(result.absent[:3]) + (" …" if len(result.absent) > 3 else "")
        result.findings.append(
            Finding(
                severity=Severity.NOTE,
                id="import.summary-not-in-file",
                sheet=result.sheet,
                message=f"ผ.01 มี {len(result.absent)} บรรทัดที่ไม่มีแถวโครงการในแฟ้มนี้ จึงเทียบยอดไม่ได้: {names}",
            )
        )


def _tell_uncounted(summary: Summary, rows: Sequence[_Row], result: Reconciliation) -> None:
    """Rows that stand in no line, for forms that the summary has lines for."""
    forms = {line.form for line in summary.lines} - {
        line.form for line in summary.lines if line.level is Level.OTHER
    }
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.row.form in forms and row.row.total and any(row.row.total.values()):
            groups[row.row.sheet, row.programme].append(row)
    for (sheet, programme), found in groups.items():
        satang = sum(sum(row.row.total.values()) for row in found)
        result.findings.append(
            Finding(
                severity=Severity.WARNING,
                id="import.summary-line-missing",
                sheet=sheet,
                row=found[0].row.row,
                message=f"{programme or 'แถว'}ในแผ่นงานนี้ {len(found)} รายการ รวม {format_baht(satang)} บาท ไม่มีบรรทัดใน ผ.01 "
                f"(แผ่นงาน “{summary.sheet}”)",
            )
        )


def _finding(finding_id: str, sheet: str, row: int, column: int | None, message: str, value: str) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        id=finding_id,
        sheet=sheet,
        row=row,
        column=column_letter(column) if column else None,
        message=message,
        value=value,
    )
