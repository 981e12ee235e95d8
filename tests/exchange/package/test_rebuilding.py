"""A plan file made from a package: the same plan, and the same package of it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from small_package import CREATED, REASON, SENDER, small_package, small_plan
from whole_plans import plans

from kkplanner.exchange.package import KnownSenders, examine, rebuild, seal
from kkplanner.exchange.package.members import PLAN
from kkplanner.exchange.package.plan_member import read_plan
from kkplanner.exchange.plan_json import dumps
from kkplanner.exchange.sample import sample_plan
from kkplanner.workbook import Workbook
from kkplanner.workbook.errors import FileExistsAlreadyError


def sound(data, tmp_path):
    return examine("a.kkp.zip", data, KnownSenders(tmp_path / "known.json"))


@pytest.mark.parametrize("document", [small_plan, sample_plan])
def test_package_rebuilt_document_package_gives_the_same_plan_byte_for_byte(tmp_path, document):
    choices = {"reason": REASON, "sender": SENDER, "created": CREATED}
    first = seal(document(), {}, **choices)
    rebuild(sound(first.data, tmp_path), tmp_path / "ใหม่.kkplan")
    with Workbook.open(tmp_path / "ใหม่.kkplan") as book:
        second = seal(book.document(), book.settings(), **choices)
    assert second.members[PLAN] == first.members[PLAN]
    assert second.data == first.data


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_every_kind_of_record_comes_back(document):
    text = dumps(document).encode()
    read = read_plan("a.kkp.zip", text)
    folder = Path(tempfile.mkdtemp())
    try:
        with Workbook.create(folder / "a.kkplan", read) as book:
            assert dumps(book.document()).encode() == text
    finally:
        shutil.rmtree(folder)


def test_a_plan_that_is_there_is_never_written_over(tmp_path):
    target = tmp_path / "แผน.kkplan"
    target.write_bytes(b"here")
    with pytest.raises(FileExistsAlreadyError):
        rebuild(sound(small_package().data, tmp_path), target)
    assert target.read_bytes() == b"here"
