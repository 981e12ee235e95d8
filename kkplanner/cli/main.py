"""Find the command, run it, turn faults into one sentence and an exit status."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

from kkplanner import __version__
from kkplanner.cli import report
from kkplanner.cli.commands import COMMANDS
from kkplanner.crash_report import record_crash
from kkplanner.errors import UserError, WrongUsageError
from kkplanner.start_up import speak_utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE = 0
FINDINGS = 1
WRONG_USAGE = 2
UNREADABLE = 3
FAULT_OF_OURS = 70


class _ThaiParser(argparse.ArgumentParser):
    """argparse says what it expected in English; the sentence around it is the clerk's."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"คำสั่งไม่ถูกต้อง ยังไม่ได้ทำสิ่งใด กรุณาดูวิธีใช้ด้วย {self.prog} --help ({message})\n")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line; documentation and its test read it from here."""
    parser = _ThaiParser(
        prog="kkplanner", description="จัดทำ ตรวจ และส่งออกแผนพัฒนาท้องถิ่นห้าปี โดยไม่ต้องต่ออินเทอร์เน็ต"
    )
    parser.add_argument("--version", action="version", version=f"kkplanner {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="คำสั่ง", parser_class=_ThaiParser)
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    speak_utf8()
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    try:
        status: int = options.run(options)
    except UserError as error:
        report.complain(error.sentence)
        return WRONG_USAGE if isinstance(error, WrongUsageError) else UNREADABLE
    except KeyboardInterrupt:
        report.complain("ยกเลิกแล้ว งานที่ยังไม่เสร็จไม่ถูกบันทึก")
        return UNREADABLE
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; what is left to write goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 — the last net: a bug is logged with its traceback, the clerk gets a sentence
        report.complain(record_crash(options.command, traceback.format_exc()))
        return FAULT_OF_OURS
    return status
