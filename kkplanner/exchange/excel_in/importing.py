"""The last stages: a book that was read is looked at and becomes part of a plan.

The whole way in, without a window, for a wizard as for the command line:

1. `book = read_book(path, columns=ColumnChoices(...))` or `read_text(...)`: cells → rows. No plan is needed.
2. `outcome = import_into(document, book, choices=ImportChoices(...))`: pure; a new plan is returned and none is
   changed, so it may be called as often as the clerk changes a choice. `outcome.report` tells
   * `sheets`: what each is taken for and why, its columns (`columns.ColumnUse`), sums by year, skipped rows;
   * `rows`: every project row as added, changed (with the fields), unchanged or skipped (with the reason), what
     it was paired with and how sure that is (`ImportChoices.pairs` overrules it);
   * `issues`: each ยุทธศาสตร์ of the book and the issue of the plan it may go under (`ImportChoices.issues`);
   * `summaries`: ผ.01 against the rows; `text_boxes`: every floating text and what became of it;
   * `findings` in four severities with sheet, row, column and value, sums against feet and ผ.01 among them.
   A changed column mapping, or hidden rows after all (`include_hidden`), needs step 1 again; everything else only step 2.
3. `operation.replace_document(outcome.document)` in one operation of the workbook, unless a finding is
   critical; `columns.SETTING` then keeps the clerk's mappings.

`ImportReport.as_json` is the contract of `kkplanner import --json`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from kkplanner.exchange.excel_in.assemble import Assembler
from kkplanner.exchange.excel_in.carried import CarriedError, carried_plan
from kkplanner.exchange.excel_in.choices import NO_CHOICES, ImportChoices
from kkplanner.exchange.excel_in.cut_lines import tell_cut_lines
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.issue_mapping import IssueMap, propose_issues
from kkplanner.exchange.excel_in.reconcile_summary import reconcile
from kkplanner.exchange.excel_in.report import ImportReport, SheetReport, in_baht
from kkplanner.exchange.excel_in.taking import Taking
from kkplanner.exchange.excel_in.unprintable import tell_unprintable
from kkplanner.exchange.excel_in.year_map import YearMapper
from kkplanner.plan.budget import added

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import Book, SheetRead
    from kkplanner.plan.document import PlanDocument


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The plan after the import, and what was done."""

    document: PlanDocument
    report: ImportReport


def import_into(
    document: PlanDocument,
    book: Book,
    *,
    years: Literal["same", "shift"] = "same",
    choices: ImportChoices = NO_CHOICES,
) -> ImportOutcome:
    """Bring a book's rows into a plan.

    Rows with the hidden uuid of a project of the plan update it; rows equal to a project of the plan in every
    printed text and amount are already there; rows like a project of the plan update that one; all others are
    added behind the plan's projects. A plan without projects takes organisation, issues and the rest from a book
    that our own export wrote.

    Args:
        document: the plan as it is.
        book: what `read_book` gave.
        years: short for `choices.years`.
        choices: what the clerk decided.
    """
    if years != "same":
        choices = replace(choices, years=years)
    return _Import(document, book, choices).run()


@dataclass(slots=True)
class _Import:
    before: PlanDocument
    book: Book
    choices: ImportChoices
    report: ImportReport = field(default_factory=ImportReport)

    def run(self) -> ImportOutcome:
        findings = self.report.findings
        findings += self.book.findings
        for sheet in self.book.sheets:
            findings += sheet.findings
            self.report.text_boxes += sheet.boxes
        self._reconcile()
        self.report.issues = propose_issues(self.before, self.book)
        mapper = self._mapper(findings)
        if mapper is None:
            for sheet in self.book.sheets:
                everything = [(row.row, "ปีของแฟ้มไม่ตรงกับปีของแผน") for row in sheet.projects]
                self._close(sheet, 0, everything)
            return ImportOutcome(self.before, self.report)
        carried = self._carried()
        base = self._fresh(carried) if carried and not self.before.projects else self.before
        assembler = Assembler.of(base, carried, findings, mapper.map)
        taking = Taking(base, assembler, mapper, self.choices, self.report)
        taking.take(self._placed(base))
        for sheet in self.book.sheets:
            self._close(sheet, taking.imported[sheet.name], taking.skipped.get(sheet.name, []))
        mapper.tell()
        findings += tell_cut_lines(self.book, assembler.issues.all)
        findings += tell_unprintable(self.book, self.choices.sheets_left_out)
        after = replace(
            base,
            issues=assembler.issues.all,
            editions=assembler.editions.all,
            projects=tuple(taking.projects),
        )
        return ImportOutcome(after, self.report)

    def _mapper(self, findings: list[Finding]) -> YearMapper | None:
        years = self.choices.years
        chosen = None if isinstance(years, str) else years
        period = self.before.plan.period
        return YearMapper.of(self.book, period, shift=years == "shift", findings=findings, chosen=chosen)

    def _reconcile(self) -> None:
        """ผ.01 against the rows that the clerk takes: a sheet left out is no disagreement."""
        rows = [
            row
            for sheet in self.book.sheets
            if sheet.name not in self.choices.sheets_left_out
            for row in sheet.projects
        ]
        for sheet in self.book.sheets:
            if sheet.summary is None or sheet.name in self.choices.sheets_left_out:
                continue
            result = reconcile(sheet.summary, rows)
            self.report.summaries.append(result)
            self.report.findings += result.findings

    def _placed(self, base: PlanDocument) -> Book:
        """The book with its rows under the issues that were chosen for them."""
        if not self.choices.issues:
            return self.book
        issues = IssueMap(base, self.report.issues, self.choices.issues)
        sheets = [
            replace(sheet, projects=[issues.place(row) for row in sheet.projects])
            for sheet in self.book.sheets
        ]
        return replace(self.book, sheets=sheets)

    def _carried(self) -> PlanDocument | None:
        try:
            return carried_plan(self.book.carried)
        except CarriedError:
            self.report.findings.append(
                Finding(
                    severity=Severity.WARNING,
                    id="import.carried-plan-unreadable",
                    message="ข้อมูลแผนที่ซ่อนไว้ในแฟ้มถูกแก้หรือเสียหาย จึงใช้เฉพาะข้อมูลที่เห็นในแผ่นงาน",
                )
            )
            return None

    def _fresh(self, carried: PlanDocument) -> PlanDocument:
        if carried.plan.period != self.before.plan.period:
            return replace(
                self.before, issues=carried.issues or self.before.issues, editions=carried.editions
            )
        return replace(
            self.before,
            organisation=carried.organisation,
            plan=carried.plan,
            villages=carried.villages,
            agencies=carried.agencies,
            editions=carried.editions,
            issues=carried.issues,
        )

    def _close(self, sheet: SheetRead, imported: int, skipped: list[tuple[int, str]]) -> None:
        sums = added(row.total for row in sheet.projects)
        self.report.sheets.append(
            SheetReport(
                name=sheet.name,
                form=sheet.form,
                reason=sheet.reason,
                imported=imported,
                skipped_rows=sorted([*sheet.skipped, *skipped]),
                sub_items=sheet.sub_items,
                continuations=sheet.continuations,
                lines=sheet.lines,
                columns=sheet.columns,
                signature=sheet.signature,
                baht_by_year={year: in_baht(amount) for year, amount in sums.items()},
            )
        )
