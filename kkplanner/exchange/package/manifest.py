"""`manifest.json`: what the package holds, in words and hashes. It is what the sender signs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kkplanner import __version__, strict_json
from kkplanner.assets import resource
from kkplanner.exchange.book_building import content_hash
from kkplanner.exchange.package.errors import PackageContentError, PackageTooNewError
from kkplanner.exchange.package.figures import counts_as_json, totals_as_json
from kkplanner.exchange.package.fingerprint import short_code
from kkplanner.exchange.package.members import MANIFEST, SIGNED
from kkplanner.framework import content_hash as framework_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.protocols import Validator

    from kkplanner.alignment.check import CheckResult
    from kkplanner.framework import Framework
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Edition

FORMAT: Final = "kkplanner-package"
VERSION: Final = 1
LONGEST_REASON: Final = 2_000
"""Letters of the reason for sending a plan with errors."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What is sent besides the plan itself.

    Attributes:
        created: moment of the sealing (aware).
        layout: id of the layout of the forms.
        edition: the amendment that is sent; None: the whole plan.
        reason: why the plan is sent although the check found errors; "" when it found none.
        fingerprint: of the sender's key.
    """

    created: datetime
    layout: str
    edition: Edition | None
    reason: str
    fingerprint: str


def about_plan(document: PlanDocument) -> Json:
    """The keys of a manifest that follow from the plan alone; `verify` works them out anew and compares."""
    organisation, plan = document.organisation, document.plan
    digest = content_hash(document)
    return {
        "organisation": {
            name: getattr(organisation, name)
            for name in ("uuid", "type", "name", "province", "district_code", "tambon_code")
        },
        "plan": {
            "uuid": plan.uuid,
            "title": plan.title,
            "period": [plan.period.first, plan.period.last],
            "content_hash": digest,
            "short_code": short_code(digest),
        },
        "counts": counts_as_json(document),
        "totals": totals_as_json(document),
    }


def about_framework(framework: Framework) -> Json:
    """The key `framework` of a manifest."""
    return {"id": framework.id, "version": framework.version, "sha256": framework_hash(framework)}


def manifest_bytes(
    submission: Submission,
    about: Json,
    framework: Framework,
    checked: CheckResult,
    members: Mapping[str, bytes],
) -> bytes:
    """The manifest as its member. `about` is what `about_plan` gave."""
    edition = submission.edition
    data = {
        "format": FORMAT,
        "version": VERSION,
        "created_at": submission.created.astimezone(UTC).isoformat(timespec="seconds"),
        "program": f"kkplanner {__version__}",
        "organisation": about["organisation"],
        "plan": about["plan"],
        "framework": about_framework(framework),
        "counts": about["counts"],
        "totals": about["totals"],
        "edition": None
        if edition is None
        else {
            "uuid": edition.uuid,
            "kind": str(edition.kind),
            "number": edition.number,
            "year": edition.year,
        },
        "layout": submission.layout,
        "findings": {
            **checked.as_json()["summary"],
            "waived": sum(finding.waived is not None for finding in checked.findings),
        },
        "reason": submission.reason,
        "sender": {"fingerprint": submission.fingerprint},
        "members": {
            name: {"bytes": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
            for name in SIGNED
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_manifest(name: str, member: bytes) -> Json:
    """The manifest of a package, held against `manifest.schema.json`.

    Raises:
        PackageTooNewError: of a later format.
        PackageContentError: no manifest.
    """
    try:
        data: Any = strict_json.parse(member)
        if (
            data.get("format") == FORMAT
            and isinstance(data.get("version"), int)
            and data["version"] > VERSION
        ):
            raise PackageTooNewError(name)
        problem = next(iter(_validator().iter_errors(data)), None)
        if problem is None:
            datetime.fromisoformat(data["created_at"])
    except (ValueError, AttributeError) as fault:
        raise PackageContentError(name, MANIFEST) from fault
    if problem is not None:
        raise PackageContentError(name, MANIFEST)
    found: Json = data
    return found


def is_as_listed(manifest: Json, name: str, member: bytes) -> bool:
    """Whether a member has the size and hash that stand in the manifest."""
    listed = manifest["members"][name]
    return bool(len(member) == listed["bytes"] and hashlib.sha256(member).hexdigest() == listed["sha256"])


def contradictions(manifest: Json, about: Json) -> tuple[str, ...]:
    """The keys in which a manifest says otherwise than its plan; the framework is judged apart."""
    return tuple(key for key in ("organisation", "plan", "counts", "totals") if manifest[key] != about[key])


@cache
def _validator() -> Validator:
    import jsonschema

    schema = json.loads(resource("schemas", "manifest.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)
