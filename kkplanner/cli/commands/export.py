"""`kkplanner export`: the forms as Excel and PDF, the plan book, the letter, the plan as JSON, the submission package."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kkplanner.cli import package_export, report, usage

if TYPE_CHECKING:
    import argparse

    from kkplanner.exchange.book_content import BookContent
    from kkplanner.forms import Choice
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


_TARGETS: Final = ("xlsx", "pdf", "book", "json", "letter", "package", "cover_sheet")


class NothingToExportError(usage.WrongUsageError):
    """No target was named."""


class UnknownLayoutError(usage.WrongUsageError):
    """No layout of that name."""


class UnknownFormError(usage.WrongUsageError):
    """No form of that number."""


class UnknownAgencyError(usage.WrongUsageError):
    """No project of the plan is the agency's."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "export", help="ส่งออกแบบฟอร์มเป็น Excel และ PDF ทั้งแผนเป็น JSON และชุดแฟ้มส่ง อบจ."
    )
    usage.add_workbook(parser)
    parser.add_argument("--xlsx", metavar="F", type=Path, help="แบบฟอร์มทั้งหมดเป็นแฟ้ม Excel")
    parser.add_argument(
        "--book-sheets",
        action="store_true",
        help="เพิ่มแผ่นคำชี้แจง สรุป กราฟ ความเชื่อมโยง ผลการตรวจ และแผ่นคัดลอกลง e-Plan ในแฟ้ม Excel",
    )
    parser.add_argument("--pdf", metavar="F", type=Path, help="แบบฟอร์มทั้งหมดเป็นแฟ้ม PDF")
    parser.add_argument("--book", metavar="F", type=Path, help="เล่มแผนทั้งเล่มเป็นแฟ้ม PDF")
    parser.add_argument("--json", metavar="F", type=Path, help="ทั้งแผนเป็น JSON")
    parser.add_argument("--letter", metavar="F", type=Path, help="หนังสือนำส่งเป็นแฟ้ม PDF")
    parser.add_argument(
        "--layout", default="2571", help="รูปแบบของแบบฟอร์ม: 2571, 2571-kpi, 2571-coordination หรือ 2566"
    )
    parser.add_argument("--kpi", action="store_true", help="พิมพ์ช่องตัวชี้วัดในรูปแบบ 2571 ด้วย")
    parser.add_argument("--digits", choices=("arabic", "thai"), default="arabic", help="เลขในแบบฟอร์ม")
    parser.add_argument("--draft", action="store_true", help="พิมพ์คำว่าฉบับร่างทุกหน้าของ PDF")
    book = parser.add_argument_group("เล่มแผน")
    book.add_argument(
        "--part", metavar="N", type=int, action="append", choices=(1, 2, 3, 4), help="พิมพ์เฉพาะส่วนที่ N"
    )
    book.add_argument("--agency", metavar="NAME", help="พิมพ์เฉพาะแบบของโครงการที่หน่วยงานนี้รับผิดชอบ")
    book.add_argument("--form", metavar="NO", action="append", help="พิมพ์เฉพาะแบบนี้ เช่น ผ.02")
    book.add_argument("--tables-only", action="store_true", help="พิมพ์เฉพาะแบบ ไม่พิมพ์ข้อความ")
    book.add_argument("--text-digits", choices=("arabic", "thai"), default="thai", help="เลขในข้อความ")
    book.add_argument("--page-numbers", choices=("total", "plain"), default="total", help="แบบของเลขหน้า")
    package_export.add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kkplanner.exchange.excel_out import write_workbook
    from kkplanner.exchange.pdf.plan_forms import write_plan_forms
    from kkplanner.exchange.plan_json import write_plan_json
    from kkplanner.thai.digits import DigitStyle
    from kkplanner.workbook import Workbook

    targets = {f"--{name.replace('_', '-')}": getattr(options, name) for name in _TARGETS}
    if not any(targets.values()):
        raise NothingToExportError(
            f"ยังไม่ได้บอกว่าจะส่งออกเป็นอะไร กรุณาระบุ {' '.join(targets)} อย่างใดอย่างหนึ่งพร้อมชื่อแฟ้ม"
        )
    usage.require_distinct(targets)
    package_export.require_sense(options)
    if options.book_sheets and not options.xlsx:
        raise NothingToExportError(
            "--book-sheets เพิ่มแผ่นในแฟ้ม Excel จึงยังไม่ได้ส่งออก กรุณาระบุ --xlsx พร้อมชื่อแฟ้มด้วย"
        )
    if not options.book and (options.part or options.form or options.agency or options.tables_only):
        raise NothingToExportError(
            "--part --form --agency และ --tables-only เลือกส่วนของเล่มแผน จึงยังไม่ได้ส่งออก กรุณาระบุ --book พร้อมชื่อแฟ้มด้วย "
            "หรือใช้ hand-out สำหรับ Excel ของหน่วยงานเดียว"
        )
    with Workbook.open(options.file, read_only=True) as workbook:
        document, settings = workbook.document(), workbook.settings()
    _require_layout(options.layout)
    kpi = True if options.kpi else None
    digits = DigitStyle(options.digits)
    if options.xlsx:
        report.progress("กำลังเขียน Excel …")
        write_workbook(
            document, options.xlsx, layout=options.layout, kpi=kpi, digits=digits, book=options.book_sheets
        )
        report.say(f"Excel  {options.xlsx}")
    if options.pdf:
        report.progress("กำลังเขียน PDF …")
        pages = write_plan_forms(
            document,
            options.pdf,
            layout=options.layout,
            kpi=kpi,
            digits=digits,
            draft=options.draft,
            progress=report.RowProgress(),
        )
        report.say(f"PDF    {options.pdf} ({pages} หน้า)")
    if options.book:
        report.progress("กำลังเขียนเล่มแผน …")
        pages = _write_book(document, settings, options)
        report.say(f"เล่มแผน {options.book} ({pages} หน้า)")
    if options.json:
        write_plan_json(document, options.json)
        report.say(f"JSON   {options.json}")
    if options.letter:
        from kkplanner.exchange.pdf.book.covering_letter import write_covering_letter

        pages = write_covering_letter(document, settings, options.letter)
        report.say(f"หนังสือนำส่ง {options.letter} ({pages} หน้า)")
    if options.package:
        return package_export.run(document, settings, options)
    return 0


def _write_book(document: PlanDocument, settings: dict[str, Any], options: argparse.Namespace) -> int:
    from kkplanner.exchange.book_content import book_content
    from kkplanner.exchange.pdf.book.book_pdf import BookOptions, write_book
    from kkplanner.exchange.pdf.book.options import PageNumbers
    from kkplanner.plan.own_words import own_words
    from kkplanner.thai.digits import DigitStyle, to_arabic
    from kkplanner.thai.words import segmenter_for

    forms = frozenset(to_arabic(form) for form in options.form or ())
    only = None if options.agency is None else _choice_of(document, options.agency)
    content = book_content(
        document, settings, layout=options.layout, kpi=True if options.kpi else None, only=only
    )
    _require_forms(forms, content)
    chosen = BookOptions(
        text_digits=DigitStyle(options.text_digits),
        table_digits=DigitStyle(options.digits),
        page_numbers=PageNumbers(options.page_numbers),
        draft=datetime.now().astimezone().date() if options.draft else None,
        parts=frozenset(options.part or ()),
        forms=forms,
        # A cover and a contents around the forms of one agency would pass for the whole plan.
        tables_only=options.tables_only or only is not None or bool(forms and not options.part),
    )
    return write_book(
        content,
        options.book,
        options=chosen,
        cutter=segmenter_for(own_words(document)),
        progress=report.RowProgress(),
    )


def _require_layout(name: str) -> None:
    from kkplanner.forms import bundled_layouts

    known = bundled_layouts()
    if name not in known:
        raise UnknownLayoutError(f"ไม่มีรูปแบบ “{name}” จึงยังไม่ได้เขียนแฟ้ม กรุณาเลือกจาก {', '.join(sorted(known))}")


def _require_forms(forms: frozenset[str], content: BookContent) -> None:
    from kkplanner.exchange.book_content import FormsItem
    from kkplanner.plan.kinds import Form

    printed = (item.form for part in content.parts for item in part.items if isinstance(item, FormsItem))
    known = list(dict.fromkeys((*printed, *map(str, Form))))
    unknown = sorted(forms - set(known))
    if unknown:
        raise UnknownFormError(
            f"เล่มแผนนี้ไม่มีแบบ {', '.join(unknown)} จึงยังไม่ได้เขียนแฟ้ม กรุณาเลือกจาก {', '.join(known)}"
        )


def _choice_of(document: PlanDocument, agency: str) -> Choice:
    from kkplanner.thai.normalise import normalise

    name = normalise(agency)

    def is_of(project: Project) -> bool:
        # A division may be named below its agency, or two agencies share a cell.
        return name in project.agency.splitlines() or name == project.agency

    if not any(map(is_of, document.projects)):
        known = ", ".join(
            sorted({line for project in document.projects for line in project.agency.splitlines()})
        )
        raise UnknownAgencyError(
            f"ไม่มีโครงการที่ {name} รับผิดชอบ จึงยังไม่ได้เขียนแฟ้ม หน่วยงานในแผนนี้ ได้แก่ {known or 'ไม่มี'}"
        )
    return is_of
