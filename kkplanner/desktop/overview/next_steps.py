"""What to do next: a few lines, each with the page that does it. Data in, sentences out; no window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check import Severity
from kkplanner.desktop.pages import page_of
from kkplanner.plan.choosing import is_linked
from kkplanner.plan.narrative_outline import unwritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.alignment.check import CheckResult
    from kkplanner.plan.document import PlanDocument

_MOST: Final = 6
_FINDINGS: Final = {
    Severity.CRITICAL: "แก้ข้อร้ายแรง {count} ข้อ ก่อนส่งแผน",
    Severity.ERROR: "แก้ข้อผิดพลาด {count} ข้อ",
    Severity.WARNING: "ดูข้อที่ควรตรวจ {count} ข้อ",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do.

    Attributes:
        text: Thai, imperative.
        page: key of the page that does it.
        field: for the page, as in `Place`.
    """

    text: str
    page: str
    field: str | None = None


def next_steps(document: PlanDocument, findings: CheckResult | None) -> list[NextStep]:
    """The most pressing things, in the order of the work."""
    steps = [*_beginnings(document), *_gaps(document)]
    if findings is not None:
        for severity, text in _FINDINGS.items():
            count = findings.count(severity)
            if count:
                steps.append(NextStep(text.format(count=f"{count:,}"), "check"))
    return steps[:_MOST] or [NextStep("แผนครบถ้วนแล้ว ดูตัวอย่างก่อนพิมพ์และส่ง อบจ.", "preview")]


def _beginnings(document: PlanDocument) -> Iterator[NextStep]:
    if not document.agencies:
        yield NextStep("ระบุหน่วยงานและหมู่บ้านของ อปท.", "organisation")
    if not document.issues:
        yield NextStep("กำหนดประเด็นการพัฒนา (คัดลอกของ อบจ. ได้ในครั้งเดียว)", "issues")
    if not document.projects:
        yield NextStep("เพิ่มโครงการ: ร่างจากแม่แบบ นำเข้าจาก Excel หรือพิมพ์เอง", "p02")


def _gaps(document: PlanDocument) -> Iterator[NextStep]:
    loose = [one for one in document.projects if not is_linked(one, document.plan.framework)]
    if loose:
        yield NextStep(
            f"เชื่อมโยงหรือยืนยันการเชื่อมโยงกับกรอบของ อบจ. อีก {len(loose):,} รายการ", page_of(loose[0].form)
        )
    penniless = [one for one in document.projects if not any(one.budgets.values())]
    if penniless:
        yield NextStep(f"ใส่งบประมาณอีก {len(penniless):,} รายการ", page_of(penniless[0].form))
    open_needs = [one for one in document.needs if one.project is None and not one.set_aside_reason]
    if open_needs:
        yield NextStep(f"ตอบปัญหาและความต้องการอีก {len(open_needs):,} เรื่อง", "needs")
    missing = unwritten(document)
    if missing:
        yield NextStep(f"หัวข้อในเล่มที่ยังว่าง เขียนเพิ่มได้อีก {len(missing):,} หัวข้อ", f"part{missing[0][0]}")
