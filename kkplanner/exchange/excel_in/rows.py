"""Rows of a sheet walked from top to bottom: group lines, amendment marks, feet, and the rows of tables.

What a row of a table is says `row_kinds`; `project_rows` puts projects together. Group lines set the place of
the rows under them, heads set the columns; so a sheet may hold several tables, repeat its head on each page, or
carry lines amid a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.footers import Footers, counts_rows, footer_label
from kkplanner.exchange.excel_in.head_notes import tell_head
from kkplanner.exchange.excel_in.head_words import INDEX, TARGET, TITLE
from kkplanner.exchange.excel_in.lines import (
    EditionMark,
    PlanLine,
    ProgrammeLine,
    TitleLine,
    VillageLine,
    begins_summary,
    form_stamp,
    village_line,
)
from kkplanner.exchange.excel_in.lost_columns import LostColumns
from kkplanner.exchange.excel_in.mark_reading import as_unknown, read_notes
from kkplanner.exchange.excel_in.marks import RowMark
from kkplanner.exchange.excel_in.numbers import Numbers
from kkplanner.exchange.excel_in.old_wording import PassedBy, superseded_rows
from kkplanner.exchange.excel_in.place_lines import PlaceLines, line_of
from kkplanner.exchange.excel_in.project_rows import ProjectRows
from kkplanner.exchange.excel_in.row_findings import tell_heading, tell_hidden_rows, tell_unnumbered
from kkplanner.exchange.excel_in.row_kinds import Above, RowKind, classify
from kkplanner.exchange.excel_in.row_totals import RowTotals
from kkplanner.exchange.excel_in.typed_row import number_of, read_row
from kkplanner.plan.kinds import Form, MarkKind
from kkplanner.thai.money import format_baht
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead
    from kkplanner.exchange.excel_in.head import Head
    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells
    from kkplanner.exchange.excel_in.typed_row import TypedRow

_PAGE_NUMBER: Final = re.compile(r"[-–\s]*(?:หน้า(?:ที่)?\s*)?\d{1,4}[-–\s]*")
_OF_PAGE: Final = re.compile("ยก|หน้า")
_OF_A_PROJECT: Final = frozenset(
    {RowKind.PROJECT, RowKind.UNNUMBERED, RowKind.CONTINUATION, RowKind.SUB_ITEM}
)
_LINE_SPAN: Final = 3  # a line of text merged over this many columns is no cell of the table
_MOST_LINE_CELLS: Final = 2  # a line above a table: its text and perhaps a stamp


class RowReader:
    """Reads the rows of one sheet into its `SheetRead`."""

    def __init__(self, cells: SheetCells, sheet: SheetRead, heads: list[Head]) -> None:
        self._cells = cells
        self._sheet = sheet
        self._heads = {head.first_row: head for head in heads}
        self._footers = Footers(sheet)
        self._lines = PlaceLines()
        self._form = Form.P02
        self._head: Head | None = None
        self._projects = ProjectRows(cells, sheet, self._footers)
        self._numbers = Numbers(cells, heads)
        self._lost: LostColumns | None = None
        self._totals = RowTotals()
        self._between_tables = False  # a title stood after a foot: the next head is near

    def read(self) -> None:
        until = -1
        hidden = 0
        superseded = superseded_rows(self._cells)
        passed_by = PassedBy()
        for row, cells in self._cells.rows.items():
            if row <= until:
                continue
            if row in self._heads:
                self._begin(self._heads[row])
                until = self._heads[row].last_row
            elif row in self._cells.hidden_rows:
                hidden += 1
                self._sheet.skip(row, "แถวที่ซ่อนไว้")
            elif row in superseded and self._head is not None:
                passed_by.take(row, cells, self._head, self._unit(self._head))
                self._projects.close()
                self._sheet.skip(row, "ข้อความเดิมก่อนเปลี่ยนแปลง")
            elif self._head is None:
                self._above(row, cells)
            else:
                self._body(row, cells, self._head)
        self._end_table()
        passed_by.tell(self._sheet)
        if hidden:
            tell_hidden_rows(self._sheet, hidden)

    def _begin(self, head: Head) -> None:
        if self._lost is not None:
            self._lost.tell(self._sheet)
        self._lost = LostColumns(head) if head.lost else None
        self._head = head
        self._between_tables = False
        self._footers.head()
        self._sheet.lines += 1
        self._form, stamp = self._lines.form_under(head)
        last = self._sheet.projects[-1] if self._sheet.projects else None
        goes_on = last is not None and last.form is self._form and self._lines.is_table_of(last)
        self._projects.go_on(same_table=goes_on)
        if not goes_on:
            self._footers.other_table()
        if stamp is not None:
            self._sheet.find(
                Severity.NOTE,
                "import.form-number-differs",
                f"แผ่นงานระบุแบบ {stamp} แต่เนื้อหาเป็น{self._form.purpose} จึงนำเข้าเป็นแบบ {self._form}",
                head.first_row,
            )
        self._sheet.form = self._sheet.form or str(self._form)
        self._sheet.years = self._sheet.years or tuple(sorted(head.budgets))
        tell_head(self._sheet, head, self._unit(head))

    def _end_table(self) -> None:
        self._projects.close()
        self._footers.tell_rows_below()
        self._totals.tell(self._sheet)
        if self._lost is not None:
            self._lost.tell(self._sheet)

    def _unit(self, head: Head) -> int:
        return head.baht_per_unit if head.baht_per_unit != 1 else self._lines.baht_per_unit

    def _above(self, row: int, cells: Mapping[int, CellValue]) -> None:
        """A row above a head: every text of it may be a line."""
        for value in cells.values():
            if isinstance(value, str):
                self._lines.take_above(row, value, after_foot=self._footers.passed)
        self._sheet.lines += 1

    def _body(self, row: int, cells: Mapping[int, CellValue], head: Head) -> None:
        if self._between_tables and len(cells) <= _MOST_LINE_CELLS:
            self._above(row, cells)
            return
        aside = head.money | head.hidden_columns
        texts = {c: v for c, v in cells.items() if c not in aside and isinstance(v, str)}
        label = None if number_of(cells, head) else footer_label(list(texts.values()))
        if label is not None and head.money.isdisjoint(cells) and any(map(str.isdecimal, label)):
            label = label if counts_rows(label) else None  # "รวมจำนวน 500 คน" is the rest of a text
        if label is not None:
            self._foot(row, of_page=_OF_PAGE.search(label) is not None)
            self._footers.foot(row, label, cells, head, self._unit(head))
        elif len(cells) <= _MOST_LINE_CELLS and any(map(begins_summary, texts.values())):
            self._leave_table(row)
        elif not self._line_row(row, cells, texts, head):
            self._data(row, cells, head)

    def _foot(self, row: int, *, of_page: bool = False) -> None:
        self._sheet.skip(row, "แถวรวม")
        if not of_page:  # a project may go on behind the sums of a page
            self._projects.close()

    def _leave_table(self, row: int) -> None:
        """A ผ.01 stands below the table: up to the next head nothing is a project."""
        self._projects.close()
        self._head = None
        self._sheet.skip(row, "บัญชีสรุปโครงการ (ผ.01) ใต้ตาราง ไม่ใช่แถวโครงการ")

    def _line_row(self, row: int, cells: Mapping[int, CellValue], texts: dict[int, str], head: Head) -> bool:
        """A row that holds one line of text (perhaps with a stamp "แบบ ผ.02" beside it)."""
        stamps = [column for column, text in texts.items() if form_stamp(text)]
        rest = {column: text for column, text in texts.items() if column not in stamps}
        others = len([c for c in cells if c not in head.hidden_columns]) - len(texts)
        if len(rest) > 1 and not others and not number_of(cells, head):
            rest = {column: text for column, text in rest.items() if isinstance(line_of(text), EditionMark)}
        if len(rest) > 1 or others or (texts and not rest and not stamps):
            return False
        for column, text in rest.items():
            marked = isinstance(line_of(text), EditionMark | PlanLine | TitleLine)
            first = column <= max(head.fields.get(INDEX, 1), head.fields.get(TITLE, _name_column(head)))
            if not (marked or first or self._spans(row, column)):
                return False
            line = self._lines.take(row, text, after_foot=self._footers.passed)
            if line is None:
                return self._village_row(row, column, text, head)
            if isinstance(line, EditionMark | ProgrammeLine):
                self._projects.close()
            else:
                self._projects.pause()
            if isinstance(line, TitleLine):
                self._between_tables = any(below > row for below in self._heads)
        for column in stamps:
            self._lines.stamp(texts[column])
        self._sheet.lines += 1
        return True

    def _village_row(self, row: int, column: int, text: str, head: Head) -> bool:
        """In a table of community plans the community stands over its projects."""
        village = village_line(text) if self._form is Form.P02_1 else None
        over_a_block = (
            column != head.fields.get(TITLE)
            or self._numbers.begins_again(head, row)
            or self._numbers.agency_below(head, row) == same_text_key(text)
        )
        if village is None or not (over_a_block or self._spans(row, column)):
            return False
        self._lines.enter(village)
        self._projects.close()
        self._sheet.lines += 1
        return True

    def _is_community(self, typed: TypedRow, row: int, head: Head) -> bool:
        """Communities may be numbered too: a number and a name, and under it projects from 1 again."""
        return (
            self._form is Form.P02_1
            and typed.texts.keys() == {TITLE}
            and not (typed.facts.money or typed.facts.enacted)
            and village_line(typed.texts[TITLE]) is not None
            and self._numbers.begins_again(head, row)
        )

    def _spans(self, row: int, column: int) -> bool:
        merge = self._cells.covered.get((row, column + 1))
        return merge is not None and merge.last_column - merge.first_column + 1 >= _LINE_SPAN

    def _data(self, row: int, cells: Mapping[int, CellValue], head: Head) -> None:
        unit = self._unit(head)
        typed = read_row(self._sheet, self._cells, head, row, cells, unit)
        labels = [
            value for column, value in cells.items() if isinstance(value, str) and column not in head.money
        ]
        if (
            not typed.number
            and not typed.facts.sub_item
            and self._footers.is_foot(labels, typed.amounts.budgets)
        ):
            self._footers.tell_unlabelled(row, labels)
            self._foot(row)
            return
        if self._lost is not None:
            self._lost.take(cells, unit)
        if len(cells) == 1 and not typed.number and _PAGE_NUMBER.fullmatch("".join(typed.texts.values())):
            self._note(row, "".join(typed.texts.values()))
            return
        if self._is_community(typed, row, head):
            self._lines.enter(VillageLine(typed.texts[TITLE]))
            self._projects.close()
            self._sheet.lines += 1
            return
        kind = classify(typed.facts, self._above_row(row, head))
        if kind is RowKind.PROJECT and self._projects.is_part(typed):
            kind = RowKind.SUB_ITEM
        self._take(kind, typed, head)
        if self._projects.current is not None and kind in _OF_A_PROJECT:
            self._totals.take(typed, head, self._projects.current, unit)
        if typed.remarks and self._projects.current is not None:
            self._remember(typed.remarks, row, self._projects.current)

    def _above_row(self, row: int, head: Head) -> Above:
        return Above(
            titles=TITLE in head.fields,
            numbers=self._numbers.is_numbered(head),
            project=self._projects.current is not None,
            money=self._projects.has_money,
            target=self._projects.has_target,
            block_ahead=self._numbers.begins_again(head, row),
        )

    def _take(self, kind: RowKind, typed: TypedRow, head: Head) -> None:
        project = self._projects.current
        if kind in {RowKind.PROJECT, RowKind.UNNUMBERED}:
            if kind is RowKind.UNNUMBERED or self._numbers.lacks_number(head, typed.number):
                tell_unnumbered(self._sheet, typed.row, project)
            self._projects.begin(typed, head, self._form, self._lines.place)
        elif kind is RowKind.SUB_ITEM and project is not None:
            self._projects.add_sub_item(typed, head, project)
        elif kind is RowKind.CONTINUATION and project is not None:
            self._projects.join(typed, project)
        elif kind is RowKind.REMARK and project is not None:
            if TITLE in typed.texts:
                self._remember({head.fields[TITLE]: typed.texts[TITLE]}, typed.row, project)
            self._sheet.findings += typed.amounts.findings
            self._sheet.lines += 1
        elif kind is RowKind.HEADING:
            tell_heading(self._sheet, typed)
        elif kind is RowKind.NAMELESS:
            self._nameless(typed)
        else:
            self._note(typed.row, " ".join(shown(value) for value in typed.cells.values()))

    def _remember(self, notes: Mapping[int, str], row: int, project: ProjectRow) -> None:
        """Notes typed among the cells of a table are history of the project, as those beside it are."""
        for column, text in notes.items():
            source = f"{self._sheet.name}!{column_letter(column)}{row}"
            said = [note for note in read_notes(text) if note.kind is not MarkKind.FORM_NUMBER]
            project.marks += [RowMark(note, source, certain=True) for note in said or [as_unknown(text)]]

    def _nameless(self, typed: TypedRow) -> None:
        """Money of nobody is an error; what follows a number of its own is not of the project above either."""
        if typed.number:
            self._projects.close()
        if typed.facts.money or typed.facts.enacted:
            sums = format_baht(sum((typed.amounts.budgets or typed.enacted.budgets).values()))
            self._sheet.findings += typed.amounts.findings + typed.enacted.findings
            self._sheet.find(
                Severity.ERROR,
                "import.title-missing",
                f"แถว {typed.row} มีจำนวนเงินรวม {sums} บาทแต่ไม่มีชื่อโครงการ จึงไม่ได้นำเข้า โปรดเติมชื่อโครงการในแถวนี้แล้วนำเข้าใหม่",
                typed.row,
                None,
                sums,
            )
            self._sheet.skip(typed.row, "มีจำนวนเงินแต่ไม่มีชื่อโครงการ")
            return
        if typed.number and typed.texts:
            self._sheet.find(
                Severity.WARNING,
                "import.number-without-title",
                f"แถว {typed.row} มีลำดับ {typed.number} แต่ไม่มีชื่อโครงการและจำนวนเงิน จึงไม่ได้นำเข้า โปรดตรวจ",
                typed.row,
            )
        self._note(typed.row, " ".join(typed.texts.values()))

    def _note(self, row: int, text: str) -> None:
        self._sheet.skip(row, f"ข้อความที่ไม่ใช่โครงการ: {shown(text)[:80]}")


def _name_column(head: Head) -> int:
    """Where lines may stand in a table without titles: up to the column before the one that names its items."""
    return max(1, head.fields.get(TARGET, 2) - 1)
