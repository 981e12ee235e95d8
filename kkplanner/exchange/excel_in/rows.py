"""Rows of a sheet told apart: project, continuation, sub-item, group line, amendment mark, foot, note.

A sheet is walked from top to bottom once. Group lines set the place of the rows under them, heads set the
columns; so a sheet may hold several tables, repeat its head on each page, or carry lines amid a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.amounts import Amounts, read_amounts
from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead, SubItemRow
from kkplanner.exchange.excel_in.cell_text import EXCEL_LONGEST, is_faulty, joined, text_of
from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.footers import Footers, footer_label
from kkplanner.exchange.excel_in.head import INDEX, KIND, RECORD, TARGET, TITLE, UUID, Head, hidden_text
from kkplanner.exchange.excel_in.head_notes import tell_head
from kkplanner.exchange.excel_in.lines import EditionMark, PlanLine, TitleLine, form_stamp, read_line
from kkplanner.exchange.excel_in.place_lines import PlaceLines
from kkplanner.plan.budget import added
from kkplanner.plan.kinds import Form
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.sheet_cells import CellValue, SheetCells

_SUB_ITEM_KIND: Final = "sub_item"
_LINE_SPAN: Final = 3  # a line of text merged over this many columns is no cell of the table
_MOST_LINE_CELLS: Final = 2  # a line above a table: its text and perhaps a stamp
_NOT_FILLED: Final = frozenset({TITLE})  # fields that a merge over several projects does not carry down


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
        self._project: ProjectRow | None = None
        self._between_tables = False  # a title stood after a foot: the next head is near

    def read(self) -> None:
        until = -1
        hidden = 0
        for row, cells in self._cells.rows.items():
            if row <= until:
                continue
            if row in self._heads:
                self._begin(self._heads[row])
                until = self._heads[row].last_row
            elif row in self._cells.hidden_rows:
                hidden += 1
                self._sheet.skip(row, "แถวที่ซ่อนไว้")
            elif self._head is None:
                self._above(row, cells)
            else:
                self._body(row, cells, self._head)
        if hidden:
            self._sheet.find(
                Severity.WARNING,
                "import.hidden-rows",
                f"มีแถวที่ซ่อนหรือกรองไว้ {hidden} แถว จึงไม่ได้นำเข้า หากต้องการให้เลิกซ่อนใน Excel แล้วนำเข้าใหม่",
            )

    def _begin(self, head: Head) -> None:
        self._head = head
        self._between_tables = False
        self._footers.head()
        self._sheet.lines += 1
        self._form, stamp = self._lines.form_under(head)
        if stamp is not None:
            self._sheet.find(
                Severity.NOTE,
                "import.form-number-differs",
                f"แผ่นงานระบุแบบ {stamp} แต่เนื้อหาเป็น{self._form.purpose} จึงนำเข้าเป็นแบบ {self._form}",
                head.first_row,
            )
        self._sheet.form = self._sheet.form or str(self._form)
        self._sheet.years = self._sheet.years or tuple(sorted(head.budgets))
        tell_head(self._sheet, head)

    def _above(self, row: int, cells: Mapping[int, CellValue]) -> None:
        """A row above a head: every text of it may be a line."""
        for value in cells.values():
            if isinstance(value, str):
                self._lines.take(row, value, after_foot=self._footers.passed)
        self._sheet.lines += 1

    def _body(self, row: int, cells: Mapping[int, CellValue], head: Head) -> None:
        if self._between_tables and len(cells) <= _MOST_LINE_CELLS:
            self._above(row, cells)
            return
        money = {*head.budgets.values(), *head.enacted.values()}
        hidden = head.hidden_columns
        texts = {c: v for c, v in cells.items() if c not in money and c not in hidden and isinstance(v, str)}
        label = None if self._number(cells, head) else footer_label(list(texts.values()))
        if label is not None:
            self._footers.foot(row, label, cells, head)
            self._sheet.skip(row, "แถวรวม")
            self._project = None
        elif not self._line_row(row, cells, texts, head):
            self._data(row, cells, head)

    def _line_row(self, row: int, cells: Mapping[int, CellValue], texts: dict[int, str], head: Head) -> bool:
        """A row that holds one line of text (perhaps with a stamp "แบบ ผ.02" beside it)."""
        stamps = [column for column, text in texts.items() if form_stamp(text)]
        rest = {column: text for column, text in texts.items() if column not in stamps}
        if len(rest) > 1 or len(texts) < len([c for c in cells if c not in head.hidden_columns]):
            return False
        for column, text in rest.items():
            marked = isinstance(read_line(text), EditionMark | PlanLine | TitleLine)
            first = column <= max(head.fields.get(INDEX, 1), head.fields.get(TITLE, 1))
            if not (marked or first or self._spans(row, column)):
                return False
            line = self._lines.take(row, text, after_foot=self._footers.passed)
            if line is None:
                return False
            self._project = None
            if isinstance(line, TitleLine):
                self._between_tables = any(below > row for below in self._heads)
        for column in stamps:
            self._lines.stamp(texts[column])
        self._sheet.lines += 1
        return True

    def _spans(self, row: int, column: int) -> bool:
        merge = self._cells.covered.get((row, column + 1))
        return merge is not None and merge.last_column - merge.first_column + 1 >= _LINE_SPAN

    def _data(self, row: int, cells: Mapping[int, CellValue], head: Head) -> None:
        unit = head.baht_per_unit if head.baht_per_unit != 1 else self._lines.baht_per_unit
        amounts = read_amounts(self._sheet.name, row, cells, head.budgets, unit)
        enacted = read_amounts(self._sheet.name, row, cells, head.enacted, unit)
        texts = self._texts(row, cells, head)
        kind = hidden_text(cells, head, KIND)
        if kind != _SUB_ITEM_KIND and self._is_project(row, cells, head, texts, amounts):
            self._add_project(row, cells, head, texts, amounts, enacted)
        elif not texts and not amounts.typed and not enacted.typed and kind != _SUB_ITEM_KIND:
            self._note(row, " ".join(shown(value) for value in cells.values()))
        elif self._project is None or self._lacks_title(row, cells, head, texts, kind):
            self._orphan(row, texts, amounts, enacted)
        elif amounts.typed or kind == _SUB_ITEM_KIND:
            self._add_sub_item(row, cells, head, texts, amounts, self._project)
            self._add_enacted(enacted, self._project)
        else:
            for name, text in texts.items():
                self._project.texts[name] = joined(self._project.texts.get(name, ""), text)
            self._add_enacted(enacted, self._project)
            self._sheet.continuations += 1

    def _lacks_title(
        self,
        row: int,
        cells: Mapping[int, CellValue],
        head: Head,
        texts: dict[str, str],
        kind: str,
    ) -> bool:
        """A row with a number of its own is no part of the project above, nor is a title alone."""
        if TITLE not in head.fields or kind == _SUB_ITEM_KIND:
            return False
        if TITLE in texts:
            return True
        merge = self._cells.covered.get((row, head.fields[TITLE]))
        of_above = merge is not None and head.last_row < merge.first_row < row
        return bool(self._number(cells, head)) and not of_above

    def _is_project(
        self, row: int, cells: Mapping[int, CellValue], head: Head, texts: dict[str, str], amounts: Amounts
    ) -> bool:
        number = self._number(cells, head)
        if TITLE in head.fields:
            if TITLE not in texts:
                return False
            return bool(number or amounts.typed or len(texts) > 1)
        # Equipment without a title column: the item is its number, or money with a kind of equipment.
        if number:
            return bool(texts)
        merged = self._cells.covered.get((row, head.fields.get("equipment_type", 0)))
        return amounts.typed and TARGET in texts and ("equipment_type" in texts or merged is not None)

    def _number(self, cells: Mapping[int, CellValue], head: Head) -> str:
        """The typed number of a row: "1", "1.", "(1)"; empty when there is none."""
        text = to_arabic(text_of(cells.get(head.fields.get(INDEX, 0)))).strip(" .()")
        return text if text.replace(".", "").isdecimal() else ""

    def _texts(self, row: int, cells: Mapping[int, CellValue], head: Head) -> dict[str, str]:
        texts = {}
        for column, name in head.text_columns.items():
            value = cells.get(column)
            if value is None:
                continue
            place = f"{column_letter(column)}{row}"
            if is_faulty(value):
                self._sheet.find(
                    Severity.ERROR,
                    "import.text-error-value",
                    f"ช่อง {place} มีค่าผิดพลาดจากสูตรใน Excel ({shown(value)}) จึงเว้นว่างไว้",
                    row,
                    column_letter(column),
                    shown(value),
                )
            elif isinstance(value, str) and len(value) >= EXCEL_LONGEST:
                self._sheet.find(
                    Severity.WARNING,
                    "import.cell-very-long",
                    f"ช่อง {place} ยาว {len(value):,} ตัวอักษรเต็มขนาดที่ Excel รับได้ ข้อความอาจถูกตัดท้าย โปรดตรวจ",
                    row,
                    column_letter(column),
                )
            if text := text_of(value):
                texts[name] = text
        return texts

    def _add_project(
        self,
        row: int,
        cells: Mapping[int, CellValue],
        head: Head,
        texts: dict[str, str],
        amounts: Amounts,
        enacted: Amounts,
    ) -> None:
        self._fill_down(row, texts, head)
        self._warn_merged_amounts(row, cells, head)
        self._footers.project()
        self._sheet.findings += amounts.findings + enacted.findings
        whole = {name: texts.get(name, "") for name in head.text_columns.values()}
        self._project = ProjectRow(
            sheet=self._sheet.name,
            row=row,
            form=self._form,
            place=self._lines.place,
            texts=whole,
            budgets=amounts.budgets,
            enacted=enacted.budgets if head.enacted else None,
            years=tuple(head.budgets),
            uuid=hidden_text(cells, head, UUID),
            record=hidden_text(cells, head, RECORD),
        )
        self._sheet.projects.append(self._project)

    def _fill_down(self, row: int, texts: dict[str, str], head: Head) -> None:
        """One cell merged over several projects (an agency, an objective) holds for each of them."""
        for column, name in head.text_columns.items():
            merge = self._cells.covered.get((row, column))
            if name in texts or name in _NOT_FILLED or merge is None or merge.first_row <= head.last_row:
                continue
            if merge.first_row < row and (
                text := text_of(self._cells.rows.get(merge.first_row, {}).get(merge.first_column))
            ):
                texts[name] = text

    def _warn_merged_amounts(self, row: int, cells: Mapping[int, CellValue], head: Head) -> None:
        for year, column in head.budgets.items():
            merge = self._cells.covered.get((row, column))
            if merge is None or column in cells or merge.first_row <= head.last_row:
                continue
            if merge.first_column in head.budgets.values() and self._cells.rows.get(merge.first_row, {}).get(
                merge.first_column
            ):
                self._sheet.find(
                    Severity.WARNING,
                    "import.amount-merged",
                    f"ช่อง {column_letter(column)}{row} งบประมาณปี {year} ถูกผสานกับช่อง "
                    f"{column_letter(merge.first_column)}{merge.first_row} จึงนำเข้าเฉพาะช่องแรก โปรดตรวจจำนวนเงิน",
                    row,
                    column_letter(column),
                )

    def _add_sub_item(
        self,
        row: int,
        cells: Mapping[int, CellValue],
        head: Head,
        texts: dict[str, str],
        amounts: Amounts,
        project: ProjectRow,
    ) -> None:
        self._sheet.findings += amounts.findings
        own = TARGET if TARGET in texts or TITLE not in texts else TITLE
        for name, text in texts.items():
            if name != own:
                project.texts[name] = joined(project.texts.get(name, ""), text)
        text = texts.get(own, "")
        if not text:
            self._sheet.find(
                Severity.WARNING,
                "import.sub-item-without-text",
                f"แถว {row} มีจำนวนเงินแต่ไม่มีลำดับ ชื่อ และรายละเอียด จึงนับเป็นรายการย่อยของ “{shown(project.texts.get(TITLE, ''))}” โปรดตรวจ",
                row,
            )
        uuid, record = hidden_text(cells, head, UUID), hidden_text(cells, head, RECORD)
        project.sub_items.append(SubItemRow(row, text, amounts.budgets, uuid, record))
        self._sheet.sub_items += 1

    def _add_enacted(self, enacted: Amounts, project: ProjectRow) -> None:
        self._sheet.findings += enacted.findings
        if project.enacted is not None and enacted.budgets:
            project.enacted = added([project.enacted, enacted.budgets])

    def _orphan(self, row: int, texts: dict[str, str], amounts: Amounts, enacted: Amounts) -> None:
        """A row that is no project and belongs to none above."""
        self._project = None
        if amounts.typed or enacted.typed:
            self._sheet.find(
                Severity.ERROR,
                "import.title-missing",
                f"แถว {row} มีจำนวนเงินแต่ไม่มีชื่อโครงการ จึงไม่ได้นำเข้า โปรดเติมชื่อโครงการในแถวนี้แล้วนำเข้าใหม่",
                row,
            )
            self._sheet.skip(row, "มีจำนวนเงินแต่ไม่มีชื่อโครงการ")
        elif TITLE in texts:
            self._sheet.find(
                Severity.WARNING,
                "import.title-only",
                f"แถว {row} มีเพียงข้อความ “{shown(texts[TITLE])}” ในช่องโครงการ ไม่มีลำดับ รายละเอียด และจำนวนเงิน จึงไม่ได้นำเข้า",
                row,
            )
            self._sheet.skip(row, "มีเพียงข้อความในช่องโครงการ")
        else:
            self._note(row, " ".join(texts.values()))

    def _note(self, row: int, text: str) -> None:
        self._sheet.skip(row, f"ข้อความที่ไม่ใช่โครงการ: {shown(text)[:80]}")
