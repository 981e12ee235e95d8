"""Making a package: what is in it, what stops it, and that it can be called off."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import jsonschema
import pypdf
import pytest
from conftest import ROOT
from small_package import CREATED, REASON, SENDER, small_package, small_plan

from kkplanner.exchange.package import errors as faults
from kkplanner.exchange.package import own_sender, readiness, seal, write_package
from kkplanner.exchange.package.cover_sheet import qr_text
from kkplanner.exchange.package.file_name import PackageNameError
from kkplanner.exchange.package.file_operations import FileOperations
from kkplanner.exchange.package.members import (
    ALIGNMENT_JSON,
    COVER,
    FORMS_PDF,
    FORMS_XLSX,
    LARGEST,
    LETTER,
    MANIFEST,
    PLAN,
    SIGNED,
)
from kkplanner.exchange.package.obstacles import LONGEST_REASON
from kkplanner.exchange.plan_json import dumps
from kkplanner.framework import FrameworkNotFoundError
from kkplanner.plan.kinds import EditionKind
from kkplanner.plan.model import Edition, Project
from kkplanner.plan.waiver import Waiver


def manifest_of(package):
    return json.loads(package.members[MANIFEST])


def again(document=None, **choices):
    given = {"reason": REASON, "sender": SENDER, "created": CREATED, **choices}
    return seal(document or small_plan(), {}, **given)


def with_error_set_aside():
    plan = small_plan()
    findings = readiness(plan).errors
    return replace(
        plan,
        waivers=tuple(Waiver(rule=one.rule, project=one.project, reason="ได้รับยกเว้นแล้ว") for one in findings),
    )


def test_the_same_plan_gives_the_same_bytes():
    assert again().data == small_package().data


def test_the_manifest_follows_its_published_schema_and_lists_every_member():
    schema = json.loads((ROOT / "resources/schemas/manifest.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    manifest = manifest_of(small_package())
    jsonschema.Draft202012Validator(schema).validate(manifest)
    assert set(small_package().members) == set(LARGEST)
    assert set(manifest["members"]) == set(SIGNED)
    for name, listed in manifest["members"].items():
        content = small_package().members[name]
        assert listed == {"bytes": len(content), "sha256": sha256(content).hexdigest()}


def test_the_manifest_tells_who_what_and_how_much():
    manifest = manifest_of(small_package())
    plan = small_plan()
    assert manifest["organisation"]["name"] == plan.organisation.name
    assert manifest["plan"]["period"] == [2571, 2575]
    assert manifest["framework"]["id"] == "kkpao-2571"
    assert manifest["counts"]["projects"] + manifest["counts"]["equipment"] == len(plan.projects)
    for form, figures in manifest["totals"].items():
        rows = [project for project in plan.projects if project.form == form]
        assert figures["projects"] == len(rows)
        for year, satang in figures["satang"].items():
            assert satang == sum(row.budgets.get(int(year), 0) for row in rows)
    assert manifest["edition"] is None
    assert manifest["created_at"] == "2026-11-21T03:04:05+00:00"
    assert manifest["sender"]["fingerprint"] == SENDER.fingerprint


def test_an_amendment_is_named():
    edition = Edition(kind=EditionKind.ADDITION, number=2, year=2572)
    plan = replace(small_plan(), editions=(edition,))
    manifest = manifest_of(again(plan, edition=edition))
    assert manifest["edition"] == {"uuid": edition.uuid, "kind": "เพิ่มเติม", "number": 2, "year": 2572}


def test_the_plan_travels_whole_and_the_report_with_it():
    assert small_package().members[PLAN].decode() == dumps(small_plan())
    report = json.loads(small_package().members[ALIGNMENT_JSON])
    assert report["check"] == small_package().checked.as_json()
    assert report["coverage"]["framework"]["id"] == "kkpao-2571"
    assert report["reason"] == REASON


def test_the_papers_can_be_printed(tmp_path):
    for name in (COVER, LETTER, FORMS_PDF):
        (tmp_path / name).write_bytes(small_package().members[name])
        assert len(pypdf.PdfReader(tmp_path / name).pages) >= 1
    assert len(pypdf.PdfReader(tmp_path / COVER).pages) == 1
    assert small_package().pages == len(pypdf.PdfReader(tmp_path / FORMS_PDF).pages)


def test_the_cover_sheet_says_what_ties_it_to_the_file(tmp_path):
    (tmp_path / COVER).write_bytes(small_package().members[COVER])
    text = pypdf.PdfReader(tmp_path / COVER).pages[0].extract_text().replace(" ", "")
    assert small_package().short_code in text
    for group in SENDER.fingerprint.split():
        assert group in text
    manifest = manifest_of(small_package())
    said = qr_text(manifest["plan"]["content_hash"], manifest["plan"]["uuid"], SENDER.fingerprint)
    assert said.split(":")[2] == manifest["plan"]["content_hash"]
    assert " " not in said


def test_errors_need_a_reason_and_critical_findings_stop_even_with_one():
    with pytest.raises(faults.ReasonNeededError) as refused:
        again(reason="  ")
    assert len(refused.value.findings) == len(readiness(small_plan()).errors)
    with pytest.raises(faults.CriticalFindingsError):
        again(replace(small_plan(), projects=(*small_plan().projects, Project(title=""))))
    with pytest.raises(faults.CriticalFindingsError):
        again(replace(small_plan(), projects=()))
    with pytest.raises(faults.ReasonTooLongError):
        again(reason="ก" * (LONGEST_REASON + 1))


def test_a_critical_finding_cannot_be_set_aside():
    nameless = Project(title="")
    waiver = Waiver(rule="project.title-missing", project=nameless.uuid, reason="ช่างมัน")
    plan = replace(small_plan(), projects=(*small_plan().projects, nameless), waivers=(waiver,))
    with pytest.raises(faults.CriticalFindingsError):
        again(plan)


def test_errors_set_aside_have_their_reason_already():
    plan = with_error_set_aside()
    assert readiness(plan).is_ready
    manifest = manifest_of(again(plan, reason="ไม่ต้องใช้"))
    assert manifest["reason"] == ""
    assert manifest["findings"]["waived"] == len(plan.waivers)


def test_a_framework_that_is_not_known_here_stops_the_package():
    with pytest.raises(FrameworkNotFoundError):
        again(replace(small_plan(), plan=replace(small_plan().plan, framework="none")))


def test_a_layout_without_all_forms_is_refused():
    with pytest.raises(faults.LayoutIncompleteError):
        again(layout="2571-coordination")


def test_pictures_larger_than_a_package_are_told(monkeypatch):
    monkeypatch.setitem(LARGEST, PLAN, 1_000)
    with pytest.raises(faults.PlanTooLargeToSendError) as refused:
        again()
    assert "โปรดลดขนาดภาพในแผนแล้วทำใหม่" in refused.value.sentence


def test_it_signs_with_the_users_own_key_now(tmp_path, monkeypatch):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path))
    package = seal(small_plan(), {}, reason=REASON)
    assert package.fingerprint == own_sender(tmp_path).fingerprint


class CalledOffError(Exception):
    pass


def test_it_can_be_called_off_at_every_step_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    target = tmp_path / "แผน.kkp.zip"
    told = []

    def listen(what, done, of):
        told.append((done, of))
        assert what

    write_package(small_plan(), {}, target, reason=REASON, progress=listen)
    target.unlink()
    assert told == sorted(told)
    assert told[-1] == (100, 100)
    for stop in sorted({done for done, _ in told})[::4]:

        def progress(_what, done, _of, stop=stop):
            if done >= stop:
                raise CalledOffError

        with pytest.raises(CalledOffError):
            write_package(small_plan(), {}, target, reason=REASON, progress=progress)
        assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_bad_name_is_told_before_any_work(tmp_path):
    with pytest.raises(PackageNameError):
        write_package(replace(small_plan(), projects=()), {}, tmp_path / "แผน.zip")


def test_what_the_receiver_would_ask_about_is_not_sent(tmp_path, monkeypatch):
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("kkplanner.exchange.package.verifying.forms_differ", lambda *_: "ผ.02 มียอดอื่น")

    class Untouched(FileOperations):
        def create(self, path):
            raise AssertionError(path)

    with pytest.raises(faults.PackageContentError, match="มียอดอื่น"):
        write_package(small_plan(), {}, tmp_path / "แผน.kkp.zip", reason=REASON, files=Untouched())


def test_forms_may_be_in_thai_digits_and_of_the_older_layout():
    package = again(layout="2566", digits="thai")
    assert package.members[FORMS_XLSX] != small_package().members[FORMS_XLSX]
    assert manifest_of(package)["layout"] == "2566"
