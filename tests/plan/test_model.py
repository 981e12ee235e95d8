"""Records of a plan: identity, labels, look-up."""

from __future__ import annotations

import pytest

from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.model import Approach, Edition, Issue, Organisation, Plan, Project
from kkplanner.thai.period import Period


@pytest.mark.parametrize(
    ("edition", "label"),
    [
        (Edition(kind=EditionKind.ORIGINAL), "ฉบับแรก"),
        (Edition(kind=EditionKind.ADDITION, number=5, year=2567), "เพิ่มเติม ครั้งที่ 5/2567"),
        (Edition(kind=EditionKind.CHANGE, number=1), "เปลี่ยนแปลง ครั้งที่ 1"),
    ],
)
def test_an_edition_is_called_what_its_book_says(edition: Edition, label: str) -> None:
    assert edition.label == label


def test_two_new_records_never_share_an_identity() -> None:
    assert Project(title="ก").uuid != Project(title="ก").uuid


def test_every_form_says_what_it_is_for() -> None:
    assert len({form.purpose for form in Form}) == len(Form)


def test_a_document_finds_its_records_by_identity() -> None:
    approach = Approach(number="1.1", title="แนวทาง")
    issue = Issue(number="1", title="ประเด็น", approaches=(approach,))
    road = Project(title="ถนน", issue=issue.uuid, approach=approach.uuid)
    chair = Project(title="เก้าอี้", form=Form.P03)
    document = PlanDocument(
        organisation=Organisation(type="อบต.", name="องค์การบริหารส่วนตำบลตัวอย่าง"),
        plan=Plan(period=Period(2571, 2575)),
        issues=(issue,),
        projects=(road, chair),
    )
    assert document.issue(road.issue) is issue
    assert document.approach(road.approach) is approach
    assert document.issue(None) is None
    assert document.edition("nobody") is None
    assert list(document.projects_of(Form.P03)) == [chair]
