"""What was typed but could not be written: it stays in its fields until it can, or until somebody drops it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kkplanner.plan.record_names import project_fields
from kkplanner.thai.money import format_baht
from kkplanner.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


class Unsaved(QObject):
    """Fields of projects by uuid, for example after the stick with the plan was pulled.

    Signals:
        changed: there is more or less of it.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._fields: dict[str, dict[str, Any]] = {}

    def __bool__(self) -> bool:
        return bool(self._fields)

    def keep(self, before: Project, after: Project) -> None:
        """Remember what somebody made of a project and the plan did not take."""
        typed = {
            one.name: getattr(after, one.name)
            for one in fields(after)
            if getattr(after, one.name) != getattr(before, one.name)
        }
        if typed:
            self._fields.setdefault(after.uuid, {}).update(typed)
            self.changed.emit()

    def over(self, project: Project) -> Project:
        """The project as it was typed."""
        return replace(project, **self._fields.get(project.uuid, {}))

    def forget(self, uuid: str) -> None:
        """It was written now."""
        if self._fields.pop(uuid, None) is not None:
            self.changed.emit()

    def clear(self) -> None:
        """All of it was written, or is not wanted."""
        if self._fields:
            self._fields = {}
            self.changed.emit()

    def projects(self, document: PlanDocument) -> list[Project]:
        """The projects concerned, as they were typed."""
        return [self.over(one) for one in document.projects if one.uuid in self._fields]

    def names(self) -> list[str]:
        """The fields concerned, in Thai, each once."""
        known = project_fields()
        return list(dict.fromkeys(known.get(name, name) for typed in self._fields.values() for name in typed))

    def as_text(self, document: PlanDocument) -> str:
        """All of it, to be pasted anywhere."""
        lines: list[str] = []
        for one in self.projects(document):
            lines.append(f"โครงการ: {one.title}")
            for name, value in self._fields[one.uuid].items():
                if name != "title":
                    lines.append(f"{project_fields().get(name, name)}: {_told(value)}")
        return "\n".join(lines)

    def write_into(self, path: Path, author: str) -> None:
        """Write it into a copy of the plan.

        Raises:
            WorkbookError: the copy cannot be opened or written.
        """
        if not self._fields:
            return
        with Workbook.open(path, author=author) as copy:
            typed = self.projects(copy.document())
            with copy.operation("บันทึกสิ่งที่พิมพ์ค้างไว้") as operation:
                operation.update(*typed)
        self.clear()


def _told(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"ปี {year} {format_baht(amount)} บาท" for year, amount in value.items())
    return str(value) if isinstance(value, str | int | float) else "แก้ไขแล้ว"
