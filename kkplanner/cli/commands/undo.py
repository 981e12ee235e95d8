"""`kkplanner undo`: take the last operation back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("undo", help="เลิกทำรายการล่าสุด")
    usage.add_workbook(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.workbook import Workbook

    with Workbook.open(options.file) as workbook:
        name = workbook.undo_name
        if workbook.undo() is None:
            report.say("ไม่มีรายการให้เลิกทำ")
        else:
            report.say(f"เลิกทำแล้ว: {name}")
    return 0
