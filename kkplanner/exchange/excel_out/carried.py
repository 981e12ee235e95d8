"""What travels in the workbook unseen, so that reading it back gives the same plan.

Beside every project and sub-item stand hidden cells: its identity and, as JSON, all that this form does
not print. A very hidden sheet holds the plan around them. `docs/forms.md` describes both.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kkplanner import __version__
from kkplanner.exchange.plan_json import plan_to_json
from kkplanner.forms.table import Column, ColumnKind, FormTable, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.thai.digits import DigitStyle

SHEET = "_kkplan"
FORMAT = "kkplanner-excel"
FORMAT_VERSION = 1
HEADS = ("kk:uuid", "kk:parent", "kk:kind", "kk:record")
"""Texts over the hidden columns. The last may stand over several: a long record is cut into pieces."""

PIECE = 32_000
"""Longest piece of JSON in one cell; Excel takes 32,767 characters."""

_AROUND = ("organisation", "plan", "villages", "agencies", "editions", "issues")
_SHOWN_OTHERWISE = frozenset({"uuid", "budgets", "sub_items", "own_budgets"})

Json = dict[str, Any]


def pieces(text: str) -> list[str]:
    """`text` in pieces that fit into cells."""
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def compact(value: object) -> str:
    """JSON in as few letters as possible, the same letters every time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Carried:
    """The unseen part of one plan in one layout."""

    def __init__(self, document: PlanDocument) -> None:
        self._plan = plan_to_json(replace(document, pictures=()))  # their bytes do not travel along
        self._projects: dict[str, Json] = {
            row["uuid"]: row for row in self._plan["projects"] + self._plan["equipment"]
        }
        self._sub_items: dict[str, Json] = {
            item["uuid"]: item for row in self._projects.values() for item in row["sub_items"]
        }
        self._positions = {project.uuid: at for at, project in enumerate(document.projects)}

    def around(self, *, layout: str, digits: DigitStyle, kpi: bool) -> list[tuple[str, object]]:
        """Rows of the very hidden sheet: everything of the plan that is no row of a form."""
        return [
            ("format", FORMAT),
            ("format_version", FORMAT_VERSION),
            ("program", f"kkplanner {__version__}"),
            ("layout", layout),
            ("digits", str(digits)),
            ("kpi", kpi),
            *((key, self._plan[key]) for key in _AROUND),
        ]

    def programme(self, row: Row) -> str:
        """แผนงาน of a row's project, as stored."""
        return str(self._projects[row.uuid or ""]["programme"])

    def cells(self, row: Row, table: FormTable, printed: Sequence[str | None]) -> list[str]:
        """The hidden cells of a row; empty for a row that is no project and no sub-item.

        Args:
            row: the table row.
            table: its table.
            printed: texts as written into the visible cells, digits in the workbook's style.
        """
        if row.uuid is None:
            return []
        record = (
            self._project(row, table, printed) if row.kind is RowKind.ITEM else self._sub(row, table, printed)
        )
        return [row.uuid, row.parent or "", str(row.kind), *(pieces(compact(record)) if record else ())]

    def _project(self, row: Row, table: FormTable, printed: Sequence[str | None]) -> Json:
        stored = self._projects[row.uuid or ""]
        record: Json = {"position": self._positions[row.uuid or ""]}
        as_printed: dict[str, str] = {}
        on_paper: set[str] = set()
        for column, text in zip(table.columns, printed, strict=True):
            fields = [name for name in column.fields if name in stored]
            on_paper.update(fields)
            if fields and [text or ""] != [stored[name] for name in fields]:
                as_printed[column.key] = text or ""
                on_paper.difference_update(fields)
        for name, value in stored.items():
            if name not in _SHOWN_OTHERWISE and name not in on_paper and value not in ("", None, [], {}):
                record[name] = value
        if as_printed:
            record["printed"] = as_printed
        self._add_other_years(record, "own_budgets", stored["own_budgets"], table.columns)
        return record

    def _sub(self, row: Row, table: FormTable, printed: Sequence[str | None]) -> Json:
        stored = self._sub_items[row.uuid or ""]
        record: Json = {}
        text = next(
            (text for column, text in zip(table.columns, printed, strict=True) if text is not None), ""
        )
        if text != stored["text"]:
            record["text"] = stored["text"]
            record["printed"] = {"text": text}
        self._add_other_years(record, "budgets", stored["budgets"], table.columns)
        return record

    def _add_other_years(
        self, record: Json, name: str, budgets: Mapping[str, int], columns: Sequence[Column]
    ) -> None:
        shown = {str(column.year) for column in columns if column.kind is ColumnKind.MONEY}
        others = {year: amount for year, amount in budgets.items() if year not in shown}
        if others:
            record[name] = others
