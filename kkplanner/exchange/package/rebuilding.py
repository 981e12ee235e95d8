"""A plan file made from a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.exchange.package.verifying import VerifiedPackage


def rebuild(package: VerifiedPackage, path: Path, author: str = "") -> None:
    """Write the plan of the package to a new plan file.

    A package made of the rebuilt plan has the same `plan.json`, byte for byte. History and settings of the
    sender's file do not travel in packages.

    Raises:
        FileExistsAlreadyError: there is a file of that name; it stays as it is.
        WorkbookError: the file cannot be written, by name.
    """
    Workbook.create(path, package.document, author).close()
