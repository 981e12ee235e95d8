"""What a note beside a row says about its history: amended by which edition, moved, merged, coordinated …

Clerks write such notes by hand and in a hurry: Thai digits, words cut short ("เปลี่ยน ครั้งที่ 1"), letters
missed, several notes in one box. A word is therefore told by likeness, never by exact spelling. The kinds
follow a real city's workbook (domain notes, "Amendment editions and forms").
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kkplanner.exchange.excel_in.lines import EditionMark, one_line
from kkplanner.plan.kinds import EditionKind, MarkKind
from kkplanner.plan.programmes import find_programme
from kkplanner.thai.normalise import same_text_key


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a note says. `text` is the whole note as it stood there."""

    kind: MarkKind
    text: str
    edition: EditionMark | None = None
    refers_to: str = ""


_EDITION: Final = re.compile(
    r"(?P<number>\d{1,3})\s*(?:/|-|\\|พ\.?\s?ศ\.?|ปีงบประมาณ|ประจำปี|ปี|\s)+\s*(?P<year>2[45]\d{2}|[5-9]\d)(?!\d)"
)
_WITHOUT_YEAR: Final = re.compile(r"(?:ครั้งที่|คร้ังที่|ครั้ง)\s*(?P<number>\d{1,3})(?!\s*[/\d])")
_TIME: Final = re.compile(r"(?:(?:ฉบับ|คร[ัิ]?้?[ัิ]?ง?)\s*(?:ที่|ที|ท)?|ที่)\s*$")
_THAI_TAIL: Final = re.compile(r"[ก-ฮะ-์ ]*$")
_LONGEST_WORD: Final = 14  # letters and spaces of an amendment word, slips included
_ONLY_BETWEEN: Final = re.compile(r"[\s,;/()และกับ]*(?:ครั้งที่)?\s*")
_KINDS: Final = {
    "แก้ไข": EditionKind.CORRECTION,
    "เปลี่ยนแปลง": EditionKind.CHANGE,
    "เปลี่ยน": EditionKind.CHANGE,
    "เพิ่มเติม": EditionKind.ADDITION,
    "เพิ่ม": EditionKind.ADDITION,
    "ทบทวน": EditionKind.REVIEW,
}
_ALIKE: Final = 0.72
_LETTERS: Final = re.compile("[ก-ฮ]")
_CENTURY: Final = 2500

_FORM: Final = re.compile(r"(?:แบบ)?\s*(?:ผ|พ)?\s*\.?\s*0?(?P<number>[1238](?:\s*/\s*[123])?)")
_FORM_AMID: Final = re.compile(r"(?:ผ\s*\.?\s*)?0(?P<number>[1238](?:\s*/\s*[123])?)")
_ROW: Final = re.compile(
    r"(?:ลำดับ(?:ที่)?|ข้อ(?:ที่)?|รายการที่|โครงการที่|(?<![ก-์])ที่|หน้า(?:ที่)?)\s*(?P<number>\d+(?:[.,/]\d+)*)"
)
_PROGRAMME: Final = re.compile(r"(?:แผนงาน|ผง\.)\s*(?P<name>[ก-์ ,.]*)")
_STRATEGY: Final = re.compile(r"(?:ยุทธศาสตร์|ยุทธ|กลยุทธ์|ประเด็น)\s*(?:ที่)?\s*[0-9.]*")
_MERGED: Final = re.compile(r"ควบรวม|ยุบรวม|รวม(?:เข้า)?กับ|รวม(?:อยู่)?(?:ใน|กัน|ไว้)|รวมลำดับ")
_DUPLICATE: Final = re.compile(r"ซ้ำ|ซํ้า|ซ้้า")
_COORDINATION: Final = re.compile(r"ประสาน|เกินศักยภาพ|ขอรับการสนับสนุน|ส่งต่อ")
_MOVED: Final = re.compile(r"ย้าย|โยก|โอนไป|โอนจาก|โอนมา|เปลี่ยนแผนงาน|ไปอยู่|มาจาก|ไปที่|นำไปไว้|นำมาไว้")
_MONEY: Final = re.compile(
    r"อุดหนุน|งบประมาณ|เงินกู้|เงินสะสม|เงินรายได้|สมทบ|จ่ายขาด|เทศบัญญัติ|ข้อบัญญัติ|กองทุน|พอช|สปสช|กรมส่งเสริม"
    r"|งบกลาง|งบจังหวัด|งบ\s?อบจ|แหล่งเงิน|เงินนอก|เงินบริจาค|งบกลุ่มจังหวัด|เงินทุน"
)
_ACTION_PLAN: Final = re.compile("แผน(?:การ)?ดำเนินงาน")
_FEW: Final = 4  # letters beside a แผนงาน that say nothing of their own
_REMARK: Final = re.compile(
    r"ยกเลิก|ตัดออก|ตัดทิ้ง|ลบออก|ไม่ดำเนินการ|ยังไม่ดำเนินการ|ดำเนินการแล้ว|แผนดำเนินงาน|แผนการดำเนินงาน|ประชุม|มติ"
    r"|หมายเหตุ|เปลี่ยนชื่อ|ชื่อเดิม|เดิม|ประชาคม|ชุมชน"
)


@lru_cache(maxsize=1024)
def read_notes(text: str) -> tuple[Note, ...]:
    """Everything that a note says; empty when it says nothing known."""
    line = one_line(text).replace("เเ", "แ")
    if form := _form(line):
        return (Note(MarkKind.FORM_NUMBER, line, refers_to=form),)
    amendments, rest = _amendments(line)
    notes = [Note(MarkKind.AMENDMENT, line, edition) for edition in amendments]
    if not notes and (bare := _bare_amendment(line)):
        return (bare,)
    return (*notes, *_others(line, rest, amended=bool(notes)))


def _form(line: str) -> str:
    match = _FORM.fullmatch(line)
    if match is None or ("ผ" not in line and "แบบ" not in line and not line.startswith("0")):
        return ""
    return f"ผ.0{match['number'].replace(' ', '')}"


def _amendments(line: str) -> tuple[list[EditionMark], str]:
    """The editions named in a line, and what else it says."""
    found: list[EditionMark] = []
    rest: list[str] = []
    at = 0
    kind: EditionKind | None = None
    dated = list(_EDITION.finditer(line))
    numbers = {match.start("number") for match in dated}
    undated = [match for match in _WITHOUT_YEAR.finditer(line) if match.start("number") not in numbers]
    for match in sorted((*dated, *undated), key=lambda match: match.start("number")):
        if match.start() < at:
            continue
        before = line[at : match.start()]
        if found and _ONLY_BETWEEN.fullmatch(before):
            left = ""
        else:
            kind, left = _kind_before(before)
        if kind is None:
            continue
        year = match.groupdict().get("year")
        mark = EditionMark(kind, int(match["number"]), None if year is None else _whole_year(int(year)))
        if mark not in found:
            found.append(mark)
        rest.append(left)
        at = match.end()
    rest.append(line[at:])
    return found, " ".join(" ".join(rest).split()).strip(" ()[],;.-/")


def _whole_year(year: int) -> int:
    return year if year > _CENTURY - 100 else _CENTURY + year


def _kind_before(text: str) -> tuple[EditionKind | None, str]:
    """The amendment word at the end of a text, and what stands before it."""
    stem = _TIME.sub("", text.rstrip(" (.:")).rstrip(" (.:")
    tail = _THAI_TAIL.search(stem[-_LONGEST_WORD:])
    longest = len(tail[0]) if tail else 0
    # The word may stand apart ("แก้ ไข"), or hang on the name before it: the longest tail that is like one wins.
    best: tuple[float, EditionKind | None, int] = (_ALIKE, None, len(stem))
    for size in range(3, longest + 1):
        start = len(stem) - size
        typed = stem[start:].replace(" ", "")
        for word, kind in _KINDS.items():
            score = _likeness(typed, word)
            if score > best[0]:
                best = (score, kind, start)
    return best[1], stem[: best[2]]


def _likeness(one: str, word: str) -> float:
    """1 for the same word; vowels and tone marks count half, since a slip is most often one of them."""
    whole = difflib.SequenceMatcher(None, one, word, autojunk=False).ratio()
    bare = difflib.SequenceMatcher(
        None, "".join(_LETTERS.findall(one)), "".join(_LETTERS.findall(word)), autojunk=False
    ).ratio()
    return (whole + bare) / 2


def _bare_amendment(line: str) -> Note | None:
    """A note that is just the word: "แก้ไข", "เปลี่ยนแปลง ปี 2568"."""
    word = re.sub(r"(?:ปี|พ\.?ศ\.?)?\s*\d*$", "", line).strip(" ()")
    if any(_likeness(word, known) > 0.9 for known in _KINDS):
        return Note(MarkKind.AMENDMENT, line)
    return None


def _others(line: str, rest: str, *, amended: bool) -> list[Note]:
    """What is said beside the editions; at most one thing, the most telling one."""
    if len(_LETTERS.findall(rest)) < 2:
        return []
    row = _row(rest)
    programme = _programme(rest)
    kind: MarkKind | None = None
    refers_to = row
    if _DUPLICATE.search(rest):
        kind, refers_to = MarkKind.DUPLICATE, row or _beyond(_DUPLICATE, rest)
    elif _COORDINATION.search(rest):
        kind, refers_to = MarkKind.COORDINATION, _form_amid(rest) or _beyond(_COORDINATION, rest)
    elif _MERGED.search(rest):
        kind, refers_to = MarkKind.MERGED, row or _beyond(_MERGED, rest)
    elif _ACTION_PLAN.search(rest):
        # Where the yearly action plan has the project says nothing about its place in this plan.
        kind, refers_to = MarkKind.NOTE, programme
    elif _MOVED.search(rest) or (programme and len(_LETTERS.findall(_PROGRAMME.sub("", rest))) <= _FEW):
        kind, refers_to = MarkKind.MOVED, programme or _strategy(rest) or row
    elif _MONEY.search(rest):
        kind, refers_to = MarkKind.BUDGET_SOURCE, ""
    elif amended or row or _REMARK.search(rest):
        kind = MarkKind.NOTE
    return [] if kind is None else [Note(kind, line, refers_to=refers_to)]


def _row(text: str) -> str:
    match = _ROW.search(text)
    if match is None:
        return ""
    return match[0] if match[0].startswith("หน้า") else f"ลำดับที่ {match['number']}"


def _form_amid(text: str) -> str:
    match = _FORM_AMID.search(text)
    return f"ผ.0{match['number'].replace(' ', '')}" if match else ""


def _strategy(text: str) -> str:
    match = _STRATEGY.search(text)
    return match[0].strip() if match else ""


def _beyond(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return text[match.end() :].strip(" ():,") if match else ""


def _programme(text: str) -> str:
    """The official name of the แผนงาน in a text, or as written where it is none."""
    for match in _PROGRAMME.finditer(text):
        typed = f"แผนงาน{match['name'].strip(' ,.')}"
        if len(typed) <= len("แผนงาน"):
            continue
        found = find_programme(typed)
        return found.name if found else typed
    return ""


def as_unknown(text: str) -> Note:
    """A note that says nothing known, kept word for word."""
    return Note(MarkKind.NOTE, one_line(text))


def key_of(note: Note) -> tuple[object, ...]:
    """What tells two notes of one row apart."""
    return note.kind, note.edition, note.refers_to, same_text_key(note.text)
