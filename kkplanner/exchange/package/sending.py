"""From a plan to a package on a stick, in one call: what the command line and the wizard use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kkplanner.exchange.package.delivery import Delivered, deliver
from kkplanner.exchange.package.errors import PackageContentError
from kkplanner.exchange.package.file_name import require_name
from kkplanner.exchange.package.file_operations import REAL
from kkplanner.exchange.package.remembered_senders import NOBODY
from kkplanner.exchange.package.sealing import SEALED, WHOLE, SealedPackage, seal
from kkplanner.exchange.package.verifying import examine

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.exchange.package.file_operations import FileOperations
    from kkplanner.exchange.package.sealing import Progress
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.narrative_fields import Settings

_EXAMINED = 94


@dataclass(frozen=True, slots=True)
class Sent:
    """A package on its medium: what it is, and where."""

    package: SealedPackage
    delivered: Delivered


def write_package(
    document: PlanDocument,
    settings: Settings,
    path: Path,
    *,
    progress: Progress | None = None,
    files: FileOperations = REAL,
    **choices: Any,  # noqa: ANN401 - those of `seal`
) -> Sent:
    """Make the package, verify it as its receiver will, and write it to `path`.

    Args:
        document: the plan.
        settings: of its workbook.
        path: the target, ending in `.kkp.zip`.
        progress: as for `seal`; the whole has 100 units.
        files: the system; tests let it fail.
        choices: reason, edition, layout, digits, sender, created: see `seal`.

    Raises:
        PackageNameError: asked first, before minutes of work.
        SubmissionRefusedError: the plan may not be sent as it is.
        TargetError: one of its kinds; there is no package of that name, or the old one.
    """
    require_name(path.name)
    package = seal(document, settings, progress=progress, **choices)
    _require_sound(path.name, package)

    def written(done: int, of: int) -> None:
        if progress is not None:
            progress("กำลังเขียนและอ่านกลับมาเทียบ", _EXAMINED + (WHOLE - _EXAMINED) * done // of, WHOLE)

    if progress is not None:
        progress("กำลังตรวจชุดแฟ้มที่ทำ", SEALED, WHOLE)
    return Sent(package, deliver(package.data, path, progress=written, files=files))


def _require_sound(name: str, package: SealedPackage) -> None:
    """A package that its receiver would not take is not written in the first place."""
    found = examine(name, package.data, NOBODY)
    if found.problems:
        raise PackageContentError(name, found.problems[0].sentence)
