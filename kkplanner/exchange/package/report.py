"""What is told of a verified package: as JSON for tools, as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kkplanner.plan.kinds import Form
from kkplanner.thai.dates import format_date
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from kkplanner.exchange.package.verifying import VerifiedPackage


def as_json(package: VerifiedPackage) -> dict[str, Any]:
    """The stable shape of docs/cli.md."""
    manifest = package.manifest
    return {
        "package": package.name,
        "sha256": package.sha256,
        "sound": package.is_sound,
        "problems": [{"kind": str(one.kind), "message": one.sentence} for one in package.problems],
        "sender": {
            "status": str(package.sender),
            "fingerprint": package.fingerprint,
            "known_fingerprint": package.known_fingerprint,
        },
        **{key: value for key, value in manifest.items() if key not in ("format", "version", "sender")},
    }


def lines(package: VerifiedPackage) -> list[str]:
    """In Thai, what a receiver reads first standing first."""
    manifest, document = package.manifest, package.document
    made = package.created.astimezone()
    found = [
        f"{document.organisation.name}  {document.plan.title} ({document.plan.period.printed()})",
        f"ทำชุดแฟ้มเมื่อ {format_date(made.date())} {made:%H:%M} น. ด้วย {manifest['program']}",
        f"รหัสแผน {package.short_code}",
        f"ลายนิ้วมือผู้ส่ง {package.fingerprint} ({package.sender.thai})",
    ]
    for form, figures in manifest["totals"].items():
        total = format_baht(sum(figures["satang"].values()))
        found.append(f"{form} {Form(form).purpose}: {figures['projects']:,} รายการ {total} บาท")
    if manifest["reason"]:
        found.append(f"เหตุผลที่ส่งทั้งที่ยังมีข้อผิดพลาด {manifest['findings']['error']:,} ข้อ: {manifest['reason']}")
    if package.is_sound:
        found.append("ชุดแฟ้มครบถ้วน ตรงกับที่ผู้ส่งลงลายมือชื่อ และยอดในแบบฟอร์มตรงกับข้อมูลแผน")
    else:
        found += [f"ต้องสอบถาม: {one.sentence}" for one in package.problems]
    return found
