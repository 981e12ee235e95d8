"""What a signed package is asked about: its sender, its manifest, its forms, its framework."""

from __future__ import annotations

import json
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_package import (
    CREATED,
    MANIFEST,
    PLAN,
    REASON,
    SENDER,
    STRANGER,
    relisted,
    resealed,
    small_package,
    small_plan,
)
from whole_plans import plans

from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.package import KnownSenders, ProblemKind, SenderStatus, examine, open_package
from kkplanner.exchange.package import errors as faults
from kkplanner.exchange.package.archive import pack
from kkplanner.exchange.package.forms_read_back import forms_differ
from kkplanner.exchange.package.members import ALIGNMENT_JSON, COVER, FORMS_XLSX, SIGNED
from kkplanner.exchange.plan_json import dumps
from kkplanner.plan.model import Project
from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.period import Period


@pytest.fixture
def senders(tmp_path):
    return KnownSenders(tmp_path / "known.json")


def kinds(found):
    return [problem.kind for problem in found.problems]


def with_plan(document, **more):
    members = {**small_package().members, **more, PLAN: dumps(document).encode()}
    return relisted(members, document)


def forms_of(document, tmp_path, layout="2571"):
    write_workbook(document, tmp_path / "forms.xlsx", layout=layout)
    return (tmp_path / "forms.xlsx").read_bytes()


def test_a_sound_package_gives_the_plan_and_who_sent_it_when(senders, tmp_path):
    path = tmp_path / "ส่ง.kkp.zip"
    path.write_bytes(small_package().data)
    found = open_package(path, senders)
    assert found.is_sound
    assert found.document == small_plan()
    assert (found.created, found.manifest["reason"]) == (CREATED, REASON)
    assert found.short_code == small_package().short_code == found.manifest["plan"]["short_code"]
    assert found.sender is SenderStatus.NEW


def test_any_zip_program_reads_a_package(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(small_package().data)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == small_package().members


def test_the_same_sender_a_new_one_and_another_one_are_told_apart(senders):
    first = examine("a.kkp.zip", small_package().data, senders)
    assert (first.sender, first.known_fingerprint) == (SenderStatus.NEW, None)
    senders.remember(first.organisation, first.public_key)
    again = examine("a.kkp.zip", small_package().data, senders)
    assert (again.sender, again.problems) == (SenderStatus.SAME, ())
    forged = examine("a.kkp.zip", relisted(small_package().members, sender=STRANGER), senders)
    assert forged.sender is SenderStatus.DIFFERENT
    assert kinds(forged) == [ProblemKind.SENDER]
    assert forged.known_fingerprint == SENDER.fingerprint != forged.fingerprint


def test_an_organisation_is_known_by_name_and_place_not_by_its_file(senders):
    first = examine("a.kkp.zip", small_package().data, senders)
    senders.remember(first.organisation, first.public_key)
    organisation = replace(
        small_plan().organisation, uuid="00000000-0000-4000-8000-000000000001", population=1
    )
    next_plan = replace(small_plan(), organisation=organisation)
    forged = relisted(
        {**small_package().members, PLAN: dumps(next_plan).encode()}, next_plan, sender=STRANGER
    )
    assert examine("b.kkp.zip", forged, senders).sender is SenderStatus.DIFFERENT


def test_a_manifest_that_was_exchanged_for_one_of_another_key_is_no_manifest(senders):
    data = resealed(small_package().members, STRANGER)  # still names the first sender's fingerprint
    with pytest.raises(faults.PackageSignatureError):
        examine("a.kkp.zip", data, senders)


def test_a_manifest_that_says_other_totals_than_the_plan_is_asked_about(senders):
    manifest = json.loads(small_package().members[MANIFEST])
    manifest["totals"]["ผ.02"]["satang"]["2571"] += 100
    manifest["organisation"]["name"] = "อบต.อื่น"
    text = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    found = examine("a.kkp.zip", resealed({**small_package().members, MANIFEST: text}), senders)
    assert kinds(found) == [ProblemKind.MANIFEST, ProblemKind.MANIFEST]


@pytest.mark.parametrize("layout", ["2571", "2566", "2571-kpi"])
def test_forms_of_every_layout_agree_with_their_plan(senders, tmp_path, layout):
    members = {**small_package().members, FORMS_XLSX: forms_of(small_plan(), tmp_path, layout)}
    assert examine("a.kkp.zip", relisted(members), senders).is_sound


def test_forms_with_another_amount_title_or_row_than_the_plan_are_asked_about(senders, tmp_path):
    plan = small_plan()
    first, *rest = plan.projects
    dearer = replace(first, own_budgets={**first.own_budgets, 2571: 1})
    for document in (
        replace(plan, projects=(dearer, *rest)),
        replace(plan, projects=(replace(first, title=f"{first.title[:-1]}อื่น"), *rest)),
        replace(plan, projects=tuple(rest)),
        replace(plan, projects=(*plan.projects, Project(title="เกินมา", own_budgets={2571: 100}))),
    ):
        members = {**small_package().members, FORMS_XLSX: forms_of(document, tmp_path)}
        found = examine("a.kkp.zip", relisted(members), senders)
        assert kinds(found) == [ProblemKind.FORMS]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.sampled_from(["2571", "2566"]), st.sampled_from(DigitStyle))
def test_forms_of_any_plan_agree_with_it(document, layout, digits):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forms.xlsx"
        write_workbook(document, path, layout=layout, digits=digits)
        assert forms_differ("a.kkp.zip", path.read_bytes(), document) == ""


def test_a_framework_of_another_content_or_unknown_here_is_asked_about(senders):
    manifest = json.loads(small_package().members[MANIFEST])
    for change in ({"version": "2599.1"}, {"sha256": "0" * 64}, {"id": "other"}):
        text = json.dumps({**manifest, "framework": {**manifest["framework"], **change}}).encode()
        found = examine("a.kkp.zip", resealed({**small_package().members, MANIFEST: text}), senders)
        assert kinds(found) == [ProblemKind.FRAMEWORK]
    foreign = replace(small_plan(), plan=replace(small_plan().plan, framework="of-the-future"))
    text = json.dumps({**manifest, "framework": {**manifest["framework"], "id": "of-the-future"}}).encode()
    members = {**small_package().members, PLAN: dumps(foreign).encode()}
    text = json.dumps(
        {**json.loads(text), "members": json.loads(zipped(relisted(members)))["members"]}
    ).encode()
    found = examine("a.kkp.zip", resealed({**members, MANIFEST: text}), senders)
    assert ProblemKind.FRAMEWORK in kinds(found)


def zipped(data):
    from kkplanner.exchange.package.archive import unpack

    return unpack("a.kkp.zip", data)[MANIFEST]


@pytest.mark.parametrize("member", SIGNED)
def test_a_properly_signed_member_that_is_not_what_it_should_be_is_refused(senders, member):
    data = relisted({**small_package().members, member: b"something else"})
    with pytest.raises(faults.PackageContentError) as refused:
        examine("a.kkp.zip", data, senders)
    assert member in refused.value.sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: replace(plan, projects=(plan.projects[0], *plan.projects)),
        lambda plan: replace(
            plan, projects=(replace(plan.projects[0], issue=plan.plan.uuid), *plan.projects[1:])
        ),
        lambda plan: replace(
            plan, projects=(replace(plan.projects[0], edition=plan.plan.uuid), *plan.projects[1:])
        ),
    ],
)
def test_a_plan_whose_records_contradict_each_other_is_refused(senders, change):
    with pytest.raises(faults.PackageContentError):
        examine("a.kkp.zip", with_plan(change(small_plan())), senders)


def test_a_plan_json_that_this_program_would_write_otherwise_is_refused(senders):
    plan = json.loads(small_package().members[PLAN])
    plan["projects"][0]["budgets"] = {"2571": 1}  # not the sum of its parts
    texts = (
        json.dumps(plan, ensure_ascii=False, indent=2) + "\n",
        small_package().members[PLAN].decode().replace("  ", " "),
        small_package().members[PLAN].decode().replace('"version": 1,', '"version": 1,\n  "version": 1,', 1),
    )
    for text in texts:
        with pytest.raises(faults.PackageContentError):
            examine("a.kkp.zip", relisted({**small_package().members, PLAN: text.encode()}), senders)


def test_a_report_of_another_check_than_the_manifest_tells_is_refused(senders):
    report = json.loads(small_package().members[ALIGNMENT_JSON])
    report["check"]["summary"]["error"] += 1
    members = {**small_package().members, ALIGNMENT_JSON: json.dumps(report).encode()}
    with pytest.raises(faults.PackageContentError):
        examine("a.kkp.zip", relisted(members), senders)


def test_a_manifest_of_a_later_format_asks_for_a_later_program(senders):
    manifest = {**json.loads(small_package().members[MANIFEST]), "version": 2, "more": True}
    data = resealed({**small_package().members, MANIFEST: json.dumps(manifest).encode()})
    with pytest.raises(faults.PackageTooNewError):
        examine("a.kkp.zip", data, senders)


def test_structure_that_is_more_than_a_plan_is_refused_before_it_is_built(senders):
    bomb = b"[" + b"[]," * 1_000_000 + b"[]]"
    for member in (PLAN, ALIGNMENT_JSON):
        with pytest.raises(faults.PackageTooLargeError, match="โปรดแจ้งผู้ส่ง"):
            examine("a.kkp.zip", relisted({**small_package().members, member: bomb}), senders)


def test_members_too_many_missing_or_doubled_are_refused(senders):
    members = small_package().members
    for other in (
        {**members, "readme.txt": b"x"},
        {**members, "../evil": b"x"},
        {name: content for name, content in members.items() if name != COVER},
    ):
        with pytest.raises(faults.PackageDamagedError):
            examine("a.kkp.zip", pack(other), senders)


def test_what_is_no_package_is_named(senders, tmp_path):
    for name, content, error in (
        ("a.kkp.zip.part", small_package().data, faults.PackageUnfinishedError),
        ("b.xlsx", small_package().members[FORMS_XLSX], faults.NotAPackageError),
        ("c.pdf", small_package().members[COVER], faults.NotAPackageError),
        ("d.kkp.zip", b"", faults.NotAPackageError),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(error):
            open_package(tmp_path / name, senders)
    with pytest.raises(faults.PackageNotFoundError):
        open_package(tmp_path / "none.kkp.zip", senders)
    with pytest.raises(faults.PackageNotReadableError):
        open_package(tmp_path, senders)


def test_a_list_of_senders_that_cannot_be_read_is_told_and_stays(senders):
    senders.path.write_text('{"organisations": {"a": 1}}', encoding="utf-8")
    with pytest.raises(faults.KnownSendersError):
        examine("a.kkp.zip", small_package().data, senders)
    assert senders.path.exists()


def test_a_plan_of_another_period_is_counted_in_its_own_years(senders):
    plan = small_plan()
    later = replace(plan, plan=replace(plan.plan, period=Period(2572, 2576)))
    found = examine("a.kkp.zip", with_plan(later), senders)
    assert set(found.manifest["totals"]["ผ.02"]["satang"]) == {"2572", "2573", "2574", "2575", "2576"}
