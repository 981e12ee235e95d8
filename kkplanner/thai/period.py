"""The span of fiscal years that a plan covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from kkplanner.errors import UserError
from kkplanner.thai.digits import DigitStyle, in_style, to_arabic

# A Buddhist year below this is more likely a Christian one, or no year at all.
FIRST_YEAR: Final = 2400
LAST_YEAR: Final = 2700

_ERA: Final = r"(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\.?\s*ศ\.?|พุทธศักราช)?\s*"
_SPAN: Final = re.compile(
    rf"{_ERA}(?P<first>[0-9]{{4}})\s*(?:[-‐‑–—−]|ถึง)\s*{_ERA}(?P<last>[0-9]{{4}})(?![0-9])"
)
_YEAR: Final = re.compile(rf"{_ERA}(?P<first>[0-9]{{4}})")
_LONGEST_TEXT: Final = 200


class PeriodError(UserError):
    """A text or a pair of years that is no period of a plan. `text` keeps what was given."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(
            f"ช่วงปีของแผน “{text}” ใช้ไม่ได้ เพราะ{reason} ยังไม่มีข้อมูลใดเปลี่ยนแปลง โปรดระบุเป็นปี พ.ศ. เช่น 2571-2575"
        )
        self.text = text


@dataclass(frozen=True, order=True)
class Period:
    """Fiscal years (พ.ศ.), first and last included: `Period(2571, 2575)` is five years.

    Raises:
        PeriodError: the years run backwards or are not Buddhist years.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        for year in (self.first, self.last):
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise PeriodError(f"{self.first}-{self.last}", f"ปี {year} ไม่ใช่ปี พ.ศ.")
        if self.first > self.last:
            raise PeriodError(f"{self.first}-{self.last}", "ปีแรกอยู่หลังปีสุดท้าย")

    @property
    def years(self) -> tuple[int, ...]:
        """Every fiscal year (พ.ศ.) of the period, in order."""
        return tuple(range(self.first, self.last + 1))

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"

    def printed(self, digits: DigitStyle = DigitStyle.ARABIC) -> str:
        """The form used in titles: `พ.ศ. 2571 - 2575`."""
        years = f"{self.first}" if self.first == self.last else f"{self.first} - {self.last}"
        return in_style(f"พ.ศ. {years}", digits)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period that `text` states and nothing else: `2571-2575`, `(พ.ศ. ๒๕๗๑ – ๒๕๗๕)`, `2571`.

        Raises:
            PeriodError: `text` is something else, or more than a period.
        """
        shown = text.strip()[:_LONGEST_TEXT]
        bare = to_arabic(shown)
        if bare.startswith("(") and bare.endswith(")"):
            bare = bare[1:-1].strip()
        match = _SPAN.fullmatch(bare) or _YEAR.fullmatch(bare)
        if match is None:
            raise PeriodError(shown, "อ่านเป็นช่วงปีไม่ได้")
        years = match.groupdict()
        return cls(int(years["first"]), int(years.get("last") or years["first"]))

    @classmethod
    def find(cls, text: str) -> Self | None:
        """The first span of Buddhist years inside a longer text such as a form's title lines, or None."""
        for match in _SPAN.finditer(to_arabic(text)):
            first, last = int(match["first"]), int(match["last"])
            if FIRST_YEAR <= first <= last <= LAST_YEAR:
                return cls(first, last)
        return None
