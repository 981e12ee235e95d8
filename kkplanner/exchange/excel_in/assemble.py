"""From a row of a sheet to a project of the plan.

Visible cells win. What a form does not print comes from the plan's own record of that uuid, or, for a uuid the
plan does not know, from the JSON our export hid beside the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from kkplanner.exchange.excel_in.book import ProjectRow, SubItemRow
from kkplanner.exchange.excel_in.carried import CarriedError, is_uuid, project_record
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.groups import Editions, Issues, same_text, same_title
from kkplanner.exchange.excel_in.history import merged_marks
from kkplanner.exchange.excel_in.local_names import LocalNames
from kkplanner.exchange.excel_in.programme_names import ProgrammeNames
from kkplanner.plan.budget import Budgets
from kkplanner.plan.kinds import MarkKind
from kkplanner.plan.model import Issue, Link, Mark, Project, SubItem, new_uuid
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument

YearMap = Callable[[ProjectRow, Budgets], Budgets]

_FIELDS: Final = frozenset(field.name for field in fields(Project))
_OWN: Final = frozenset({"uuid", "form", "own_budgets", "enacted_budgets", "sub_items", "links", "marks"})


@dataclass(slots=True)
class Assembler:
    """Builds projects for one import; issues and editions grow as rows name new ones."""

    issues: Issues
    editions: Editions
    programmes: ProgrammeNames
    names: LocalNames
    known: Mapping[str, Project]
    carried: PlanDocument | None
    findings: list[Finding]
    years: YearMap
    positions: dict[str, int]  # uuid → order in the plan the row was exported from
    _seen: set[str]
    _taken: frozenset[str]  # identities of the plan's records that are no projects

    @classmethod
    def of(
        cls,
        document: PlanDocument,
        carried: PlanDocument | None,
        findings: list[Finding],
        years: YearMap,
    ) -> Assembler:
        return cls(
            issues=Issues(document.issues),
            editions=Editions(document.editions),
            programmes=ProgrammeNames.into(findings),
            names=LocalNames.of(document, findings),
            known={project.uuid: project for project in document.projects},
            carried=carried,
            findings=findings,
            years=years,
            positions={},
            _seen=set(),
            _taken=_other_identities(document),
        )

    def project(self, row: ProjectRow, paired: str = "") -> Project:
        """The project that the row now says; a row without uuid gets a new one.

        Args:
            row: as read.
            paired: uuid of the plan's project that the row was found to be a later state of, though the row
                does not carry it.
        """
        uuid = paired or self._uuid(row)
        record = self._record(row.sheet, row.row, row.record)
        before = self.known.get(uuid)
        if before is None:
            before = self._from_record(uuid, row, record)
        if "position" in record:
            self.positions[uuid] = record["position"]
        values: dict[str, Any] = self._texts(row, record, before)
        values |= self._place(row, before, hidden=bool(row.uuid))
        values["own_budgets"] = self._budgets(row, row.years, row.budgets, before.own_budgets)
        if row.enacted is not None:
            values["enacted_budgets"] = self._budgets(
                row, row.enacted_years, row.enacted, before.enacted_budgets
            )
        values["sub_items"] = self._sub_items(row, before)
        values["marks"] = self.marks(row, before)
        return replace(before, form=row.form, **values)

    def marks(self, row: ProjectRow, before: Project) -> tuple[Mark, ...]:
        """The project's marks with what notes beside the row say."""
        return merged_marks(before.marks, row.marks, self.editions)

    def _uuid(self, row: ProjectRow) -> str:
        uuid = row.uuid
        if uuid and not is_uuid(uuid):
            self._find(row, "import.uuid-unreadable", "รหัสที่ซ่อนไว้ของแถวนี้อ่านไม่ได้ จึงนำเข้าเป็นรายการใหม่")
            uuid = ""
        if uuid and uuid in self._seen:
            self._find(
                row, "import.uuid-twice", "แถวนี้คัดลอกมาจากแถวอื่นในแฟ้ม (รหัสที่ซ่อนไว้ซ้ำกัน) จึงนำเข้าเป็นรายการใหม่"
            )
            uuid = ""
        if uuid in self._taken:
            uuid = ""
        uuid = uuid or new_uuid()
        self._seen.add(uuid)
        return uuid

    def _record(self, sheet: str, row: int, text: str) -> dict[str, Any]:
        try:
            return project_record(text)
        except CarriedError:
            self.findings.append(
                Finding(
                    severity=Severity.WARNING,
                    id="import.record-unreadable",
                    sheet=sheet,
                    row=row,
                    message=f"ข้อมูลที่ซ่อนไว้ในแถว {row} ถูกแก้หรือเสียหาย จึงใช้เฉพาะข้อมูลที่เห็นในตาราง",
                )
            )
            return {}

    def _from_record(self, uuid: str, row: ProjectRow, record: Mapping[str, Any]) -> Project:
        plain: dict[str, Any] = {
            name: normalise(value) if isinstance(value, str) else value
            for name, value in record.items()
            if name in _FIELDS - _OWN
        }
        for name in ("issue", "approach", "edition"):
            if plain.get(name) is not None:
                plain[name] = self._reference(name, plain[name], plain)
        return Project(
            **{"title": "", **plain},
            uuid=uuid,
            form=row.form,
            own_budgets=_budgets(record.get("own_budgets", {})),
            enacted_budgets=_budgets(record.get("enacted_budgets", {})),
            links=tuple(self._link(link) for link in record.get("links", ())),
            marks=tuple(self._mark(mark) for mark in record.get("marks", ())),
        )

    def _mark(self, data: Mapping[str, Any]) -> Mark:
        edition = data["edition"] and self._reference("edition", data["edition"], {})
        mark = Mark(**{**data, "kind": MarkKind(data["kind"]), "edition": edition})
        if mark.uuid in self._seen or mark.uuid in self._taken:
            mark = replace(mark, uuid=new_uuid())
        self._seen.add(mark.uuid)
        return mark

    def _link(self, data: Mapping[str, Any]) -> Link:
        link = Link(**data)
        if link.uuid in self._seen or link.uuid in self._taken:
            link = replace(link, uuid=new_uuid())
        self._seen.add(link.uuid)
        return link

    def _reference(self, name: str, uuid: str, plain: Mapping[str, Any]) -> str | None:
        """A record's reference if the plan knows it, or learns it from the plan carried in the book."""
        if name == "edition":
            if not self.editions.knows(uuid) and self.carried and (edition := self.carried.edition(uuid)):
                self.editions.add(edition)
            return uuid if self.editions.knows(uuid) else None
        if name == "issue":
            if self.carried and (issue := self.carried.issue(uuid)):
                self.issues.add(issue)
            return uuid if self.issues.by_uuid(uuid) else None
        issue = self.issues.by_uuid(plain.get("issue"))
        return uuid if issue and any(one.uuid == uuid for one in issue.approaches) else None

    def _texts(self, row: ProjectRow, record: Mapping[str, Any], before: Project) -> dict[str, str]:
        """Visible texts, except where a cell still shows just what was printed into it."""
        printed: Mapping[str, str] = record.get("printed", {})
        texts = {
            name: text
            for name, text in row.texts.items()
            if name not in printed or normalise(printed[name]) != text
        }
        if "title" not in row.texts and "target" in texts:
            # The 2566 ผ.03 has no column for the name: it is the first line of the target.
            title, _, target = texts["target"].partition("\n")
            texts |= {"title": title, "target": target}
        if not texts.get("title", before.title):
            texts["title"] = texts.get("equipment_type", before.equipment_type) or "(ไม่ระบุชื่อ)"
        if not row.uuid:
            if "programme" in texts:
                texts["programme"] = self.programmes.name(texts["programme"], row.sheet, row.row)
            if "agency" in texts:
                texts["agency"] = self.names.agency(texts["agency"], row.sheet, row.row)
            if "village" in texts:
                texts["village"] = self.names.village(texts["village"], row.sheet, row.row)
        return texts

    def _place(self, row: ProjectRow, before: Project, *, hidden: bool) -> dict[str, Any]:
        """Where the lines above the row put it. A row of our own export moves only under a line that is known."""
        place = row.place
        values = self._moved(row, before) if hidden else self._placed(row)
        own = {} if hidden else row.texts  # what the row itself says outranks the line over it
        if (
            place.programme
            and not own.get("programme")
            and not same_text(_bare(place.programme), _bare(before.programme))
        ):
            values["programme"] = self.programmes.name(place.programme, row.sheet, place.programme_row)
        if (
            place.equipment_type
            and not own.get("equipment_type")
            and not same_text(place.equipment_type, before.equipment_type)
        ):
            values["equipment_type"] = place.equipment_type
        if place.village and not row.texts.get("village") and not hidden:
            values["village"] = self.names.village(place.village, row.sheet, row.row)
        if place.edition is not None and not hidden:
            values["edition"] = self.editions.place(place.edition)
        return values

    def _placed(self, row: ProjectRow) -> dict[str, Any]:
        place = row.place
        if place.issue is None:
            return {}
        uuid = self.issues.place(place.issue, place.upward)
        approach = place.approach and self.issues.place_approach(uuid, place.approach)
        return {"issue": uuid, "approach": approach}

    def _moved(self, row: ProjectRow, before: Project) -> dict[str, Any]:
        issue, line = self._issue_moved_to(row, before), row.place.approach
        if issue is None:
            return {}
        own = next((one for one in issue.approaches if one.uuid == before.approach), None)
        approach = own
        if line is not None and (own is None or not same_title(own.title, line.title)):
            approach = self.issues.find_approach(issue, line) or own
        return {"issue": issue.uuid, "approach": approach and approach.uuid}

    def _issue_moved_to(self, row: ProjectRow, before: Project) -> Issue | None:
        """The issue whose line stands above the row; its own one first, should another have the same title."""
        line = row.place.issue
        if line is None:
            return None
        own = self.issues.by_uuid(before.issue)
        return own if own is not None and same_title(own.title, line.title) else self.issues.find(line)

    def _budgets(self, row: ProjectRow, years: tuple[int, ...], typed: Budgets, before: Budgets) -> Budgets:
        """Amounts of the years that could be read as typed; other years as the plan has them."""
        columns = self.years(row, dict.fromkeys(years, 0))
        others = {year: amount for year, amount in before.items() if year not in columns}
        return dict(sorted({**self.years(row, typed), **others}.items()))

    def _sub_items(self, row: ProjectRow, before: Project) -> tuple[SubItem, ...]:
        known = {item.uuid: item for item in before.sub_items}
        return tuple(self._sub_item(row, item, known) for item in row.sub_items)

    def _sub_item(self, row: ProjectRow, item: SubItemRow, known: Mapping[str, SubItem]) -> SubItem:
        free = item.uuid not in self._seen and (item.uuid in known or item.uuid not in self._taken)
        uuid = item.uuid if is_uuid(item.uuid) and free else new_uuid()
        self._seen.add(uuid)
        record = self._record(row.sheet, item.row, item.record)
        text = item.text
        if "text" in record and normalise(record.get("printed", {}).get("text", "")) == text:
            text = normalise(record["text"])
        before = known[uuid].budgets if uuid in known else _budgets(record.get("budgets", {}))
        return SubItem(uuid=uuid, text=text, budgets=self._budgets(row, item.years, item.budgets, before))

    def _find(self, row: ProjectRow, finding_id: str, message: str) -> None:
        self.findings.append(
            Finding(severity=Severity.WARNING, id=finding_id, sheet=row.sheet, row=row.row, message=message)
        )


def _bare(programme: str) -> str:
    return programme.strip().removeprefix("แผนงาน")


def _other_identities(document: PlanDocument) -> frozenset[str]:
    records: list[Any] = [
        document.organisation,
        document.plan,
        *document.villages,
        *document.agencies,
        *document.editions,
        *document.sections,
        *document.needs,
        *document.unit_prices,
        *document.waivers,
        *document.crosswalk_choices,
        *document.pictures,
    ]
    for issue in document.issues:
        records += [issue, *issue.approaches, *issue.links]
    for project in document.projects:
        records += [*project.sub_items, *project.links, *project.marks]
    return frozenset(record.uuid for record in records)


def _budgets(data: Mapping[str, int]) -> Budgets:
    return {int(year): amount for year, amount in data.items()}
