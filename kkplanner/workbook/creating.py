"""A new file with a plan: written under a temporary name, and renamed when it is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.plan.model import new_uuid
from kkplanner.workbook.connection import connect_file, lock, release
from kkplanner.workbook.errors import FileExistsAlreadyError, named
from kkplanner.workbook.files import rename_new, sync_folder
from kkplanner.workbook.history import History
from kkplanner.workbook.operation import Operation
from kkplanner.workbook.schema import current

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.plan.document import PlanDocument

_CREATED: Final = "สร้างแผน"


def write_plan(path: Path, document: PlanDocument, author: str) -> None:
    """Make the file `path` with this plan.

    Raises:
        FileExistsAlreadyError: there is a file of that name; it stays as it is.
        ValueRefusedError: the plan holds a value that a file cannot.
        WorkbookError: the folder is missing, full or forbidden, by name.
    """
    if path.exists():
        raise FileExistsAlreadyError(path)
    temporary = path.with_name(f".{path.name}.{new_uuid()[:8]}.part")
    try:
        with named(path):
            _write_new(temporary, path, document, author)
            try:
                rename_new(temporary, path)
            except FileExistsError as error:
                raise FileExistsAlreadyError(path) from error
            sync_folder(path.parent)
    finally:
        # On a medium that cannot be written there is nothing to clear away, and the fault above is the one to tell.
        if temporary.exists():
            temporary.unlink(missing_ok=True)


def _write_new(temporary: Path, path: Path, document: PlanDocument, author: str) -> None:
    schema = current()
    connection = connect_file(temporary, create=True)
    try:
        lock(connection)
        connection.execute("BEGIN IMMEDIATE")
        schema.create(connection)
        history = History(connection, schema.columns)
        number = history.begin("create", _CREATED, author)
        Operation(connection, path, _CREATED).replace_document(document)
        history.end(number)
        connection.execute("COMMIT")
    finally:
        release(connection)
