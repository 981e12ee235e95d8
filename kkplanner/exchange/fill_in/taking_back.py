"""Hold what came back against what was handed out and against the plan as it is now.

A value that the division left as it was handed out changes nothing, whatever became of it in the plan meanwhile.
A value that it changed is taken, unless the plan has it otherwise than it was handed out: then both stand side by
side, and the plan keeps its own until somebody decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkplanner.errors import UserError
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.fill_in.changes import (
    NO_CHOICES,
    FieldChange,
    RowChange,
    RowKind,
    TakeBack,
    TakeChoices,
)
from kkplanner.exchange.fill_in.fields import (
    REMOVE,
    REMOVE_WORD,
    ChoiceError,
    columns,
    is_of_sub_item,
    shown,
    sub_item_with_value,
    value_of,
    value_of_sub_item,
    with_value,
)
from kkplanner.exchange.fill_in.identifying import identified
from kkplanner.plan.model import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.exchange.fill_in.returned import Returned, ReturnedRow
    from kkplanner.exchange.fill_in.sent import Row
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import SubItem


class OtherPlanError(UserError):
    """The workbook was handed out from another plan."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"แฟ้ม “{name}” ทำมาจากแผนอื่น ไม่ใช่แผนที่เปิดอยู่ แผนยังอยู่ครบเหมือนเดิม โปรดเปิดแผนที่ใช้ทำแฟ้มนี้แล้วรับกลับใหม่"
        )


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
        found = identified(document, returned)
        self._before = document
        self._returned = returned
        self._rows = found.rows
        self._doubtful = found.doubtful
        self._choices = choices
        self._sent = returned.sent
        self._projects = {project.uuid: project for project in document.projects}
        self._labels = {
            form: {column.key: column.title for column in columns(document, form)}
            for form in {row.form for row in returned.rows}
        }
        self._result = TakeBack(document, findings=[*returned.findings, *found.findings])

    def run(self) -> TakeBack:
        added: list[Project] = []
        for row in self._rows:
            if row.uuid in self._sent.rows:
                if _asks_removal(row):
                    self._remove(row.uuid, row.form, row.row)
                # What the division typed in a row that stays after all is not lost with its wish to remove it.
                if not _asks_removal(row) or row.uuid not in self._choices.removals:
                    self._change(row)
            elif row.uuid and self._is_in_plan(row.uuid):
                self._tell_stranger(row)
            else:
                added += self._add(row)
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
        if item is not None:
            row = self._as_sub_item(row)
        for key in self._returned_otherwise(row):
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
                RowChange(
                    RowKind.CHANGED, row.uuid, title, row.form, row.row, tuple(found), likeness=row.likeness
                )
            )

    def _as_sub_item(self, row: ReturnedRow) -> ReturnedRow:
        """The row with what a sub-item has: its text stands under the target, a title typed beside it goes before.

        Anything else has no place in the plan, and is told.
        """
        values = {key: value for key, value in row.values.items() if is_of_sub_item(key)}
        title = row.values.get("title")
        if title:
            values["target"] = "\n".join(map(str, filter(None, (title, values.get("target")))))
        for key, value in row.values.items():
            if value not in (None, "") and key not in values and key not in ("title", REMOVE):
                label = self._labels[row.form].get(key, key)
                self._say(
                    row,
                    Severity.ERROR,
                    "fill-in.not-of-sub-item",
                    f"แถวรายการย่อยไม่มีช่อง{label} ข้อความ “{value}” จึงไม่ได้รับ โปรดย้ายไปไว้ในแถวโครงการ",
                )
        return replace(row, values=values)

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
        typed = [shown(row.values[key]) for key in self._returned_otherwise(row)]
        if typed:
            title = self._sent.rows[project].get("title")
            self._say(
                row,
                Severity.ERROR,
                "fill-in.row-gone",
                f"“{title}” ถูกลบจากแผนหลังส่งแฟ้มออกไป ค่าที่กองแก้จึงยังไม่ได้นำมาใช้: {' · '.join(typed)} "
                "ถ้าต้องการ ให้เลิกทำการลบแล้วรับแฟ้มอีกครั้ง",
            )

    def _is_in_plan(self, uuid: str) -> bool:
        return uuid in self._projects or any(
            item.uuid == uuid for project in self._before.projects for item in project.sub_items
        )

    def _tell_stranger(self, row: ReturnedRow) -> None:
        """A row of the plan that another workbook handed out: nobody knows what of it the division changed."""
        name = row.values.get("title") or row.values.get("target")
        self._say(
            row,
            Severity.ERROR,
            "fill-in.row-of-another-file",
            f"แถว “{name}” คัดลอกมาจากแฟ้มอื่น เป็นรายการในแผนที่ไม่ได้ส่งไปกับแฟ้มนี้ จึงไม่ได้รับ โปรดแก้ในแฟ้มที่ส่งรายการนั้นไป หรือแก้ในแผนเอง",
        )

    def _add(self, row: ReturnedRow) -> Iterator[Project]:
        title = str(row.values.get("title") or "")
        if not title:
            typed = " · ".join(shown(value) for value in row.values.values() if value not in (None, ""))
            self._say(
                row,
                Severity.WARNING,
                "fill-in.no-title",
                f"แถวใหม่นี้ไม่มีชื่อโครงการ จึงไม่ได้รับเข้าแผน: {typed}",
            )
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
        if project.uuid in self._projects or self._holds(project):
            return  # taken back already, from this file or from a copy of it
        self._result.rows.append(
            RowChange(RowKind.ADDED, project.uuid, title, row.form, row.row, project=project)
        )
        if project.uuid not in self._choices.left_out:
            yield project

    def _holds(self, project: Project) -> bool:
        """Whether the plan has a project that was not handed out and says the same in every column."""
        keys = list(self._labels[project.form])
        said = [value_of(self._before, project, key) for key in keys]
        return any(
            one.form is project.form
            and one.title == project.title
            and one.uuid not in self._sent.rows
            and [value_of(self._before, one, key) for key in keys] == said
            for one in self._before.projects
        )

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
        there = {row.uuid for row in self._rows}
        read = {row.form for row in self._rows} - self._doubtful
        gone = {uuid for uuid in self._sent.rows if uuid not in there}
        for uuid in self._sent.rows:
            parent = self._sent.parents.get(uuid)
            project = self._projects.get(parent or uuid)
            # A sheet that came back without any row was lost, not emptied; a project takes its lines along.
            if uuid in gone and project and project.form in read and not (parent and parent in gone):
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
