"""Run the checks one after another; a fault of one is its result and stops no other."""

from __future__ import annotations

import platform
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.crash_report import without_names
from kkplanner.errors import UserError
from kkplanner.self_test.checks import CHECKS
from kkplanner.self_test.result import CheckResult, SelfTestResult

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kkplanner.self_test.checks import Check

_REINSTALL: Final = "กรุณาติดตั้งโปรแกรมใหม่จากแฟ้มติดตั้ง ถ้ายังไม่ผ่านให้ส่งแฟ้ม result.json ให้ผู้ดูแลโปรแกรม"


def self_test(
    folder: Path,
    *,
    more: Sequence[Check] = (),
    progress: Callable[[str], None] | None = None,
) -> SelfTestResult:
    """Try everything and write result.json and result.html into a folder.

    Args:
        folder: made when it is not there; to be tried as a place for plans too, for example a stick.
        more: checks of a front end, for example of its window.
        progress: told the Thai title of each check before it runs.

    Raises:
        OSError: the folder cannot be made or the result not be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    results = []
    with tempfile.TemporaryDirectory(prefix="ทดสอบ ", dir=folder) as name:
        for check in (*CHECKS, *more):
            if progress is not None:
                progress(check.title)
            results.append(_tried(check, Path(name)))
    result = SelfTestResult(
        folder, f"{platform.system()} {platform.release()} {platform.version()}", tuple(results)
    )
    result.write()
    return result


def _tried(check: Check, folder: Path) -> CheckResult:
    begun = time.perf_counter()
    try:
        passed, detail, advice = True, check.run(folder), ""
    except UserError as error:
        passed, detail, advice = False, error.sentence, check.advice or _REINSTALL
    except Exception as error:  # noqa: BLE001 - what is broken here is what the test is for
        last = without_names("".join(traceback.format_exception_only(error))).strip()
        passed, detail, advice = False, last, check.advice or _REINSTALL
    return CheckResult(check.name, check.title, passed, detail, advice, round(time.perf_counter() - begun, 2))
