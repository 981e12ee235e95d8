"""`kkplanner export --package`: the submission package, and the sheet that is printed to go with it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kkplanner.cli import report
from kkplanner.errors import WrongUsageError

if TYPE_CHECKING:
    import argparse

    from kkplanner.plan.document import PlanDocument


class WithoutPackageError(WrongUsageError):
    """An option that only a package has."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of a package, in a group of their own."""
    group = parser.add_argument_group("ชุดแฟ้มส่ง อบจ.")
    group.add_argument("--package", metavar="F.kkp.zip", type=Path, help="ชุดแฟ้มส่ง อบจ. พร้อมลายมือชื่อ")
    group.add_argument("--reason", metavar="TEXT", default="", help="เหตุผลที่ส่งทั้งที่ผลการตรวจยังมีข้อผิดพลาด")
    group.add_argument("--cover-sheet", metavar="F", type=Path, help="ใบปะหน้าของชุดแฟ้มเป็น PDF สำหรับพิมพ์")


def require_sense(options: argparse.Namespace) -> None:
    """Refuse what means nothing without `--package`.

    Raises:
        WithoutPackageError: `--reason` or `--cover-sheet` alone.
    """
    if options.package is None and (options.reason or options.cover_sheet):
        raise WithoutPackageError(
            "--reason และ --cover-sheet ใช้กับชุดแฟ้มส่ง อบจ. เท่านั้น จึงยังไม่ได้เขียนแฟ้มใด กรุณาระบุ --package พร้อมชื่อแฟ้มด้วย"
        )


def run(document: PlanDocument, settings: dict[str, Any], options: argparse.Namespace) -> int:
    """Write the package and say what a clerk must know before pulling the stick; 1 when the check stops it."""
    from kkplanner.exchange.package import SubmissionRefusedError, write_package
    from kkplanner.exchange.package.members import COVER
    from kkplanner.thai.digits import DigitStyle
    from kkplanner.whole_file import write_whole

    try:
        sent = write_package(
            document,
            settings,
            options.package,
            reason=options.reason,
            layout=options.layout,
            digits=DigitStyle(options.digits),
            progress=_Told(),
        )
    except SubmissionRefusedError as refused:
        report.complain(refused.sentence)
        return 1
    if options.cover_sheet:
        with write_whole(options.cover_sheet) as unfinished:
            unfinished.write_bytes(sent.package.members[COVER])
        report.say(f"ใบปะหน้า {options.cover_sheet}")
    report.say(f"ชุดแฟ้ม {sent.delivered.path} ({sent.delivered.size:,} ไบต์)")
    report.say(f"รหัสแผน {sent.package.short_code}")
    report.say(f"ลายนิ้วมือผู้ส่ง {sent.package.fingerprint}")
    report.say(sent.delivered.sentence)
    return 0


class _Told:
    """Each stage once; on a terminal with per cent."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= of else ""
            print(f"\r{what} {100 * done // of}%\033[K", end=end, file=sys.stderr, flush=True)
        elif what != self._last:
            report.progress(f"{what} …")
        self._last = what
