"""Hold what came back against what was handed out and against the plan as it is now.

A value that the division left as it was handed out changes nothing, whatever became of it in the plan meanwhile.
A value that it changed is taken, unless the plan has it otherwise than it was handed out: then both stand side by
side, and the plan keeps its own until somebody decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from kkplanner.errors import UserError
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.fill_in.fields import (
    REMOVE,
    REMOVE_WORD,
    ChoiceError,
    columns,
    is_of_sub_item,
    sub_item_with_value,
    value_of,
    value_of_sub_item,
    with_value,
)
from kkplanner.plan.model import Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kkplanner.exchange.fill_in.fields import Value
    from kkplanner.exchange.fill_in.returned import Returned, ReturnedRow
    from kkplanner.exchange.fill_in.sent import Row
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import SubItem

Side = Literal["plan", "returned"]


class OtherPlanError(UserError):
    """The workbook was handed out from another plan."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"แฟ้ม “{name}” ทำมาจากแผนอื่น ไม่ใช่แผนที่เปิดอยู่ แผนยังอยู่ครบเหมือนเดิม โปรดเปิดแผนที่ใช้ทำแฟ้มนี้แล้วรับกลับใหม่"
        )


class RowKind(StrEnum):
    """What came back of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that the division changed: as handed out, as the plan has it now, as it came back."""

    key: str
    label: str
    sent: Value
    now: Value
    returned: Value

    @property
    def is_conflict(self) -> bool:
        """Whether the plan was changed meanwhile, too, and otherwise."""
        return self.now not in (self.sent, self.returned)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs. `uuid` is the project's or sub-item's; of an added row the one it would get."""

    kind: RowKind
    uuid: str
    title: str
    form: Form
    row: int  # of the returned sheet; 0: the row is gone from it
    fields: tuple[FieldChange, ...] = ()
    project: Project | None = None  # of an added row
    changed_meanwhile: bool = False  # a row that shall go, though the plan changed it after the handing out

    @property
    def conflicts(self) -> tuple[FieldChange, ...]:
        return tuple(one for one in self.fields if one.is_conflict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeChoices:
    """What somebody decided.

    Attributes:
        left_out: rows to pass by, by uuid.
        removals: rows to take out of the plan, by uuid; nothing is removed that is not named here.
        fields: (uuid, column key) of a conflict → whose value stands; without a decision the plan's.
    """

    left_out: frozenset[str] = frozenset()
    removals: frozenset[str] = frozenset()
    fields: Mapping[tuple[str, str], Side] = field(default_factory=dict)


@dataclass(slots=True)
class TakeBack:
    """The plan after it, and what came back."""

    document: PlanDocument
    rows: list[RowChange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def conflicts(self) -> list[tuple[RowChange, FieldChange]]:
        return [(row, one) for row in self.rows for one in row.conflicts]


NO_CHOICES = TakeChoices()


def take_back(document: PlanDocument, returned: Returned, choices: TakeChoices = NO_CHOICES) -> TakeBack:
    """What the return changes in the plan. Pure: call it again with other choices.

    The uuids of added rows are made from plan, form and row, so that taking the same file back again after other
    choices speaks of the same rows.

    Raises:
        OtherPlanError: the workbook was handed out from another plan.
    """
    if returned.sent.plan != document.plan.uuid:
        raise OtherPlanError(returned.name)
    return _Taking(document, returned, choices).run()


class _Taking:
    def __init__(self, document: PlanDocument, returned: Returned, choices: TakeChoices) -> None:
        self._before = document
        self._returned = returned
        self._choices = choices
        self._sent = returned.sent
        self._projects = {project.uuid: project for project in document.projects}
        self._labels = {
            form: {column.key: column.title for column in columns(document, form)}
            for form in {row.form for row in returned.rows}
        }
        self._result = TakeBack(document, findings=list(returned.findings))

    def run(self) -> TakeBack:
        added: list[Project] = []
        for row in self._returned.rows:
            if not row.uuid or row.uuid not in self._sent.rows:
                added += self._add(row)
            elif _asks_removal(row):
                self._remove(row.uuid, row.form, row.row)
            else:
                self._change(row)
        self._remove_missing()
        gone = self._choices.removals
        kept = [
            _without_sub_items(self._projects[project.uuid], gone)
            for project in self._before.projects
            if project.uuid not in gone or not self._is_offered(project.uuid)
        ]
        self._result.document = replace(self._before, projects=(*kept, *added))
        return self._result

    # ------------------------------------------------------------------

    def _is_offered(self, uuid: str) -> bool:
        return any(row.uuid == uuid and row.kind is RowKind.REMOVED for row in self._result.rows)

    def _change(self, row: ReturnedRow) -> None:
        parent = self._sent.parents.get(row.uuid)
        project = self._projects.get(parent or row.uuid)
        item = _sub_item(project, row.uuid) if parent and project else None
        if project is None or (parent and item is None):
            self._tell_gone(row, parent or row.uuid)
            return
        before = self._sent.rows[row.uuid]
        found = []
        for key in self._returned_otherwise(row):
            if item is not None and not is_of_sub_item(key):
                continue
            now = value_of_sub_item(item, key) if item else value_of(self._before, project, key)
            value = row.values[key]
            if now == value:
                continue
            change = FieldChange(key, self._labels[row.form].get(key, key), before.get(key), now, value)
            if self._apply(row, project, item, change):
                found.append(change)
                project = self._projects[project.uuid]
                item = _sub_item(project, row.uuid) if item else None
        if found:
            title = item.text if item else project.title
            self._result.rows.append(
                RowChange(RowKind.CHANGED, row.uuid, title, row.form, row.row, tuple(found))
            )

    def _apply(self, row: ReturnedRow, project: Project, item: SubItem | None, change: FieldChange) -> bool:
        """Take the value where it shall be taken; False: it is no value for this column, and told."""
        try:
            if item is not None:
                other = sub_item_with_value(item, change.key, change.returned)
                items = tuple(other if one.uuid == item.uuid else one for one in project.sub_items)
                changed = replace(project, sub_items=items)
            else:
                changed = with_value(self._before, project, change.key, change.returned)
        except ChoiceError:
            self._say_unknown(row, change.key)
            return False
        if change.key == "title" and not change.returned:
            self._say(row, Severity.ERROR, "fill-in.title-empty", "ชื่อโครงการว่าง จึงใช้ชื่อเดิมในแผน")
            return False
        decided = self._choices.fields.get(
            (row.uuid, change.key), "plan" if change.is_conflict else "returned"
        )
        if decided == "returned" and row.uuid not in self._choices.left_out:
            self._projects[project.uuid] = changed
        return True

    def _tell_gone(self, row: ReturnedRow, project: str) -> None:
        """The plan removed what the division changed: what it typed is told, so that nothing is lost unseen."""
        typed = [str(row.values[key]) for key in self._returned_otherwise(row)]
        if typed:
            title = self._sent.rows[project].get("title")
            self._say(
                row,
                Severity.ERROR,
                "fill-in.row-gone",
                f"“{title}” ถูกลบจากแผนหลังส่งแฟ้มออกไป ค่าที่กองแก้จึงยังไม่ได้นำมาใช้: {' · '.join(typed)} "
                "ถ้าต้องการ ให้เลิกทำการลบแล้วรับแฟ้มอีกครั้ง",
            )

    def _add(self, row: ReturnedRow) -> Iterator[Project]:
        title = str(row.values.get("title") or "")
        if not title:
            self._say(row, Severity.WARNING, "fill-in.no-title", "แถวใหม่นี้ไม่มีชื่อโครงการ จึงไม่ได้รับเข้าแผน")
            return
        project = Project(
            uuid=_uuid_of(self._sent.plan, self._returned.name, row),
            form=row.form,
            title=title,
            agency=self._sent.agency,
            issue=self._sent.issue
            if any(one.uuid == self._sent.issue for one in self._before.issues)
            else None,
        )
        for key, value in row.values.items():
            if key in (REMOVE, "title") or value in (None, ""):
                continue
            try:
                project = with_value(self._before, project, key, value)
            except ChoiceError:
                self._say_unknown(row, key)
        if project.uuid in self._projects:
            return  # taken back already
        self._result.rows.append(
            RowChange(RowKind.ADDED, project.uuid, title, row.form, row.row, project=project)
        )
        if project.uuid not in self._choices.left_out:
            yield project

    def _remove(self, uuid: str, form: Form, row: int) -> None:
        parent = self._sent.parents.get(uuid)
        project = self._projects.get(parent or uuid)
        if project is None or (parent and _sub_item(project, uuid) is None):
            return
        before = self._sent.rows[uuid]
        item = _sub_item(project, uuid)
        now: Row = {
            key: value_of_sub_item(item, key) if item else value_of(self._before, project, key)
            for key in before
        }
        title = item.text if item else project.title
        self._result.rows.append(
            RowChange(RowKind.REMOVED, uuid, title, form, row, changed_meanwhile=now != before)
        )

    def _remove_missing(self) -> None:
        """Rows that were handed out and are not on their sheet any more."""
        there = {row.uuid for row in self._returned.rows}
        read = {str(row.form) for row in self._returned.rows}
        gone = {uuid for uuid in self._sent.rows if uuid not in there}
        for uuid in self._sent.rows:
            parent = self._sent.parents.get(uuid)
            project = self._projects.get(parent or uuid)
            # A sheet that came back without any row was lost, not emptied; a project takes its lines along.
            if uuid in gone and project and str(project.form) in read and not (parent and parent in gone):
                self._remove(uuid, project.form, 0)

    def _returned_otherwise(self, row: ReturnedRow) -> Iterator[str]:
        before = self._sent.rows[row.uuid]
        for key, value in row.values.items():
            if key != REMOVE and (value or None) != (before.get(key) or None):
                yield key
            elif isinstance(value, int) != isinstance(before.get(key), int):
                yield key  # 0 baht is an amount, an empty cell is none

    def _say_unknown(self, row: ReturnedRow, key: str) -> None:
        label = self._labels[row.form].get(key, key)
        self._say(
            row,
            Severity.ERROR,
            "fill-in.unknown-choice",
            f"ช่อง{label}มีค่า “{row.values.get(key)}” ซึ่งแผนไม่มี จึงไม่ได้นำค่านี้มาใช้",
        )

    def _say(self, row: ReturnedRow, severity: Severity, rule: str, message: str) -> None:
        sheet = str(row.form).replace("/", "-")
        self._result.findings.append(
            Finding(severity=severity, id=rule, message=message, sheet=sheet, row=row.row)
        )


def _asks_removal(row: ReturnedRow) -> bool:
    return row.values.get(REMOVE) == REMOVE_WORD


def _sub_item(project: Project | None, uuid: str) -> SubItem | None:
    return next((item for item in project.sub_items if item.uuid == uuid), None) if project else None


def _without_sub_items(project: Project, gone: frozenset[str]) -> Project:
    kept = tuple(item for item in project.sub_items if item.uuid not in gone)
    return project if len(kept) == len(project.sub_items) else replace(project, sub_items=kept)


def _uuid_of(plan: str, name: str, row: ReturnedRow) -> str:
    from uuid import UUID, uuid5

    return str(uuid5(UUID(plan), f"{name}|{row.form}|{row.row}|{row.values.get('title')}"))
