"""Write the workbook that a division fills in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from kkplanner.errors import UserError
from kkplanner.exchange.excel_out.carried import pieces
from kkplanner.exchange.excel_out.heights import CELL_PT
from kkplanner.exchange.excel_out.lengths import ExcelTextTooLongError, too_long
from kkplanner.exchange.excel_out.styles import DEFAULTS
from kkplanner.exchange.excel_out.workbook import close_workbook
from kkplanner.exchange.fill_in.fields import Kind, choices, columns, is_of_sub_item
from kkplanner.exchange.fill_in.sent import FIRST_ROW, HEAD_ROW, SHEET, sent_of
from kkplanner.exchange.row_height import row_height_pt
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import SATANG_PER_BAHT
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kkplanner.exchange.fill_in.fields import FillInColumn, Value
    from kkplanner.exchange.fill_in.part import Part
    from kkplanner.exchange.fill_in.sent import Row
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

EMPTY_ROWS: Final = 60
"""Rows below the last one that are ready for new projects."""
_LISTS: Final = "รายการให้เลือก"
# Spreadsheets break Thai lines by dictionaries of their own, so a row has room for a line that ends earlier.
_SURELY: Final = 0.93
_HEAD_HEIGHT_PT: Final = 40
_NUMBER: Final = 1  # column B; column A holds the identities
_FIRST: Final = 2
# A fixed date: the same part gives the same bytes.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel's own field has no zone


class NothingToHandOutError(UserError):
    """The part has no rows and no form that could take any."""


def write_fill_in(document: PlanDocument, part: Part, path: Path) -> int:
    """Write the rows of `part` to `path` (.xlsx), a sheet for each form that has any, and ผ.02 always.

    The heads are locked without a password: against slips, not against people. Issue, approach, programme and
    agency are chosen from lists. An unseen sheet keeps what was handed out.

    Returns:
        The number of projects handed out.

    Raises:
        NothingToHandOutError: the plan has no such agency or issue.
        ExcelTextTooLongError: a text has more than 32,767 characters.
        TargetError: the disk is full, the file is open elsewhere, the folder is missing or closed.
    """
    from xlsxwriter.workbook import Workbook

    chosen = part.choose(document.projects)
    known = {one.name for one in document.agencies} | {one.agency for one in document.projects}
    if (part.agency and part.agency not in known) or (
        part.issue and part.issue not in {one.uuid for one in document.issues}
    ):
        raise NothingToHandOutError(
            "แผนไม่มีหน่วยงานหรือประเด็นนี้ แผนยังอยู่ครบเหมือนเดิม โปรดเลือกหน่วยงานหรือประเด็นที่มีในแผน"
        )
    by_form = {form: [one for one in chosen if one.form is form] for form in Form}
    by_form = {form: rows for form, rows in by_form.items() if rows or form is Form.P02}
    sent = sent_of(document, part, by_form)
    for row in sent.rows.values():
        for value in row.values():
            if isinstance(value, str) and too_long(value):
                raise ExcelTextTooLongError(str(row.get("title") or value))
    with write_whole(path) as unfinished:
        workbook = Workbook(str(unfinished), {"in_memory": True, **DEFAULTS})
        workbook.set_properties({"title": part.title(document), "created": _CREATED})
        writer = _Writer(workbook, document, part)
        for form, projects in by_form.items():
            writer.write_sheet(form, projects, sent.rows)
        writer.write_lists()
        unseen = workbook.add_worksheet(SHEET)
        unseen.very_hidden()
        for row_number, piece in enumerate(pieces(sent.to_json())):
            unseen.write_string(row_number, 0, piece)
        close_workbook(workbook)
    return len(chosen)


class _Writer:
    def __init__(self, workbook: Workbook, document: PlanDocument, part: Part) -> None:
        self._workbook = workbook
        self._document = document
        self._part = part
        self._choices = choices(document)
        shape = {"font_size": CELL_PT, "valign": "top", "border": 1, "text_wrap": True}
        add = workbook.add_format
        self._open: dict[Kind, Format] = {
            Kind.TEXT: add({**shape, "locked": False, "num_format": "@"}),
            Kind.CHOICE: add({**shape, "locked": False}),
            Kind.MONEY: add({**shape, "locked": False, "num_format": "#,##0", "align": "right"}),
        }
        self._satang = add({**shape, "locked": False, "num_format": "#,##0.00", "align": "right"})
        self._shut = add({**shape, "locked": True, "font_color": "#666666", "bg_color": "#F2F2F2"})
        self._head = add({**shape, "locked": True, "bold": True, "align": "center", "bg_color": "#D9E4F2"})
        self._title = add({"bold": True, "font_size": 18})
        self._note = add({"font_size": CELL_PT})

    def write_sheet(self, form: Form, projects: Sequence[Project], rows: Mapping[str, Row]) -> None:
        sheet = self._workbook.add_worksheet(str(form).replace("/", "-"))
        sheet.hide_gridlines(2)
        listed = columns(self._document, form)
        self._write_heads(sheet, form, listed)
        at = FIRST_ROW - 1
        for number, project in enumerate(projects, start=1):
            self._write_row(sheet, at, project.uuid, str(number), listed, rows[project.uuid])
            at += 1
            for item in project.sub_items:
                self._write_row(sheet, at, item.uuid, "", listed, rows[item.uuid], is_sub_item=True)
                at += 1
        for empty in range(at, at + EMPTY_ROWS):
            self._write_row(sheet, empty, "", "", listed, {})
        for place, column in enumerate(listed, _FIRST):
            source = self._source(column.key)
            if source:
                sheet.data_validation(
                    FIRST_ROW - 1, place, at + EMPTY_ROWS, place,
                    {"validate": "list", "source": source, "show_error": False},
                )  # fmt: skip
        sheet.freeze_panes(HEAD_ROW, _FIRST + 1)
        sheet.protect(
            "",
            {
                "format_rows": True,
                "format_columns": True,
                "sort": True,
                "autofilter": True,
                "insert_rows": True,
            },
        )
        sheet.set_landscape()
        sheet.set_paper(8)  # A3: the columns of a sheet to fill in are wider than a form
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW - 1)

    def _write_heads(self, sheet: Worksheet, form: Form, listed: Sequence[FillInColumn]) -> None:
        document = self._document
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        sheet.set_column(_NUMBER, _NUMBER, 5)
        sheet.write_string(0, _NUMBER, f"{form} {form.purpose}", self._title)
        sheet.write_string(
            1,
            _NUMBER,
            f"{document.plan.title} ({document.plan.period.printed()}) {document.organisation.name} · "
            f"{self._part.title(document)}",
            self._note,
        )
        sheet.write_string(
            2,
            _NUMBER,
            "แก้ในช่องสีขาว เพิ่มรายการใหม่ในแถวว่างด้านล่าง เสร็จแล้วบันทึกและส่งแฟ้มนี้คืนงานแผน (ไม่ต้องแก้หัวตาราง)",
            self._note,
        )
        sheet.set_row(HEAD_ROW - 1, _HEAD_HEIGHT_PT)
        sheet.write_string(HEAD_ROW - 1, _NUMBER, "ที่", self._head)
        for place, column in enumerate(listed, _FIRST):
            sheet.set_column(place, place, column.width)
            sheet.write_string(HEAD_ROW - 1, place, column.title, self._head)
            if column.explanation:
                sheet.write_comment(HEAD_ROW - 1, place, column.explanation, {"x_scale": 1.6})

    def _write_row(
        self,
        sheet: Worksheet,
        at: int,
        uuid: str,
        number: str,
        listed: Sequence[FillInColumn],
        values: Row,
        *,
        is_sub_item: bool = False,
    ) -> None:
        texts = [
            (value, column.width) for column in listed if isinstance(value := values.get(column.key), str)
        ]
        if any(text for text, _ in texts):
            widths = [_millimetres(width) * _SURELY for _, width in texts]
            sheet.set_row(at, row_height_pt([text for text, _ in texts], widths, CELL_PT))
        sheet.write_string(at, 0, uuid)
        sheet.write_string(at, _NUMBER, number, self._shut)
        for place, column in enumerate(listed, _FIRST):
            shut = is_sub_item and not is_of_sub_item(column.key)
            value = values.get(column.key)
            look = self._shut if shut else self._open[column.kind]
            if isinstance(value, int) and value % SATANG_PER_BAHT:
                look = self._satang
            _write_value(sheet, at, place, value, look)

    def write_lists(self) -> None:
        sheet = self._workbook.add_worksheet(_LISTS)
        sheet.hide()
        for place, (key, words) in enumerate(self._choices.items()):
            sheet.write_string(0, place, key)
            for row, word in enumerate(words, start=1):
                sheet.write_string(row, place, word)

    def _source(self, key: str) -> str:
        """Where the words of a drop-down stand; empty for a column without."""
        words = self._choices.get(key)
        if not words:
            return ""
        letter = chr(ord("A") + list(self._choices).index(key))
        return f"='{_LISTS}'!${letter}$2:${letter}${len(words) + 1}"


def _millimetres(digits: float) -> float:
    """A column's width as spreadsheets draw it: digits of 7 pixels and 5 for its edges, 96 to the inch."""
    return (digits * 7 + 5) * 25.4 / 96


def _write_value(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value / SATANG_PER_BAHT, look)
    elif value:
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_blank(row, column, None, look)
