"""`kkplanner coverage`: what the plan covers of the PAO's framework, by issue, approach, measure and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.alignment.coverage import Coverage


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("coverage", help="สรุปความครอบคลุมประเด็น แนวทาง และจุดมุ่งหมายของ อบจ.")
    usage.add_workbook(parser)
    parser.add_argument("--pdf", metavar="F", type=Path, help="หน้าเดียวพร้อมแผนภูมิเป็นแฟ้ม PDF")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.alignment.coverage import coverage
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file, read_only=True) as workbook:
        document = workbook.document()
    if options.pdf:
        from kkplanner.exchange.pdf.coverage_pdf import write_coverage_pdf

        write_coverage_pdf(document, options.pdf)
        report.progress(f"PDF    {options.pdf}")
    covered = coverage(document)
    if options.json:
        report.print_json(covered.as_json())
    else:
        for line in _lines(covered):
            report.say(line)
    return 0


def _lines(covered: Coverage) -> list[str]:
    from kkplanner.thai.money import format_baht

    whole = covered.total.satang
    lines = [f"โครงการที่มีงบประมาณ {covered.total.projects:,} โครงการ รวม {format_baht(whole)} บาท"]
    for node in covered.framework.nodes_at("issue"):
        figures = covered.figures(node.code)
        share = 100 * figures.satang / whole if whole else 0
        lines.append(
            f"ประเด็นที่ {node.code} {node.text}: {figures.projects:,} โครงการ "
            f"{format_baht(figures.satang)} บาท (ร้อยละ {share:.1f})"
        )
    if covered.unlinked.projects:
        lines.append(
            f"ยังไม่เชื่อมโยง: {covered.unlinked.projects:,} โครงการ {format_baht(covered.unlinked.satang)} บาท"
        )
    if covered.asked.projects:
        lines.append(
            f"ขอประสานหน่วยงานอื่น (ไม่รวมในยอด): {covered.asked.projects:,} โครงการ "
            f"{format_baht(covered.asked.satang)} บาท"
        )
    if covered.without_budget:
        lines.append(f"ไม่มีงบประมาณในช่วงปีของแผน (ไม่รวมในยอด): {covered.without_budget:,} รายการ")
    lines.append(f"แนวทางที่ยังไม่มีโครงการ {len(covered.empty_approaches)} แนวทาง:")
    lines += [f"  {node.code} {node.text}" for node in covered.empty_approaches]
    contributed = [goal for goal in covered.goals if goal.years]
    lines.append(f"จุดมุ่งหมายของ อบจ. ที่แผนนี้ร่วมขับเคลื่อน {len(contributed)} จาก {len(covered.goals)} ข้อ:")
    lines += [f"  {goal.node.code} ปี {', '.join(map(str, goal.years))}" for goal in contributed]
    return lines
