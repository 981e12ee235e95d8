"""Floating texts brought to the rows they stand on.

A note tells the history of the project whose rows it stands on. Clerks drop their boxes by hand, often a row
too high or too low: an amendment therefore also counts for the title rows right above and below, as a mark
that is not certain. A note over a table, or on the blank row over a block whose numbering begins again, is
read as a line that stands there in a cell: it holds for all rows under it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.cell_text import text_of
from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.head import find_heads
from kkplanner.exchange.excel_in.head_words import INDEX
from kkplanner.exchange.excel_in.lines import EditionMark, read_line
from kkplanner.exchange.excel_in.mark_reading import Note, as_unknown, key_of, read_notes
from kkplanner.plan.kinds import MarkKind
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead
    from kkplanner.exchange.excel_in.drawings import TextBox
    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells

_FARTHEST: Final = 3  # rows between a box on an empty row and the project it is taken to speak of
_LONGEST_MARGIN: Final = 200  # letters of a note in a cell
_LAST_YEAR: Final = 9_999
_LAST_ROW: Final = 2_000_000


class Use(StrEnum):
    """What became of a floating text. The value is for the clerk."""

    ROW = "บันทึกเป็นประวัติของโครงการ"
    TABLE = "ใช้กับทุกแถวในตารางที่อยู่ใต้กล่อง"
    SHEET = "เลขแบบของแผ่นงาน"
    UNKNOWN = "อ่านข้อความไม่เข้าใจ"
    NO_ROW = "ไม่มีแถวโครงการอยู่ใกล้"
    LEFT_OUT = "แผ่นงานนี้ไม่ได้นำเข้า"

    @property
    def is_used(self) -> bool:
        return self in {Use.ROW, Use.TABLE, Use.SHEET}


@dataclass(frozen=True, slots=True)
class RowMark:
    """One thing that a note says about a project row."""

    note: Note
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A floating text and what became of it. `rows` are the title rows that it marks."""

    box: TextBox
    use: Use
    says: tuple[MarkKind, ...] = ()
    rows: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "sheet": self.box.sheet,
            "cell": self.box.cell,
            "text": self.box.text,
            "used": self.use.is_used,
            "reason": str(self.use),
            "says": [str(kind) for kind in self.says],
            "rows": list(self.rows),
        }


def with_lines(cells: SheetCells, boxes: Sequence[TextBox]) -> tuple[SheetCells, frozenset[TextBox]]:
    """The sheet with those boxes set into cells that speak of a whole table; and which they are."""
    heads = find_heads(cells) if boxes else []
    if not heads:
        return cells, frozenset()
    rows: dict[int, dict[int, CellValue]] = {}
    lines: set[TextBox] = set()
    blocks = _Blocks(cells)
    for box in boxes:
        notes = read_notes(box.text)
        if not notes or not box.row:
            continue
        kinds = {note.kind for note in notes}
        if box.row < heads[0].first_row and kinds <= {MarkKind.FORM_NUMBER, MarkKind.AMENDMENT}:
            # Not in the row right above the head: there stand groups of columns.
            row = min(box.row, heads[0].first_row - 2)
        elif kinds == {MarkKind.AMENDMENT} and blocks.begins(_number_column(heads, box.row), box.row):
            row = box.row
        else:
            continue
        if row < 1:
            continue
        there = rows.setdefault(row, dict(cells.rows.get(row, {})))
        column = 1  # where lines stand; the box itself may float over a column of amounts
        while column in there:
            column += 1
        edition = notes[0].edition
        there[column] = edition.label if edition else box.text
        lines.add(box)
    if not lines:
        return cells, frozenset()
    merged = {**cells.rows, **rows}
    return replace(cells, rows={row: merged[row] for row in sorted(merged)}), frozenset(lines)


def _number_column(heads: Sequence[Head], row: int) -> int:
    """Column of the typed numbers in the table that a row stands in; 0: over all tables, or none has them."""
    index = 0
    for head in heads:
        if head.last_row < row:
            index = head.fields.get(INDEX, 0)
    return index


class _Blocks:
    """Where numbering begins again in a sheet."""

    def __init__(self, cells: SheetCells) -> None:
        self._cells = cells.rows
        self._rows = list(cells.rows)
        self._first: dict[int, int] = {}  # column → first row with a number in it

    def begins(self, index: int, row: int) -> bool:
        """The row is blank, numbers stand above it, and the next row is number 1."""
        below = bisect_right(self._rows, row)
        if not index or row in self._cells or below == len(self._rows):
            return False
        if index not in self._first:
            numbered = (at for at, found in self._cells.items() if _number(found.get(index)))
            self._first[index] = next(numbered, _LAST_ROW)
        return self._first[index] < row and _number(self._cells[self._rows[below]].get(index)) == "1"


def _number(value: CellValue) -> str:
    text = to_arabic(text_of(value)).strip(" .()")
    return text if text.isdecimal() else ""


def place_boxes(
    sheet: SheetRead, cells: SheetCells, boxes: Iterable[TextBox], lines: frozenset[TextBox]
) -> None:
    """Bring every box to its rows; what became of each stands in `sheet.boxes`."""
    owners = _owners(sheet, cells)
    _read_margins(sheet, cells, owners)
    for box in boxes:
        placed = _place(sheet, owners, box, box in lines)
        sheet.boxes.append(placed)
        if not placed.use.is_used and placed.use is not Use.LEFT_OUT:
            sheet.find(
                Severity.WARNING,
                "import.text-box-not-understood",
                f"กล่องข้อความ “{shown(box.text)}” ที่ช่อง {box.cell or '(ไม่ผูกกับช่อง)'}: {placed.use} โปรดตรวจเองว่าเกี่ยวกับโครงการใด",
                box.row or None,
                column_letter(box.column) or None,
                shown(box.text),
            )
    for project in sheet.projects:
        project.marks = _in_order(project.marks)


def _read_margins(sheet: SheetRead, cells: SheetCells, owners: Mapping[int, ProjectRow]) -> None:
    """Notes typed into cells beside the table, in columns that hold no field, are of the row they stand in."""
    heads = find_heads(cells) if sheet.projects else []
    known = {
        column
        for head in heads
        for column in (
            *head.fields.values(),
            *head.budgets.values(),
            *head.enacted.values(),
            *head.hidden_columns,
        )
    }
    for row, project in owners.items():
        for column, value in cells.rows[row].items():
            if column in known or not isinstance(value, str) or len(value) > _LONGEST_MARGIN:
                continue
            source = f"{sheet.name}!{column_letter(column)}{row}"
            project.marks += [
                RowMark(note, source, certain=True)
                for note in read_notes(value)
                if note.kind is not MarkKind.FORM_NUMBER
            ]


def _owners(sheet: SheetRead, cells: SheetCells) -> Mapping[int, ProjectRow]:
    """Every row of a project, sub-item and continuation rows too → the project."""
    titles = {project.row: project for project in sheet.projects}
    titles |= {item.row: project for project in sheet.projects for item in project.sub_items}
    skipped = {row for row, _ in sheet.skipped}
    owners: dict[int, ProjectRow] = {}
    current: ProjectRow | None = None
    for row, found in cells.rows.items():
        if row in titles:
            current = titles[row]
        elif row in skipped or _is_line(found):
            current = None
        if current is not None:
            owners[row] = current
    return owners


def _is_line(found: Mapping[int, CellValue]) -> bool:
    texts = [value for value in found.values() if isinstance(value, str)]
    return len(texts) == len(found) <= 2 and any(read_line(text) is not None for text in texts)


def _place(sheet: SheetRead, owners: Mapping[int, ProjectRow], box: TextBox, is_line: bool) -> PlacedBox:
    notes = read_notes(box.text)
    says = tuple(note.kind for note in notes)
    own = owners.get(box.row)
    is_form = says == (MarkKind.FORM_NUMBER,)
    if is_form and own is None:
        return PlacedBox(box, Use.SHEET, says)
    if is_line:
        return PlacedBox(box, Use.TABLE, says, _mark_beside(sheet, box))
    if not sheet.projects:
        return PlacedBox(box, Use.LEFT_OUT if notes else Use.UNKNOWN, says)
    if not notes:
        # Kept word for word where it stands on a project, so that nothing is lost.
        if own is not None:
            own.marks.append(RowMark(as_unknown(box.text), box.source, certain=True))
        return PlacedBox(box, Use.UNKNOWN, says, (own.row,) if own else ())
    marked = _near(sheet, own, box.row)
    rows: list[int] = []
    for note in notes:
        for project, certain in marked:
            if certain or note.kind is MarkKind.AMENDMENT or own is None:
                project.marks.append(RowMark(note, box.source, certain))
                rows.append(project.row)
    return PlacedBox(box, Use.ROW if rows else Use.NO_ROW, says, tuple(dict.fromkeys(rows)))


def _mark_beside(sheet: SheetRead, box: TextBox) -> tuple[int, ...]:
    """A box over a block: the block's edition tells it of all its rows; the first one has it as a mark too."""
    beside = [project for project in sheet.projects if abs(project.row - box.row) == 1]
    for project in beside:
        project.marks += [
            RowMark(note, box.source, certain=project.row > box.row) for note in read_notes(box.text)
        ]
    return tuple(project.row for project in beside)


def _near(sheet: SheetRead, own: ProjectRow | None, row: int) -> list[tuple[ProjectRow, bool]]:
    """The projects that a box on this row speaks of, each with whether that is certain."""
    if not row:
        return []
    beside = [project for project in sheet.projects if project is not own and abs(project.row - row) == 1]
    if own is not None:
        return [(own, True), *((project, False) for project in beside)]
    if not beside:
        distance = min(abs(project.row - row) for project in sheet.projects)
        if distance > _FARTHEST:
            return []
        beside = [project for project in sheet.projects if abs(project.row - row) == distance]
    return [(project, len(beside) == 1) for project in beside]


def _in_order(marks: Iterable[RowMark]) -> list[RowMark]:
    """Each thing said once, certain where any box makes it so; amendments by their year and number."""
    kept: dict[tuple[object, ...], RowMark] = {}
    for mark in marks:
        key = key_of(mark.note)
        if key not in kept or (mark.certain and not kept[key].certain):
            kept[key] = mark
    return sorted(kept.values(), key=lambda mark: _when(mark.note.edition))


def _when(edition: EditionMark | None) -> tuple[int, int]:
    if edition is None:
        return _LAST_YEAR, 0
    return edition.year or _LAST_YEAR, edition.number
