"""What a plan covers of its framework, on one page: heat map by ประเด็น and year, money, gaps, goals."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from reportlab.lib.units import mm

from kkplanner.alignment.coverage import Coverage, coverage
from kkplanner.exchange.pdf.book.charts import HeatMap, Series
from kkplanner.exchange.pdf.book.flow import Words
from kkplanner.exchange.pdf.book.look import NARROW_TABLE_LOOK, BookLook
from kkplanner.exchange.pdf.book.simple_table import SimpleTables
from kkplanner.exchange.pdf.document import FormDocument, LastPage, Margins, PageKind
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.thai.dates import format_date
from kkplanner.thai.digits import DigitStyle, in_style
from kkplanner.thai.money import format_baht
from kkplanner.thai.words import default_segmenter
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from reportlab.platypus import Flowable

    from kkplanner.plan.document import PlanDocument
    from kkplanner.thai.lines import Cutter

TITLE = "ความครอบคลุมประเด็นการพัฒนา"
HEAD = ("ประเด็น", "โครงการ", "งบประมาณ (บาท)", "ร้อยละ", "แนวทางที่ยังไม่มีโครงการ")
TOTAL, UNLINKED, NONE = "รวม", "ยังไม่เชื่อมโยง", "ไม่มี"
HEAT_CAPTION = "จำนวนโครงการที่มีงบประมาณแยกตามประเด็นและปี"

_MARGINS = Margins(20 * mm, 15 * mm, 18 * mm, 16 * mm)


def write_coverage_pdf(
    document: PlanDocument,
    path: Path,
    *,
    digits: DigitStyle = DigitStyle.ARABIC,
    draft: date | None = None,
    font_family: str = OFFICIAL_FAMILY,
    cutter: Cutter | None = None,
) -> int:
    """Write the coverage of the plan to `path` and give the number of pages: one for the PAO's framework.

    The same plan gives the same bytes.

    Args:
        document: the plan.
        path: replaced if it exists.
        digits: of everything printed.
        draft: the day printed under ฉบับร่าง; None: no draft.
        font_family: one of `official_fonts()`.
        cutter: where lines may break; the shared segmenter unless the plan brings words of its own.

    Raises:
        FrameworkNotFoundError: the framework that the plan names is not known here.
        TargetError: the file could not be written; an older one is untouched.
    """
    covered = coverage(document)
    fonts = DocumentFonts(official_fonts()[font_family])
    with write_whole(path) as unfinished, unfinished.open("wb") as target:
        return _build(covered, document, target, digits, draft, fonts, cutter or default_segmenter())


def _build(
    covered: Coverage,
    document: PlanDocument,
    target: IO[bytes],
    digits: DigitStyle,
    draft: date | None,
    fonts: DocumentFonts,
    cutter: Cutter,
) -> int:
    kind = PageKind("portrait", margins=_MARGINS)
    plan = f"{document.plan.title} ({document.plan.period.printed()})"
    made = FormDocument(
        target,
        [kind],
        fonts,
        title=f"{TITLE} {plan}",
        author=document.organisation.name,
        digits=digits,
        draft=draft is not None,
        draft_note=format_date(draft) if draft else "",
    )
    look = BookLook(fonts)
    tables = SimpleTables(fonts, cutter, digits)

    def words(text: str, *, heading: bool = False, after: float = 4.0) -> Flowable:
        style = look.letter_heading if heading else look.note
        return Words(in_style(text, digits), style, cutter, after=after)

    issues = covered.framework.nodes_at("issue")
    series = [
        Series(
            f"{node.code} {node.text}",
            tuple(covered.figures(node.code).projects_by_year[year] for year in covered.years),
        )
        for node in issues
    ]
    rows = _rows(covered)
    table = tables.table(
        HEAD, rows, kind.frame, NARROW_TABLE_LOOK, totals=frozenset({len(rows) - 1}), fill=True
    )
    table.spaceBefore, table.spaceAfter = 14.0, 10.0
    story: list[Flowable] = [
        words(TITLE, heading=True, after=0.0),
        words(f"{plan} {document.organisation.name}", heading=True, after=6.0),
        words(f"{HEAT_CAPTION} ตาม{covered.framework.title}"),
        HeatMap([str(year) for year in covered.years], series, look, cutter, digits),
        table,
        *(words(line) for line in _lines(covered)),
        LastPage(made),
    ]
    made.build(story)
    return int(made.page)


def _rows(covered: Coverage) -> list[list[str]]:
    whole = covered.total.satang
    codes: dict[str, list[str]] = {}
    for node in covered.empty_approaches:
        if node.parent is not None:
            codes.setdefault(node.parent, []).append(node.code)

    def share(satang: int) -> str:
        return f"{100 * satang / whole:.1f}" if whole else "-"

    rows = []
    for node in covered.framework.nodes_at("issue"):
        figures = covered.figures(node.code)
        gaps = ", ".join(codes.get(node.code, ())) or NONE
        money = format_baht(figures.satang) if figures.satang else "-"
        rows.append([f"{node.code} {node.text}", f"{figures.projects:,}", money, share(figures.satang), gaps])
    if covered.unlinked.projects:
        money = format_baht(covered.unlinked.satang)
        rows.append([UNLINKED, f"{covered.unlinked.projects:,}", money, share(covered.unlinked.satang), ""])
    total = covered.total
    gaps = f"{len(covered.empty_approaches):,} แนวทาง" if covered.empty_approaches else NONE
    rows.append([TOTAL, f"{total.projects:,}", format_baht(whole), share(whole), gaps])
    return rows


def _lines(covered: Coverage) -> list[str]:
    worked = [goal.node.code for goal in covered.goals if goal.years]
    lines = []
    if covered.goals:
        named = f" ได้แก่ {', '.join(worked)}" if worked else ""
        lines.append(f"จุดมุ่งหมายที่แผนนี้ร่วมขับเคลื่อน {len(worked):,} จาก {len(covered.goals):,} ข้อ{named}")
    if covered.asked.projects:
        money = format_baht(covered.asked.satang)
        lines.append(
            f"โครงการที่ขอประสานหน่วยงานอื่น (ไม่รวมในตาราง) {covered.asked.projects:,} โครงการ {money} บาท"
        )
    if covered.without_budget:
        lines.append(f"รายการที่ไม่มีงบประมาณในช่วงปีของแผน (ไม่รวมในตาราง) {covered.without_budget:,} รายการ")
    return lines
