"""Layouts as typed objects, read from `resources/forms/*.json`. A file more is a layout more.

A layout says how every form of one planning period looks: wording, columns, grouping, sums. The fields
are explained in `docs/forms.md` and held by `resources/forms/form.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from kkplanner.assets import resource
from kkplanner.errors import UserError
from kkplanner.forms.table import ColumnKind
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from pathlib import Path

SUMMARY = "ผ.01"
"""Number of the summary form; the other forms are `kkplanner.plan.kinds.Form`."""

UPWARD_LINES = "upward_lines"
_MAX_BYTES = 1_000_000


class UnknownLayoutError(UserError):
    """No layout of that name."""


class UnknownFormError(UserError):
    """The layout has no form of that number."""


class LayoutFileError(UserError):
    """A layout file is not JSON, breaks the schema or names a column or line that it does not define."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDefinition:
    """How a group is worded: `{number}{word}{name}`."""

    by: str  # issue | approach | programme | equipment_type
    word: str
    number: str
    text: str
    unassigned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDefinition:
    """A leaf column; one with `yearly` stands once for each year of the plan."""

    key: str
    kind: ColumnKind
    head: tuple[str, ...]
    width_mm: float
    align: str = "left"
    switch: str = ""
    fields: tuple[str, ...] = ()
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Columns that stand together; `yearly` groups are repeated for each year."""

    columns: tuple[ColumnDefinition, ...]
    yearly: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FootDefinition:
    sum: str  # budget | count
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDefinition:
    """One table of the summary: a form summed up by `levels`, the last of which are its rows."""

    form: Form
    levels: tuple[str, ...]
    every_issue: bool
    total: str
    caption: str = ""
    subtotal_of: str = ""
    subtotal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    number: str
    sheet: str  # name of its sheet in a workbook, at most 31 characters
    stamp: str
    title_lines: tuple[str, ...]
    columns: tuple[str, ...]
    tables_by: tuple[str, ...] = ()
    lines_above: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    numbering: str = "table"
    foot: tuple[FootDefinition, ...] = ()
    blocks: tuple[BlockDefinition, ...] = ()  # of the summary only

    @property
    def is_summary(self) -> bool:
        return bool(self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    id: str
    title: str
    source: str
    orientation: str
    usable_width_mm: float
    kpi: bool
    lines: Mapping[str, LineDefinition]
    columns: Mapping[str, ColumnGroup]
    forms: Mapping[str, FormDefinition]

    def form(self, number: str) -> FormDefinition:
        """The definition of one form.

        Raises:
            UnknownFormError: this layout does not have it.
        """
        try:
            return self.forms[number]
        except KeyError:
            raise UnknownFormError(
                f"รูปแบบ {self.id} ไม่มีแบบ {number} จึงยังไม่ได้สร้างเอกสาร กรุณาเลือกจากแบบที่มี: {', '.join(self.forms)}"
            ) from None


Layouts = Mapping[str, Layout]


DEFAULT_LAYOUT: Final = "2571"
"""What is drawn where nobody asks for another layout."""


@cache
def bundled_layouts() -> Layouts:
    """The layouts that travel with the program, the newest form first."""
    return read_layouts(resource("forms"))


def read_layouts(folder: Path) -> Layouts:
    """Every layout file of `folder` by its id, the newest (highest id) first.

    Raises:
        LayoutFileError: a file is no layout; the sentence names the file and the place.
    """
    found = [
        read_layout(path) for path in sorted(folder.glob("*.json")) if not path.name.endswith(".schema.json")
    ]
    ordered = sorted(found, key=lambda layout: layout.id, reverse=True)
    return MappingProxyType({layout.id: layout for layout in ordered})


def layout_named(name: str, layouts: Layouts | None = None) -> Layout:
    """The layout called `name`.

    Raises:
        UnknownLayoutError: there is none; the sentence lists those there are.
    """
    known = bundled_layouts() if layouts is None else layouts
    try:
        return known[name]
    except KeyError:
        raise UnknownLayoutError(
            f"ไม่รู้จักรูปแบบเอกสาร “{name[:40]}” จึงยังไม่ได้สร้างเอกสาร กรุณาเลือกรูปแบบที่มี: {', '.join(known)}"
        ) from None


def read_layout(path: Path) -> Layout:
    """One layout file, held against the schema.

    Raises:
        LayoutFileError: see `read_layouts`.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise LayoutFileError(f"แฟ้มรูปแบบเอกสาร {path.name} ใหญ่เกินไป จึงไม่ได้อ่าน กรุณาตรวจว่าเป็นแฟ้มที่ถูกต้อง")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as fault:
        raise LayoutFileError(
            f"แฟ้มรูปแบบเอกสาร {path.name} ไม่ใช่ JSON ที่อ่านได้ จึงไม่ได้ใช้ กรุณาติดตั้งแฟ้มนี้ใหม่"
        ) from fault
    _validate(data, path.name)
    layout = _layout(data)
    _check_names(layout, path.name)
    return layout


def _validate(data: object, name: str) -> None:
    import jsonschema

    schema = json.loads(resource("forms", "form.schema.json").read_text(encoding="utf-8"))
    problem = next(iter(jsonschema.Draft202012Validator(schema).iter_errors(data)), None)
    if problem is not None:
        place = "/".join(str(step) for step in problem.absolute_path) or "ต้นแฟ้ม"
        raise LayoutFileError(f"แฟ้มรูปแบบเอกสาร {name} ผิดแบบที่ {place} จึงไม่ได้ใช้ กรุณาแก้ตามคู่มือรูปแบบเอกสาร")


def _check_names(layout: Layout, name: str) -> None:
    for form in layout.forms.values():
        lines = [line for line in (*form.lines_above, *form.groups) if line != UPWARD_LINES]
        lines += [level for block in form.blocks for level in block.levels]
        lines += [block.subtotal_of for block in form.blocks if block.subtotal_of]
        missing = [f"lines/{line}" for line in lines if line not in layout.lines]
        missing += [f"columns/{column}" for column in form.columns if column not in layout.columns]
        if missing:
            raise LayoutFileError(
                f"แฟ้มรูปแบบเอกสาร {name} แบบ {form.number} อ้างถึง {missing[0]} ที่ไม่มีในแฟ้ม จึงไม่ได้ใช้ กรุณาแก้ตามคู่มือรูปแบบเอกสาร"
            )


def _layout(data: Mapping[str, Any]) -> Layout:
    return Layout(
        id=data["id"],
        title=data["title"],
        source=data["source"],
        orientation=data["orientation"],
        usable_width_mm=data["usable_width_mm"],
        kpi=data["kpi"],
        lines={name: LineDefinition(**line) for name, line in data["lines"].items()},
        columns={name: _columns(column) for name, column in data["columns"].items()},
        forms={number: _form(number, form) for number, form in data["forms"].items()},
    )


def _columns(data: Mapping[str, Any]) -> ColumnGroup:
    if "repeat" in data:
        return ColumnGroup(tuple(_column(column) for column in data["columns"]), yearly=True)
    return ColumnGroup((_column(data),), yearly=False)


def _column(data: Mapping[str, Any]) -> ColumnDefinition:
    kind = ColumnKind(data["kind"])
    own_field = kind is ColumnKind.TEXT and "constant" not in data
    fields = data.get("fields", [data["key"]] if own_field else [])
    return ColumnDefinition(**{**data, "kind": kind, "head": tuple(data["head"]), "fields": tuple(fields)})


def _form(number: str, data: Mapping[str, Any]) -> FormDefinition:
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    del plain["kind"]
    plain["foot"] = tuple(FootDefinition(**foot) for foot in data.get("foot", []))
    plain["blocks"] = tuple(_block(block) for block in data.get("blocks", []))
    return FormDefinition(number=number, **plain)


def _block(data: Mapping[str, Any]) -> BlockDefinition:
    subtotal = data.get("subtotal", {})
    return BlockDefinition(
        form=Form(data["form"]),
        levels=tuple(data["levels"]),
        every_issue=data["every_issue"],
        total=data["total"],
        caption=data.get("caption", ""),
        subtotal_of=subtotal.get("of", ""),
        subtotal=subtotal.get("label", ""),
    )
