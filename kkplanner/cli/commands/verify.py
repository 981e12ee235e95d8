"""`kkplanner verify`: is this submission package what its sender signed?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.cli import report, usage

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("verify", help="ตรวจชุดแฟ้มส่งแผน: ครบ ไม่ถูกแก้ไข ใครส่ง และยอดตรงกันหรือไม่")
    parser.add_argument("package", metavar="PACKAGE", type=Path, help="ชุดแฟ้ม (.kkp.zip)")
    parser.add_argument(
        "--trust", action="store_true", help="รับผู้ส่งรายนี้แทนรายเดิมของหน่วยงาน หลังจากสอบถามและเทียบลายนิ้วมือแล้ว"
    )
    parser.add_argument("--rebuild", metavar="NEW.kkplan", type=Path, help="สร้างแฟ้มแผนใหม่จากชุดแฟ้ม")
    usage.add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.package import SenderStatus, known_senders, open_package, rebuild
    from kkplanner.exchange.package.report import as_json, lines

    senders = known_senders()
    package = open_package(options.package, senders)
    if options.trust and package.sender is SenderStatus.DIFFERENT:
        senders.remember(package.organisation, package.public_key)
        package = open_package(options.package, senders)
    if options.rebuild:
        rebuild(package, options.rebuild)
        report.progress(f"สร้างแฟ้มแผน {options.rebuild} จากชุดแฟ้มแล้ว")
    if options.json:
        report.print_json(as_json(package))
    else:
        for line in lines(package):
            report.say(line)
    if package.sender is SenderStatus.NEW and package.is_sound:
        senders.remember(package.organisation, package.public_key)
    return 0 if package.is_sound else 1
