"""Arguments that several commands share, and the fault of naming something that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.errors import UserError

if TYPE_CHECKING:
    import argparse


class WrongUsageError(UserError):
    """An argument names something that does not exist; nothing was done."""

    is_wrong_usage = True


def add_workbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.kkplan", type=Path, help="แฟ้มแผน")


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="พิมพ์ผลเป็น JSON หนึ่งฉบับ")
