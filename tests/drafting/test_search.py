"""Templates are found by what people say."""

from __future__ import annotations

import pytest

from kkplanner.drafting.search import search_templates, under
from kkplanner.drafting.shelf import templates


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("ถนน คสล.", "road-concrete-new"),
        ("ไฟกิ่ง", "street-light-install"),
        ("เทปูนถนน", "road-concrete-new"),
        ("ก่อสร้างถนนคอนกรีตเสริมเหล็ก", "road-concrete-new"),
        ("ซ้อมแผน", "disaster-drill"),
        ("วันเด็ก", "children-day"),
        ("เบี้ยความพิการ", "disability-allowance"),
    ],
)
def test_the_everyday_word_finds_it_among_the_first_three(asked: str, wanted: str) -> None:
    assert wanted in [template.id for template in search_templates(asked, templates())[:3]]


def test_a_template_is_first_for_its_own_name() -> None:
    missed = [t.id for t in templates()[::9] if search_templates(t.name, templates())[0].name != t.name]
    assert not missed


def test_nonsense_finds_nothing_and_nothing_asked_finds_all() -> None:
    assert search_templates("qqqqzzz", templates()) == ()
    assert search_templates("  ", templates()) == templates()


def test_a_suggested_approach_lifts_and_stands_in() -> None:
    roads = search_templates("ถนน", templates(), {"5": 1.0})
    assert roads[0].measure.startswith("5.")
    alone = search_templates("qqqqzzz", templates(), {"2.2": 0.9})
    assert alone
    assert all(template.measure.startswith("2.2.") for template in alone)


def test_only_what_stands_under_a_code() -> None:
    assert {t.measure for t in under(templates(), "1.1.1")} == {"1.1.1"}
    assert {t.measure[:2] for t in under(templates(), "1")} == {"1."}
