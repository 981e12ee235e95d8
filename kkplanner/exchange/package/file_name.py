"""Names that every stick takes: FAT and exFAT as Windows allows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kkplanner.errors import WrongUsageError
from kkplanner.exchange.package.members import SUFFIX, UNFINISHED_SUFFIX
from kkplanner.thai.dates import buddhist_year

if TYPE_CHECKING:
    from datetime import date

    from kkplanner.plan.document import PlanDocument

LONGEST: Final = 255 - len(UNFINISHED_SUFFIX)
"""UTF-16 units of a package's name; its unfinished form is a little longer and must fit, too."""

_RESERVED: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\s+")
_LONGEST_PART: Final = 96  # bytes of UTF-8: Linux counts 255 of them for the whole name


class PackageNameError(WrongUsageError):
    """A name that Windows or a stick does not take, or that is no package's."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"ชื่อแฟ้ม “{name[:80]}” ใช้กับชุดแฟ้มไม่ได้ เพราะ{reason} จึงยังไม่ได้เขียนแฟ้มใด โปรดตั้งชื่อใหม่")


def require_name(name: str) -> None:
    """Refuse a name that does not work everywhere.

    Raises:
        PackageNameError: with the reason.
    """
    if not name.endswith(SUFFIX) or name == SUFFIX:
        raise PackageNameError(name, f"ต้องลงท้ายด้วย {SUFFIX}")
    if _RESERVED.search(name):
        raise PackageNameError(name, 'มีอักขระต้องห้าม < > : " / \\ | ? *')
    if name.startswith(" ") or _DEVICES.match(name):
        raise PackageNameError(name, "Windows สงวนชื่อนี้ไว้")
    if len(name.encode("utf-16-le", errors="surrogatepass")) // 2 > LONGEST:
        raise PackageNameError(name, f"ยาวเกิน {LONGEST} อักขระ")


def suggested_name(document: PlanDocument, day: date) -> str:
    """A name that tells organisation, plan and day, and works everywhere: "อบต.โคกสี แผนพัฒนาท้องถิ่น 2571-2575 (2569-11-21).kkp.zip"."""
    organisation, period = document.organisation, document.plan.period
    words = (
        _cut(organisation.name),
        _cut(document.plan.title),
        f"{period.first}-{period.last}",
        f"({buddhist_year(day.year)}-{day:%m-%d})",
    )
    stem = _BLANKS.sub(" ", _RESERVED.sub(" ", " ".join(words))).strip(" .")
    return (f"_{stem}" if _DEVICES.match(stem) else stem) + SUFFIX


def _cut(text: str) -> str:
    return text.encode("utf-8", errors="ignore")[:_LONGEST_PART].decode("utf-8", errors="ignore")
