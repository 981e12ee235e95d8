"""Project rows of one sheet put together: the row that begins a project, its continuations, its sub-items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.book import ProjectRow, SheetRead, SubItemRow
from kkplanner.exchange.excel_in.cell_text import is_cut, joined, text_of
from kkplanner.exchange.excel_in.columns import LABELS
from kkplanner.exchange.excel_in.findings import Severity, column_letter, shown
from kkplanner.exchange.excel_in.head import Head, hidden_text
from kkplanner.exchange.excel_in.head_words import RECORD, TARGET, TITLE, UUID
from kkplanner.exchange.excel_in.repeats import repeated_row, repeats_above
from kkplanner.plan.budget import added
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.exchange.excel_in.amounts import Amounts
    from kkplanner.exchange.excel_in.book import Place
    from kkplanner.exchange.excel_in.footers import Footers
    from kkplanner.exchange.excel_in.sheet_cells import SheetCells
    from kkplanner.exchange.excel_in.typed_row import TypedRow

_CONTINUED: Final = re.compile(r"\s*\(ต่อ\)\s*$")
_OF_EQUIPMENT: Final = ("programme", "equipment_type")
_OF_VILLAGES: Final = ("village",)
_OF_A_WHOLE: Final = frozenset({"objective", "agency", "asked_agency"})
_FEWEST_SUMMED: Final = 2
_NOT_FILLED: Final = frozenset({TITLE})  # fields that a merge over several projects does not carry down


class ProjectRows:
    """Adds rows to the sheet's projects; `current` is the one that a row without a number belongs to."""

    def __init__(self, cells: SheetCells, sheet: SheetRead, footers: Footers) -> None:
        self._cells = cells
        self._sheet = sheet
        self._footers = footers
        self.current: ProjectRow | None = None
        self._paused: ProjectRow | None = None
        self._amounts_typed = False

    @property
    def has_money(self) -> bool:
        """The current project has amounts or sub-items, be the amounts right or wrong."""
        return self.current is not None and (self._amounts_typed or bool(self.current.sub_items))

    @property
    def has_target(self) -> bool:
        """The current project says what is to be made."""
        return self.current is not None and bool(self.current.texts.get(TARGET))

    def begin(self, typed: TypedRow, head: Head, form: Form, place: Place) -> ProjectRow:
        """The row is a project."""
        self.close()
        self._fill_down(typed, head)
        self._repeat_above(typed, head, form, place)
        self._warn_merged_amounts(typed, head)
        self._footers.project()
        self._sheet.findings += typed.amounts.findings + typed.enacted.findings
        project = ProjectRow(
            sheet=self._sheet.name,
            row=typed.row,
            form=form,
            place=place,
            texts={name: typed.texts.get(name, "") for name in head.text_columns.values()},
            budgets=typed.amounts.budgets,
            enacted=typed.enacted.budgets if head.enacted else None,
            years=_read(head.budgets, typed.amounts),
            enacted_years=_read(head.enacted, typed.enacted),
            uuid=hidden_text(typed.cells, head, UUID),
            record=hidden_text(typed.cells, head, RECORD),
            number=typed.number,
        )
        self._sheet.projects.append(project)
        self._footers.money(typed.amounts.budgets)
        self.current = project
        self._amounts_typed = any(project.budgets.values()) or bool(typed.amounts.findings)
        return project

    def pause(self) -> None:
        """Lines between two pages: rows that follow are of the project above only when its table goes on."""
        self._paused, self.current = self.current or self._paused, None

    def go_on(self, *, same_table: bool) -> None:
        """A head follows what paused: the next page of the table, or another one."""
        if self._paused is not None and self.current is None:
            self.current, self._paused = self._paused, None
            if not same_table:
                self.close()

    def close(self) -> None:
        """Rows that follow belong to no project above. Texts of the last one that stayed cut are told."""
        project, self.current, self._paused = self.current or self._paused, None, None
        if project is None:
            return
        self._count_once(project)
        for name, text in project.texts.items():
            if is_cut(text):
                self._sheet.find(
                    Severity.NOTE,
                    "import.text-cut",
                    f"{LABELS.get(name, name)}ของโครงการในแถว {project.row} ลงท้ายด้วย “…” เหมือนถูกตัด จึงนำเข้าตามที่พิมพ์ โปรดเติมให้ครบ",
                    project.row,
                    None,
                    shown(text),
                )

    def _count_once(self, project: ProjectRow) -> None:
        """Own amounts that are just the sum of the sub-items, year by year, state the same money again."""
        own = {year: amount for year, amount in project.budgets.items() if amount}
        items = added([item.budgets for item in project.sub_items])
        if (
            project.uuid
            or len(project.sub_items) < _FEWEST_SUMMED
            or not own
            or own != {year: amount for year, amount in items.items() if amount}
        ):
            return
        project.budgets = {}
        self._footers.money({year: -amount for year, amount in own.items()})
        self._sheet.find(
            Severity.WARNING,
            "import.own-amounts-are-sums",
            f"จำนวนเงินในแถว {project.row} เท่ากับผลรวมของรายการย่อย {len(project.sub_items)} รายการใต้แถวทุกปี ({format_baht(sum(own.values()))} บาท) "
            "จึงถือเป็นยอดรวมและนับเฉพาะรายการย่อย โปรดตรวจ",
            project.row,
        )

    def is_part(self, typed: TypedRow) -> bool:
        """The row's number is under that of the project above ("5.1" under "5") and it says little of its own."""
        return (
            self.current is not None
            and not typed.facts.own_project
            and re.fullmatch(rf"{re.escape(self.current.number)}\.\d{{1,2}}", typed.number) is not None
            and typed.texts.keys().isdisjoint(_OF_A_WHOLE)
        )

    def join(self, typed: TypedRow, project: ProjectRow) -> None:
        """The row is the rest of the project: its texts, and its money where the project had none."""
        texts = dict(typed.texts)
        if TITLE in texts:
            texts[TITLE] = _CONTINUED.sub("", texts[TITLE])
            if joined(project.texts.get(TITLE, ""), texts[TITLE]) != project.texts.get(TITLE):
                self._sheet.find(
                    Severity.WARNING,
                    "import.title-joined",
                    f"แถว {typed.row} ไม่มีลำดับของตนเอง จึงต่อข้อความ “{shown(texts[TITLE])}” เข้ากับชื่อโครงการในแถว {project.row} โปรดตรวจ",
                    typed.row,
                )
        for name, text in texts.items():
            project.texts[name] = joined(project.texts.get(name, ""), text)
        self._sheet.findings += typed.amounts.findings
        repeated = any(project.budgets.values()) and typed.amounts.budgets == project.budgets
        if repeated:
            self._sheet.find(
                Severity.WARNING,
                "import.amounts-repeated",
                f"แถว {typed.row} เป็นส่วนต่อของโครงการในแถว {project.row} และมีจำนวนเงินเท่ากันทุกปี จึงนับครั้งเดียว โปรดตรวจ",
                typed.row,
            )
        elif typed.amounts.typed:
            project.budgets = added([project.budgets, typed.amounts.budgets])
            project.years = _read(project.years, typed.amounts)
            self._footers.money(typed.amounts.budgets)
            self._amounts_typed = True
        if not (repeated and typed.enacted.budgets == project.enacted):
            self._add_enacted(typed, project)
        self._sheet.continuations += 1

    def add_sub_item(self, typed: TypedRow, head: Head, project: ProjectRow) -> None:
        """The row has money of its own under the project."""
        self._sheet.findings += typed.amounts.findings
        own = [name for name in (TITLE, TARGET) if name in typed.texts]
        for name, text in typed.texts.items():
            if name not in own:
                project.texts[name] = joined(project.texts.get(name, ""), text)
        text = "\n".join(typed.texts[name] for name in own)
        if typed.number and typed.number.startswith(f"{project.number}."):
            text = f"{typed.number} {text}"
        if not text:
            self._sheet.find(
                Severity.WARNING,
                "import.sub-item-without-text",
                f"แถว {typed.row} มีจำนวนเงินแต่ไม่มีลำดับ ชื่อ และรายละเอียด จึงนับเป็นรายการย่อยของ "
                f"“{shown(project.texts.get(TITLE) or project.texts.get(TARGET, ''))}” โปรดตรวจ",
                typed.row,
            )
        uuid, record = hidden_text(typed.cells, head, UUID), hidden_text(typed.cells, head, RECORD)
        project.sub_items.append(
            SubItemRow(
                typed.row,
                text,
                typed.amounts.budgets,
                _read(head.budgets, typed.amounts),
                uuid,
                record,
            )
        )
        self._footers.money(typed.amounts.budgets)
        self._sheet.sub_items += 1
        self._add_enacted(typed, project)

    def _add_enacted(self, typed: TypedRow, project: ProjectRow) -> None:
        self._sheet.findings += typed.enacted.findings
        if project.enacted is not None and typed.enacted.budgets:
            project.enacted = added([project.enacted, typed.enacted.budgets])
        project.enacted_years = _read(project.enacted_years, typed.enacted)

    def _fill_down(self, typed: TypedRow, head: Head) -> None:
        """One cell merged over several projects (an agency, an objective) holds for each of them."""
        for column, name in head.text_columns.items():
            merge = self._cells.covered.get((typed.row, column))
            if (
                name in typed.texts
                or name in _NOT_FILLED
                or merge is None
                or merge.first_row <= head.last_row
            ):
                continue
            if merge.first_row < typed.row and (
                text := text_of(self._cells.rows.get(merge.first_row, {}).get(merge.first_column))
            ):
                typed.texts[name] = text

    def _repeat_above(self, typed: TypedRow, head: Head, form: Form, place: Place) -> None:
        """What a clerk leaves out because it stands above: ditto marks; แผนงาน and ประเภท of equipment."""
        if typed.facts.own_project:
            return
        blanks = _OF_EQUIPMENT if form.is_equipment else _OF_VILLAGES if form is Form.P02_1 else ()
        for name in head.text_columns.values():
            text = typed.texts.get(name, "")
            blank = not text and name in blanks
            if not (blank or repeats_above(text) or repeated_row(text)):
                continue
            above = self._repeated(repeated_row(text), form, place)
            if above is None or not above.texts.get(name):
                continue
            typed.texts[name] = above.texts[name]
            if all(finding.id != "import.repeated-above" for finding in self._sheet.findings):
                self._sheet.find(
                    Severity.NOTE,
                    "import.repeated-above",
                    f"แถว {typed.row} เว้นว่างหรือใส่เครื่องหมายซ้ำในช่อง{LABELS.get(name, name)} จึงใช้ข้อความเดียวกับรายการก่อนหน้า "
                    "(ใช้กับทุกแถวในแผ่นงานนี้ที่เป็นเช่นเดียวกัน)",
                    typed.row,
                )

    def _repeated(self, number: str, form: Form, place: Place) -> ProjectRow | None:
        """The project above in the same table, or the one of that number in it."""
        for project in reversed(self._sheet.projects):
            if project.place != place or project.form is not form:
                return None
            if number in {"", project.number}:
                return project
        return None

    def _warn_merged_amounts(self, typed: TypedRow, head: Head) -> None:
        for year, column in head.budgets.items():
            merge = self._cells.covered.get((typed.row, column))
            if merge is None or column in typed.cells or merge.first_row <= head.last_row:
                continue
            if merge.first_column in head.budgets.values() and self._cells.rows.get(merge.first_row, {}).get(
                merge.first_column
            ):
                self._sheet.find(
                    Severity.WARNING,
                    "import.amount-merged",
                    f"ช่อง {column_letter(column)}{typed.row} งบประมาณปี {year} ถูกผสานกับช่อง "
                    f"{column_letter(merge.first_column)}{merge.first_row} จึงนำเข้าเฉพาะช่องแรก โปรดตรวจจำนวนเงิน",
                    typed.row,
                    column_letter(column),
                )


def _read(years: Iterable[int], amounts: Amounts) -> tuple[int, ...]:
    """A year that could not be read is as one the sheet lacks: what the plan has keeps its amount."""
    return tuple(year for year in years if year not in amounts.unread)
