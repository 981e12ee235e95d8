"""What the clerk decided about pairs of the crosswalks is what the chain then walks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kkplanner.framework import load
from kkplanner.framework.crosswalk import Crosswalk, Pair, between, chain, load_crosswalks
from kkplanner.plan.crosswalk_choice import CrosswalkChoice, chosen_crosswalks
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Organisation, Plan
from kkplanner.thai.period import Period

PAO = load("kkpao-2571")


def choice(source_code: str, target_code: str, *, accepted: bool, **others: Any) -> CrosswalkChoice:
    given = {"source_framework": "kkpao-2571", "target_framework": "sdg"} | others
    return CrosswalkChoice(source_code=source_code, target_code=target_code, accepted=accepted, **given)


def chosen(*choices: CrosswalkChoice) -> tuple[Crosswalk, ...]:
    document = PlanDocument(
        organisation=Organisation(type="อบต.", name="องค์การบริหารส่วนตำบลตัวอย่าง"),
        plan=Plan(period=Period(2571, 2575)),
        crosswalk_choices=choices,
    )
    return chosen_crosswalks(document)


def hop(crosswalks: tuple[Crosswalk, ...], source: str = "kkpao-2571", target: str = "sdg") -> Crosswalk:
    (found,) = (each for each in crosswalks if (each.source, each.target) == (source, target))
    return found


def goals(code: str, *choices: CrosswalkChoice) -> list[tuple[str, str]]:
    """The 17 goals that a node of the PAO's framework serves, with the strength, after these choices."""
    reached = chain("kkpao-2571", code, crosswalks=chosen(*choices)).get("sdg", ())
    return [(each.node.code, each.strength) for each in reached]


@pytest.fixture(autouse=True)
def _as_shipped() -> None:
    """The tests below speak of these shipped pairs: 1.1 has three goals, its measures inherit them."""
    shipped = between("kkpao-2571", "sdg")
    assert shipped is not None
    assert [(pair.target, pair.strength) for pair in shipped.targets("1.1")] == [
        ("9", "direct"), ("11", "direct"), ("3", "supporting"),
    ]  # fmt: skip
    assert shipped.targets("1.1.1") == ()


def test_without_choices_the_crosswalks_are_the_shipped_ones() -> None:
    assert chosen() == load_crosswalks()


def test_a_choice_touches_its_own_crosswalk_only() -> None:
    changed = chosen(choice("1.1", "9", accepted=False))
    different = [now.id for now, then in zip(changed, load_crosswalks(), strict=True) if now is not then]
    assert different == ["kkpao-2571--sdg"]


def test_a_rejected_pair_is_gone_and_all_others_stay() -> None:
    shipped = between("kkpao-2571", "sdg")
    assert shipped is not None
    left = hop(chosen(choice("1.1", "9", accepted=False))).pairs
    assert left == tuple(pair for pair in shipped.pairs if (pair.source, pair.target) != ("1.1", "9"))
    assert goals("1.1", choice("1.1", "9", accepted=False)) == [("11", "direct"), ("3", "supporting")]


def test_an_accepted_new_pair_is_direct_and_stands_first() -> None:
    added = choice("1.1", "6", accepted=True, reason="ถนนของตำบลมีรางระบายน้ำทุกสาย")
    pairs = hop(chosen(added)).targets("1.1")
    assert pairs[0] == Pair("1.1", "6", "direct", "ถนนของตำบลมีรางระบายน้ำทุกสาย")
    assert [pair.target for pair in pairs] == ["6", "9", "11", "3"]


def test_an_accepted_pair_without_a_reason_still_says_whose_it_is() -> None:
    (first, *_) = hop(chosen(choice("1.1", "6", accepted=True))).targets("1.1")
    assert first.reason == "ผู้จัดทำแผนพิจารณาแล้วเห็นว่าสอดคล้องกัน"


def test_a_confirmed_proposal_stays_as_it_was() -> None:
    shipped = between("kkpao-2571", "sdg")
    assert shipped is not None
    assert hop(chosen(choice("1.1", "3", accepted=True))).targets("1.1") == shipped.targets("1.1")


def test_a_pair_added_below_stands_beside_the_inherited_ones() -> None:
    added = choice("1.1.1", "6", accepted=True)
    assert [code for code, _ in goals("1.1.1", added)] == ["6", "9", "11", "3"]
    assert [code for code, _ in goals("1.1.2", added)] == ["9", "11", "3"]


def test_a_pair_rejected_below_does_not_come_back_from_above() -> None:
    rejected = choice("1.1.1", "9", accepted=False)
    assert [code for code, _ in goals("1.1.1", rejected)] == ["11", "3"]
    assert [code for code, _ in goals("1.1", rejected)] == ["9", "11", "3"]


def test_a_node_whose_pairs_were_all_rejected_serves_nothing_there() -> None:
    rejected = [choice("1.1", goal, accepted=False) for goal in ("9", "11", "3")]
    assert goals("1.1", *rejected) == []
    assert goals("1.1.1", *rejected) == []  # although issue 1, above both, has goals
    assert goals("1", *rejected) != []
    assert hop(chosen(*rejected)).targets_of(PAO, "1.1") == ()


@pytest.mark.parametrize("order", [1, -1])
def test_what_was_decided_above_holds_below_whatever_came_first(order: int) -> None:
    choices = [choice("1.1", "9", accepted=False), choice("1.1.1", "6", accepted=True)][::order]
    assert [code for code, _ in goals("1.1.1", *choices)] == ["6", "11", "3"]
    again = choice("1.1.1", "9", accepted=True)
    assert goals("1.1.1", *choices, again)[:2].count(("9", "direct")) == 1


def test_frameworks_that_nothing_ties_together_are_tied_by_what_was_added() -> None:
    assert between("kkpao-2571", "smart-city") is None
    added = choice("1.1", "1", accepted=True, target_framework="smart-city", reason="เหตุผล")
    crosswalk = hop(chosen(added), target="smart-city")
    assert crosswalk.pairs == (Pair("1.1", "1", "direct", "เหตุผล"),)
    assert crosswalk.status == "เพิ่มโดยผู้จัดทำแผน"
    reached = chain("kkpao-2571", "1.1.1", crosswalks=chosen(added))["smart-city"]
    assert [each.node.code for each in reached] == ["1"]
    assert "smart-city" not in chain("kkpao-2571", "2.1", crosswalks=chosen(added))
    assert chosen(replace(added, accepted=False)) == load_crosswalks()


def test_a_framework_that_is_not_on_this_machine_leads_nowhere() -> None:
    for strange in ({"target_framework": "elsewhere"}, {"source_framework": "elsewhere"}):
        assert chosen(choice("1.1", "1", accepted=True, **strange)) == load_crosswalks()


def test_a_code_that_a_newer_edition_dropped_leads_nowhere() -> None:
    gone = choice("99.9", "1", accepted=True)
    nowhere = choice("1.1", "99", accepted=True)
    assert goals("1.1", gone, nowhere) == goals("1.1")
