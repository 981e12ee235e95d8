"""Make a package in memory: write its parts, list them, sign the list, and read the whole back once."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kkplanner.alignment.coverage import coverage
from kkplanner.exchange.package import members as names
from kkplanner.exchange.package.archive import pack
from kkplanner.exchange.package.errors import LayoutIncompleteError, PlanTooLargeToSendError
from kkplanner.exchange.package.manifest import Submission, about_plan, manifest_bytes
from kkplanner.exchange.package.obstacles import readiness
from kkplanner.exchange.package.sender import Sender, own_sender
from kkplanner.exchange.package.signature import signed
from kkplanner.exchange.plan_json import dumps
from kkplanner.forms import DEFAULT_LAYOUT, layout_named
from kkplanner.thai.digits import DigitStyle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.alignment.check import CheckResult
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Edition
    from kkplanner.plan.narrative_fields import Settings

Progress = Callable[[str, int, int], None]
"""(what is being done, in Thai; done; of): called now and then. Raise from it to call the work off: nothing is left."""

WHOLE: Final = 100
"""Units of progress of a package from the check to the file that was read back."""

_CHECKED, _EXCEL, _FORMS, _REPORTS, SEALED = 15, 35, 80, 86, 90
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SealedPackage:
    """A package that was made but not written yet.

    Attributes:
        data: the bytes of the file.
        members: its parts by name; `cover.pdf` and `letter.pdf` are for the printer.
        short_code: as on the cover sheet.
        fingerprint: of the sender.
        checked: what the check said of the plan.
        pages: of the forms' PDF.
    """

    data: bytes = field(repr=False)
    members: Mapping[str, bytes] = field(repr=False)
    short_code: str
    fingerprint: str
    checked: CheckResult = field(repr=False)
    pages: int


def seal(
    document: PlanDocument,
    settings: Settings,
    *,
    reason: str = "",
    edition: Edition | None = None,
    layout: str = DEFAULT_LAYOUT,
    digits: DigitStyle = DigitStyle.ARABIC,
    sender: Sender | None = None,
    created: datetime | None = None,
    progress: Progress | None = None,
) -> SealedPackage:
    """Make the package of a plan. The same arguments give the same bytes.

    Args:
        document: the plan.
        settings: of its workbook; the covering letter takes number, day and recipient from there.
        reason: why it is sent although the check finds errors.
        edition: the amendment that is sent; None: the whole plan.
        layout: of the forms.
        digits: of the forms.
        sender: who signs; this user's own key unless given.
        created: moment of the sealing (aware); now unless given.
        progress: see `Progress`; of `WHOLE` units this takes `SEALED`.

    Raises:
        LayoutIncompleteError: the layout lacks a form that the plan has projects of.
        CriticalFindingsError, ReasonNeededError: the plan may not be sent as it is.
        FrameworkNotFoundError: the plan names a framework that is not known here.
        SenderKeyError: there is no key to sign with.
        PlanTooLargeToSendError: the pictures of the narrative are too large.
        TargetError: no room for temporary files.
    """
    from kkplanner.framework import load

    tell = progress or _silent
    _require_layout(document, layout)
    tell("กำลังตรวจแผน", 0, WHOLE)
    found = readiness(document)
    reason = found.require(reason)
    framework = load(document.plan.framework)
    signer = sender or own_sender()
    submission = Submission(
        created=(created or datetime.now(UTC)).replace(microsecond=0),
        layout=layout,
        edition=edition,
        reason=reason,
        fingerprint=signer.fingerprint,
    )
    about = about_plan(document)
    tell("กำลังเขียน Excel", _CHECKED, WHOLE)
    with tempfile.TemporaryDirectory(prefix="kkplanner-") as name:
        folder = Path(name)
        pages = _write_forms(document, folder, layout, digits, tell)
        tell("กำลังเขียนรายงานและหนังสือนำส่ง", _FORMS, WHOLE)
        _write_reports(document, settings, folder, submission, about)
        parts = {path.name: path.read_bytes() for path in folder.iterdir()}
    parts[names.PLAN] = dumps(document).encode("utf-8")
    parts[names.ALIGNMENT_JSON] = _json(
        {"check": found.checked.as_json(), "coverage": coverage(document).as_json(), "reason": reason}
    )
    tell("กำลังลงลายมือชื่อ", _REPORTS, WHOLE)
    parts[names.MANIFEST] = manifest_bytes(submission, about, framework, found.checked, parts)
    parts[names.SIGNATURE] = signed(parts[names.MANIFEST], signer)
    _require_sizes(document, parts)
    data = pack(parts)
    tell("กำลังลงลายมือชื่อ", SEALED, WHOLE)
    return SealedPackage(data, parts, about["plan"]["short_code"], signer.fingerprint, found.checked, pages)


def _require_layout(document: PlanDocument, layout: str) -> None:
    missing = {str(project.form) for project in document.projects} - set(layout_named(layout).forms)
    if missing:
        raise LayoutIncompleteError(layout, sorted(missing))


def _write_forms(
    document: PlanDocument, folder: Path, layout: str, digits: DigitStyle, tell: Progress
) -> int:
    from kkplanner.exchange.excel_out import write_workbook
    from kkplanner.exchange.pdf.plan_forms import write_plan_forms

    def excel(done: int, of: int) -> None:
        tell("กำลังเขียน Excel", _CHECKED + (_EXCEL - _CHECKED) * done // of, WHOLE)

    def pdf(done: int, of: int) -> None:
        tell("กำลังเขียน PDF", _EXCEL + (_FORMS - _EXCEL) * done // max(of, 1), WHOLE)

    write_workbook(document, folder / names.FORMS_XLSX, layout=layout, digits=digits, progress=excel)
    return write_plan_forms(document, folder / names.FORMS_PDF, layout=layout, digits=digits, progress=pdf)


def _write_reports(
    document: PlanDocument, settings: Settings, folder: Path, submission: Submission, about: Json
) -> None:
    from kkplanner.exchange.package.cover_sheet import write_cover_sheet
    from kkplanner.exchange.pdf.book.covering_letter import write_covering_letter
    from kkplanner.exchange.pdf.coverage_pdf import write_coverage_pdf
    from kkplanner.framework import load

    write_coverage_pdf(document, folder / names.ALIGNMENT_PDF)
    write_covering_letter(document, settings, folder / names.LETTER, edition=submission.edition)
    framework = load(document.plan.framework)
    write_cover_sheet(document, folder / names.COVER, submission, about, framework)


def _json(data: Json) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _require_sizes(document: PlanDocument, parts: Mapping[str, bytes]) -> None:
    title = document.plan.title
    for name, member in parts.items():
        if len(member) > names.LARGEST[name]:
            raise PlanTooLargeToSendError(
                title, f"{names.THAI_NAMES[name]} เกิน {names.LARGEST[name] // 1_000_000} MB"
            )
    whole = sum(map(len, parts.values()))
    if whole > names.LARGEST_PACKAGE - 100_000:
        raise PlanTooLargeToSendError(title, f"เกิน {names.LARGEST_PACKAGE // 1_000_000} MB")


def _silent(what: str, done: int, of: int) -> None:
    """Nobody wants to know."""
