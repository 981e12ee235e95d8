"""`kkplanner frameworks`: the policy frameworks that the program knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("frameworks", help="รายชื่อกรอบนโยบายและแผนที่โปรแกรมรู้จัก")
    parser.add_argument("--show", metavar="ID", help="แสดงกรอบหนึ่งทั้งฉบับ")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.framework import listing, shown

    if options.show:
        usage.require_framework(options.show)
        framework = shown(options.show)
        if options.json:
            report.print_json(framework)
            return 0
        report.say(f"{framework['title']} ({framework['id']})")
        for node in framework["nodes"]:
            report.say(f"{node['code']:<8} {node['text']}")
        return 0
    frameworks = listing()
    if options.json:
        report.print_json(frameworks)
        return 0
    for framework in frameworks:
        counts = " · ".join(f"{level['name']} {level['count']}" for level in framework["levels"])
        report.say(f"{framework['id']:<20} {framework['title']}\n{'':<20} {counts}")
    return 0
