"""What an import has to say about a sheet, a row or a cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """critical: nothing was imported; error: something typed could not be taken over; warning: look; note."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `row` is the sheet's own row number, `column` its letter; None: not about one cell."""

    severity: Severity
    id: str  # stable, "import.amount-not-number"
    message: str  # Thai, for the clerk
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None  # what stood in the cell, shortened

    def as_json(self) -> dict[str, object]:
        data: dict[str, object] = {
            "severity": str(self.severity),
            "id": self.id,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "message": self.message,
        }
        if self.value is not None:
            data["value"] = self.value
        return data


def shown(value: object) -> str:
    """A cell's content on one short line."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def column_letter(number: int) -> str:
    """1 → "A", 27 → "AA"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The other way round, in capitals or small letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
