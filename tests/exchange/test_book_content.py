"""What stands in the plan book: everything of the plan, in order, nothing invented, gaps asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkplanner.exchange.book_building import content_hash
from kkplanner.exchange.book_content import (
    BookContent,
    BookSection,
    CheckList,
    FormsItem,
    GoalTable,
    LinkageTable,
    Shares,
    StrategyMap,
    book_content,
)
from kkplanner.exchange.book_linkage import MARK
from kkplanner.exchange.sample import sample_plan
from kkplanner.forms import build
from kkplanner.framework import load
from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.model import Edition, Link, Section
from kkplanner.plan.narrative import PictureBlock, parse, plain_text
from kkplanner.plan.picture import Picture
from kkplanner.thai.digits import to_arabic

PLAN = sample_plan()
LEVELS = ("kk-province-2566", "kk-cluster-2566", "northeast", "national-strategy", "nesdp-13", "sdg")


@pytest.fixture(scope="module")
def book() -> BookContent:
    return book_content(PLAN, {})


def only(book: BookContent, kind: type):
    (found,) = [item for part in book.parts for item in part.items if isinstance(item, kind)]
    return found


def test_the_four_parts_are_numbered_as_they_stand(book: BookContent) -> None:
    assert [part.number for part in book.parts] == [1, 2, 3, 4]
    for part in book.parts:
        assert [item.number for item in part.items] == [
            f"{part.number}.{n}" for n in range(1, len(part.items) + 1)
        ]


def test_every_section_of_the_plan_stands_in_the_book_with_its_words(book: BookContent) -> None:
    printed = {
        item.key: plain_text(item.narrative)
        for part in book.parts
        for item in part.items
        if isinstance(item, BookSection)
    }
    for section in PLAN.sections:
        assert printed[section.key] == plain_text(parse(section.body))


def test_an_empty_section_is_left_out_and_its_question_kept(book: BookContent) -> None:
    keys = {item.key for part in book.parts for item in part.items}
    assert "trends" not in keys
    (missing,) = [each for each in book.missing if each.key == "trends"]
    assert missing.part == 2
    assert "ห้าปีข้างหน้า" in missing.question


def test_the_cover_carries_the_plan_and_a_hash_of_what_it_says(book: BookContent) -> None:
    assert [line.text for line in book.cover.lines][:2] == ["แผนพัฒนาท้องถิ่น", "(พ.ศ. 2571 - 2575)"]
    assert book.cover.qr_text == f"kkplanner:{PLAN.plan.uuid}:{book.cover.content_hash[:16]}"
    assert book.cover.content_hash == content_hash(PLAN)
    changed = replace(PLAN.projects[0], title="ชื่อใหม่")
    assert content_hash(replace(PLAN, projects=(changed, *PLAN.projects[1:]))) != content_hash(PLAN)


def test_the_linkage_table_has_a_row_for_each_issue_and_a_column_for_each_level(book: BookContent) -> None:
    table = only(book, LinkageTable)
    assert [row.issue for row in table.rows] == [issue.uuid for issue in PLAN.issues]
    assert len(table.head) == 8
    assert all(len(row.cells) == 8 and all(cell.lines for cell in row.cells) for row in table.rows)


def test_what_the_clerk_linked_stands_as_it_is(book: BookContent) -> None:
    table = only(book, LinkageTable)
    for issue, row in zip(PLAN.issues, table.rows, strict=True):
        for level, cell in zip(("kkpao-2571", *LEVELS), row.cells[1:], strict=True):
            own = [link.code for link in issue.links if link.framework == level]
            if own:
                texts = tuple(to_arabic(f"{code}. {load(level).node(code).text}") for code in own)
                assert (cell.lines, cell.proposed) == (texts, False)
            else:
                assert cell.proposed
                assert all(line.endswith(MARK) for line in cell.lines)
    assert table.note


def test_a_proposal_stands_unmarked_once_every_pair_it_walks_is_accepted() -> None:
    issue = replace(PLAN.issues[0], links=(Link(framework="kkpao-2571", code="1", confirmed=True),))
    choices = [("kkpao-2571", "1", "kk-province-2566", "3"), ("kkpao-2571", "1", "national-strategy", "2")]
    document = replace(
        PLAN,
        issues=(issue,),
        crosswalk_choices=tuple(
            CrosswalkChoice(
                source_framework=a, source_code=b, target_framework=c, target_code=d, accepted=True
            )
            for a, b, c, d in choices
        ),
    )
    cells = only(book_content(document, {}), LinkageTable).rows[0].cells
    assert [cell.proposed for cell in cells] == [False, False, False, True, True, False, True, True]
    rejected = replace(document.crosswalk_choices[1], accepted=False)
    changed = replace(document, crosswalk_choices=(rejected,))
    lines = only(book_content(changed, {}), LinkageTable).rows[0].cells[5].lines
    assert not any(line.startswith("2. ") for line in lines)


def test_the_map_shows_the_nodes_of_the_table_and_hangs_together(book: BookContent) -> None:
    strategy_map, table = only(book, StrategyMap), only(book, LinkageTable)
    assert len(strategy_map.layers) == len(table.head)
    layer = {node.id: node.layer for node in strategy_map.nodes}
    assert len(layer) == len(strategy_map.nodes)
    for column in range(len(table.head)):
        shown = {node.text for node in strategy_map.nodes if node.layer == column}
        lines = {
            line.removesuffix(MARK).split(". ", 1)[1]
            for row in table.rows
            for line in row.cells[column].lines
        }
        assert shown == lines
    assert all(layer[edge.source] < layer[edge.target] for edge in strategy_map.edges)
    served = {edge.target for edge in strategy_map.edges}
    assert {node.id for node in strategy_map.nodes if node.layer} == served


def test_the_17_goals_stand_under_their_issues_with_the_expectation_of_each_year(book: BookContent) -> None:
    table = only(book, GoalTable)
    goals = [goal for issue in table.issues for goal in issue.goals]
    assert {goal.code for goal in goals} == {node.code for node in load("kkpao-2571").nodes_at("goal")}
    assert len(goals) == 17
    assert table.years == (2571, 2572, 2573, 2574, 2575)
    assert goals[0].by_year == ("ร้อยละ 60 (135 อปท.)",) * 5


def test_the_shares_are_those_of_the_summary_form(book: BookContent) -> None:
    shares = only(book, Shares)
    grand_total = build(PLAN, "ผ.01", "2571")[0].rows[-1].cells[-1]
    assert sum(sum(row.satang) for row in shares.rows) == grand_total
    assert sum(row.projects for row in shares.rows) == len(list(PLAN.projects_of(Form.P02)))


def test_part_three_holds_every_form_that_has_rows(book: BookContent) -> None:
    part = book.part(3)
    assert part is not None
    forms = [item for item in part.items if isinstance(item, FormsItem)]
    assert [item.form for item in forms] == ["ผ.01", "ผ.01/1", "ผ.02", "ผ.02/1", "ผ.02/2", "ผ.03"]
    assert all(item.tables for item in forms)
    assert book.part(9) is None


def test_only_one_divisions_projects_can_be_asked_for() -> None:
    book = book_content(PLAN, {}, only=lambda project: project.agency == "กองช่าง")
    mine = [p for p in PLAN.projects_of(Form.P02) if p.agency == "กองช่าง"]
    assert sum(row.projects for row in only(book, Shares).rows) == len(mine)


def test_an_amendment_names_itself_on_cover_forms_and_announcement() -> None:
    edition = Edition(kind=EditionKind.ADDITION, number=2, year=2572, reason="ประชาชนเดือดร้อน")
    book = book_content(PLAN, {}, edition=edition)
    assert book.edition == "เพิ่มเติม ครั้งที่ 2/2572"
    assert book.edition in [line.text for line in book.cover.lines]
    assert book.edition in book.announcement.heading[1]
    assert "เนื่องจากประชาชนเดือดร้อน" in plain_text(book.announcement.narrative)
    part = book.part(3)
    assert part is not None
    forms = [item for item in part.items if isinstance(item, FormsItem)]
    assert any(book.edition in line for line in forms[0].tables[0].title_lines)


def test_pictures_travel_with_the_book_and_lost_ones_are_asked_for() -> None:
    picture = Picture(name="แผนที่.png", media_type="image/png", content=b"\x89PNG")
    lost = "6f0a4c1e-2f0b-4d0a-9a51-0f1c2d571575"
    body = f"![แผนที่](picture:{picture.uuid})\n\n![หาย](picture:{lost})"
    photos = Section(part=4, key="appendix.photos", title="ภาพการประชุม", body=body)
    document = replace(PLAN, pictures=(picture,), sections=(*PLAN.sections, photos))
    book = book_content(document, {"book.seal": picture.uuid})
    assert [(s.number, s.title) for s in book.appendix] == [("ภาคผนวก ก", "ภาพการประชุม")]
    assert book.appendix[0].narrative.blocks == (PictureBlock(picture.uuid, "แผนที่"),)
    assert book.cover.seal == picture.uuid
    assert {uuid: p.content for uuid, p in book.pictures.items()} == {picture.uuid: b"\x89PNG"}
    assert [each.key for each in book.missing if "ไม่พบภาพ" in each.question] == ["appendix.photos"]
    assert book_content(document, {"book.seal": lost}).cover.seal is None


def test_what_the_letters_lack_is_asked_for_and_settings_answer_it(book: BookContent) -> None:
    asked = {each.key for each in book.missing if each.part == 0}
    assert {"book.committee_day", "book.council_day", "book.executive_name"} <= asked
    answered = book_content(PLAN, dict.fromkeys(asked, "๑ ตุลาคม ๒๕๖๙"))
    assert {each.key for each in answered.missing if each.part == 0} == {"book.announcement_day"}
    assert answered.announcement.signature is not None
    assert answered.announcement.signature.position == "นายกองค์การบริหารส่วนตำบลโนนตาลงาม"


def test_a_bare_plan_has_a_book_too() -> None:
    bare = replace(PLAN, issues=(), projects=(), sections=(), villages=(), agencies=())
    book = book_content(bare, {})
    kinds = {type(item) for part in book.parts for item in part.items}
    assert kinds == {BookSection, FormsItem, CheckList}
    unknown = replace(PLAN, plan=replace(PLAN.plan, framework="no-such-framework"))
    assert not any(isinstance(i, GoalTable) for p in book_content(unknown, {}).parts for i in p.items)
