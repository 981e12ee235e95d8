"""The lists of the trade: programmes under every spelling, districts by code or name, copied issues."""

from __future__ import annotations

import pytest

from kkplanner.framework import load
from kkplanner.plan.from_framework import issues_from_framework
from kkplanner.plan.places import UnknownPlaceError, districts, find_district, find_tambon
from kkplanner.plan.programmes import find_programme, programmes


def test_there_are_twelve_programmes_and_each_finds_itself() -> None:
    assert len(programmes()) == 12
    for programme in programmes():
        assert find_programme(programme.name) is programme
        assert all(find_programme(alias) is programme for alias in programme.aliases)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("    (1) แผนงานสาธารณสุข", "แผนงานสาธารณสุข"),
        ("(๒) แผนงานการพานิชย์", "แผนงานการพาณิชย์"),
        ("แผนงานเคหะชุมชน", "แผนงานเคหะและชุมชน"),
        ("ผง.การศึกษา", "แผนงานการศึกษา"),
        ("แผนงานรักษาความสงบภายใน", "แผนงานการรักษาความสงบภายใน"),
        ("แผนงานการศาสนาวัฒนธรรมและนันทนาการ", "แผนงานการศาสนา วัฒนธรรม และนันทนาการ"),
    ],
)
def test_a_programme_is_found_as_clerks_spell_it(typed: str, name: str) -> None:
    found = find_programme(typed)
    assert found is not None
    assert found.name == name


def test_what_is_no_programme_is_not_guessed() -> None:
    assert find_programme("แผนงานอวกาศ") is None
    assert find_programme("") is None


def test_the_province_has_26_districts_and_199_tambons() -> None:
    assert len(districts()) == 26
    assert sum(len(district.tambons) for district in districts()) == 199


@pytest.mark.parametrize("asked", ["4001", "๔๐๐๑", "เมืองขอนแก่น", "อำเภอเมืองขอนแก่น", "อ.เมืองขอนแก่น"])
def test_a_district_is_found_by_code_or_name(asked: str) -> None:
    assert find_district(asked).code == "4001"


def test_a_tambon_is_looked_up_inside_its_district_because_names_repeat() -> None:
    assert find_tambon("ในเมือง", find_district("4001")).code.startswith("4001")
    assert find_tambon("ในเมือง", find_district("4010")).code.startswith("4010")


def test_an_unknown_place_names_those_that_exist() -> None:
    with pytest.raises(UnknownPlaceError, match="4001 เมืองขอนแก่น"):
        find_district("9999")
    with pytest.raises(UnknownPlaceError, match="ศิลา"):
        find_tambon("โนนไม่มี", find_district("4001"))


def test_copied_issues_carry_their_approaches_and_a_confirmed_link() -> None:
    issues = issues_from_framework(load("kkpao-2571"))
    assert [len(issue.approaches) for issue in issues] == [4, 5, 6, 6, 6, 5, 6, 6]
    assert all(link.confirmed and link.code == issue.number for issue in issues for link in issue.links)
