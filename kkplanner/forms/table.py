"""A form table: what Excel, PDF and the screen draw, and nothing about how they draw it.

One `FormTable` is one official table: title lines, a head of one to three tiers, typed rows, sums.
A printed form is a sequence of them (one per ประเด็น in the 2571 layout, one per ยุทธศาสตร์/กลยุทธ์/
แผนงาน in the 2566 layout).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    INDEX = "index"  # ที่: integer
    TEXT = "text"  # str, may hold several lines
    MONEY = "money"  # integer satang or None (blank, printed "-")
    COUNT = "count"  # number of projects, integer or None (printed "-")


class RowKind(StrEnum):
    GROUP = "group"  # full-width line inside the table (for example ประเภทครุภัณฑ์); first cell holds it
    ITEM = "item"  # a project or a piece of equipment, or a line of a summary
    SUB_ITEM = "sub_item"  # a line of the project above: text in its column and money of its own
    SUBTOTAL = "subtotal"  # sum of a group of the table (ผ.01: รวม of one ยุทธศาสตร์)
    BUDGET_TOTAL = "budget_total"  # foot: รวมงบประมาณ, by year
    COUNT_TOTAL = "count_total"  # foot: รวมจำนวนโครงการ, by year (COUNT values in MONEY columns)
    GRAND_TOTAL = "grand_total"  # รวมทั้งสิ้น


CellValue = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One leaf column."""

    key: str  # "index", "title", "objective", "target", "y2571", "kpi", "expected_result", "agency", …
    kind: ColumnKind
    width_mm: float
    year: int | None = None  # พ.ศ. of a money or count column of one year
    align: str = "left"  # left | center | right, of body cells
    fields: tuple[str, ...] = ()  # fields of the project printed here (TEXT); empty: none of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCell:
    """A cell of the head; spans `rows` × `columns` leaf cells from (`row`, `column`), 0-based."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    kind: RowKind
    cells: tuple[CellValue, ...]  # one per column; MONEY in satang, COUNT and INDEX as integers
    uuid: str | None = None  # project or sub-item
    parent: str | None = None  # a SUB_ITEM's project
    label_span: int = 0  # foot rows: how many first columns the label in cells[0] covers (0: no merge)
    source: str | None = None  # ITEM of a summary: `FormTable.key` of the table it sums up


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    form: str  # number as printed, "ผ.02"; "ผ.01" for the summary
    layout: str  # "2571" | "2566" | …
    stamp: str  # top right: "แบบ ผ.02"
    title_lines: tuple[str, ...]  # centred, bold
    lines_above: tuple[str, ...]  # left aligned, between title and head (ก.–จ., ประเด็นการพัฒนา: …)
    outline: str  # bookmark text of this table
    orientation: str  # "landscape" | "portrait"
    columns: tuple[Column, ...]
    head: tuple[HeadCell, ...]
    rows: tuple[Row, ...]
    key: str = ""  # identity of this table within the plan: form and groups, for a summary to point at

    @property
    def head_tiers(self) -> int:
        """Number of head rows."""
        return max(cell.row + cell.rows for cell in self.head)
