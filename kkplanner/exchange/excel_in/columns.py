"""Which column holds what: as the reader understood it, and as the clerk says.

A mapping that the clerk changed is remembered in the workbook's setting `SETTING` under the words of the
table's head, so that the next file with the same head is read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kkplanner.errors import UserError
from kkplanner.exchange.excel_in.findings import column_letter, column_number
from kkplanner.exchange.excel_in.head import Head
from kkplanner.exchange.excel_in.head_words import INDEX, TEXT_FIELDS, TITLE
from kkplanner.plan.record_names import project_field
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from kkplanner.exchange.excel_in.book import Book
    from kkplanner.exchange.excel_in.sheet_cells import SheetCells

SETTING: Final = "import_columns"

NOTHING: Final = ""
LABELS: Final[Mapping[str, str]] = {
    NOTHING: "ไม่ใช้",
    INDEX: "ลำดับ",
    TITLE: "โครงการ/ครุภัณฑ์",
    **{name: project_field(name) for name in TEXT_FIELDS if name != TITLE},
}
"""Fields that a column may hold, as a clerk calls them; amounts are "budget:YEAR" and "enacted:YEAR" (พ.ศ.)."""

_MONEY: Final = re.compile(r"(?P<kind>budget|enacted):(?P<year>2[4-7]\d{2})")
_LETTERS: Final = re.compile("[A-Z]{1,2}")
_MOST: Final = 500  # mappings that are remembered

Mapped = Mapping[str, str]
"""Column letter → field."""


class ColumnChoiceError(UserError):
    """A column or a field that is none."""

    def __init__(self, choice: str) -> None:
        super().__init__(
            f"“{choice}” ไม่ใช่การจับคู่คอลัมน์ที่รู้จัก แผนยังอยู่ครบเหมือนเดิม โปรดใช้รูปแบบ เช่น H=agency, E=budget:2571 หรือ J= (ไม่ใช้)"
        )


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column of a table: its letter, the words of its head, and the field it is read into."""

    letter: str
    words: str
    field: str

    @property
    def label(self) -> str:
        return label_of(self.field)

    def as_json(self) -> dict[str, str]:
        return {"column": self.letter, "head": self.words, "field": self.field, "label": self.label}


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """Mappings that outrank the words of a head: for one sheet, or for every table with the same head."""

    by_sheet: Mapping[str, Mapped] = field(default_factory=dict)
    by_head: Mapping[str, Mapped] = field(default_factory=dict)

    def headless(self, cells: SheetCells) -> Head | None:
        """The head that a sheet without one has by the clerk's words; None when nothing was said of it."""
        chosen = self.by_sheet.get(cells.name)
        return _applied(Head(0, 0), chosen) if chosen else None

    def apply(self, cells: SheetCells, head: Head) -> Head:
        """The head with the clerk's mapping; the same head where there is none."""
        chosen = self.by_sheet.get(cells.name) or (
            self.by_head.get(signature(uses(cells, head)), {}) if self.by_head else {}
        )
        return _applied(head, chosen) if chosen else head


AS_READ: Final = ColumnChoices()


def label_of(field_name: str) -> str:
    """A field as the clerk calls it."""
    match = _MONEY.fullmatch(field_name)
    if match is None:
        return LABELS.get(field_name, field_name)
    what = "งบประมาณ" if match["kind"] == "budget" else "เทศบัญญัติ/ข้อบัญญัติ"
    return f"{what} ปี {match['year']}"


def uses(cells: SheetCells, head: Head) -> tuple[ColumnUse, ...]:
    """Every visible column of a table that has words in its head, from left to right."""
    fields = {column: name for name, column in head.fields.items()}
    fields |= {column: f"budget:{year}" for year, column in head.budgets.items()}
    fields |= {column: f"enacted:{year}" for year, column in head.enacted.items()}
    words: dict[int, list[str]] = {}
    for row in range(head.first_row, head.last_row + 1):
        for column, value in cells.rows.get(row, {}).items():
            words.setdefault(column, []).append(" ".join(str(value).split()))
    return tuple(
        ColumnUse(column_letter(column), " ".join(words[column]), fields.get(column, NOTHING))
        for column in sorted(words)
        if column not in head.hidden_columns
    )


def signature(columns: tuple[ColumnUse, ...]) -> str:
    """What tells a head from another: its words, without white space."""
    return "|".join(f"{column.letter}:{same_text_key(column.words)}" for column in columns)


def checked(mapped: Mapped) -> dict[str, str]:
    """The mapping if every column and field of it is one.

    Raises:
        ColumnChoiceError: naming the first that is not.
    """
    found = {}
    for letter, name in mapped.items():
        known = name in LABELS or _MONEY.fullmatch(name)
        if not _LETTERS.fullmatch(letter.upper()) or not known:
            raise ColumnChoiceError(f"{letter}={name}")
        found[letter.upper()] = name
    return found


def remembered(setting: object) -> dict[str, dict[str, str]]:
    """The mappings by head that the setting holds; what is no mapping is passed by."""
    if not isinstance(setting, Mapping):
        return {}
    found = {}
    for head, mapped in list(setting.items())[:_MOST]:
        if isinstance(mapped, Mapping) and all(isinstance(name, str) for name in mapped.values()):
            try:
                found[str(head)] = checked(mapped)
            except ColumnChoiceError:
                continue  # written by a later version that knows more fields
    return found


def remembering(setting: object, book: Book, columns: ColumnChoices) -> dict[str, dict[str, str]]:
    """The setting with the mappings that were said for sheets of a book, under the words of their heads."""
    found = remembered(setting)
    for sheet in book.sheets:
        if sheet.signature and (mapped := columns.by_sheet.get(sheet.name)):
            found[sheet.signature] = dict(mapped)
    return found


def _applied(head: Head, chosen: Mapped) -> Head:
    columns = {column_number(letter): name for letter, name in chosen.items()}
    taken = set(columns.values())
    result = replace(
        head,
        fields={n: c for n, c in head.fields.items() if c not in columns and n not in taken},
        budgets={y: c for y, c in head.budgets.items() if c not in columns and f"budget:{y}" not in taken},
        enacted={y: c for y, c in head.enacted.items() if c not in columns and f"enacted:{y}" not in taken},
        unread={c: words for c, words in head.unread.items() if c not in columns},
        lost={c: words for c, words in head.lost.items() if c not in columns},
    )
    for column, name in columns.items():
        money = _MONEY.fullmatch(name)
        if money is not None:
            places = result.budgets if money["kind"] == "budget" else result.enacted
            places[int(money["year"])] = column
        elif name in TEXT_FIELDS or name == INDEX:
            result.fields[name] = column
    result.budgets = dict(sorted(result.budgets.items()))
    return result
