"""Project rows sorted into new, changed and unchanged, each with what it was paired with and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.pairing import pair
from kkplanner.exchange.excel_in.report import Action, PairedBy, RowReport
from kkplanner.plan.budget import total
from kkplanner.plan.model import Project
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.assemble import Assembler
    from kkplanner.exchange.excel_in.book import Book, ProjectRow
    from kkplanner.exchange.excel_in.choices import ImportChoices
    from kkplanner.exchange.excel_in.report import ImportReport
    from kkplanner.exchange.excel_in.year_map import YearMapper
    from kkplanner.plan.document import PlanDocument

_TEXTS: Final = (
    "programme",
    "title",
    "objective",
    "target",
    "kpi",
    "expected_result",
    "agency",
    "asked_agency",
)
_FIELDS: Final = tuple(field.name for field in fields(Project) if field.name != "uuid")


class Taking:
    """Takes the rows of a book into the projects of a plan."""

    def __init__(
        self,
        base: PlanDocument,
        assembler: Assembler,
        mapper: YearMapper,
        choices: ImportChoices,
        report: ImportReport,
    ) -> None:
        self.projects = list(base.projects)
        self.imported: Counter[str] = Counter()
        self.skipped: dict[str, list[tuple[int, str]]] = {}
        self._known = {project.uuid: project for project in base.projects}
        self._after: dict[str, Project] = {}
        self._by_likeness: dict[tuple[object, ...], list[str]] = {}
        self._assembler = assembler
        self._mapper = mapper
        self._choices = choices
        self._report = report
        self._claimed: set[str] = set()
        self._new: list[Project] = []

    def take(self, book: Book) -> None:
        """All rows of the book, in its order."""
        rows = [row for sheet in book.sheets for row in sheet.projects if self._is_wanted(row)]
        self._claimed = {row.uuid for row in rows if row.uuid in self._known}
        self._claimed |= {uuid for uuid in self._choices.pairs.values() if uuid in self._known}
        for project in self._known.values():
            if project.uuid not in self._claimed:
                self._by_likeness.setdefault(_likeness(project), []).append(project.uuid)
        unnamed = [row for row in rows if not self._take_known(row)]
        self._take_alike([(row, self._assembler.project(row)) for row in unnamed])
        self.projects = [self._after.get(project.uuid, project) for project in self.projects]
        self.projects += self._in_order(self._new)
        order = {sheet.name: at for at, sheet in enumerate(book.sheets)}
        self._report.rows.sort(key=lambda found: (order[found.sheet], found.row))

    def _is_wanted(self, row: ProjectRow) -> bool:
        reason = ""
        if (row.sheet, row.row) in self._choices.rows_left_out or row.sheet in self._choices.sheets_left_out:
            reason = "ผู้ใช้เลือกไม่นำเข้า"
        elif self._mapper.leaves_out(row):
            reason = "ปีของตารางอยู่นอกช่วงปีของแผน"
        if reason:
            self._leave(row, Action.SKIPPED, reason)
        return not reason

    def _take_known(self, row: ProjectRow) -> bool:
        """A row whose project is named: by its hidden uuid, or by the clerk."""
        chosen = self._choices.pairs.get((row.sheet, row.row))
        if chosen in self._known and chosen is not None:
            self._take_pair(row, chosen, PairedBy.CHOICE, 1.0)
        elif row.uuid in self._known and (row.sheet, row.row) not in self._choices.pairs:
            project = self._assembler.project(row)
            if project.uuid in self._known:  # not a second copy of the same row
                self._settle(row, project, PairedBy.UUID, 1.0)
            else:
                self._add(row, project)
        else:
            return False
        return True

    def _take_alike(self, waiting: list[tuple[ProjectRow, Project]]) -> None:
        """Rows that name no project: the same as one in every printed word, or like one, or new."""
        rest: list[tuple[ProjectRow, Project]] = []
        for row, project in waiting:
            uuids = self._by_likeness.get(_likeness(project), [])
            if not row.uuid and uuids and (row.sheet, row.row) not in self._choices.pairs:
                uuid = uuids.pop(0)
                self._claimed.add(uuid)
                before = self._known[uuid]
                after = replace(before, marks=self._assembler.marks(row, before))
                self._settle(row, after, PairedBy.SAME, 1.0)
            else:
                rest.append((row, project))
        free = [project for project in self._known.values() if project.uuid not in self._claimed]
        like = [
            (row, project)
            for row, project in rest
            if not row.uuid and (row.sheet, row.row) not in self._choices.pairs
        ]
        pairs = {
            id(like[found.index][0]): found
            for found in (pair([project for _, project in like], free) if free else ())
        }
        for row, project in rest:
            found = pairs.get(id(row))
            if found is None:
                self._add(row, project)
            else:
                self._take_pair(row, found.uuid, PairedBy.LIKENESS, found.likeness)

    def _take_pair(self, row: ProjectRow, uuid: str, by: PairedBy, likeness: float) -> None:
        self._settle(row, self._assembler.project(_with_items(row, self._known[uuid]), uuid), by, likeness)

    def _settle(self, row: ProjectRow, project: Project, by: PairedBy, likeness: float) -> None:
        before = self._known[project.uuid]
        if before == project:
            self._report.already_there += 1
            self._leave(row, Action.UNCHANGED, _SAME[by], before, by, likeness)
            return
        self._after[project.uuid] = project
        self._report.updated += 1
        changed = tuple(name for name in _FIELDS if getattr(before, name) != getattr(project, name))
        self._report.rows.append(
            RowReport(row.sheet, row.row, Action.CHANGED, project, before, by, likeness, changed)
        )
        self._count(row, project)

    def _add(self, row: ProjectRow, project: Project) -> None:
        self._new.append(project)
        self._report.added += 1
        self._report.rows.append(RowReport(row.sheet, row.row, Action.ADDED, project))
        self._count(row, project)

    def _count(self, row: ProjectRow, project: Project) -> None:
        self.imported[row.sheet] += 1
        self._report.satang += total(project.budgets)
        if project.form.is_equipment:
            self._report.equipment += 1
        else:
            self._report.projects += 1

    def _leave(
        self,
        row: ProjectRow,
        action: Action,
        reason: str,
        project: Project | None = None,
        by: PairedBy = PairedBy.NOTHING,
        likeness: float = 0.0,
    ) -> None:
        self.skipped.setdefault(row.sheet, []).append((row.row, reason))
        title = row.texts.get("title") or row.texts.get("target", "").partition("\n")[0]
        self._report.rows.append(
            RowReport(
                row.sheet,
                row.row,
                action,
                project,
                project,
                by,
                likeness,
                (),
                reason=reason,
                typed_title=title,
            )
        )

    def _in_order(self, projects: list[Project]) -> list[Project]:
        """New projects in the order of the plan they were exported from; a row typed since stays behind its neighbour."""
        keys: dict[str, tuple[int, int]] = {}
        last = -1
        for at, project in enumerate(projects):
            last = self._assembler.positions.get(project.uuid, last)
            keys[project.uuid] = (last, at)
        return sorted(projects, key=lambda project: keys[project.uuid])


_SAME: Final = {
    PairedBy.UUID: "ตรงกับโครงการในแผนแล้ว ไม่มีการเปลี่ยนแปลง",
    PairedBy.CHOICE: "ตรงกับโครงการในแผนแล้ว ไม่มีการเปลี่ยนแปลง",
    PairedBy.LIKENESS: "ตรงกับโครงการในแผนแล้ว ไม่มีการเปลี่ยนแปลง",
    PairedBy.SAME: "มีอยู่ในแผนแล้ว",
}


def _with_items(row: ProjectRow, before: Project) -> ProjectRow:
    """The row with its sub-items named after those of the project: by their text, else by their order."""
    by_text = {same_text_key(item.text): item.uuid for item in reversed(before.sub_items)}
    uuids = [by_text.get(same_text_key(item.text), "") for item in row.sub_items]
    if len(row.sub_items) == len(before.sub_items):
        free = [item.uuid for item in before.sub_items if item.uuid not in uuids]
        uuids = [uuid or free.pop(0) for uuid in uuids]
    items = [replace(item, uuid=item.uuid or uuid) for item, uuid in zip(row.sub_items, uuids, strict=True)]
    return replace(row, sub_items=items)


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
