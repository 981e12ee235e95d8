"""What the self-test found: as JSON for a maintainer, as a Thai page for the clerk."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from kkplanner import __version__
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

JSON_NAME: Final = "result.json"
PAGE_NAME: Final = "result.html"
_STYLE: Final = """
body { font-family: Sarabun, "Leelawadee UI", Tahoma, sans-serif; margin: 2rem auto; max-width: 46rem; line-height: 1.6; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #cfd6de; padding: .4rem .6rem; text-align: left; vertical-align: top; }
.good { color: #1f7a3d; } .bad { color: #b3261e; font-weight: bold; } small { color: #5b6776; }
"""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that was tried.

    Args:
        name: for programs, stable.
        title: Thai, what was tried.
        detail: Thai or figures, what was seen; for a failure the fault.
        advice: Thai, what to do when it failed; empty when it is well.
    """

    name: str
    title: str
    passed: bool
    detail: str
    advice: str
    seconds: float


@dataclass(frozen=True, slots=True)
class SelfTestResult:
    """All that was tried, and on what computer. `folder` holds the files that were made."""

    folder: Path
    system: str
    checks: tuple[CheckResult, ...]

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    @property
    def sentence(self) -> str:
        """Thai: the outcome in one sentence."""
        failed = sum(not check.passed for check in self.checks)
        if failed:
            return f"พบปัญหา {failed} รายการจาก {len(self.checks)} รายการ กรุณาดูคำแนะนำในหน้าผลการตรวจ"
        return f"โปรแกรมพร้อมใช้งานบนเครื่องนี้ ผ่านทั้ง {len(self.checks)} รายการ"

    def as_json(self) -> dict[str, Any]:
        return {
            "passed": self.passed,
            "program": __version__,
            "python": sys.version.split()[0],
            "system": self.system,
            "checks": [asdict(check) for check in self.checks],
        }

    def as_page(self) -> str:
        """A page that any browser shows, without a script or a picture from elsewhere."""
        rows = "\n".join(_row(check) for check in self.checks)
        return (
            '<!DOCTYPE html>\n<html lang="th"><head><meta charset="utf-8"><title>ผลการตรวจความพร้อม</title>'
            f"<style>{_STYLE}</style></head><body>\n<h1>ผลการตรวจความพร้อมของโปรแกรม</h1>\n"
            f'<p class="{_tone(passed=self.passed)}">{escape(self.sentence)}</p>\n'
            f"<table><tr><th>รายการ</th><th>ผล</th></tr>\n{rows}\n</table>\n"
            f"<p><small>kkplanner {__version__} · {escape(self.system)} · {escape(str(self.folder))}</small></p>\n"
            "</body></html>\n"
        )

    def write(self) -> None:
        """Both forms into the folder.

        Raises:
            OSError: the folder cannot be written.
        """
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n"
        for name, content in ((JSON_NAME, text), (PAGE_NAME, self.as_page())):
            with write_whole(self.folder / name) as unfinished:
                unfinished.write_text(content, encoding="utf-8", newline="\n")


def _row(check: CheckResult) -> str:
    found = "ผ่าน" if check.passed else "ไม่ผ่าน"
    advice = f"<br>{escape(check.advice)}" if check.advice else ""
    return (
        f"<tr><td>{escape(check.title)}<br><small>{escape(check.detail)}</small></td>"
        f'<td><span class="{_tone(passed=check.passed)}">{found}</span>{advice}</td></tr>'
    )


def _tone(*, passed: bool) -> str:
    return "good" if passed else "bad"
