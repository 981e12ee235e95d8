"""`kkplanner --self-test DIR`: for a maintainer on the telephone, and for the tests of the installer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kkplanner.self_test.running import self_test

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSED, FAILED, UNWRITABLE = 0, 1, 3


def main(arguments: Sequence[str]) -> int:
    """Run the test into the folder named; 0 when everything is well, 1 when not, 3 when it cannot be written."""
    parser = argparse.ArgumentParser(
        prog="kkplanner --self-test", description="ตรวจความพร้อมของโปรแกรมบนเครื่องนี้"
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="โฟลเดอร์ที่จะเก็บผล")
    options = parser.parse_args(arguments)
    try:
        result = self_test(options.folder, progress=_tell)
    except OSError:
        sentence = f"เขียนผลการตรวจลงในโฟลเดอร์ {options.folder} ไม่ได้ จึงยังไม่ได้ตรวจ กรุณาเลือกโฟลเดอร์อื่น"
        print(sentence, file=sys.stderr)  # noqa: T201 - a command speaks
        return UNWRITABLE
    print(result.sentence)  # noqa: T201 - a command speaks
    return PASSED if result.passed else FAILED


def _tell(title: str) -> None:
    print(f"กำลังตรวจ: {title}", file=sys.stderr, flush=True)  # noqa: T201 - a command speaks
