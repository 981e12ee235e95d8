"""The outline of the book and its fixed texts are data: complete, valid, and filled without a brace left."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from kkplanner.assets import resource
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.kinds import EditionKind
from kkplanner.plan.model import Edition, Section
from kkplanner.plan.narrative import ListBlock, Narrative, Paragraph, Run, parse, plain_text
from kkplanner.plan.narrative_fields import filling
from kkplanner.plan.narrative_outline import (
    OutlineKind,
    appendix,
    arranged,
    outline,
    starting_sections,
    topic,
    unwritten,
)
from kkplanner.plan.narrative_texts import FixedParagraph, fixed_texts

PLAN = sample_plan()
ALL_SETTINGS = {f"book.{name}": f"ค่าของ {name}" for name in fixed_texts().fields if name != "clause"}


@pytest.mark.parametrize("name", ["outline", "texts"])
def test_the_files_follow_their_schemas(name: str) -> None:
    data = json.loads(resource("narrative", f"{name}.json").read_text(encoding="utf-8"))
    schema = json.loads(resource("narrative", f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)


def test_part_one_has_the_37_topics_each_with_its_own_question() -> None:
    first = outline()[0]
    assert [part.number for part in outline()] == [1, 2, 3, 4]
    assert len(first.topics) == 37
    sections = [each for part in outline() for each in part.topics if each.kind is OutlineKind.SECTION]
    assert len({each.key for each in sections}) == len(sections)
    assert len({each.question for each in sections}) == len(sections)


def test_the_self_check_is_the_official_list_without_points() -> None:
    found = topic("self_check")
    assert found is not None
    assert len(found.groups[-1].questions) == 12  # the items of a project in the ministry's table
    assert not re.search(r"คะแนน", "".join(q for group in found.groups for q in group.questions))


def test_own_sections_stay_behind_the_section_they_follow() -> None:
    sections = (
        Section(part=1, key="first", title="คำขวัญ", body="ก"),
        Section(part=1, key="general.population", title="ประชากร", body="ข"),
        Section(part=1, key="own", title="ประชากรแฝง", body="ค"),
        Section(part=1, key="general.physical", title="กายภาพ", body="ง"),
        Section(part=1, key="appendix.photos", title="ภาพ", body="จ"),
    )
    keys = [place.key for place in arranged(outline()[0], sections)]
    assert keys[:5] == ["first", "general.physical", "general.boundary", "general.population", "own"]
    assert "appendix.photos" not in keys
    assert [section.key for section in appendix(sections)] == ["appendix.photos"]


def test_what_nobody_has_written_is_asked_for() -> None:
    empty = replace(PLAN, sections=starting_sections())
    needed = [each.key for _, each in unwritten(empty)]
    assert "vision" in needed
    assert "coordination" not in needed  # a book without it is complete
    written = [Section(part=s.part, key=s.key, title=s.title, body="ก") for s in starting_sections()]
    assert unwritten(replace(PLAN, sections=tuple(written))) == ()


def _every_text() -> list[str]:
    fixed = fixed_texts()
    letters = [fixed.preface, fixed.covering_letter, *fixed.announcements.values()]
    return [
        *(line.text for line in fixed.cover),
        *(text for letter in letters for text in (*letter.heading, letter.closing)),
        *(p.text for letter in letters for p in letter.paragraphs),
        *(p.text for paragraphs in fixed.paragraphs.values() for p in paragraphs),
        fixed.goals_note,
        fixed.linkage_note,
    ]


def test_every_field_of_the_texts_is_known_and_every_known_field_is_used() -> None:
    used = {name for text in _every_text() for name in re.findall(r"\{([^}]*)\}", text)}
    assert used | {"executive_name"} == set(fixed_texts().fields)
    facts = filling(PLAN, {}).values
    assert set(facts) == set(fixed_texts().fields)
    assert all(fixed_texts().fields[name].question for name, value in facts.items() if not value)


@pytest.mark.parametrize("kind", list(EditionKind))
@pytest.mark.parametrize("settings", [{}, ALL_SETTINGS])
def test_no_brace_is_ever_printed(kind: EditionKind, settings: dict[str, str]) -> None:
    edition = Edition(kind=kind, number=1, year=2572)
    fill = filling(PLAN, settings, edition)
    letter = fixed_texts().announcements[str(kind)]
    printed = plain_text(fill.narrative(letter.paragraphs)) + "".join(map(fill.text, _every_text()))
    assert "{" not in printed
    assert "}" not in printed
    asked = set(fill.missing)
    assert ("committee_day" in asked) is not bool(settings)
    assert (fixed_texts().blank in printed) is bool(asked)


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        (EditionKind.ORIGINAL, "ข้อ 17 "),
        (EditionKind.ADDITION, "ข้อ 22 "),
        (EditionKind.CHANGE, "ข้อ 22/1 "),
        (EditionKind.CORRECTION, "ข้อ 21 "),
    ],
)
def test_each_edition_cites_its_clause_unless_the_clerk_names_another(kind: EditionKind, clause: str) -> None:
    edition = Edition(kind=kind, number=3, year=2572, reason="พบข้อความพิมพ์ผิด", announced=date(2028, 11, 5))
    letter = fixed_texts().announcements[str(kind)]
    assert f"ตามความใน{clause}" in plain_text(filling(PLAN, {}, edition).narrative(letter.paragraphs))
    other = filling(PLAN, {"book.clause": "ข้อ 22/2"}, edition)
    assert "ตามความในข้อ 22/2 " in plain_text(other.narrative(letter.paragraphs))
    assert filling(PLAN, {}, edition).text(letter.closing) == "ประกาศ ณ วันที่ 5 พฤศจิกายน พ.ศ. 2571"


def test_a_review_has_no_clause_of_its_own_so_it_is_asked_for() -> None:
    fill = filling(PLAN, {}, Edition(kind=EditionKind.REVIEW, number=1, year=2572))
    fill.narrative(fixed_texts().announcements["ทบทวน"].paragraphs)
    assert "clause" in fill.missing


def test_only_a_tambon_organisation_has_its_council_approve() -> None:
    letter = fixed_texts().announcements["ฉบับแรก"]
    assert "สภาองค์การบริหารส่วนตำบลโนนตาลงาม" in plain_text(filling(PLAN, {}).narrative(letter.paragraphs))
    city = replace(PLAN.organisation, type="ทน.", name="เทศบาลนครขอนแก่น")
    fill = filling(replace(PLAN, organisation=city), {})
    assert "สภา" not in plain_text(fill.narrative(letter.paragraphs))
    assert fill.text("{executive}") == "นายกเทศมนตรีนครขอนแก่น"


def test_a_value_never_becomes_markup_and_the_cited_circular_is_a_setting() -> None:
    fill = filling(PLAN, {"book.circular": "**หนังสือ** {period}"})
    made = fill.narrative((FixedParagraph("ตาม {circular}"), FixedParagraph("- ข้อ {circular}")))
    assert made.blocks[0] == Paragraph((Run("ตาม **หนังสือ** {period}"),))
    assert isinstance(made.blocks[1], ListBlock)


def test_a_paragraph_that_needs_what_is_missing_can_stay_out() -> None:
    fill = filling(PLAN, {})
    assert fill.narrative((FixedParagraph("{office}", left_out_when_missing=True),)) == Narrative()
    assert "office" not in fill.missing
    assert parse("ก") == fill.narrative(
        (FixedParagraph("ก", only=("อบต.",)), FixedParagraph("ข", only=("ทน.",)))
    )
