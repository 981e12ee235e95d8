"""Amount cells: satang, or what is wrong with the cell said so that the clerk finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Finding, Severity, column_letter, shown
from kkplanner.exchange.excel_in.mark_reading import read_notes
from kkplanner.exchange.excel_in.sheet_cells import CellValue, NoValue
from kkplanner.plan.kinds import MarkKind
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.money import SATANG_PER_BAHT, AmountError, AmountFault, format_baht, parse_baht
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.budget import Budgets

_IDS: Final = {
    AmountFault.TEXT: "import.amount-not-number",
    AmountFault.KIND: "import.amount-not-number",
    AmountFault.LOGICAL: "import.amount-not-number",
    AmountFault.DATE: "import.amount-is-date",
    AmountFault.ERROR_VALUE: "import.amount-error-value",
}


_LONGEST_NOTE: Final = 120
_NO_AMOUNT: Final = frozenset(
    {"0", "ไม่มี", "ไม่มีงบประมาณ", "ไม่ใช้งบ", "ไม่ใช้งบประมาณ", "ไม่ใช้เงิน", "ไม่ได้ใช้งบประมาณ"}
)
_ONE_AMOUNT: Final = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{3,})(?:\.\d{1,2})?")
_OF_SOMETHING: Final = re.compile(
    "ล้าน|แสน|หมื่น|พัน|ละ|ต่อ|/|คน|เมตร|แห่ง|ยกเลิก|ตัดออก|ย้าย|โอน|เดิม|เปลี่ยน|แก้ไข|เพิ่ม|ลด"
)
_LARGEST_IN_UNITS: Final = 10_000_000_000 * SATANG_PER_BAHT
"""No amount of a local plan is larger; in a table of thousands or millions it was typed in baht."""


class UnitDoubtedError(AmountError):
    """A number that the unit of its table makes larger than any project."""

    def __init__(self, value: object, baht_per_unit: int) -> None:
        super().__init__(AmountFault.TOO_LARGE, value)
        self.baht_per_unit = baht_per_unit


@dataclass(slots=True)
class Amounts:
    """The amounts of one row by year (พ.ศ., satang) and the findings of its cells."""

    budgets: Budgets = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)  # years whose cells hold something that is no amount
    remarks: dict[int, str] = field(
        default_factory=dict
    )  # column → a note that stands where an amount should

    @property
    def typed(self) -> bool:
        """Something stands in the amount cells, be it right or wrong, other than notes."""
        return bool(self.budgets) or len(self.findings) > len(self.remarks)


def read_amounts(
    sheet: str, row: int, cells: Mapping[int, CellValue], columns: Mapping[int, int], baht_per_unit: int = 1
) -> Amounts:
    """Read the cells of `columns` (year → column). A cell that is no amount leaves its year blank."""
    amounts = Amounts()
    for year, column in columns.items():
        value = cells.get(column)
        if value is None:
            continue
        try:
            satang = satang_of(value, baht_per_unit)
        except AmountError as fault:
            beside = _beside_text(value, baht_per_unit) if fault.reason is AmountFault.TEXT else None
            if _says_none(value):
                continue
            if beside is not None:
                amounts.budgets[year] = beside
                amounts.remarks[column] = str(value)
                amounts.findings.append(_with_text(sheet, row, column, year, fault, beside))
            elif fault.reason is AmountFault.TEXT and _is_note(value):
                amounts.remarks[column] = str(value)
                amounts.findings.append(_note(sheet, row, column, year, fault))
            else:
                amounts.unread.add(year)
                amounts.findings.append(_finding(sheet, row, column, year, fault))
        else:
            if satang is not None:
                amounts.budgets[year] = satang
    return amounts


def satang_of(value: CellValue, baht_per_unit: int = 1) -> int | None:
    """The satang of one cell whose numbers count `baht_per_unit` baht each.

    Raises:
        AmountError: it holds no amount.
        UnitDoubtedError: it was most likely typed in baht.
    """
    if isinstance(value, NoValue):
        raise AmountError(AmountFault.ERROR_VALUE, value)
    if baht_per_unit == 1:
        return parse_baht(value)
    if isinstance(value, str):
        try:
            value = Decimal(to_arabic(value).replace(",", "").strip())
        except InvalidOperation:
            return parse_baht(value)
    elif isinstance(value, float):
        value = Decimal(str(value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        satang = parse_baht(value * baht_per_unit)
        if satang is not None and satang > _LARGEST_IN_UNITS:
            raise UnitDoubtedError(value, baht_per_unit)
        return satang
    return parse_baht(value)


def _says_none(value: CellValue) -> bool:
    return isinstance(value, str) and same_text_key(value).strip("()-*") in _NO_AMOUNT


def _beside_text(value: CellValue, baht_per_unit: int) -> int | None:
    """The one amount of a cell that also says where the money comes from: "500,000 (เงินอุดหนุน)".

    Nothing is guessed: there must be one number, of a thousand or more and no year, and the rest must be set in
    brackets or name a source.
    """
    if not isinstance(value, str) or len(value) > _LONGEST_NOTE:
        return None
    text = to_arabic(value)
    numbers = re.findall(r"\d[\d,.]*", text)
    if len(numbers) != 1 or not _ONE_AMOUNT.fullmatch(numbers[0].rstrip(".,")):
        return None
    number = numbers[0].rstrip(".,")
    rest = " ".join(text.replace(number, " ", 1).replace("บาท", " ").split()).strip(" .,-")
    bracketed = re.fullmatch(r"\([^()]*\)", rest) is not None
    source = any(note.kind is MarkKind.BUDGET_SOURCE for note in read_notes(rest))
    if _OF_SOMETHING.search(rest) or not (bracketed or source) or (len(number) == 4 and number[0] == "2"):
        return None
    try:
        return satang_of(number, baht_per_unit)
    except AmountError:
        return None


def _with_text(sheet: str, row: int, column: int, year: int, fault: AmountError, satang: int) -> Finding:
    told = f"มีข้อความ “{shown(fault.value)}” จึงอ่านจำนวนเงินเป็น {format_baht(satang)} บาทและเก็บข้อความเป็นประวัติของโครงการ โปรดตรวจ"
    return _of_cell("import.amount-beside-text", Severity.WARNING, (sheet, row, column, year), fault, told)


def _is_note(value: CellValue) -> bool:
    """Clerks type a stamp ("ย้ายไปแผนงานการศึกษา") into the cells that it makes void."""
    return (
        isinstance(value, str)
        and len(value) <= _LONGEST_NOTE
        and any(note.kind is not MarkKind.FORM_NUMBER for note in read_notes(value))
    )


def _note(sheet: str, row: int, column: int, year: int, fault: AmountError) -> Finding:
    told = f"มีข้อความ “{shown(fault.value)}” แทนจำนวนเงิน จึงเก็บเป็นประวัติของโครงการและเว้นปีนี้ว่างไว้"
    return _of_cell("import.amount-is-note", Severity.WARNING, (sheet, row, column, year), fault, told)


def _finding(sheet: str, row: int, column: int, year: int, fault: AmountError) -> Finding:
    if isinstance(fault.value, NoValue):
        finding_id = "import.amount-formula-without-value"
        reason = "เป็นสูตรที่ยังไม่มีผลคำนวณ โปรดเปิดแฟ้มด้วย Excel บันทึก แล้วนำเข้าใหม่"
    elif isinstance(fault, UnitDoubtedError):
        finding_id = "import.amount-unit-doubted"
        reason = f"“{shown(fault.value)}” คูณด้วยหน่วยของตาราง ({fault.baht_per_unit:,} บาท) แล้วมากเกินกว่าจะเป็นงบประมาณ น่าจะพิมพ์เป็นบาท"
    else:
        finding_id = _IDS.get(fault.reason, f"import.amount-{fault.reason}")
        reason = f"“{shown(fault.value)}” {fault.reason.explanation}"
    told = f"{reason} (รายการใหม่เว้นปีนี้ว่างไว้ รายการเดิมในแผนคงยอดเดิม)"
    return _of_cell(finding_id, Severity.ERROR, (sheet, row, column, year), fault, told)


def _of_cell(
    finding_id: str, severity: Severity, place: tuple[str, int, int, int], fault: AmountError, told: str
) -> Finding:
    """What is told of the cell of a year's amount; `place` is its sheet, row, column and year."""
    sheet, row, column, year = place
    letter = column_letter(column)
    return Finding(
        severity=severity,
        id=finding_id,
        sheet=sheet,
        row=row,
        column=letter,
        value=shown(fault.value),
        message=f"ช่อง {letter}{row} งบประมาณปี {year}: {told}",
    )
