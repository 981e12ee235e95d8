"""`kkplanner suggest`: where a project belongs in the framework, and the words that say so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.alignment import Ranking

FRAMEWORK = "kkpao-2571"
_WAYS = {"text": "ตรงกับข้อความของกรอบ", "vocabulary": "ตรงกับคลังคำ", "plan": "คล้ายโครงการที่ยืนยันแล้ว"}


class NoTitleError(usage.WrongUsageError):
    """Neither a text nor a table of titles was given, or both."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("suggest", help="เสนอแนวทางการพัฒนาของ อบจ. ที่โครงการสอดคล้อง พร้อมเหตุผล")
    parser.add_argument("text", metavar="ข้อความ", nargs="?", help="ชื่อโครงการ")
    parser.add_argument("--titles", metavar="FILE.tsv", type=Path, help="ตารางที่มีคอลัมน์ title")
    parser.add_argument("--top", metavar="N", type=int, default=5, help="จำนวนข้อเสนอต่อโครงการ")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.alignment import Suggester
    from kkplanner.cli.titles_table import read_titles
    from kkplanner.framework import load

    if (options.text is None) == (options.titles is None):
        raise NoTitleError("กรุณาระบุชื่อโครงการหนึ่งข้อความ หรือ --titles พร้อมแฟ้มตาราง อย่างใดอย่างหนึ่ง")
    rows = [{"title": options.text}] if options.titles is None else read_titles(options.titles)
    suggester = Suggester(load(FRAMEWORK))
    rankings = [suggester.rank(row["title"], top=max(1, options.top)) for row in rows]
    if options.json:
        report.print_json([{**row, **ranking.as_json()} for row, ranking in zip(rows, rankings, strict=True)])
        return 0
    for ranking in rankings:
        _tell(ranking)
    return 0


def _tell(ranking: Ranking) -> None:
    report.say(f"{ranking.title}{'  (ไม่แน่ใจ)' if ranking.uncertain else ''}")
    for one in ranking.suggestions:
        report.say(f"  {one.code:<5} {one.confidence:>4.0%}  {one.text}  ({one.measure})")
        for reason in one.reasons:
            report.say(f"         “{reason.word}” {_WAYS[reason.by]} “{reason.met}”")
