"""`kkplanner suggest`: where a project belongs in the framework, and the words that say so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.alignment import Ranking, Suggester
    from kkplanner.alignment.suggest_upward import UpwardSuggestion
    from kkplanner.framework.crosswalk import Crosswalk

    Upward = dict[str, tuple[UpwardSuggestion, ...]]

FRAMEWORK = "kkpao-2571"
_WAYS = {"text": "ตรงกับข้อความของกรอบ", "vocabulary": "ตรงกับคลังคำ", "plan": "คล้ายโครงการที่ยืนยันแล้ว"}


class NoTitleError(usage.WrongUsageError):
    """Neither a text nor a table of titles was given, or both."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("suggest", help="เสนอแนวทางการพัฒนาของ อบจ. ที่โครงการสอดคล้อง พร้อมเหตุผล")
    parser.add_argument("text", metavar="ข้อความ", nargs="?", help="ชื่อโครงการ")
    parser.add_argument("--titles", metavar="FILE.tsv", type=Path, help="ตารางที่มีคอลัมน์ title")
    parser.add_argument("--top", metavar="N", type=int, default=5, help="จำนวนข้อเสนอต่อโครงการ")
    parser.add_argument(
        "--upward", action="store_true", help="เสนอแผนระดับที่สูงขึ้นไปด้วย (จังหวัด กลุ่มจังหวัด ภาค ชาติ SDGs)"
    )
    parser.add_argument("--plan", metavar="FILE.kkplan", type=Path, help="เรียนรู้จากความเชื่อมโยงที่ยืนยันแล้วในแผนนี้")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.cli.titles_table import read_titles

    if (options.text is None) == (options.titles is None):
        raise NoTitleError("กรุณาระบุชื่อโครงการหนึ่งข้อความ หรือ --titles พร้อมแฟ้มตาราง อย่างใดอย่างหนึ่ง")
    if options.top < 1:
        raise usage.WrongUsageError(f"--top {options.top} ไม่ใช่จำนวนข้อเสนอ จึงยังไม่ได้ทำสิ่งใด กรุณาระบุตั้งแต่ 1 ขึ้นไป")
    rows = [{"title": options.text}] if options.titles is None else read_titles(options.titles)
    suggester, crosswalks = _prepared(options.plan)
    rankings = [suggester.rank(row["title"], top=options.top) for row in rows]
    upward = [_upward(ranking, crosswalks) if options.upward else {} for ranking in rankings]
    if options.json:
        report.print_json(
            [
                {**row, **ranking.as_json(), **({"upward": _upward_json(above)} if options.upward else {})}
                for row, ranking, above in zip(rows, rankings, upward, strict=True)
            ]
        )
        return 0
    for ranking, above in zip(rankings, upward, strict=True):
        _tell(ranking, above)
    return 0


def _prepared(plan: Path | None) -> tuple[Suggester, tuple[Crosswalk, ...] | None]:
    """The suggester, and the crosswalks as decided in the plan; without a plan the shipped ones."""
    from kkplanner.alignment import Suggester
    from kkplanner.alignment.confirmed import confirmed_projects
    from kkplanner.framework import load
    from kkplanner.plan.crosswalk_choice import chosen_crosswalks
    from kkplanner.workbook import Workbook

    framework = load(FRAMEWORK)
    if plan is None:
        return Suggester(framework), None
    with Workbook.open(plan, read_only=True) as workbook:
        document = workbook.document()
    confirmed = confirmed_projects(document.projects, FRAMEWORK)
    return Suggester(framework, confirmed=confirmed), chosen_crosswalks(document)


def _upward(ranking: Ranking, crosswalks: tuple[Crosswalk, ...] | None) -> Upward:
    from kkplanner.alignment.suggest_upward import suggest_upward

    return suggest_upward(ranking.title, ranking, FRAMEWORK, crosswalks=crosswalks)


def _upward_json(above: Upward) -> dict[str, list[dict[str, Any]]]:
    return {framework: [one.as_json() for one in found] for framework, found in above.items()}


def _tell(ranking: Ranking, above: Upward) -> None:
    from kkplanner.framework import load

    report.say(f"{ranking.title}{'  (ไม่แน่ใจ)' if ranking.uncertain else ''}")
    for one in ranking.suggestions:
        report.say(f"  {one.code:<5} {one.confidence:>4.0%}  {one.text}  ({one.measure})")
        for reason in one.reasons:
            report.say(f"         “{reason.word}” {_WAYS[reason.by]} “{reason.met}”")
    for framework, found in above.items():
        report.say(f"  {load(framework).short_title}")
        for node in found:
            report.say(f"    {node.code:<5} {node.text}")
            report.say(f"          {node.reasons[-1]}")
