"""What was handed out, carried unseen in the workbook so that the return can be held against it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kkplanner import strict_json
from kkplanner.exchange.excel_in.carried import is_uuid
from kkplanner.exchange.fill_in.fields import columns, value_of, value_of_sub_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kkplanner.exchange.fill_in.fields import Value
    from kkplanner.exchange.fill_in.part import Part
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import Project

SHEET: Final = "_kkfill"
FORMAT: Final = "kkplanner-fill-in"
VERSION: Final = 1
FIRST_ROW: Final = 5
"""Row (1-based) of the first project on every sheet; the heads stand above it."""
HEAD_ROW: Final = FIRST_ROW - 1
_LONGEST: Final = 50_000_000

Row = dict[str, "Value"]
Json = dict[str, Any]


class SentError(ValueError):
    """The unseen sheet is no record of a handing out."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was handed out: the columns of each sheet by form number, the rows by uuid."""

    plan: str
    agency: str
    issue: str
    sheets: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Row] = field(default_factory=dict)
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What stands over the columns of each sheet, by form number."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """Sub-item uuid → project uuid."""

    def to_json(self) -> str:
        data: Json = {
            "format": FORMAT,
            "version": VERSION,
            "plan": self.plan,
            "agency": self.agency,
            "issue": self.issue,
            "sheets": {name: list(keys) for name, keys in self.sheets.items()},
            "heads": {name: list(words) for name, words in self.heads.items()},
            "rows": dict(self.rows),
            "parents": dict(self.parents),
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def sent_of(document: PlanDocument, part: Part, by_form: Mapping[Form, Iterable[Project]]) -> Sent:
    """The record of handing out these rows."""
    rows: dict[str, Row] = {}
    parents: dict[str, str] = {}
    sheets: dict[str, tuple[str, ...]] = {}
    heads: dict[str, tuple[str, ...]] = {}
    for form, projects in by_form.items():
        keys = tuple(column.key for column in columns(document, form))
        sheets[str(form)] = keys
        heads[str(form)] = tuple(column.title for column in columns(document, form))
        for project in projects:
            rows[project.uuid] = {key: value_of(document, project, key) for key in keys}
            for item in project.sub_items:
                rows[item.uuid] = {key: value_of_sub_item(item, key) for key in keys}
                parents[item.uuid] = project.uuid
    return Sent(document.plan.uuid, part.agency, part.issue, sheets, rows, heads, parents)


def sent_from_json(text: str) -> Sent:
    """The record as the workbook carried it; it may come back from anyone.

    Raises:
        SentError: it is none, of a later version, or tampered with out of shape.
    """
    if len(text) > _LONGEST:
        raise SentError("too long")
    try:
        data: Any = strict_json.parse(text.encode("utf-8"))
    except ValueError as fault:
        raise SentError("no JSON") from fault
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("version") != VERSION:
        raise SentError("format")
    names = [data.get(key) for key in ("plan", "agency", "issue")]
    sheets, heads, rows, parents = (data.get(key) for key in ("sheets", "heads", "rows", "parents"))
    if not (
        all(isinstance(name, str) for name in names)
        and isinstance(sheets, dict)
        and all(_is_keys(keys) for keys in sheets.values())
        and isinstance(heads, dict)
        and all(_is_keys(words) for words in heads.values())
        and isinstance(rows, dict)
        and all(is_uuid(uuid) and _is_row(row) for uuid, row in rows.items())
        and isinstance(parents, dict)
        and all(is_uuid(uuid) and uuid in rows and parent in rows for uuid, parent in parents.items())
    ):
        raise SentError("shape")
    plan, agency, issue = map(str, names)
    return Sent(
        plan,
        agency,
        issue,
        {name: tuple(keys) for name, keys in sheets.items()},
        rows,
        {name: tuple(words) for name, words in heads.items()},
        parents,
    )


def _is_keys(keys: object) -> bool:
    return isinstance(keys, list) and all(isinstance(key, str) for key in keys)


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(
        value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))
        for value in row.values()
    )
