"""How a recent file is: there or gone, sound or damaged, how large a plan. Looked at in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkplanner.errors import UserError
from kkplanner.thai.dates import format_date
from kkplanner.workbook import Workbook
from kkplanner.workbook.backup import backups
from kkplanner.workbook.errors import DamagedFileError, EmptyFileError, NotAWorkbookError, UnknownPartsError
from kkplanner.workbook.held_files import is_open_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Health:
    """What the start window says of a file.

    Attributes:
        text: Thai, one line.
        organisation: whose plan; empty when it cannot be read.
        opens: whether it can be opened.
        damaged: whether recovering is worth offering.
    """

    text: str
    organisation: str = ""
    opens: bool = True
    damaged: bool = False


def health_of(path: Path) -> Health:
    """Reads the file; for the background only."""
    if not path.exists():
        return Health("ไม่พบแฟ้ม (อาจอยู่ในแฟลชไดรฟ์ที่ถอดออกแล้ว)", opens=False)
    try:
        if is_open_here(path):
            return Health("เปิดอยู่ในอีกหน้าต่าง")
        with Workbook.open(path, read_only=True) as workbook:
            document = workbook.document()
    except (DamagedFileError, EmptyFileError, NotAWorkbookError, UnknownPartsError):
        return Health("แฟ้มเสียหาย กด “กู้แฟ้ม” เพื่อดูทางกู้คืน", opens=False, damaged=True)
    except UserError as error:
        return Health(error.sentence, opens=False)
    copies = backups(path)
    backup = f" · สำรองล่าสุด {format_date(copies[0].moment.astimezone().date())}" if copies else ""
    return Health(
        f"{len(document.projects):,} รายการ · พ.ศ. {document.plan.period}{backup}", document.organisation.name
    )


def look_at_all(paths: list[Path], progress: Callable[[int, int], None]) -> dict[Path, Health]:
    """The health of each file; called off between two files."""
    found = {}
    for number, path in enumerate(paths, start=1):
        found[path] = health_of(path)
        progress(number, len(paths))
    return found
