"""Names that work on every stick."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_package import small_plan

from kkplanner.exchange.package.file_name import LONGEST, PackageNameError, require_name, suggested_name


@pytest.mark.parametrize(
    "name", ["แผน.kkp.zip", "อบต.บ้านค้อ 2571-2575 (2).kkp.zip", "a" * (LONGEST - 8) + ".kkp.zip"]
)
def test_good_names(name):
    require_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "แผน.zip",
        "แผน.kkp.zip.part",
        ".kkp.zip",
        "แผน: ร่าง.kkp.zip",
        'แผน".kkp.zip',
        "แผน?.kkp.zip",
        "แผน\n.kkp.zip",
        "con.kkp.zip",
        "LPT1.kkp.zip",
        " แผน.kkp.zip",
        "ก" * (LONGEST - 7) + ".kkp.zip",
        "😀" * 130 + ".kkp.zip",
    ],
)
def test_names_that_windows_or_a_stick_refuses(name):
    with pytest.raises(PackageNameError):
        require_name(name)


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_suggested_name_always_works(name, title):
    plan = small_plan()
    odd = replace(
        plan, organisation=replace(plan.organisation, name=name), plan=replace(plan.plan, title=title)
    )
    suggested = suggested_name(odd, date(2026, 11, 21))
    require_name(suggested)
    assert len(f"{suggested}.part".encode()) <= 255


def test_the_suggested_name_tells_who_what_and_when():
    assert suggested_name(small_plan(), date(2026, 11, 21)) == (
        "องค์การบริหารส่วนตำบลโนนตาลงาม แผนพัฒนาท้องถิ่น 2571-2575 (2569-11-21).kkp.zip"
    )
