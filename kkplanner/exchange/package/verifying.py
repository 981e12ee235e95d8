"""Is this package what its sender signed, and does it agree with itself? Nothing of it is believed before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from kkplanner import strict_json
from kkplanner.exchange.package import members as names
from kkplanner.exchange.package.archive import unpack
from kkplanner.exchange.package.errors import (
    PackageContentError,
    PackageMemberChangedError,
    PackageNotFoundError,
    PackageNotReadableError,
    PackageSignatureError,
    PackageTooLargeError,
    PackageUnfinishedError,
)
from kkplanner.exchange.package.fingerprint import fingerprint_of
from kkplanner.exchange.package.forms_read_back import forms_differ
from kkplanner.exchange.package.manifest import (
    about_framework,
    about_plan,
    contradictions,
    is_as_listed,
    read_manifest,
)
from kkplanner.exchange.package.plan_member import read_plan, require_sane
from kkplanner.exchange.package.remembered_senders import SenderStatus, known_senders, organisation_key
from kkplanner.exchange.package.signature import signer_of
from kkplanner.framework import FrameworkNotFoundError, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kkplanner.exchange.package.remembered_senders import KnownSenders
    from kkplanner.plan.document import PlanDocument

_PDF: Final = b"%PDF-1."
_PDFS: Final = (names.ALIGNMENT_PDF, names.COVER, names.FORMS_PDF, names.LETTER)
_KEYS: Final = {
    "organisation": "หน่วยงาน",
    "plan": "ชื่อ ช่วงปี หรือรหัสของแผน",
    "counts": "จำนวนรายการ",
    "totals": "ยอดงบประมาณ",
}


class ProblemKind(StrEnum):
    """What a whole and signed package may still be asked about."""

    MANIFEST = "manifest"
    FORMS = "forms"
    FRAMEWORK = "framework"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit. `sentence` is Thai."""

    kind: ProblemKind
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedPackage:
    """A package whose structure, hashes and signature hold.

    Attributes:
        name: of its file.
        document: the plan, for reading.
        manifest: as `manifest.schema.json` describes it.
        members: its parts by name.
        public_key: of whoever signed it.
        sender: what is known of that key.
        known_fingerprint: of the key that was known for this organisation before; None: none.
        problems: what does not fit; empty in a sound package.
        sha256: of the file, hex.
    """

    name: str
    document: PlanDocument = field(repr=False)
    manifest: Mapping[str, Any] = field(repr=False)
    members: Mapping[str, bytes] = field(repr=False)
    public_key: bytes = field(repr=False)
    sender: SenderStatus
    known_fingerprint: str | None
    problems: tuple[Problem, ...]
    sha256: str

    @property
    def is_sound(self) -> bool:
        """Nothing at all is to be asked."""
        return not self.problems

    @property
    def fingerprint(self) -> str:
        """Of the sender's key, as on the cover sheet."""
        return fingerprint_of(self.public_key)

    @property
    def short_code(self) -> str:
        """Of the plan's content, as on the cover sheet; worked out from the plan itself."""
        return str(about_plan(self.document)["plan"]["short_code"])

    @property
    def created(self) -> datetime:
        """When it was sealed, by the sender's clock (aware)."""
        return datetime.fromisoformat(self.manifest["created_at"])

    @property
    def organisation(self) -> str:
        """Under which the sender is remembered."""
        return _organisation_of(self.document)


def open_package(path: Path, senders: KnownSenders | None = None) -> VerifiedPackage:
    """Verify the package at `path` and give what it holds. The file is only read, and nothing is remembered.

    Args:
        path: of the file.
        senders: those known; this user's list unless given. See `KnownSenders.remember`.

    Raises:
        PackageError: one of its kinds: it is no package, or not what was signed.
        KnownSendersError: the list cannot be read.
    """
    return examine(path.name, _bytes_of(path), senders)


def examine(name: str, data: bytes, senders: KnownSenders | None = None) -> VerifiedPackage:
    """As `open_package`, of bytes. `name` stands in what is said."""
    members = unpack(name, data)
    public_key = signer_of(name, members[names.MANIFEST], members[names.SIGNATURE])
    manifest = read_manifest(name, members[names.MANIFEST])
    if manifest["sender"]["fingerprint"] != fingerprint_of(public_key):
        raise PackageSignatureError(name)
    for member in names.SIGNED:
        if not is_as_listed(manifest, member, members[member]):
            raise PackageMemberChangedError(name, member)
    for member in _PDFS:
        if not members[member].startswith(_PDF):
            raise PackageContentError(name, member)
    document = read_plan(name, members[names.PLAN])
    _require_alignment(name, members[names.ALIGNMENT_JSON], manifest)
    known = senders or known_senders()
    organisation = _organisation_of(document)
    status = known.status(organisation, public_key)
    return VerifiedPackage(
        name=name,
        document=document,
        manifest=manifest,
        members=members,
        public_key=public_key,
        sender=status,
        known_fingerprint=known.last_fingerprint(organisation),
        problems=(*_problems(name, manifest, members, document), *_of_sender(status)),
        sha256=sha256(data).hexdigest(),
    )


def _bytes_of(path: Path) -> bytes:
    if path.name.endswith(names.UNFINISHED_SUFFIX):
        raise PackageUnfinishedError(path.name)
    if path.exists() and not path.is_file():
        raise PackageNotReadableError(path.name)  # a pipe or a device may never end
    try:
        with path.open("rb") as stream:
            data = stream.read(names.LARGEST_PACKAGE + 1)
    except FileNotFoundError as fault:
        raise PackageNotFoundError(path.name) from fault
    except OSError as fault:
        raise PackageNotReadableError(path.name) from fault
    if len(data) > names.LARGEST_PACKAGE:
        raise PackageTooLargeError(path.name, f"เกิน {names.LARGEST_PACKAGE // 1_000_000} MB")
    return data


def _organisation_of(document: PlanDocument) -> str:
    one = document.organisation
    return organisation_key(one.type, one.name, one.district_code, one.tambon_code)


def _require_alignment(name: str, member: bytes, manifest: Mapping[str, Any]) -> None:
    """The report belongs to this manifest. Its findings are the sender's word, and are not worked out anew."""
    require_sane(name, names.ALIGNMENT_JSON, member)
    try:
        data: Any = strict_json.parse(member)
        summary, reason = data["check"]["summary"], data["reason"]
    except (ValueError, LookupError, TypeError) as fault:
        raise PackageContentError(name, names.ALIGNMENT_JSON) from fault
    stated = {key: value for key, value in manifest["findings"].items() if key != "waived"}
    if summary != stated or reason != manifest["reason"]:
        raise PackageContentError(name, names.ALIGNMENT_JSON)


def _problems(
    name: str, manifest: Mapping[str, Any], members: Mapping[str, bytes], document: PlanDocument
) -> list[Problem]:
    found = [
        Problem(
            ProblemKind.MANIFEST,
            f"{_KEYS[key]}ในบัญชีรายการไม่ตรงกับที่คำนวณจากข้อมูลแผน โปรดสอบถามผู้ส่งและขอชุดแฟ้มใหม่",
        )
        for key in contradictions(dict(manifest), about_plan(document))
    ]
    differing = forms_differ(name, members[names.FORMS_XLSX], document)
    if differing:
        found.append(
            Problem(
                ProblemKind.FORMS, f"แบบฟอร์ม Excel ไม่ตรงกับข้อมูลแผน: {differing} โปรดสอบถามผู้ส่งและขอชุดแฟ้มใหม่"
            )
        )
    framework = _framework_problem(manifest["framework"], document)
    return [*found, *([framework] if framework else [])]


def _framework_problem(stated: Mapping[str, Any], document: PlanDocument) -> Problem | None:
    if stated["id"] != document.plan.framework:
        return Problem(
            ProblemKind.FRAMEWORK, "กรอบการพัฒนาในบัญชีรายการไม่ใช่กรอบที่แผนอ้าง โปรดสอบถามผู้ส่งและขอชุดแฟ้มใหม่"
        )
    try:
        known = about_framework(load(document.plan.framework))
    except FrameworkNotFoundError:
        return Problem(
            ProblemKind.FRAMEWORK,
            f"โปรแกรมนี้ไม่มีกรอบการพัฒนา {stated['id']} ที่แผนอ้าง จึงตรวจความเชื่อมโยงไม่ได้ โปรดปรับรุ่นโปรแกรมหรือเพิ่มกรอบนั้น",
        )
    if known != stated:
        return Problem(
            ProblemKind.FRAMEWORK,
            f"ผู้ส่งใช้กรอบการพัฒนา {stated['id']} รุ่น {stated['version']} ซึ่งไม่ใช่เนื้อหาเดียวกับรุ่น {known['version']} "
            "ในโปรแกรมนี้ โปรดปรับโปรแกรมให้เป็นรุ่นเดียวกัน",
        )
    return None


def _of_sender(status: SenderStatus) -> list[Problem]:
    if status is not SenderStatus.DIFFERENT:
        return []
    return [
        Problem(
            ProblemKind.SENDER,
            "ลายมือชื่อไม่ใช่ของผู้ส่งรายเดิมของหน่วยงานนี้ อาจเปลี่ยนเครื่องหรือมีผู้อื่นส่งแทน "
            "โปรดโทรศัพท์ถามหน่วยงานและเทียบลายนิ้วมือกับใบปะหน้าก่อนรับ",
        )
    ]
