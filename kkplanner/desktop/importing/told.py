"""What the lists of the import dialog say, in the clerk's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.desktop.listing import ListColumn
from kkplanner.exchange.excel_in.findings import Severity
from kkplanner.exchange.excel_in.report import Action, PairedBy
from kkplanner.plan.budget import total
from kkplanner.plan.record_names import project_field
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.exchange.excel_in.findings import Finding
    from kkplanner.exchange.excel_in.marks import PlacedBox
    from kkplanner.exchange.excel_in.report import ImportReport, RowReport, SheetReport
    from kkplanner.plan.model import Project

SEVERITIES: Final = {
    Severity.CRITICAL: "✖ ร้ายแรง",
    Severity.ERROR: "● ผิดพลาด",
    Severity.WARNING: "▲ ควรตรวจ",
    Severity.NOTE: "○ หมายเหตุ",
}
ACTIONS: Final = {
    Action.ADDED: "+ เพิ่มใหม่",
    Action.CHANGED: "✎ แก้ของเดิม",
    Action.UNCHANGED: "= เหมือนเดิม",
    Action.SKIPPED: "– ไม่นำเข้า",
}
_PAIRED: Final = {
    PairedBy.NOTHING: "",
    PairedBy.UUID: "รหัสในแฟ้ม",
    PairedBy.SAME: "ข้อความตรงกัน",
    PairedBy.CHOICE: "เลือกเอง",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of one sheet, and what its own foot or ผ.01 has against it."""

    sheet: str
    year: str
    amount: str


def pairing(row: RowReport) -> str:
    """Which project of the plan a row is taken for, and why."""
    if row.before is None:
        return ""
    why = _PAIRED.get(row.paired_by) or f"คล้ายกัน {row.likeness:.0%}"
    return f"{row.before.title} ({why})"


def changed(row: RowReport) -> str:
    """What differs from the plan, or why the row is passed by."""
    return row.reason or ", ".join(_field(name) for name in row.changed)


def before_and_after(row: RowReport) -> Iterable[tuple[str, str, str]]:
    """(field, as the plan has it, as the file has it) of every field that the import changes."""
    for name in row.changed:
        yield _field(name), _value(row.before, name), _value(row.project, name)


def _field(name: str) -> str:
    return project_field("budgets" if name == "own_budgets" else name)


def _value(project: Project | None, name: str) -> str:
    value = getattr(project, name, "")
    if isinstance(value, Mapping):
        return " · ".join(f"{year}: {format_baht(amount)}" for year, amount in value.items())
    if isinstance(value, tuple):
        return "\n".join(str(getattr(one, "text", "") or getattr(one, "code", "")) for one in value)
    return str(value if value is not None else "")


def _amount(row: RowReport) -> str:
    return format_baht(total(row.project.budgets)) if row.project else ""


def _form(sheet: SheetReport) -> str:
    return sheet.form or "ไม่ใช่แบบโครงการ"


SHEET_COLUMNS: Final[tuple[ListColumn[SheetReport], ...]] = (
    ListColumn("แผ่นงาน", lambda one: one.name, 190),
    ListColumn("ถือเป็น", _form, 70),
    ListColumn("นำเข้า", lambda one: f"{one.imported:,}", 55, is_number=True),
    ListColumn("ข้าม", lambda one: f"{len(one.skipped_rows):,}", 45, is_number=True),
    ListColumn("เพราะ", lambda one: one.reason, 150),
)
ROW_COLUMNS: Final[tuple[ListColumn[RowReport], ...]] = (
    ListColumn("ผล", lambda one: ACTIONS[one.action], 110),
    ListColumn("แผ่นงาน", lambda one: one.sheet, 120),
    ListColumn("แถว", lambda one: str(one.row), 45, is_number=True),
    ListColumn("โครงการในแฟ้ม", lambda one: one.title, 270),
    ListColumn("รวม (บาท)", _amount, 95, is_number=True),
    ListColumn("โครงการเดิมในแผน", pairing, 220),
    ListColumn("ต่างกันที่ / เหตุผล", changed, 200),
)
FINDING_COLUMNS: Final[tuple[ListColumn[Finding], ...]] = (
    ListColumn("ระดับ", lambda one: SEVERITIES[one.severity], 100),
    ListColumn("แผ่นงาน", lambda one: one.sheet or "", 120),
    ListColumn("ช่อง", lambda one: f"{one.column or ''}{one.row or ''}", 60),
    ListColumn("ข้อความ", lambda one: one.message, 520),
    ListColumn("ค่าในช่อง", lambda one: one.value or "", 140),
)
SUM_COLUMNS: Final[tuple[ListColumn[Sum], ...]] = (
    ListColumn("แผ่นงาน", lambda one: one.sheet, 220),
    ListColumn("ปี", lambda one: one.year, 70),
    ListColumn("รวมจากแถว (บาท)", lambda one: one.amount, 150, is_number=True),
)
BOX_COLUMNS: Final[tuple[ListColumn[PlacedBox], ...]] = (
    ListColumn("ใช้", lambda one: "✓ ใช้แล้ว" if one.use.is_used else "✖ ไม่ได้ใช้", 85),
    ListColumn("แผ่นงาน", lambda one: one.box.sheet, 130),
    ListColumn("ช่อง", lambda one: one.box.cell, 55),
    ListColumn("ข้อความในกล่อง", lambda one: " ".join(one.box.text.split()), 330),
    ListColumn("ผล", lambda one: str(one.use), 220),
    ListColumn("แถว", lambda one: ", ".join(map(str, one.rows)), 90),
)


def sums(report: ImportReport) -> list[Sum]:
    """The sum of every sheet by year, as its rows give it; what foot and ผ.01 say otherwise is a finding."""
    return [
        Sum(sheet.name, str(year), f"{amount:,}")
        for sheet in report.sheets
        for year, amount in sheet.baht_by_year.items()
        if amount
    ]


def summary(report: ImportReport) -> str:
    """The import in one line."""
    counts = ", ".join(
        f"{SEVERITIES[severity]} {number:,}"
        for severity in Severity
        if (number := sum(1 for one in report.findings if one.severity is severity))
    )
    return (
        f"เพิ่ม {report.added:,} · แก้ {report.updated:,} · มีอยู่แล้ว {report.already_there:,} รายการ · "
        f"รวม {report.total_baht:,} บาท" + (f" · {counts}" if counts else "")
    )
