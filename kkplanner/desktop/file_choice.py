"""Ask for a file, through the system's own dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PLAN_FILES = "แฟ้มแผน (*.kkplan)"
PACKAGE_FILES = "ชุดแฟ้มส่งแผน (*.kkp.zip)"
EXCEL_FILES = "แฟ้ม Excel (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)"


def documents_folder() -> Path:
    """Where a clerk looks for files."""
    import platformdirs

    folder = platformdirs.user_documents_path()
    return folder if folder.is_dir() else Path.home()


def choose_file(parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
    """A file that exists; None when the clerk thought better of it."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or Path.home()), kinds)
    return Path(name) if name else None


def choose_new_file(parent: QWidget, title: str, proposal: Path, kinds: str) -> Path | None:
    """A name to write under, with the ending of the proposal; the system's dialog asks before an overwriting."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposal), kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(proposal.suffix)


def choose_folder(parent: QWidget, title: str, folder: Path | None = None) -> Path | None:
    """A folder, a stick for example."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder or Path.home()))
    return Path(name) if name else None
