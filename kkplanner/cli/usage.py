"""Arguments that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.errors import WrongUsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


__all__ = [
    "SameTargetError",
    "UnknownNameError",
    "WrongUsageError",
    "add_json",
    "add_workbook",
    "require_distinct",
    "require_framework",
]


class UnknownNameError(WrongUsageError):
    """An option names something that there is not."""


class SameTargetError(WrongUsageError):
    """Two options name the same file; the later would replace the earlier."""


def add_workbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.kkplan", type=Path, help="แฟ้มแผน")


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="พิมพ์ผลเป็น JSON หนึ่งฉบับ")


def require_framework(framework_id: str) -> None:
    """Let only the id of a framework pass that the program has.

    Raises:
        UnknownNameError: it has none of that id.
    """
    from kkplanner.framework import available

    known = available()
    if framework_id not in known:
        raise UnknownNameError(
            f"ไม่มีกรอบการพัฒนารหัส “{framework_id}” จึงยังไม่ได้ทำสิ่งใด กรุณาเลือกจาก {', '.join(known)}"
        )


def require_distinct(targets: Mapping[str, Path | None]) -> None:
    """Refuse to write two things to one file, before anything is written.

    Args:
        targets: the option → its file; None where it was not given.

    Raises:
        SameTargetError: two of them are the same file, however they are spelt.
    """
    seen: dict[str, str] = {}
    for option, path in targets.items():
        if path is None:
            continue
        place = os.path.normcase(path.resolve())
        if place in seen:
            raise SameTargetError(
                f"{seen[place]} และ {option} ระบุแฟ้มเดียวกันคือ {path} จึงยังไม่ได้เขียนแฟ้มใด กรุณาระบุชื่อแฟ้มให้ต่างกัน"
            )
        seen[place] = option
