"""The last stage: a book that was read becomes part of a plan. Pure: a new plan is returned, none is changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from kkplanner.exchange.excel_in.assemble import Assembler
from kkplanner.exchange.excel_in.carried import CarriedError, carried_plan
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.report import ImportReport, SheetReport
from kkplanner.exchange.excel_in.year_map import YearMapper
from kkplanner.plan.budget import total
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import Book, ProjectRow, SheetRead
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_TEXTS = ("programme", "title", "objective", "target", "kpi", "expected_result", "agency", "asked_agency")


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The plan after the import, and what was done."""

    document: PlanDocument
    report: ImportReport


def import_into(
    document: PlanDocument, book: Book, *, years: Literal["same", "shift"] = "same"
) -> ImportOutcome:
    """Bring a book's rows into a plan.

    Rows with the hidden uuid of a project of the plan update it; rows equal to a project of the plan in every
    printed text and amount are already there and are skipped; all others are added behind the plan's projects.
    A plan without projects takes organisation, issues and the rest from a book that our own export wrote.

    Args:
        document: the plan as it is.
        book: what `read_book` gave.
        years: "same": the book's years must be the plan's, or nothing is imported and a critical finding says
            so. "shift": the book's first year becomes the plan's first year, the others follow.
    """
    return _Import(document, book, shift=years == "shift").run()


@dataclass(slots=True)
class _Import:
    before: PlanDocument
    book: Book
    shift: bool
    report: ImportReport = field(default_factory=ImportReport)

    def run(self) -> ImportOutcome:
        findings = self.report.findings
        findings += self.book.findings
        for sheet in self.book.sheets:
            findings += sheet.findings
        mapper = YearMapper.of(self.book, self.before.plan.period, shift=self.shift, findings=findings)
        if mapper is None:
            for sheet in self.book.sheets:
                everything = [(row.row, "ปีของแฟ้มไม่ตรงกับปีของแผน") for row in sheet.projects]
                self._close(sheet, 0, everything)
            return ImportOutcome(self.before, self.report)
        carried = self._carried()
        base = self._fresh(carried) if carried and not self.before.projects else self.before
        assembler = Assembler.of(base, carried, findings, mapper.map)
        result = _Rows(base, assembler, mapper, self.report).take(self.book)
        for sheet in self.book.sheets:
            self._close(sheet, result.imported[sheet.name], result.skipped.get(sheet.name, []))
        mapper.tell()
        after = replace(
            base,
            issues=assembler.issues.all,
            editions=assembler.editions.all,
            projects=tuple(result.projects),
        )
        return ImportOutcome(after, self.report)

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
            )
        )


class _Rows:
    """Project rows sorted into new, changed and already there."""

    def __init__(
        self, base: PlanDocument, assembler: Assembler, mapper: YearMapper, report: ImportReport
    ) -> None:
        self.projects = list(base.projects)
        self.imported: Counter[str] = Counter()
        self.skipped: dict[str, list[tuple[int, str]]] = {}
        self._at = {project.uuid: at for at, project in enumerate(base.projects)}
        self._alike = Counter(_likeness(project) for project in base.projects)
        self._assembler = assembler
        self._mapper = mapper
        self._report = report
        self._new: list[Project] = []

    def take(self, book: Book) -> _Rows:
        for sheet in book.sheets:
            for row in sheet.projects:
                if self._mapper.leaves_out(row):
                    self._skip(row, "ปีของตารางอยู่นอกช่วงปีของแผน")
                else:
                    self._take(row)
        self.projects += self._in_order(self._new)
        return self

    def _take(self, row: ProjectRow) -> None:
        project = self._assembler.project(row)
        at = self._at.get(project.uuid)
        if at is not None:
            if self.projects[at] == project:
                self._already(row, "ตรงกับโครงการในแผนแล้ว ไม่มีการเปลี่ยนแปลง")
                return
            self.projects[at] = project
            self._report.updated += 1
        else:
            likeness = _likeness(project)
            if not row.uuid and self._alike[likeness]:
                self._alike[likeness] -= 1
                self._already(row, "มีอยู่ในแผนแล้ว")
                return
            self._new.append(project)
            self._report.added += 1
        self.imported[row.sheet] += 1
        self._report.satang += total(project.budgets)
        if project.form.is_equipment:
            self._report.equipment += 1
        else:
            self._report.projects += 1

    def _in_order(self, projects: list[Project]) -> list[Project]:
        """New projects in the order of the plan they were exported from; a row typed since stays behind its neighbour."""
        keys: dict[str, tuple[int, int]] = {}
        last = -1
        for at, project in enumerate(projects):
            last = self._assembler.positions.get(project.uuid, last)
            keys[project.uuid] = (last, at)
        return sorted(projects, key=lambda project: keys[project.uuid])

    def _already(self, row: ProjectRow, reason: str) -> None:
        self._report.already_there += 1
        self._skip(row, reason)

    def _skip(self, row: ProjectRow, reason: str) -> None:
        self.skipped.setdefault(row.sheet, []).append((row.row, reason))


def _likeness(project: Project) -> tuple[object, ...]:
    """All that is printed of a project: equal for the same row imported twice."""
    return (
        project.form,
        project.issue,
        project.approach,
        project.edition,
        project.equipment_type,
        *(same_text_key(getattr(project, name)) for name in _TEXTS),
        tuple(project.own_budgets.items()),
        tuple((same_text_key(item.text), tuple(item.budgets.items())) for item in project.sub_items),
    )
