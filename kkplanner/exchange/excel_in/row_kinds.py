"""What a row of a table is, told from what it holds and from what stands above it; nothing else is looked at.

Clerks split tall rows, list activities under a project and type notes between projects. Where a table numbers
its rows, a row without a number is a part of the project above it unless it is complete in itself; then it is
taken as a project and the clerk is told. A row never makes the reader forget the project above, save one that
has a number of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.head_words import TARGET, TITLE
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Mapping


class RowKind(Enum):
    """The kinds of rows under a head that are neither line nor foot."""

    PROJECT = "project"
    UNNUMBERED = "project without the number that the others have"
    CONTINUATION = "rest of the project above: its texts, and its money where it had none"
    SUB_ITEM = "text and money of its own under the project above"
    HEADING = "text alone in the title column that begins a block"
    REMARK = "note about the project above, typed into the title column"
    NAMELESS = "number, texts or money, but neither a title nor a project that it could belong to"
    NOTE = "nothing that a form has"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """One row. `texts` are its filled text columns by field."""

    texts: Mapping[str, str]
    numbered: bool = False
    money: bool = False  # something stands in the plan's amount columns, right or wrong
    enacted: bool = False
    remark: bool = False  # a note stands in an amount column
    title_above: bool = False  # its title cell is a part of one merged from a data row above
    type_above: bool = False  # so is its ประเภท cell
    sub_item: bool = False  # our own export says so in a hidden column
    own_project: bool = False  # so it does of a project, whatever is left of its texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """The table so far."""

    titles: bool = True  # the table has a title column; the 2566 ผ.03 has none
    numbers: bool = True  # the table numbers its projects
    project: bool = False  # a project stands above with no line or foot between
    money: bool = False  # that project has amounts or sub-items already
    target: bool = True  # it has a target already
    block_ahead: bool = False  # the next numbered row begins again at 1


_BULLET: Final = re.compile(r"(?:[-–—•*●▪]|\(?\d{1,2}(?:\.\d{1,2})*\s*[.)]|\(?[ก-ฮ]\s*[.)])\s*\S")
_HEADING: Final = re.compile(r"โครงการ(?!ฯ)|ส่วนที่|หมายเหตุ|หมวด|ค่าที่ดิน|ค่าครุภัณฑ์|งบลงทุน|งบดำเนินงาน")
_REMARK: Final = re.compile(
    r"[([*]*\s*(?:ซ้ำ|ยกเลิก|ตัดออก|(?:ควบ|ยุบ)?รวม(?:เข้า)?กับ|รวมลำดับ|(?:ย้าย|โอน)(?:ไป|มา|จาก)|ไปประสาน|ดูลำดับ|อยู่ในลำดับ)"
)
_CONTINUED: Final = re.compile(r"(?:.*\(ต่อ\)|ต่อ)")
_OF_A_PROJECT: Final = ("objective", TARGET, "agency")
_LONGEST_REMARK: Final = 120


def classify(row: RowFacts, above: Above) -> RowKind:
    """What the row is."""
    if row.sub_item:
        return RowKind.SUB_ITEM if above.project else RowKind.NAMELESS
    if row.own_project and row.texts:
        return RowKind.PROJECT
    if row.texts or row.money or row.enacted:
        return _filled(row, above)
    return RowKind.REMARK if row.remark and above.project and not row.numbered else RowKind.NOTE


def _filled(row: RowFacts, above: Above) -> RowKind:
    if not above.titles:
        return _equipment(row, above)
    if TITLE in row.texts:
        return _titled(row, above)
    if row.numbered and not row.title_above:
        return RowKind.NAMELESS
    return _untitled(row, above)


def _titled(row: RowFacts, above: Above) -> RowKind:
    title = row.texts[TITLE]
    if row.numbered:
        again = above.project and _CONTINUED.fullmatch(same_text_key(title)) is not None
        return RowKind.CONTINUATION if again else RowKind.PROJECT
    if len(row.texts) == 1 and not row.money:
        return _alone(title, above)
    if not above.numbers:
        return RowKind.PROJECT
    return _unnumbered(row, above) if above.project else RowKind.UNNUMBERED


def _unnumbered(row: RowFacts, above: Above) -> RowKind:
    """A title with more beside it under a project, in a table that numbers its projects."""
    if row.money and above.money:
        listed = _BULLET.match(to_arabic(row.texts[TITLE])) is not None and row.texts.keys() <= {
            TITLE,
            TARGET,
        }
        return RowKind.SUB_ITEM if listed else RowKind.UNNUMBERED
    complete = all(name in row.texts for name in _OF_A_PROJECT)
    return RowKind.UNNUMBERED if row.money and complete else RowKind.CONTINUATION


def is_stamp(text: str) -> bool:
    """A short note on what became of a project: "ซ้ำลำดับที่ 63", "ย้ายไป…", "ยกเลิก"."""
    return len(text) <= _LONGEST_REMARK and _REMARK.match(to_arabic(text)) is not None


def _alone(title: str, above: Above) -> RowKind:
    if not above.project:
        return RowKind.HEADING
    if is_stamp(title):
        return RowKind.REMARK
    if not above.numbers or above.block_ahead or _HEADING.match(title):
        return RowKind.HEADING
    return RowKind.CONTINUATION


def _untitled(row: RowFacts, above: Above) -> RowKind:
    if not above.project:
        return RowKind.NAMELESS
    if row.money and (above.money or (TARGET in row.texts and above.target)):
        return RowKind.SUB_ITEM
    return RowKind.CONTINUATION


def _equipment(row: RowFacts, above: Above) -> RowKind:
    """The item is its number, or money with a kind of equipment."""
    if row.numbered:
        return RowKind.PROJECT if row.texts else RowKind.NAMELESS
    if row.money and TARGET in row.texts and ("equipment_type" in row.texts or row.type_above):
        return RowKind.UNNUMBERED if above.numbers else RowKind.PROJECT
    if not above.project:
        return RowKind.NAMELESS
    return RowKind.SUB_ITEM if row.money and above.money else RowKind.CONTINUATION
