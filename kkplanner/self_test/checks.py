"""What is tried. Each check works in a folder of the test's own, says what it saw, and raises what went wrong."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MEGABYTE: Final = 1_000_000
_BLOCK: Final = 4 * _MEGABYTE
_ROOM_NEEDED: Final = 100 * _MEGABYTE
_SENTENCE: Final = "แผนพัฒนาท้องถิ่นของตำบล"
_WORDS: Final = ("แผน", "พัฒนา", "ท้องถิ่น", "ของ", "ตำบล")
# Letters whose shape changes beside a mark: the foot of ญ ฐ goes, the mark beside the tall ป moves.
_CHANGING: Final = ("ญู", "ฐุ", "ปี่", "ป่")
_ROAD: Final = "ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 3"
_ROAD_APPROACH: Final = "1.1"


class SelfTestError(UserError):
    """Something of the program does not do on this computer what it does elsewhere."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to try.

    Args:
        name: for programs, stable.
        title: Thai, for the clerk.
        run: gets a folder, returns what it saw (Thai or figures), raises what went wrong.
        advice: Thai, what to do; empty where installing again is the advice.
    """

    name: str
    title: str
    run: Callable[[Path], str]
    advice: str = ""


def plan_file(folder: Path) -> str:
    from kkplanner.exchange.sample import sample_plan
    from kkplanner.workbook import Workbook
    from kkplanner.workbook.backup import backup_folder

    path = folder / "แผน 2571 ทดสอบ.kkplan"
    with Workbook.create(path, sample_plan()) as workbook:
        with workbook.operation("ทดสอบ") as operation:
            operation.set("self_test", _SENTENCE)
        changed = workbook.document()
    with Workbook.open(path) as workbook:
        _demand(workbook.document() == changed, "เปิดแฟ้มแผนอีกครั้งแล้วข้อมูลไม่ตรงกับที่บันทึก")
        _demand(workbook.setting("self_test") == _SENTENCE, "เปิดแฟ้มแผนอีกครั้งแล้วค่าที่บันทึกหายไป")
        workbook.undo()
        _demand(workbook.setting("self_test") is None, "เลิกทำแล้วข้อมูลไม่กลับเป็นอย่างเดิม")
    shutil.rmtree(backup_folder(path), ignore_errors=True)  # of a plan that is gone at once
    return f"{len(changed.projects)} โครงการ บันทึก เลิกทำ และเปิดใหม่ได้ {path.stat().st_size:,} ไบต์"


def fonts(_folder: Path) -> str:
    from kkplanner.exchange.typeface import official_fonts

    families = official_fonts()
    for family in families.values():
        for bold in (False, True):
            for italic in (False, True):
                missing = family.face(bold=bold, italic=italic).missing(_SENTENCE)
                _demand(not missing, f"ตัวอักษร {family.name} ไม่ครบ")
    return ", ".join(families)


def shaping(_folder: Path) -> str:
    from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts

    face = official_fonts()[OFFICIAL_FAMILY].face()
    for text in _CHANGING:
        drawn = [glyph.id for glyph in face.run(text).glyphs]
        _demand(drawn != [face.glyph_of(letter) for letter in text], f"วางวรรณยุกต์และสระของ {text} ไม่ถูก")
    return " ".join(_CHANGING)


def words(_folder: Path) -> str:
    from kkplanner.thai.words import Segmenter

    found = Segmenter().words(_SENTENCE)  # without the cache: the dictionary itself is tried
    _demand(found == _WORDS, f"ตัดคำได้ {' | '.join(found)}")
    return " | ".join(found)


def excel(folder: Path) -> str:
    from kkplanner.exchange.excel_in import import_into, read_book
    from kkplanner.exchange.excel_out import write_workbook
    from kkplanner.exchange.sample import sample_plan
    from kkplanner.forms import DEFAULT_LAYOUT
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Organisation, Plan

    written, path = sample_plan(), folder / "แบบ ทดสอบ.xlsx"
    write_workbook(written, path, layout=DEFAULT_LAYOUT)
    fresh = PlanDocument(
        organisation=Organisation(type="อบต.", name=""), plan=Plan(period=written.plan.period)
    )
    read = import_into(fresh, read_book(path)).document
    _demand(read.projects == written.projects, "อ่านแฟ้ม Excel ที่เขียนเองกลับมาแล้วไม่ตรงกัน")
    return f"เขียนและอ่านกลับ {len(read.projects)} โครงการ ตรงกัน"


def excel_97(folder: Path) -> str:
    import python_calamine
    import xlsxwriter

    path = folder / "ตาราง.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("แผน").write_string(0, 0, _SENTENCE)
    with python_calamine.CalamineWorkbook.from_path(path) as read:
        rows = read.get_sheet_by_name("แผน").to_python()
    _demand(rows == [[_SENTENCE]], "ตัวอ่านแฟ้ม Excel รุ่นเก่าอ่านไม่ตรง")
    return "ตัวอ่านแฟ้ม .xls และ .ods ทำงาน"


def pdf(folder: Path) -> str:
    import pypdfium2

    from kkplanner.exchange.pdf.plan_forms import write_plan_forms
    from kkplanner.exchange.sample import sample_plan
    from kkplanner.forms import DEFAULT_LAYOUT

    plan, path = sample_plan(), folder / "แบบ ทดสอบ.pdf"
    pages = write_plan_forms(plan, path, layout=DEFAULT_LAYOUT)
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        _demand(len(document) == pages, f"PDF มี {len(document)} หน้า แต่เขียนไป {pages} หน้า")
        text = document[0].get_textpage().get_text_range()
        picture = document[0].render(scale=0.5).buffer
    finally:
        document.close()
    _demand(plan.organisation.name in text, "คัดลอกชื่อหน่วยงานจาก PDF ไม่ได้")
    _demand(len(set(bytes(picture))) > 1, "แสดงหน้า PDF แล้วว่างเปล่า")
    return f"{pages} หน้า {path.stat().st_size:,} ไบต์ อ่านข้อความและแสดงภาพได้"


def suggesting(_folder: Path) -> str:
    from kkplanner.alignment import Suggester
    from kkplanner.framework import load

    best = Suggester(load("kkpao-2571")).rank(_ROAD).suggestions[0]
    _demand(best.code == _ROAD_APPROACH, f"เสนอแนวทาง {best.code} แทน {_ROAD_APPROACH}")
    return f"“{_ROAD}” → {best.code}"


def signing(_folder: Path) -> str:
    from nacl.signing import SigningKey

    key = SigningKey.generate()  # never kept: the clerk's own key is not touched
    signed = key.sign(_SENTENCE.encode("utf-8"))
    _demand(key.verify_key.verify(signed).decode("utf-8") == _SENTENCE, "ตรวจลายเซ็นของชุดแฟ้มไม่ได้")
    return "ลงลายเซ็นและตรวจลายเซ็นได้"


def checking(_folder: Path) -> str:
    from kkplanner.alignment.check import check
    from kkplanner.exchange.sample import sample_plan

    return check(sample_plan()).summary_line


def place(folder: Path) -> str:
    from kkplanner.workbook.place import place_of

    block = os.urandom(_MEGABYTE) * (_BLOCK // _MEGABYTE)
    path = folder / "เขียนทดสอบ.bin"
    with path.open("wb") as file:
        file.write(block)
        file.flush()
        os.fsync(file.fileno())
    _demand(path.read_bytes() == block, "ข้อมูลที่อ่านกลับจากสื่อบันทึกไม่ตรงกับที่เขียน สื่อบันทึกอาจเสีย")
    path.unlink()
    free = shutil.disk_usage(folder).free
    _demand(free >= _ROOM_NEEDED, f"เหลือเนื้อที่เพียง {free / _MEGABYTE:,.0f} เมกะไบต์")
    return f"เขียนและอ่านกลับได้ เหลือ {free / _MEGABYTE:,.0f} เมกะไบต์ {place_of(folder).advice}".strip()


def own_folders(_folder: Path) -> str:
    from kkplanner.crash_report import log_folder
    from kkplanner.workbook.backup import data_folder

    for folder in (data_folder(), log_folder()):
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / "self-test.tmp"
        trial.write_text(_SENTENCE, encoding="utf-8")
        _demand(trial.read_text(encoding="utf-8") == _SENTENCE, "อ่านการตั้งค่ากลับมาไม่ตรง")
        trial.unlink()
    return str(data_folder())


def _demand(met: bool, otherwise: str) -> None:
    if not met:
        raise SelfTestError(otherwise)


_OTHER_MEDIUM: Final = "กรุณาใช้สื่อบันทึกหรือโฟลเดอร์อื่น และอย่าเก็บแผนไว้ในสื่อบันทึกนี้"
_FREE_THE_FOLDER: Final = "กรุณาให้ผู้ดูแลเครื่องอนุญาตให้เขียนโฟลเดอร์ข้อมูลของโปรแกรม"

CHECKS: Final = (
    Check("place", "เขียนและอ่านแฟ้มในโฟลเดอร์นี้", place, _OTHER_MEDIUM),
    Check("own_folders", "โฟลเดอร์การตั้งค่าและแฟ้มสำรอง", own_folders, _FREE_THE_FOLDER),
    Check("plan_file", "สร้าง บันทึก และเปิดแฟ้มแผน", plan_file),
    Check("fonts", "ตัวอักษรของแบบราชการ", fonts),
    Check("shaping", "การวางสระและวรรณยุกต์", shaping),
    Check("words", "การตัดคำไทย", words),
    Check("excel", "เขียนและอ่านแฟ้ม Excel", excel),
    Check("excel_97", "อ่านแฟ้ม Excel รุ่นเก่า", excel_97),
    Check("pdf", "เขียนและแสดงแฟ้ม PDF", pdf),
    Check("suggesting", "การเสนอแนวทางของ อบจ.", suggesting),
    Check("signing", "ลายเซ็นของชุดแฟ้มส่ง อบจ.", signing),
    Check("checking", "การตรวจแผน", checking),
)
