"""Amount cells: satang, or what is wrong with the cell said so that the clerk finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.findings import Finding, Severity, column_letter, shown
from kkplanner.exchange.excel_in.sheet_cells import CellValue, NoValue
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.money import AmountError, AmountFault, parse_baht

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


@dataclass(slots=True)
class Amounts:
    """The amounts of one row by year (พ.ศ., satang) and the findings of its cells."""

    budgets: Budgets = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def typed(self) -> bool:
        """Something stands in the amount cells, be it right or wrong."""
        return bool(self.budgets or self.findings)


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
            amounts.findings.append(_finding(sheet, row, column, year, fault))
        else:
            if satang is not None:
                amounts.budgets[year] = satang
    return amounts


def satang_of(value: CellValue, baht_per_unit: int = 1) -> int | None:
    """The satang of one cell whose numbers count `baht_per_unit` baht each.

    Raises:
        AmountError: it holds no amount.
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
        return parse_baht(value * baht_per_unit)
    return parse_baht(value)


def _finding(sheet: str, row: int, column: int, year: int, fault: AmountError) -> Finding:
    letter = column_letter(column)
    if isinstance(fault.value, NoValue):
        finding_id = "import.amount-formula-without-value"
        reason = "เป็นสูตรที่ยังไม่มีผลคำนวณ โปรดเปิดแฟ้มด้วย Excel บันทึก แล้วนำเข้าใหม่"
    else:
        finding_id = _IDS.get(fault.reason, f"import.amount-{fault.reason}")
        reason = f"“{shown(fault.value)}” {fault.reason.explanation}"
    return Finding(
        severity=Severity.ERROR,
        id=finding_id,
        sheet=sheet,
        row=row,
        column=letter,
        value=shown(fault.value),
        message=f"ช่อง {letter}{row} งบประมาณปี {year}: {reason} (นำเข้าแถวนี้โดยเว้นปีนี้ว่างไว้)",
    )
