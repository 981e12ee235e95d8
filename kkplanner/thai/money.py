"""Baht amounts: read what clerks type, print, say in words. Inside the program money is integer satang."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from kkplanner.errors import UserError
from kkplanner.thai.digits import DigitStyle, in_style, to_arabic

SATANG_PER_BAHT: Final = 100
# Ten trillion baht, three national budgets: beyond it a cell holds a slip, not money.
LARGEST_SATANG: Final = 10**15
# A float's noise (0.1 + 0.2) is far below a millionth of a baht, a typed fraction far above.
_NOISE_SATANG: Final = 1e-4
_LONGEST_TEXT: Final = 200


class AmountFault(StrEnum):
    """What is wrong with an amount; the value is a stable code, `explanation` is for the clerk."""

    TEXT = "text"
    TWO_AMOUNTS = "two-amounts"
    GROUPING = "grouping"
    DECIMALS = "decimals"
    NEGATIVE = "negative"
    TOO_LARGE = "too-large"
    NOT_FINITE = "not-finite"
    DATE = "date"
    LOGICAL = "logical"
    ERROR_VALUE = "error-value"
    KIND = "kind"

    @property
    def explanation(self) -> str:
        return _EXPLANATIONS[self]


_EXPLANATIONS: Final = {
    AmountFault.TEXT: "มีข้อความที่ไม่ใช่จำนวนเงิน",
    AmountFault.TWO_AMOUNTS: "มีจำนวนเงินมากกว่าหนึ่งจำนวนในช่องเดียว หรือมีช่องว่างคั่นกลางตัวเลข",
    AmountFault.GROUPING: "ตัวเลขคั่นหลักผิดตำแหน่งหรือขึ้นต้นด้วยศูนย์",
    AmountFault.DECIMALS: "มีทศนิยมเกินสองตำแหน่ง",
    AmountFault.NEGATIVE: "เป็นจำนวนติดลบ",
    AmountFault.TOO_LARGE: "มากเกินกว่าจะเป็นงบประมาณ",
    AmountFault.NOT_FINITE: "ไม่ใช่ตัวเลขที่คำนวณได้",
    AmountFault.DATE: "เป็นวันที่ ไม่ใช่จำนวนเงิน",
    AmountFault.LOGICAL: "เป็นค่าจริงหรือเท็จ ไม่ใช่จำนวนเงิน",
    AmountFault.ERROR_VALUE: "เป็นค่าผิดพลาดจากสูตรใน Excel",
    AmountFault.KIND: "เป็นข้อมูลชนิดที่ไม่ใช่จำนวนเงิน",
}


class AmountError(UserError):
    """A cell that holds no single amount of baht: `reason` says why, `value` is what stood there."""

    def __init__(self, reason: AmountFault, value: object) -> None:
        shown = (
            ""
            if isinstance(value, int) and value.bit_length() > _LONGEST_TEXT
            else str(value)[:_LONGEST_TEXT]
        )
        shown = " ".join(shown.split())
        super().__init__(
            f"อ่าน “{shown}” เป็นจำนวนเงินไม่ได้ เพราะ{reason.explanation} ยังไม่ได้บันทึกจำนวนเงินนี้ โปรดระบุเป็นตัวเลขจำนวนเดียว เช่น 1,250,000"
        )
        self.reason = reason
        self.value = value


_EXCEL_ERRORS: Final = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#UNKNOWN!",
    }
)
_ZERO_WIDTH: Final = re.compile("[\u200b-\u200f\u2060\ufeff]")
_DASH: Final = "-‐‑‒–—―−"
_UNIT: Final = re.compile(r"(?:บาท(?:ถ้วน)?|฿)\.?")
_NO_AMOUNT: Final = re.compile(rf"[{_DASH}\s.]*")
# `.-` and `,-` close an amount of whole baht as `บาทถ้วน` does.
_CLOSING_MARK: Final = re.compile(rf"[.,]\s*[{_DASH}]+$|\.$")
_PLAIN: Final = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_NUMERIC: Final = re.compile(r"[0-9.,]+")
_NUMBER: Final = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_LATIN: Final = re.compile("[A-Za-z]")
_DATE: Final = re.compile(r"[0-9]{1,4}[/\-][0-9]{1,2}[/\-][0-9]{1,4}(?:[ T][0-9:.]+)?")

_MULTIPLIERS: Final = {
    "ล้าน": 10**6,
    "แสน": 10**5,
    "หมื่น": 10**4,
    "พัน": 10**3,
    "ร้อย": 10**2,
    "แสนล้าน": 10**11,
    "หมื่นล้าน": 10**10,
    "พันล้าน": 10**9,
    "ร้อยล้าน": 10**8,
    "สิบล้าน": 10**7,
}
_TERM: Final = re.compile(
    rf"({_PLAIN.pattern})\s*({'|'.join(sorted(_MULTIPLIERS, key=len, reverse=True))})\s*"
)
_NEGATIVE: Final = re.compile(
    rf"[{_DASH}]\s*(?:{_PLAIN.pattern}|(?:{_TERM.pattern})+)|\(\s*[{_DASH}]?\s*{_PLAIN.pattern}\s*\)"
)


def parse_baht(value: object) -> int | None:
    """The satang that a cell or field holds; None where it holds no amount (empty, `-`).

    Takes numbers (baht) and what clerks type: `1,632,820`, `๕๐๐,๐๐๐.-`, `500,000 บาท`, `1.5 ล้านบาท`, an
    amount that a line break cuts. Zero is 0 and not None. Where two readings are possible there is no guess:
    `1.250` and `12,50,000` are errors.

    Raises:
        AmountError: anything else; `reason` names it.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, bool):
        raise AmountError(AmountFault.LOGICAL, value)
    if isinstance(value, int):
        return _checked(value * SATANG_PER_BAHT, value)
    if isinstance(value, float):
        return _from_float(value)
    if isinstance(value, Decimal):
        return _from_decimal(value, value)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise AmountError(AmountFault.DATE, value)
    raise AmountError(AmountFault.KIND, value)


def _checked(satang: int, value: object) -> int:
    if satang < 0:
        raise AmountError(AmountFault.NEGATIVE, value)
    if satang > LARGEST_SATANG:
        raise AmountError(AmountFault.TOO_LARGE, value)
    return satang


def _from_float(value: float) -> int:
    if not math.isfinite(value):
        raise AmountError(AmountFault.NOT_FINITE, value)
    exact = value * SATANG_PER_BAHT
    if abs(exact) > LARGEST_SATANG:
        raise AmountError(AmountFault.NEGATIVE if exact < 0 else AmountFault.TOO_LARGE, value)
    satang = round(exact)
    if abs(exact - satang) > _NOISE_SATANG:
        raise AmountError(AmountFault.DECIMALS, value)
    return _checked(satang, value)


def _from_decimal(number: Decimal, value: object) -> int:
    if not number.is_finite():
        raise AmountError(AmountFault.NOT_FINITE, value)
    if number < 0:
        raise AmountError(AmountFault.NEGATIVE, value)
    if number > LARGEST_SATANG:
        raise AmountError(AmountFault.TOO_LARGE, value)
    # Through the ratio of integers: exact whatever the decimal context of the thread.
    numerator, denominator = number.as_integer_ratio()
    satang, rest = divmod(numerator * SATANG_PER_BAHT, denominator)
    if rest:
        raise AmountError(AmountFault.DECIMALS, value)
    return _checked(satang, value)


def _from_text(value: str) -> int | None:
    text = value.strip()
    if len(text) > _LONGEST_TEXT:
        raise AmountError(AmountFault.TEXT, value)
    if text.upper() in _EXCEL_ERRORS:
        raise AmountError(AmountFault.ERROR_VALUE, value)
    text = _UNIT.sub(" ", to_arabic(_ZERO_WIDTH.sub("", text))).strip()
    if _NO_AMOUNT.fullmatch(text):
        return None
    text = _CLOSING_MARK.sub("", text).strip()
    if _NEGATIVE.fullmatch(text):
        raise AmountError(AmountFault.NEGATIVE, value)
    pieces = text.split()
    if len(pieces) > 1 and all(map(_NUMERIC.fullmatch, pieces)):
        # One number cut by a line break has pieces that cannot stand alone, and the separators prove it whole:
        # `1,250,` + `000`. Without them (`500` + `000`) it may as well be two.
        text = "".join(pieces)
        if "," not in text or sum(1 for piece in pieces if _PLAIN.fullmatch(piece)) > 1:
            raise AmountError(AmountFault.TWO_AMOUNTS, value)
    if _PLAIN.fullmatch(text):
        return _from_typed(text, value)
    return _from_terms(text, value)


def _from_typed(text: str, value: str) -> int:
    fraction = text.partition(".")[2]
    if len(fraction) > 2:
        # `1.250` may be meant as 1,250: never guess.
        raise AmountError(AmountFault.DECIMALS, value)
    return _from_decimal(Decimal(text.replace(",", "")), value)


def _from_terms(text: str, value: str) -> int:
    """`1.5 ล้าน`, `1 ล้าน 5 แสน`, `1 ล้าน 500,000`: each term smaller than the unit before it."""
    total, limit, position, terms = Decimal(0), Decimal(LARGEST_SATANG), 0, 0
    while term := _TERM.match(text, position):
        number, multiplier = Decimal(term[1].replace(",", "")), _MULTIPLIERS[term[2]]
        if terms and number * multiplier >= limit:
            raise AmountError(_fault_of(text), value)
        total, limit, position, terms = (
            total + number * multiplier,
            Decimal(multiplier),
            term.end(),
            terms + 1,
        )
    rest = text[position:]
    if terms and _PLAIN.fullmatch(rest) and "." not in rest and Decimal(rest.replace(",", "")) < limit:
        total, rest, terms = total + Decimal(rest.replace(",", "")), "", terms + 1
    if not terms or rest or (terms > 1 and "." in text):
        raise AmountError(_fault_of(text), value)
    return _from_decimal(total, value)


def _fault_of(text: str) -> AmountFault:
    """The reason that helps the clerk most, for a text already known to be no amount."""
    if _DATE.fullmatch(text):
        return AmountFault.DATE
    if _NUMERIC.fullmatch(text) and any(map(str.isdigit, text)):
        return AmountFault.GROUPING
    if len(_NUMBER.findall(text)) > 1 and not _LATIN.search(text):
        return AmountFault.TWO_AMOUNTS
    return AmountFault.TEXT


def format_baht(
    satang: int | None,
    digits: DigitStyle = DigitStyle.ARABIC,
    decimals: Literal["auto", "always"] = "auto",
    blank: str = "-",
) -> str:
    """Satang as baht with separators: `1,632,820`; satang are shown when there are any, or always.

    None (no amount) gives `blank`; zero is an amount and gives `0`.
    """
    if satang is None:
        return blank
    baht, rest = divmod(abs(satang), SATANG_PER_BAHT)
    text = f"{baht:,}"
    if rest or decimals == "always":
        text += f".{rest:02d}"
    return in_style(f"-{text}" if satang < 0 else text, digits)


def baht_in_words(satang: int) -> str:
    """An amount read out in Thai, as a contract writes it: `หนึ่งร้อยบาทห้าสิบสตางค์`, `ศูนย์บาทถ้วน`."""
    from kkplanner.thai.engine import number_in_words

    baht, rest = divmod(abs(satang), SATANG_PER_BAHT)
    words = "ลบ" if satang < 0 else ""
    if baht or not rest:
        words += f"{number_in_words(baht)}บาท"
    return words + (f"{number_in_words(rest)}สตางค์" if rest else "ถ้วน")
