"""Read a workbook that came back from a division."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.carried import is_uuid
from kkplanner.exchange.excel_in.errors import BookError
from kkplanner.exchange.excel_in.findings import Finding, Severity, column_letter, shown
from kkplanner.exchange.excel_in.guard import DEFAULT_LIMITS, guarded
from kkplanner.exchange.excel_in.sheet_cells import read_sheets
from kkplanner.exchange.fill_in.fields import read_value
from kkplanner.exchange.fill_in.sent import FIRST_ROW, HEAD_ROW, SHEET, Sent, SentError, sent_from_json
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import AmountError
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kkplanner.exchange.excel_in.guard import Limits
    from kkplanner.exchange.excel_in.sheet_cells import SheetCells
    from kkplanner.exchange.fill_in.sent import Row

_FIRST: Final = 3  # column C; A holds the identities, B the numbers
_SHIFTED: Final = (_FIRST - 1, _FIRST - 2)  # without one or both of those


class NotFillInError(BookError):
    """An Excel file, but none that was handed out for filling in."""

    sentence_of_kind = (
        "แฟ้ม “{name}” ไม่ใช่แฟ้มที่ทำจากคำสั่งทำแฟ้มให้กองกรอก หรือข้อมูลที่ซ่อนไว้ถูกลบ แผนยังอยู่ครบเหมือนเดิม "
        "ถ้าเป็นแฟ้มแผนเดิม โปรดใช้คำสั่งนำเข้าจาก Excel"
    )


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row that holds something. `values` lacks a cell that could not be read; it is a finding."""

    form: Form
    row: int
    uuid: str  # "" for a row that was not handed out, or that lost its identity
    values: Row
    likeness: float = 1.0  # 0-1; how sure the identity is, see `identifying`


@dataclass(slots=True)
class Returned:
    """The workbook as it came back."""

    name: str
    sent: Sent
    rows: list[ReturnedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_fill_in(path: Path, limits: Limits = DEFAULT_LIMITS) -> Returned:
    """Read a workbook that `write_fill_in` made, however it was filled in meanwhile.

    Raises:
        NotFillInError: it was not made by `write_fill_in`, or what it carries unseen was lost.
        BookError: the file as a whole cannot be read; one of its kinds, by what is wrong.
    """
    with guarded(path, limits) as archive:
        sheets = {cells.name: cells for cells in read_sheets(path, archive, limits)}
    unseen = sheets.get(SHEET)
    if unseen is None:
        raise NotFillInError(path.name)
    text = "".join(str(cell) for row in sorted(unseen.rows) for cell in unseen.rows[row].values())
    try:
        sent = sent_from_json(text)
    except SentError as fault:
        raise NotFillInError(path.name) from fault
    returned = Returned(path.name, sent)
    for form in Form:
        cells = sheets.get(str(form).replace("/", "-"))
        keys = sent.sheets.get(str(form))
        if cells is not None and keys is not None:
            _read_sheet(cells, form, keys, returned)
        elif keys is not None:
            returned.findings.append(
                Finding(
                    severity=Severity.ERROR,
                    id="fill-in.sheet-missing",
                    message=f"ไม่พบแผ่นงาน {form} ในแฟ้มที่ส่งคืน รายการของแผ่นนั้นในแผนไม่เปลี่ยน",
                )
            )
    return returned


def _read_sheet(cells: SheetCells, form: Form, keys: tuple[str, ...], returned: Returned) -> None:
    first = _first_column(cells, form, returned)
    if not first:
        return
    seen: set[str] = set()
    for number in sorted(cells.rows):
        if number < FIRST_ROW:
            continue
        row = cells.rows[number]
        values = _values(row, dict(enumerate(keys, first)), cells.name, number, returned)
        uuid = str(row.get(1, "")) if first == _FIRST else ""
        uuid = uuid if is_uuid(uuid) else ""
        if uuid in seen:
            returned.findings.append(
                Finding(
                    severity=Severity.NOTE,
                    id="fill-in.row-copied",
                    message="แถวนี้คัดลอกมาจากแถวอื่น จึงถือเป็นรายการใหม่",
                    sheet=cells.name,
                    row=number,
                )
            )
            uuid = ""
        if uuid:
            seen.add(uuid)
        if uuid or any(value not in (None, "") for value in values.values()):
            returned.rows.append(ReturnedRow(form, number, uuid, values))


def _first_column(cells: SheetCells, form: Form, returned: Returned) -> int:
    """Where the columns begin, all of them as they were handed out; else 0, nothing of the sheet is read, and told."""
    heads = cells.rows.get(HEAD_ROW, {})
    expected = tuple(map(normalise, returned.sent.heads.get(str(form), ())))
    for first in (_FIRST, *_SHIFTED):
        found = (normalise(str(heads.get(place, ""))) for place in range(first, first + len(expected)))
        if tuple(found) == expected:
            return first
    returned.findings.append(
        Finding(
            severity=Severity.ERROR,
            id="fill-in.heads-changed",
            message=f"หัวตารางของแผ่นงาน {cells.name} ถูกย้ายหรือแก้ จึงไม่ได้อ่านแผ่นนี้และรายการในแผนไม่เปลี่ยน "
            "โปรดย้ายคอลัมน์กลับตามเดิม หรือทำแฟ้มให้กองกรอกใหม่",
            sheet=cells.name,
            row=HEAD_ROW,
        )
    )
    return 0


def _values(
    row: Mapping[int, object], keys: Mapping[int, str], sheet: str, number: int, returned: Returned
) -> Row:
    values: Row = {}
    for place, key in keys.items():
        cell = row.get(place)
        try:
            values[key] = read_value(key, cell)
        except AmountError as error:
            returned.findings.append(
                Finding(
                    severity=Severity.ERROR,
                    id="fill-in.amount",
                    message=error.sentence,
                    sheet=sheet,
                    row=number,
                    column=column_letter(place),
                    value=shown(cell),
                )
            )
    return values
