"""ใบปะหน้า: one page that ties paper to file. It travels in the package and is printed, signed in ink and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kkplanner.exchange.package.figures import figures_by_form
from kkplanner.exchange.pdf.book.cover import draw_qr
from kkplanner.exchange.pdf.book.flow import Words
from kkplanner.exchange.pdf.book.look import TABLE_LOOK, BookLook
from kkplanner.exchange.pdf.book.simple_table import SimpleTables
from kkplanner.exchange.pdf.document import FormDocument, LastPage, Margins, PageKind
from kkplanner.exchange.pdf.font import DocumentFonts
from kkplanner.exchange.pdf.paragraph import Align, set_line
from kkplanner.exchange.typeface import OFFICIAL_FAMILY, official_fonts
from kkplanner.plan.kinds import Form
from kkplanner.plan.own_words import own_words
from kkplanner.thai.dates import format_date
from kkplanner.thai.digits import DigitStyle, to_arabic
from kkplanner.thai.money import format_baht
from kkplanner.thai.words import segmenter_for
from kkplanner.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.exchange.package.manifest import Submission
    from kkplanner.framework import Framework
    from kkplanner.plan.document import PlanDocument

TITLE: Final = "ใบปะหน้าชุดแฟ้มส่งแผนพัฒนาท้องถิ่น"
HEAD: Final = ("แบบ", "รายการ", "งบประมาณ (บาท)")
HOW_TO_COMPARE: Final = "ผู้รับตรวจว่าชุดแฟ้มตรงกับเอกสารนี้โดยเปิดชุดแฟ้มในโปรแกรม แล้วเทียบรหัสแผนและลายนิ้วมือผู้ส่งที่โปรแกรมแสดงกับที่พิมพ์ไว้ข้างบน ต้องตรงกันทุกตัว"

_DOTS: Final = "." * 50
SIGN_LINE: Final = f"ลงชื่อ {_DOTS} ผู้ส่ง วันที่ {_DOTS[:30]}"

_MARGINS: Final = Margins(25 * mm, 20 * mm, 20 * mm, 18 * mm)
_QR: Final = 38 * mm
_GAP: Final = 6 * mm
_SMALL: Final = 14.0
_BIG: Final = 26.0


def qr_text(content_hash: str, plan_uuid: str, fingerprint: str) -> str:
    """What the QR code says: the plan, the hash of its content, the sender. The book's cover begins likewise."""
    return f"kkplanner:{plan_uuid}:{content_hash}:{fingerprint.replace(' ', '')}"


def write_cover_sheet(
    document: PlanDocument,
    path: Path,
    submission: Submission,
    about: dict[str, Any],
    framework: Framework,
) -> None:
    """Write the sheet to `path`; the same submission gives the same bytes.

    Args:
        document: the plan that is sent.
        path: replaced if it exists.
        submission: moment, reason and sender.
        about: what `about_plan` says of the plan.
        framework: that the plan is aligned with.

    Raises:
        TargetError: the file could not be written.
    """
    fonts = DocumentFonts(official_fonts()[OFFICIAL_FAMILY])
    cutter = segmenter_for(own_words(document))
    look = BookLook(fonts)
    kind = PageKind("portrait", margins=_MARGINS, foot=False)
    organisation = document.organisation.name
    plan = f"{document.plan.title} ({document.plan.period.printed()})"

    def words(text: str, *, heading: bool = False, after: float = 3.0) -> Flowable:
        return Words(text, look.letter_heading if heading else look.marker, cutter, after=after)

    tables = SimpleTables(fonts, cutter, DigitStyle.ARABIC)
    rows = _rows(document)
    table = tables.table(HEAD, rows, kind.frame, TABLE_LOOK, totals=frozenset({len(rows) - 1}), fill=True)
    table.spaceBefore, table.spaceAfter = 8.0, 8.0
    with write_whole(path) as unfinished, unfinished.open("wb") as target:
        made = FormDocument(target, [kind], fonts, title=f"{TITLE} {plan}", author=organisation)
        edition = f"ฉบับ {submission.edition.label}" if submission.edition else ""
        made.build(
            [
                words(TITLE, heading=True, after=0.0),
                words(plan, heading=True, after=0.0),
                words(f"{organisation} {edition}".strip(), heading=True, after=10.0),
                words(f"วันที่ทำชุดแฟ้ม {format_date(submission.created.astimezone().date())}"),
                words(to_arabic(f"จัดทำตาม{framework.title} รุ่น {framework.version}")),
                table,
                _Identity(document, submission, about, look),
                *_reason(submission, words),
                words(HOW_TO_COMPARE, after=30.0),
                Words(SIGN_LINE, look.centred, cutter),
                LastPage(made),
            ]
        )


def _reason(submission: Submission, words: Any) -> list[Flowable]:  # noqa: ANN401 - a local function
    if not submission.reason:
        return []
    return [words(f"เหตุผลที่ส่งทั้งที่ผลการตรวจยังมีข้อผิดพลาด: {submission.reason}", after=8.0)]


def _rows(document: PlanDocument) -> list[list[str]]:
    figures = figures_by_form(document)
    rows = [
        [f"{form} {Form(form).purpose}", f"{one.projects:,}", format_baht(one.total)]
        for form, one in figures.items()
    ]
    everything = sum(one.projects for one in figures.values())
    rows.append(["รวม", f"{everything:,}", format_baht(sum(one.total for one in figures.values()))])
    return rows


class _Identity(Flowable):
    """QR code at the left; code and fingerprint in large letters beside it."""

    def __init__(
        self, document: PlanDocument, submission: Submission, about: dict[str, Any], look: BookLook
    ) -> None:
        super().__init__()
        self._look = look
        self._code = about["plan"]["short_code"]
        self._plan = document.plan.uuid
        self._fingerprint = submission.fingerprint
        self._qr = qr_text(about["plan"]["content_hash"], document.plan.uuid, submission.fingerprint)
        self.spaceBefore, self.spaceAfter = 6.0, 10.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  (Flowable's interface)
        self.width, self.height = aW, _QR
        return self.width, self.height

    def draw(self) -> None:
        draw_qr(self.canv, self._qr, 0.0, 0.0, _QR)
        small, big = self._look.style(_SMALL), self._look.style(_BIG, bold=True, align=Align.LEFT)
        middle = self._look.style(16, bold=True)
        half = len(self._fingerprint) // 2
        left, y = _QR + _GAP, _QR - 2.0
        for text, style in (
            ("รหัสแผน", small),
            (self._code, big),
            ("ลายนิ้วมือผู้ส่ง", small),
            (self._fingerprint[:half].strip(), middle),
            (self._fingerprint[half:].strip(), middle),
        ):
            set_line(text, style, self.width - left).paint(self.canv, left, y)
            y -= style.leading * 0.86
