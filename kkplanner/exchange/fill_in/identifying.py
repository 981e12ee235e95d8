"""Which row that was handed out a returned row is, where its identity was lost on the way.

A division copies the visible cells into a new workbook, or deletes the unseen column. What such a row says still
tells which one it was: every value as it was handed out, or enough of them (`excel_in.pairing`). Nothing is ever
taken for a new project that may be one that was handed out.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.alike import alike
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.pairing import pair
from kkplanner.exchange.fill_in.fields import REMOVE, ChoiceError, with_value
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Project
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from kkplanner.exchange.fill_in.returned import Returned, ReturnedRow
    from kkplanner.exchange.fill_in.sent import Row, Sent
    from kkplanner.plan.document import PlanDocument

_TEXT_OF_SUB_ITEM: Final = "target"
_NOT_THE_SAME: Final = 0.999


@dataclass(slots=True)
class Identified:
    """The rows with their identities.

    Attributes:
        rows: without those that may be one of several.
        findings: how rows were paired, and those that were not taken.
        doubtful: forms of which some row is not known: none of their rows is missing for certain.
    """

    rows: list[ReturnedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    doubtful: set[Form] = field(default_factory=set)


def identified(document: PlanDocument, returned: Returned) -> Identified:
    """Pair the rows without identity with rows that were handed out and that no other row is."""
    result = Identified()
    for form in Form:
        rows = [row for row in returned.rows if row.form is form]
        if rows:
            _Sheet(document, returned.sent, form, rows, result).identify()
    return result


class _Sheet:
    def __init__(
        self, document: PlanDocument, sent: Sent, form: Form, rows: list[ReturnedRow], result: Identified
    ) -> None:
        self._document = document
        self._sent = sent
        self._form = form
        self._rows = rows
        self._result = result
        self._found: dict[int, tuple[str, float]] = {}  # place in `rows` → uuid, likeness

    def identify(self) -> None:
        there = {row.uuid for row in self._rows if row.uuid in self._sent.rows}
        missing = [uuid for uuid in self._handed_out() if uuid not in there]
        unknown = [at for at, row in enumerate(self._rows) if not row.uuid and row.values.get("title")]
        if missing and unknown:
            self._pair_equal(unknown, missing)
            self._pair_alike(unknown, missing)
        self._pair_sub_items(there)
        claimed = {uuid for uuid, _ in self._found.values()}
        left = [uuid for uuid in missing if uuid not in claimed]
        lost = [at for at in unknown if at not in self._found] if left and not there else []
        for at, row in enumerate(self._rows):
            if at in lost:
                self._refuse(row)
            else:
                uuid, likeness = self._found.get(at, (row.uuid, 1.0))
                self._result.rows.append(replace(row, uuid=uuid, likeness=likeness))
        if lost:
            self._result.doubtful.add(self._form)
        self._tell()

    def _handed_out(self) -> list[str]:
        """Projects of this sheet. One that the plan has not any more belongs to every sheet with its columns."""
        forms = {project.uuid: project.form for project in self._document.projects}
        keys = set(self._sent.sheets.get(str(self._form), ()))
        return [
            uuid
            for uuid, row in self._sent.rows.items()
            if uuid not in self._sent.parents
            and (forms[uuid] is self._form if uuid in forms else set(row) == keys)
        ]

    def _pair_equal(self, unknown: list[int], missing: list[str]) -> None:
        waiting: dict[object, deque[str]] = defaultdict(deque)
        for uuid in missing:
            waiting[_content(self._sent.rows[uuid])].append(uuid)
        for at in unknown:
            uuids = waiting.get(_content(self._rows[at].values))
            if uuids:
                self._found[at] = uuids.popleft(), 1.0

    def _pair_alike(self, unknown: list[int], missing: list[str]) -> None:
        claimed = {uuid for uuid, _ in self._found.values()}
        places = [at for at in unknown if at not in self._found]
        rows = [self._project("", self._rows[at].values) for at in places]
        projects = [self._project(uuid, self._sent.rows[uuid]) for uuid in missing if uuid not in claimed]
        for found in pair(rows, projects) if rows and projects else ():
            self._found[places[found.index]] = found.uuid, found.likeness

    def _project(self, uuid: str, values: Row) -> Project:
        project = Project(uuid=uuid, form=self._form, title="")
        for key, value in values.items():
            if key != REMOVE and value not in (None, ""):
                try:
                    project = with_value(self._document, project, key, value)
                except ChoiceError:
                    continue  # a choice that the plan has not is no likeness; it is told when the row is taken
        return project

    def _pair_sub_items(self, there: set[str]) -> None:
        """Rows without a title belong to the project above them: by their text, else by their order."""
        lines: dict[str, list[int]] = defaultdict(list)
        owner = ""
        for at, row in enumerate(self._rows):
            uuid = self._found.get(at, (row.uuid, 1.0))[0]
            if uuid or row.values.get("title"):
                owner = self._sent.parents.get(uuid, uuid)
            elif owner in self._sent.rows:
                lines[owner].append(at)
        for owner, places in lines.items():
            free = [
                uuid for uuid, parent in self._sent.parents.items() if parent == owner and uuid not in there
            ]
            rest = []
            for at in places:
                same = next((uuid for uuid in free if self._line(uuid) == self._typed(at)), None)
                if same is None:
                    rest.append(at)
                else:
                    free.remove(same)
                    self._found[at] = same, 1.0
            if len(rest) == len(free):
                for at, uuid in zip(rest, free, strict=True):
                    # They are not the same, however long the beginning that they share.
                    likeness = min(alike(self._typed(at), self._line(uuid)), _NOT_THE_SAME)
                    self._found[at] = uuid, round(likeness, 3)

    def _typed(self, at: int) -> str:
        return same_text_key(str(self._rows[at].values.get(_TEXT_OF_SUB_ITEM) or ""))

    def _line(self, uuid: str) -> str:
        return same_text_key(str(self._sent.rows[uuid].get(_TEXT_OF_SUB_ITEM) or ""))

    # ------------------------------------------------------------------ what is told

    def _tell(self) -> None:
        if not self._found:
            return
        self._say(
            0,
            Severity.WARNING,
            "fill-in.identities-lost",
            f"รหัสที่ซ่อนไว้ในคอลัมน์ A หายไป {len(self._found):,} แถว จึงจับคู่แถวเหล่านั้นกับรายการที่ส่งไปด้วยข้อความในแถว "
            "โปรดตรวจการจับคู่ก่อนรับ",
        )
        for at, (uuid, likeness) in sorted(self._found.items()):
            if likeness < 1:
                row = self._sent.rows[uuid]
                was = row.get("title") or row.get(_TEXT_OF_SUB_ITEM)
                self._say(
                    self._rows[at].row,
                    Severity.WARNING,
                    "fill-in.row-paired",
                    f"ถือเป็นรายการที่ส่งไป “{was}” (คล้ายกัน {likeness:.0%})",
                )

    def _refuse(self, row: ReturnedRow) -> None:
        self._say(
            row.row,
            Severity.ERROR,
            "fill-in.row-unknown",
            f"แถว “{row.values.get('title')}” ไม่มีรหัสที่ซ่อนไว้ และไม่คล้ายรายการใดที่ส่งไปพอจะจับคู่ได้ จึงยังไม่ได้รับเพื่อไม่ให้โครงการซ้ำ "
            "โปรดกรอกแถวนี้ในแฟ้มเดิมที่ทำด้วยคำสั่งทำแฟ้มให้กองกรอก หรือเพิ่มโครงการในแผนเอง",
        )

    def _say(self, row: int, severity: Severity, rule: str, message: str) -> None:
        sheet = str(self._form).replace("/", "-")
        self._result.findings.append(
            Finding(severity=severity, id=rule, message=message, sheet=sheet, row=row or None)
        )


def _content(row: Row) -> object:
    return frozenset(
        (key, same_text_key(value) if isinstance(value, str) else value)
        for key, value in row.items()
        if key != REMOVE and value not in (None, "")
    )
