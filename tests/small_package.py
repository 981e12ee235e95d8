"""A small plan with every kind of row, and a package of it signed by a key that stays the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from kkplanner.exchange.package import Sender, seal
from kkplanner.exchange.package.archive import pack
from kkplanner.exchange.package.manifest import Submission, about_plan, manifest_bytes
from kkplanner.exchange.package.members import MANIFEST, PLAN, SIGNATURE, SIGNED
from kkplanner.exchange.package.obstacles import readiness
from kkplanner.exchange.package.signature import signed
from kkplanner.exchange.sample import sample_plan
from kkplanner.framework import load
from kkplanner.plan.kinds import Form

SENDER = Sender(bytes(range(32)))
STRANGER = Sender(bytes(range(1, 33)))
CREATED = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
REASON = "ยังรอผลสำรวจ"


@cache
def small_plan():
    """The sample plan with two projects of each form, one with sub-items, one with an error."""
    plan = sample_plan()
    kept = [project for project in plan.projects if project.sub_items][:1]
    for form in Form:
        kept += [one for one in plan.projects if one.form is form and not one.sub_items][:2]
    kept[0] = replace(kept[0], objective="")
    order = {project.uuid: at for at, project in enumerate(plan.projects)}
    return replace(
        plan, projects=tuple(sorted(kept, key=lambda one: order[one.uuid])), sections=plan.sections[:2]
    )


@cache
def small_package():
    return seal(small_plan(), {}, reason=REASON, sender=SENDER, created=CREATED)


def resealed(members, sender=SENDER):
    """The members signed anew as they are: what somebody with a key of his own can always do."""
    members = {**members}
    members[SIGNATURE] = signed(members[MANIFEST], sender)
    return pack(members)


def relisted(members, document=None, sender=SENDER):
    """The members with a manifest that lists them as they are, signed: a lie told consistently."""
    document = document or small_plan()
    submission = Submission(
        created=CREATED, layout="2571", edition=None, reason=REASON, fingerprint=sender.fingerprint
    )
    framework = load(small_plan().plan.framework)
    checked = readiness(small_plan()).checked
    manifest = manifest_bytes(submission, about_plan(document), framework, checked, members)
    return resealed({**members, MANIFEST: manifest}, sender)


__all__ = [
    "CREATED",
    "MANIFEST",
    "PLAN",
    "REASON",
    "SENDER",
    "SIGNATURE",
    "SIGNED",
    "STRANGER",
    "relisted",
    "resealed",
    "small_package",
    "small_plan",
]
