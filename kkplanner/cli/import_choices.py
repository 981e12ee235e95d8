"""The clerk's decisions about an import as arguments: years, what to leave out, columns, pairs, issues."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from kkplanner.cli.usage import WrongUsageError
from kkplanner.exchange.excel_in.findings import column_letter, column_number

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    from kkplanner.exchange.excel_in import ColumnChoices, ImportChoices
    from kkplanner.exchange.excel_in.book import Book, SheetRead
    from kkplanner.plan.document import PlanDocument

_YEARS = re.compile(r"\d{4}=\d{4}(?:,\d{4}=\d{4})*")
_SHOWN = 12  # names in a sentence
_COLUMN = re.compile(r"(?P<sheet>.+):(?P<letter>[A-Za-z]{1,2})=(?P<field>[a-z_]*(?::\d{4})?)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--years",
        metavar="{same,shift,OLD=NEW,…}",
        default="same",
        help="shift: เลื่อนปีแรกของแฟ้มไปเป็นปีแรกของแผน หรือจับคู่ปีเอง เช่น 2566=2571,2567=2572",
    )
    parser.add_argument(
        "--without", metavar="SHEET[:ROW]", action="append", default=[], help="ไม่นำเข้าแผ่นหรือแถวนี้"
    )
    parser.add_argument(
        "--column",
        metavar="SHEET:LETTER=FIELD",
        action="append",
        default=[],
        help="บอกว่าคอลัมน์ใดเก็บอะไร เช่น แผ่น1:H=agency โปรแกรมจำไว้ใช้กับแฟ้มที่มีหัวตารางเดียวกัน",
    )
    parser.add_argument(
        "--pair",
        metavar="SHEET:ROW=UUID|new",
        action="append",
        default=[],
        help="แถวนี้คือโครงการใดในแผน หรือ new ให้เป็นโครงการใหม่",
    )
    parser.add_argument(
        "--issue",
        metavar="TITLE=NUMBER",
        action="append",
        default=[],
        help="นำแถวใต้ยุทธศาสตร์เดิมชื่อนี้ไปไว้ใต้ประเด็นเลขที่นี้ของแผน หรือ crosswalk ให้ใช้ตามที่โปรแกรมเสนอ",
    )


def choices_of(options: argparse.Namespace, document: PlanDocument) -> ImportChoices:
    """The decisions that need no reading anew.

    Raises:
        WrongUsageError: an argument does not read.
    """
    from kkplanner.exchange.excel_in import ImportChoices

    return ImportChoices(
        years=_years(options.years),
        sheets_left_out=frozenset(text for text in options.without if _place(text) is None),
        rows_left_out=frozenset(place for text in options.without if (place := _place(text))),
        pairs=dict(_pair(text, document) for text in options.pair),
        issues=_issues(options.issue, document),
    )


def columns_of(options: argparse.Namespace, setting: object) -> ColumnChoices:
    """Which column holds what: as said now, else as remembered.

    Raises:
        WrongUsageError, ColumnChoiceError: an argument does not read.
    """
    from kkplanner.exchange.excel_in import ColumnChoices
    from kkplanner.exchange.excel_in.columns import checked, remembered

    by_sheet: dict[str, dict[str, str]] = defaultdict(dict)
    for text in options.column:
        match = _COLUMN.fullmatch(text)
        if match is None:
            raise _unreadable("--column", text)
        by_sheet[match["sheet"]] |= checked({match["letter"]: match["field"]})
    return ColumnChoices(dict(by_sheet), remembered(setting))


def require_known(options: argparse.Namespace, document: PlanDocument, book: Book) -> None:
    """Let only decisions pass that speak of something in the book: a slip of the pen must not import other rows.

    Raises:
        WrongUsageError: naming the first that does not, and what there is instead.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for text in options.without:
        place = _place(text)
        if place is None:
            _require_sheet("--without", text, text, sheets)
        else:
            _require_row("--without", text, place, sheets)
    for text in options.column:
        match = _COLUMN.fullmatch(text)
        if match is not None:
            sheet = _require_sheet("--column", text, match["sheet"], sheets)
            if column_number(match["letter"]) > sheet.width:
                raise _absent("--column", text, f"แผ่นงาน {sheet.name} มีถึงคอลัมน์ {column_letter(sheet.width)}")
    for text in options.pair:
        place = _place(text.rpartition("=")[0])
        if place is not None:
            _require_row("--pair", text, place, sheets)
    if list(options.issue) != ["crosswalk"]:
        _require_issues(options.issue, book)
    _require_years(_years(options.years), document, book)


def _require_sheet(option: str, text: str, name: str, sheets: Mapping[str, SheetRead]) -> SheetRead:
    if name not in sheets:
        raise _absent(option, text, f"แผ่นงานในแฟ้มนี้คือ {_listed(sheets)}")
    return sheets[name]


def _require_row(option: str, text: str, place: tuple[str, int], sheets: Mapping[str, SheetRead]) -> None:
    sheet = _require_sheet(option, text, place[0], sheets)
    rows = [row.row for row in sheet.projects]
    if place[1] not in rows:
        there = (
            f"แถวโครงการของแผ่นงาน {sheet.name} อยู่ในช่วง {min(rows)}-{max(rows)}"
            if rows
            else "แผ่นงานนี้ไม่มีแถวโครงการ"
        )
        raise _absent(option, text, there)


def _require_issues(texts: Sequence[str], book: Book) -> None:
    titles = dict.fromkeys(
        row.place.issue.title for sheet in book.sheets for row in sheet.projects if row.place.issue
    )
    for text in texts:
        if text.rpartition("=")[0] not in titles:
            raise _absent("--issue", text, f"ยุทธศาสตร์หรือประเด็นในแฟ้มนี้คือ {_listed(titles)}")


def _require_years(
    years: Literal["same", "shift"] | Mapping[int, int], document: PlanDocument, book: Book
) -> None:
    if isinstance(years, str):
        return
    known = sorted({year for sheet in book.sheets for year in sheet.years})
    period = document.plan.period
    for old, new in years.items():
        if old not in known:
            raise _absent("--years", f"{old}={new}", f"ปีในแฟ้มนี้คือ {_listed(map(str, known))}")
        if new not in period:
            raise _absent("--years", f"{old}={new}", f"ปีของแผนนี้คือ {period}")


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" และอีก {len(listed) - _SHOWN}" if len(listed) > _SHOWN else ""
    return ", ".join(f"“{name}”" for name in listed[:_SHOWN]) + more or "ไม่มี"


def _absent(option: str, text: str, there: str) -> WrongUsageError:
    return WrongUsageError(
        f"ไม่มีสิ่งที่ {option} “{text}” ระบุในแฟ้มหรือแผน จึงยังไม่ได้นำเข้าสิ่งใด {there} กรุณาแก้แล้วทำใหม่"
    )


def _years(text: str) -> Literal["same", "shift"] | Mapping[int, int]:
    if text == "same":
        return "same"
    if text == "shift":
        return "shift"
    if not _YEARS.fullmatch(text):
        raise _unreadable("--years", text)
    return {int(old): int(new) for old, _, new in (pair.partition("=") for pair in text.split(","))}


def _place(text: str) -> tuple[str, int] | None:
    sheet, colon, row = text.rpartition(":")
    return (sheet, int(row)) if colon and row.isdecimal() else None


def _pair(text: str, document: PlanDocument) -> tuple[tuple[str, int], str | None]:
    left, _, uuid = text.rpartition("=")
    place = _place(left)
    if place is None or (uuid != "new" and all(project.uuid != uuid for project in document.projects)):
        raise _unreadable("--pair", text)
    return place, None if uuid == "new" else uuid


def _issues(texts: Sequence[str], document: PlanDocument) -> Mapping[str, str] | Literal["crosswalk"]:
    if list(texts) == ["crosswalk"]:
        return "crosswalk"
    by_number = {issue.number: issue.uuid for issue in document.issues}
    found = {}
    for text in texts:
        title, sign, number = text.rpartition("=")
        if not sign or number not in by_number:
            raise _unreadable("--issue", text)
        found[title] = by_number[number]
    return found


def _unreadable(option: str, text: str) -> WrongUsageError:
    return WrongUsageError(
        f"อ่าน {option} “{text}” ไม่ได้หรือไม่มีสิ่งที่อ้างถึง แผนยังอยู่ครบเหมือนเดิม โปรดดูวิธีใช้ด้วย kkplanner import --help"
    )
