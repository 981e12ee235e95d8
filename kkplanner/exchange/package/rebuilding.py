"""A plan file made from a package, and packages as a way back to a plan that was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.package.remembered_senders import NOBODY
from kkplanner.exchange.package.verifying import open_package
from kkplanner.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from kkplanner.exchange.package.verifying import VerifiedPackage
    from kkplanner.plan.document import PlanDocument


def rebuild(package: VerifiedPackage, path: Path, author: str = "") -> None:
    """Write the plan of the package to a new plan file.

    A package made of the rebuilt plan has the same `plan.json`, byte for byte. History and settings of the
    sender's file do not travel in packages.

    Raises:
        FileExistsAlreadyError: there is a file of that name; it stays as it is.
        WorkbookError: the file cannot be written, by name.
    """
    Workbook.create(path, package.document, author).close()


def ways_back(packages: Iterable[Path]) -> Callable[[Path], Iterator[tuple[Path, datetime, PlanDocument]]]:
    """Packages as `kkplanner.workbook.recovery.candidates` takes them, each verified when it is its turn.

    Whose key signed them is not asked: they are the clerk's own, and he looks at what they hold before he takes it.

    Raises:
        PackageError: while they are gone through; a package that was named and does not hold is told.
    """

    def found(_plan: Path) -> Iterator[tuple[Path, datetime, PlanDocument]]:
        for path in packages:
            package = open_package(path, NOBODY)
            yield path, package.created, package.document

    return found
