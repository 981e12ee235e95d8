"""Reading a table of a TOML file that a person wrote: every slip is named, nothing is passed over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kkplanner.drafting.errors import SpecError
from kkplanner.drafting.numbers import NotANumberError, read_number
from kkplanner.thai.money import AmountError, parse_baht
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

_LONGEST_TEXT: Final = 2_000
# TOML asks for quotes around keys that are not ASCII; clerks write ยาว = 250 all the same. Strings and
# comments are matched first, so that nothing inside them changes.
_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    r"|(?<![A-Za-z0-9_-])(?P<key>[A-Za-z0-9_-]*[\u0e01-\u0e4e][A-Za-z0-9_\u0e01-\u0e4e-]*)",
    re.DOTALL,
)


def with_quoted_keys(text: str) -> str:
    """The text with quotes around bare Thai words, which TOML takes for a mistake."""
    return _TOKEN.sub(lambda match: f'"{match[0]}"' if match["key"] else match[0], text)


class Table:
    """One table; `place` says in Thai where it stands. Keys taken are remembered, so that others are found."""

    def __init__(self, content: object, place: str, known: Iterable[str]) -> None:
        self.place = place
        if not isinstance(content, dict):
            raise SpecError(place, "ต้องเป็นตาราง (ชื่อ = ค่า)")
        self._content: dict[str, Any] = content
        allowed = tuple(known)
        for key in content:
            if key not in allowed:
                raise SpecError(place, f"ไม่รู้จัก “{normalise(str(key))[:40]}” ใช้ได้เฉพาะ {' '.join(allowed)}")

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def text(self, key: str, default: str = "") -> str:
        value = self._content.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "ต้องเป็นข้อความในเครื่องหมายคำพูด")
        cleaned = normalise(value)
        if len(cleaned) > _LONGEST_TEXT:
            raise self.wrong(key, f"ยาวเกิน {_LONGEST_TEXT:,} อักขระ")
        return cleaned

    def needed_text(self, key: str) -> str:
        if not (value := self.text(key)):
            raise SpecError(self.place, f"ต้องระบุ {key}")
        return value

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number within bounds, None where it is not given."""
        value = self._content.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(key, f"ต้องเป็นจำนวนเต็ม {least:,} ถึง {most:,}")
        return value

    def number(self, key: str) -> Decimal:
        """A number, zero where it is not given."""
        try:
            return read_number(self._content.get(key, 0))
        except NotANumberError:
            raise self.wrong(key, "ต้องเป็นตัวเลข") from None

    def baht(self, key: str) -> int | None:
        """An amount in satang, None where it is not given."""
        return None if key not in self._content else self.as_baht(key, self._content[key])

    def as_baht(self, key: str, value: object) -> int:
        try:
            amount = parse_baht(value)
        except AmountError as fault:
            raise self.wrong(key, fault.reason.explanation) from fault
        if amount is None:
            raise self.wrong(key, "ไม่มีจำนวนเงิน")
        return amount

    def table(self, key: str) -> dict[str, Any]:
        value = self._content.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "ต้องเป็นตาราง {ชื่อ = ค่า}")
        return value

    def items(self, key: str, most: int) -> list[Any]:
        value = self._content.get(key, [])
        if not isinstance(value, list) or len(value) > most:
            raise self.wrong(key, f"ต้องเป็นรายการ [ … ] ไม่เกิน {most:,} รายการ")
        return value

    def raw(self, key: str) -> object:
        return self._content.get(key)

    def one_of(self, key: str, choices: Iterable[str], default: str) -> str:
        value = self.text(key, default)
        allowed = tuple(choices)
        if value not in allowed:
            raise self.wrong(key, f"ต้องเป็นอย่างใดอย่างหนึ่งใน {' '.join(allowed)}")
        return value

    def wrong(self, key: str, reason: str) -> SpecError:
        return SpecError(f"{self.place} {key}", reason)
