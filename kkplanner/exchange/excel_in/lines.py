"""Lines of text that stand alone in a row: what a title, a group line or an amendment mark says.

Patterns read the text with Arabic digits and single spaces. They follow real workbooks of the 2566-2570
period and the layouts printed for 2571-2575 (domain notes, "The forms").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kkplanner.exchange.excel_in.programme_names import alike_programme
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.programmes import find_programme
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import normalise, same_text_key
from kkplanner.thai.period import Period


@dataclass(frozen=True, slots=True)
class IssueLine:
    """For example "1. ยุทธศาสตร์…" or "ประเด็นการพัฒนา: …"."""

    number: str  # "" when none is printed
    title: str


@dataclass(frozen=True, slots=True)
class ApproachLine:
    """For example "1.1 กลยุทธ์…"."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """For example "(1) แผนงาน…", as typed without the number."""

    text: str


@dataclass(frozen=True, slots=True)
class EquipmentTypeLine:
    """For example "ประเภทครุภัณฑ์: 1. …"."""

    text: str


@dataclass(frozen=True, slots=True)
class UpwardLine:
    """One of the lines ก. ข. ค. ง. จ. above the 2566 forms; sheets of community plans print two, some unlettered."""

    letter: str  # "" when none is printed
    text: str


@dataclass(frozen=True, slots=True)
class EditionMark:
    """For example "เพิ่มเติม ครั้งที่ 5 / 2567"."""

    kind: EditionKind
    number: int
    year: int | None

    @property
    def label(self) -> str:
        return f"{self.kind} ครั้งที่ {self.number}" + (f"/{self.year}" if self.year else "")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """The name of a form or its purpose."""

    form: Form | None
    text: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """For example "แผนพัฒนาท้องถิ่น (พ.ศ.2566 - 2570) …", perhaps with the edition of the whole book."""

    period: Period | None
    edition: EditionMark | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """For example "หน่วย : ล้านบาท": what one unit of the amounts is worth, in baht."""

    baht: int


@dataclass(frozen=True, slots=True)
class UnassignedLine:
    """For example "ยังไม่ระบุประเด็นการพัฒนา": our own exports print it over rows that belong nowhere yet."""

    what: str  # issue | approach | programme | equipment_type


@dataclass(frozen=True, slots=True)
class VillageLine:
    """For example "ชุมชนวัดไทรใต้" over the projects that this community asked for."""

    text: str


Line = (
    UnassignedLine
    | IssueLine
    | ApproachLine
    | ProgrammeLine
    | EquipmentTypeLine
    | UpwardLine
    | EditionMark
    | TitleLine
    | PlanLine
    | UnitLine
    | VillageLine
)

_MARK: Final = re.compile(
    r"(?P<kind>เพิ่มเติม|เปลี่ยนแปลง|แก้ไข)\s*\(?\s*(?:ฉบับที่|ครั้งที่)\s*(?P<number>\d{1,3})"
    r"(?:\s*\)?\s*(?:/|พ\.?\s*ศ\.?|ปี|ประจำปี)*\s*(?P<year>\d{4}))?"
)
_MARK_EDGE: Final = re.compile(r"(?:\(|\[)?\s*(?:แผนพัฒนาท้องถิ่น\s*)?(?:ฉบับ)?")
_MARK_TAIL: Final = re.compile(r"\s*\(?\s*(?:(?:ประกาศ|ลงวันที่|เมื่อ|วันที่|ณ วันที่|มติ|ประชุม).*)?")
_UPWARD: Final = re.compile(r"(?P<letter>[กขคงจ])\s*[.)]\s*(?P<text>\S.*)", re.DOTALL)
_UPWARD_NAMES: Final = re.compile(
    r"(?:\d{1,2}\s*[.)]?\s*)?(?:ยุทธศาสตร์ชาติ|ยุทธศาสตร์จังหวัด|ยุทธศาสตร์(?:การ)?พัฒนาจังหวัด|ยุทธศาสตร์กลุ่มจังหวัด"
    r"|ยุทธศาสตร์(?:การพัฒนา)?ของ\s*(?:อปท|องค์กรปกครองส่วนท้องถิ่น)\S*\s*(?:ใน)?เขตจังหวัด"
    r"|ยุทธศาสตร์(?:การ)?พัฒนา\s*(?:อปท|องค์กรปกครองส่วนท้องถิ่น)\S*\s*ในเขตจังหวัด|แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ|แผนพัฒนาจังหวัด"
    r"|Sustainable Development Goals|SDGs|หมุดหมายที่|เป้าหมายการพัฒนาที่ยั่งยืน).*",
    re.DOTALL | re.IGNORECASE,
)
_ISSUE_WORD: Final = r"(?:ยุทธศาสตร์|ประเด็นยุทธศาสตร์|ประเด็นการพัฒนาท้องถิ่น|ประเด็นการพัฒนา|ประเด็น)"
_NUMBERED_ISSUE: Final = re.compile(rf"(?P<number>\d{{1,2}})\s*[.)]?\s*(?P<title>{_ISSUE_WORD}.*)", re.DOTALL)
_NAMED_ISSUE: Final = re.compile(
    rf"(?P<word>{_ISSUE_WORD})\s*(?:ที่\s*(?P<at>\d{{1,2}}))?\s*(?P<colon>[:：])?\s*"
    r"(?:(?P<number>\d{1,2})\s*[.)]\s*)?(?P<title>\S.*)",
    re.DOTALL,
)
_HEADING_WORD: Final = re.compile(
    rf"{_ISSUE_WORD}\s*(?:(?:ที่\s*\d+)\s*[:：]?|[:：])\s*(?:\d{{1,2}}\s*[.)]\s*)?"
)
_APPROACH: Final = re.compile(
    r"(?:(?P<number>\d{1,2}\.\d{1,2})\s*[.)]?\s*)?(?:กลยุทธ์/แนวทาง|แนวทางการพัฒนา|กลยุทธ์|กลยุทธ|แนวทาง)"
    r"(?:\s*ที่\s*(?P<at>\d{1,2}(?:\.\d{1,2})?))?\s*[:：]?\s*(?P<title>\S.*)",
    re.DOTALL,
)
_PROGRAMME: Final = re.compile(
    r"(?:\(\s*\d{1,2}\s*\)|\d{1,2}(?:\.\d{1,2})*\s*[.)]?)?\s*(?P<text>(?:แผนงาน|ผง\.)\s*[:：]?\s*\S.*)"
)
_LETTERED: Final = re.compile(r"[ก-จ]\s*[.)]\s*(?=แผนงาน)")
_NUMBERING: Final = re.compile(r"(?:\(\s*\d{1,2}\s*\)|\d{1,2}(?:\.\d{1,2})*\s*[.)]?)\s*")
_WITH_SLIPS: Final = re.compile(r"[แเผ]\S{0,7}\s?\S{0,3}ง[่-๋]?า")  # what a slip of the fingers makes of แผนงาน
_EQUIPMENT_TYPE: Final = re.compile(r"ประเภทครุภัณฑ์\s*[:：]?\s*(?:\(?\d{1,2}[.)]*\s*)?(?P<text>\S.*)")
_UNIT: Final = re.compile(r"\(?หน่วย(?:นับ)?\s*[:：]?\s*(?P<unit>ล้านบาท|แสนบาท|หมื่นบาท|พันบาท|บาท)\)?")
_UNIT_WITHIN: Final = re.compile(
    r"(?:หน่วย(?:นับ)?\s*[:：]?\s*|[(\[/:：]\s*(?:หน่วย\s*[:：]?\s*)?)(?P<unit>ล้านบาท|แสนบาท|หมื่นบาท|พันบาท|บาท)\s*[)\]]?$"
)
_UNITS: Final = {"ล้านบาท": 1_000_000, "แสนบาท": 100_000, "หมื่นบาท": 10_000, "พันบาท": 1_000, "บาท": 1}

_VILLAGE: Final = re.compile(
    r"(?:\(?\d{1,3}\s*[.)]?\s*)?(?P<text>(?:ชุมชน|หมู่บ้าน|บ้าน|หมู่ที่\s*\d|หมู่\s*\d).{0,60})"
)
_UNASSIGNED: Final = {
    "ประเด็น": UnassignedLine("issue"),
    "ยุทธศาสตร์": UnassignedLine("issue"),
    "กลยุทธ์": UnassignedLine("approach"),
    "แนวทาง": UnassignedLine("approach"),
    "แผนงาน": UnassignedLine("programme"),
    "ประเภทครุภัณฑ์": UnassignedLine("equipment_type"),
}
_LONGEST_PURPOSE: Final = 120
_PURPOSES: Final = {
    Form.P02_2: ("เกินศักยภาพ", "ทีเกินศักย", "ประสานโครงการ", "ประสานแผน", "ขอประสาน"),
    Form.P02_1: ("แผนชุมชน", "แผนพัฒนาชุมชน", "แผนพัฒนาหมู่บ้าน", "ชุมชนดำเนินการ"),
    Form.P03: ("บัญชีครุภัณฑ์", "รายการครุภัณฑ์", "รายละเอียดครุภัณฑ์"),
}
_FORM_NUMBER: Final = re.compile(r"(?:แบบ)?ผ\.?0?(?P<number>[1238](?:/[12])?)")
_FORM_BY_NUMBER: Final = {"2": Form.P02, "2/1": Form.P02_1, "2/2": Form.P02_2, "3": Form.P03, "8": Form.P03}


def one_line(text: str) -> str:
    """Arabic digits, white space as single spaces: what the patterns read."""
    return " ".join(to_arabic(normalise(text)).split())


def read_line(text: str) -> Line | None:
    """What a line of text that stands alone says, or None when it is no known kind of line."""
    line = one_line(text)
    if not line:
        return None
    return (
        _unassigned(line)
        or _edition_row(line)
        or _upward(line)
        or _programme(line)
        or _approach(line)
        or _equipment_type(line)
        or _plan_line(line)
        or _title_line(line)
        or _issue(line)
        or _unit(line)
    )


def find_edition(text: str) -> EditionMark | None:
    """The amendment named inside a longer line."""
    return _mark(_MARK.search(one_line(text)))


def form_stamp(text: str) -> Form | None:
    """The form whose number is stamped: "แบบ ผ.02/1"; clerks stamp wrongly, so the purpose outranks it."""
    match = _FORM_NUMBER.fullmatch(same_text_key(text))
    return None if match is None else _FORM_BY_NUMBER.get(match["number"])


def begins_summary(text: str) -> bool:
    """The title of a ผ.01: "บัญชีสรุปโครงการพัฒนา"."""
    return same_text_key(text).startswith("บัญชีสรุปโครงการ")


def unit_of(text: str) -> int | None:
    """Baht of one unit when a text is "(ล้านบาท)" or ends so ("งบประมาณ (หน่วย : พันบาท)"); None otherwise."""
    line = re.sub(r"(ล้าน|แสน|หมื่น|พัน)\s+บาท", r"\1บาท", one_line(text))
    bare = line.strip("()[] ")
    if bare in _UNITS:
        return _UNITS[bare]
    match = _UNIT.fullmatch(line) or _UNIT_WITHIN.search(line)
    return None if match is None else _UNITS[match["unit"]]


def purpose_of(text: str) -> Form | None:
    """The form that a line above a head speaks of in words of its own: "โครงการตามแผนชุมชน", "บัญชีประสานโครงการ".

    Only above a head: amid a table such words are about a project.
    """
    key = same_text_key(text)
    if len(key) > _LONGEST_PURPOSE or key.startswith("หมายเหตุ"):
        return None
    return next((form for form, words in _PURPOSES.items() if any(word in key for word in words)), None)


def village_line(text: str) -> VillageLine | None:
    """The village or community that a line names. Only where its place in the sheet says that it is a line:
    the rest of a project's name may read just so.
    """
    match = _VILLAGE.fullmatch(one_line(text))
    return None if match is None else VillageLine(match["text"])


def _mark(match: re.Match[str] | None) -> EditionMark | None:
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return EditionMark(EditionKind(match["kind"]), int(match["number"]), year)


def _unassigned(line: str) -> UnassignedLine | None:
    return next((found for word, found in _UNASSIGNED.items() if line.startswith(f"ยังไม่ระบุ{word}")), None)


def _edition_row(line: str) -> EditionMark | None:
    match = _MARK.search(line)
    if (
        match is None
        or not _MARK_EDGE.fullmatch(line[: match.start()])
        or not _MARK_TAIL.fullmatch(line[match.end() :].strip(" )]."))
    ):
        return None
    return _mark(match)


def _upward(line: str) -> UpwardLine | None:
    match = _UPWARD.fullmatch(line)
    if match is not None and not (_PROGRAMME.fullmatch(match["text"]) and find_programme(match["text"])):
        return UpwardLine(match["letter"], line)
    return UpwardLine("", line) if _UPWARD_NAMES.fullmatch(line) else None


def _programme(line: str) -> ProgrammeLine | None:
    line = _LETTERED.sub("", line)
    match = _PROGRAMME.fullmatch(line)
    if match is not None:
        return ProgrammeLine(match["text"])
    text = _NUMBERING.sub("", line)
    return ProgrammeLine(text) if _WITH_SLIPS.match(text) and alike_programme(text) else None


def _approach(line: str) -> ApproachLine | None:
    match = _APPROACH.fullmatch(line)
    if match is None or not (match["number"] or match["at"] or ":" in line):
        return None
    return ApproachLine(match["number"] or match["at"] or "", match["title"])


def _equipment_type(line: str) -> EquipmentTypeLine | None:
    match = _EQUIPMENT_TYPE.fullmatch(line)
    return None if match is None else EquipmentTypeLine(match["text"])


def _plan_line(line: str) -> PlanLine | None:
    if not same_text_key(line).startswith(("แผนพัฒนาท้องถิ่น", "แผนพัฒนาห้าปี", "แผนพัฒนา5ปี")):
        return None
    return PlanLine(Period.find(line), _mark(_MARK.search(line)))


def _title_line(line: str) -> TitleLine | None:
    key = same_text_key(line)
    if "เกินศักยภาพ" in key or key.startswith(("สำหรับประสานโครงการ", "สำหรับโครงการที่ประสาน")):
        return TitleLine(Form.P02_2, line)
    if key.startswith(("ที่นำมาจากแผนพัฒนาหมู่บ้าน", "ที่นำมาจากแผนชุมชน")) or "แผนพัฒนาหมู่บ้านและแผนชุมชน" in key:
        return TitleLine(Form.P02_1, line)
    if key.startswith(("บัญชีครุภัณฑ์", "รายละเอียดครุภัณฑ์", "สำหรับที่ไม่ได้จัดทำเป็นโครงการ")):
        return TitleLine(Form.P03, line)
    if key.startswith(("รายละเอียดโครงการ", "บัญชีรายละเอียดโครงการ", "บัญชีโครงการ")):
        return TitleLine(None, line)
    return None


def _issue(line: str) -> IssueLine | None:
    if match := _NUMBERED_ISSUE.fullmatch(line):
        return IssueLine(match["number"], _HEADING_WORD.sub("", match["title"], count=1))
    match = _NAMED_ISSUE.fullmatch(line)
    if match is None:
        return None
    if match["colon"] or match["at"]:
        return IssueLine(match["number"] or match["at"] or "", match["title"])
    return IssueLine("", line) if match["word"] == "ยุทธศาสตร์" else None


def _unit(line: str) -> UnitLine | None:
    match = _UNIT.fullmatch(re.sub(r"(ล้าน|แสน|หมื่น|พัน)\s+บาท", r"\1บาท", line))
    return None if match is None else UnitLine(_UNITS[match["unit"]])
