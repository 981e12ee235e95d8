"""The annex of what the people asked for."""

from __future__ import annotations

from pathlib import Path

from drafting_plan import new_plan

from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.forms.needs_annex import needs_annex
from kkplanner.plan.model import Need, Project

ROAD = Project(uuid="p", title="ก่อสร้างถนน", own_budgets={2571: 5_00, 2573: 5_00, 2580: 5_00})
PLAN = new_plan(
    projects=(ROAD, Project(uuid="q", title="ขุดสระ")),
    needs=(
        Need(uuid="a", text="ถนนเป็นหลุม", place="หมู่ที่ 1", raised_by="ผู้ใหญ่บ้าน", priority=1, project="p"),
        Need(uuid="b", text="ขาดน้ำ", project="q"),
        Need(uuid="c", text="ขอสะพาน", set_aside_reason="เกินศักยภาพ"),
        Need(uuid="d", text="ขอศาลา", set_aside_reason="เพราะไม่มีที่ดิน"),
        Need(uuid="e", text="ไฟดับ", project="gone"),
    ),
)


def test_a_plan_without_needs_has_no_annex() -> None:
    assert needs_annex(new_plan()) is None


def test_each_need_has_its_answer() -> None:
    annex = needs_annex(PLAN)
    assert annex is not None
    assert annex.title_lines[0] == "บัญชีปัญหาและความต้องการของประชาชน"
    assert [cell.text.replace("\n", "") for cell in annex.head] == [
        "ที่",
        "ปัญหา/ความต้องการ",
        "พื้นที่",
        "ผู้เสนอ",
        "ลำดับความสำคัญ",
        "โครงการที่รองรับ/เหตุผล",
    ]
    assert sum(column.width_mm for column in annex.columns) == 277
    assert [row.cells for row in annex.rows] == [
        (1, "ถนนเป็นหลุม", "หมู่ที่ 1", "ผู้ใหญ่บ้าน", "1", "ก่อสร้างถนน (แบบ ผ.02 ปี 2571, 2573)"),
        (2, "ขาดน้ำ", "-", "-", "-", "ขุดสระ (แบบ ผ.02 ยังไม่ได้ตั้งงบประมาณ)"),
        (3, "ขอสะพาน", "-", "-", "-", "ไม่ได้บรรจุในแผน เนื่องจากเกินศักยภาพ"),
        (4, "ขอศาลา", "-", "-", "-", "ไม่ได้บรรจุในแผน เพราะไม่มีที่ดิน"),
        (5, "ไฟดับ", "-", "-", "-", "อยู่ระหว่างพิจารณา"),
    ]


def test_it_prints(tmp_path: Path) -> None:
    annex = needs_annex(PLAN)
    assert annex is not None
    assert write_forms_pdf([annex], tmp_path / "n.pdf", title="แผน", author="อบต.", page_totals=False) == 1
    assert (tmp_path / "n.pdf").read_bytes().startswith(b"%PDF")
