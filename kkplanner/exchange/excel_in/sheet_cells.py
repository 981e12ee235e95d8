"""Second stage: the cells of every sheet as plain values, with merges, hidden rows and uncomputed formulas.

Values come from openpyxl's streaming reader; the survey bounds it and adds what it cannot tell.
"""

from __future__ import annotations

import posixpath
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.sax import SAXException

from kkplanner.exchange.excel_in.cell_looks import NumberLook, read_looks
from kkplanner.exchange.excel_in.errors import BookTooLargeError, DamagedBookError
from kkplanner.exchange.excel_in.findings import Finding, Severity
from kkplanner.exchange.excel_in.survey import Merge, Survey, survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl import Workbook

    from kkplanner.exchange.excel_in.guard import Limits

CellValue = object  # str, int, float, bool, datetime values, or NoValue

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    SAXException,
    SyntaxError,  # ElementTree's ParseError
    LookupError,  # a missing member; an encoding that nobody knows
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RecursionError,
)
"""What openpyxl and the zip reader raise on damaged parts; they have no error of their own."""


CUT_OFF: Final = "import.sheet-cut-off"

_MOST_COVERED: Final = 1_000_000  # cells looked at; a hostile file may merge a whole sheet a thousand times


class NoValue:
    """A formula that was never calculated by the program which wrote the file."""

    def __str__(self) -> str:
        return "(สูตรที่ยังไม่มีผลคำนวณ)"


NO_VALUE: Final = NoValue()


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet. `rows[row][column]`, 1-based, holds only cells with content."""

    name: str
    state: str  # visible | hidden | veryHidden
    rows: Mapping[int, Mapping[int, CellValue]]
    merges: Mapping[tuple[int, int], Merge] = field(default_factory=dict)  # by first cell (row, column)
    hidden_rows: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()
    covered: Mapping[tuple[int, int], Merge] = field(
        default_factory=dict
    )  # cells under a merge, not its first
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()  # cells struck through, wholly or in part
    looks: Mapping[tuple[int, int], NumberLook] = field(default_factory=dict)  # "80%", "500 คน"


def read_sheets(path: Path, archive: zipfile.ZipFile, limits: Limits) -> Iterator[SheetCells]:
    """Every worksheet in the workbook's order; a damaged one comes empty with its finding.

    Raises:
        DamagedBookError: the workbook's own parts are broken or it has no sheet.
        BookTooLargeError: more filled cells than any plan has.
    """
    workbook = _open(path, archive)
    parts = sheet_parts(path, archive)
    looks = read_looks(workbook, archive)
    cells = 0
    try:
        for sheet in workbook.worksheets:
            part = parts.get(sheet.title)
            try:
                if part is None:
                    raise KeyError(sheet.title)
                with archive.open(part) as stream:
                    found = survey(stream, limits, looks)
                cells += found.cells
                if cells > limits.cells:
                    raise BookTooLargeError(path.name)
                rows = _values(sheet, found)
            except _BROKEN:
                yield _damaged(sheet.title, sheet.sheet_state)
                continue
            yield _sheet(sheet.title, sheet.sheet_state, rows, found)
        for name in _declared(path, archive).keys() - parts.keys():
            yield _damaged(name, "visible")  # openpyxl passes over a sheet whose part is missing
    finally:
        workbook.close()


def _open(path: Path, archive: zipfile.ZipFile) -> Workbook:
    import openpyxl

    stream = archive.fp
    if stream is None:  # only a closed archive has none
        raise DamagedBookError(path.name)
    try:
        with warnings.catch_warnings():
            # Its warnings are about parts we never use (styles, validation lists, print settings).
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except _BROKEN as fault:
        raise DamagedBookError(path.name) from fault
    if not workbook.worksheets:
        raise DamagedBookError(path.name)
    return workbook


def sheet_parts(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → member of the archive, from the workbook part and its relations.

    Raises:
        DamagedBookError: those parts are broken.
    """
    members = {name.casefold(): name for name in archive.namelist()}
    return {name: members[target] for name, target in _declared(path, archive).items() if target in members}


def _declared(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → name of the part, in small letters, that should hold it, whether or not it is there."""
    from defusedxml.ElementTree import fromstring

    try:
        relations = {
            node.get("Id"): posixpath.normpath(posixpath.join("/xl", node.get("Target", ""))).lstrip("/")
            for node in fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
        }
        book = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    except _BROKEN as fault:
        raise DamagedBookError(path.name) from fault
    return {
        node.get("name", ""): str(relations.get(node.get(_RELATION), "")).casefold()
        for node in book.iter()
        if node.tag.rpartition("}")[2] == "sheet"
    }


def _values(sheet: object, found: Survey) -> dict[int, dict[int, CellValue]]:
    rows: dict[int, dict[int, CellValue]] = {}
    if not found.last_row:
        return rows
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a date out of range, an unknown extension
        stream = sheet.iter_rows(  # type: ignore[attr-defined]
            min_row=1, max_row=found.last_row, min_col=1, max_col=found.last_column, values_only=True
        )
        for number, values in enumerate(_until_break(stream) if found.cut_off else stream, start=1):
            filled: dict[int, CellValue] = {
                column: value for column, value in enumerate(values, start=1) if _holds(value)
            }
            if filled:
                rows[number] = filled
    for row, column in found.without_value:
        rows.setdefault(row, {})[column] = NO_VALUE
    return {number: dict(sorted(rows[number].items())) for number in sorted(rows)}


def _until_break(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """The whole rows of a part whose XML breaks off; the sheet carries a finding about the rest."""
    try:
        yield from rows
    except SyntaxError:  # ElementTree's ParseError
        return


def _holds(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


def _sheet(name: str, state: str, rows: dict[int, dict[int, CellValue]], found: Survey) -> SheetCells:
    findings = []
    if found.outside:
        findings.append(
            Finding(
                severity=Severity.WARNING,
                id="import.cells-outside",
                sheet=name,
                message=f"มีข้อมูล {found.outside} ช่องอยู่ไกลเกินขอบเขตที่โปรแกรมอ่าน จึงไม่ได้นำเข้า โปรดย้ายมาไว้ใกล้ตารางแล้วนำเข้าใหม่",
            )
        )
    if found.cut_off:
        findings.append(
            Finding(
                severity=Severity.ERROR,
                id=CUT_OFF,
                sheet=name,
                row=max(rows, default=None),
                message=f"แผ่นงาน “{name}” ขาดหายไปตั้งแต่หลังแถว {max(rows, default=0)} จึงนำเข้าเฉพาะแถวก่อนหน้านั้น "
                "โปรดเปิดด้วย Excel ให้ซ่อมหรือขอแฟ้มใหม่แล้วนำเข้าอีกครั้ง",
            )
        )
    return SheetCells(
        name,
        state,
        rows,
        {merge[:2]: merge for merge in found.merges},
        frozenset(found.hidden_rows),
        tuple(findings),
        _covered(found),
        frozenset(found.hidden_columns),
        frozenset(found.struck),
        found.looks,
    )


def _covered(found: Survey) -> dict[tuple[int, int], Merge]:
    covered: dict[tuple[int, int], Merge] = {}
    looked_at = 0
    for merge in found.merges:
        for row in range(merge.first_row, min(merge.last_row, found.last_row) + 1):
            columns = range(merge.first_column, min(merge.last_column, found.last_column) + 1)
            covered.update(((row, column), merge) for column in columns)
            looked_at += len(columns) + 1
            if looked_at > _MOST_COVERED:
                return covered
        covered.pop(merge[:2], None)
    return covered


def _damaged(name: str, state: str) -> SheetCells:
    finding = Finding(
        severity=Severity.ERROR,
        id="import.sheet-damaged",
        sheet=name,
        message=f"แผ่นงาน “{name}” เสียหายจึงอ่านไม่ได้ แผ่นงานอื่นยังนำเข้าได้ โปรดเปิดด้วย Excel ให้ซ่อมแล้วนำเข้าใหม่",
    )
    return SheetCells(name, state, {}, findings=(finding,))
