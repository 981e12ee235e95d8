"""`kkplanner redo`: do again what was taken back last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("redo", help="ทำซ้ำรายการที่เลิกทำ")
    usage.add_workbook(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file) as workbook:
        name = workbook.redo_name
        if workbook.redo() is None:
            report.say("ไม่มีรายการให้ทำซ้ำ")
        else:
            report.say(f"ทำซ้ำแล้ว: {name}")
    return 0
