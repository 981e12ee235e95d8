"""Ranking a project against the PAO's approaches: what comes out, why, and when the program is not sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.alignment import ConfirmedProject, ProjectText, Ranking, Suggester
from kkplanner.alignment.text_features import fold, folded_text
from kkplanner.alignment.vocabulary import vocabulary_for
from kkplanner.framework import load

FRAMEWORK = load("kkpao-2571")

TITLES = [
    "ก่อสร้างถนนคอนกรีตเสริมเหล็กภายในหมู่บ้าน",
    "โครงการก่อสร้างถนน ค.ส.ล. พร้อมรางระบายน้ำ",
    "ขยายเขตประปา",
    "อุดหนุนอาหารกลางวันโรงเรียน",
    "จัดงานประเพณีลอยกระทง",
    "รณรงค์คัดแยกขยะ",
    "อบรม อสม.",
    "แก้ไขปัญหาฝุ่น PM๒.๕",
    "พัฒนาคุณภาพชีวิตประชาชน",
    "จัดซื้อโต๊ะทำงาน",
]


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(FRAMEWORK)


def best(ranking: Ranking) -> str:
    return ranking.suggestions[0].code


def test_a_ranking_is_the_published_json(suggester: Suggester) -> None:
    result = suggester.rank(TITLES[0], top=3).as_json()
    assert list(result) == ["title", "suggestions", "uncertain"]
    assert result["title"] == TITLES[0]
    assert 1 <= len(result["suggestions"]) <= 3
    first = result["suggestions"][0]
    assert list(first) == ["code", "measure", "text", "score", "confidence", "reasons"]
    assert (first["code"], first["measure"]) == ("1.1", "1.1.1")
    assert first["text"] == FRAMEWORK.node("1.1").text
    assert list(first["reasons"][0]) == ["word", "met", "by"]
    assert result["uncertain"] is False


@pytest.mark.parametrize("title", TITLES)
def test_suggestions_fall_and_their_measures_belong_to_them(title: str, suggester: Suggester) -> None:
    ranking = suggester.rank(title, top=10)
    scores = [one.score for one in ranking.suggestions]
    shares = [one.confidence for one in ranking.suggestions]
    assert scores == sorted(scores, reverse=True)
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert len({one.code for one in ranking.suggestions}) == len(scores)
    for one in ranking.suggestions:
        assert FRAMEWORK.node(one.measure).parent == one.code


@pytest.mark.parametrize("title", TITLES)
def test_every_suggestion_says_why_and_tells_the_truth(title: str, suggester: Suggester) -> None:
    phrases = {wording for entry in vocabulary_for("kkpao-2571").entries for wording in entry.wordings}
    for one in suggester.rank(title).suggestions:
        assert one.reasons
        for reason in one.reasons:
            assert reason.word in fold(title).typed
            own = FRAMEWORK.node(one.code).text, *(node.text for node in FRAMEWORK.children(one.code))
            if reason.by == "text":
                assert any(reason.met in fold(text).typed for text in own)
            else:
                assert reason.by == "vocabulary"
                assert reason.met in own or reason.met in phrases


def test_spelling_of_digits_blanks_and_abbreviations_does_not_matter(suggester: Suggester) -> None:
    for one, other in [
        ("ถนน คสล.", "ถนน ค.ส.ล."),
        ("ลดฝุ่น PM 2.5", "ลดฝุ่น PM๒.๕"),
        ("แก้ไขปัญหาขยะ", "เเก้ไขปัญหาขยะ"),
        ("โครงการขุดลอก หนองน้ำ", "ขุดลอกหนองน้ำ"),
    ]:
        left, right = suggester.rank(one), suggester.rank(other)
        assert [(s.code, s.score) for s in left.suggestions] == [(s.code, s.score) for s in right.suggestions]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("ขยายเขตท่อเมนประปา", "1.2"),
        ("ขุดสระน้ำเพื่อการเกษตร", "5.2"),
        ("ขุดลอกลำห้วยสาธารณะที่ตื้นเขิน", "7.1"),
        ("ขุดลอกท่อระบายน้ำ", "1.1"),
        ("ส่งเสริมสุขภาพจิตนักเรียน", "3.5"),
        ("ส่งเสริมสุขภาพจิตผู้ป่วยซึมเศร้าในชุมชน", "4.4"),
        ("แข่งขันกีฬาต้านยาเสพติด", "2.2"),
        ("แข่งขันกีฬาประชาชน", "4.3"),
        ("บริการออนไลน์ e-Service", "8.2"),
        ("ติดเซนเซอร์ IoT ในระบบประปา", "6.2"),
        ("จ่ายเบี้ยยังชีพผู้สูงอายุ", "4.6"),
        ("อบรมผู้ดูแลผู้สูงอายุ (CG)", "4.2"),
        ("จัดซื้อรถบรรทุกขยะ", "7.3"),
    ],
)
def test_neighbouring_approaches_are_told_apart(title: str, code: str, suggester: Suggester) -> None:
    assert best(suggester.rank(title)) == code


@pytest.mark.parametrize(
    "title",
    [
        "จัดซื้อคอมพิวเตอร์",
        "จัดซื้อเก้าอี้",
        "ครุภัณฑ์สำนักงาน",
        "จัดซื้อรถยนต์ส่วนกลาง",
        "ก่อสร้างอาคารสำนักงาน",
        "ต่อเติมอาคารที่ทำการองค์การบริหารส่วนตำบล",
        "จัดซื้อเครื่องปรับอากาศ",
        "โครงการใหม่",
        "",
        "xyz",
    ],
)
def test_bare_purchases_own_buildings_and_empty_titles_are_uncertain(
    title: str, suggester: Suggester
) -> None:
    assert suggester.rank(title).uncertain


def test_a_purchase_with_a_purpose_is_no_bare_purchase(suggester: Suggester) -> None:
    ranking = suggester.rank("จัดซื้อรถยนต์ดับเพลิง")
    assert best(ranking) == "2.3"
    assert not ranking.uncertain


def test_a_place_name_is_not_the_work(suggester: Suggester) -> None:
    assert best(suggester.rank("ก่อสร้างถนน คสล. สายหน้าวัดถึงตลาดสด")) == "1.1"
    assert best(suggester.rank("จัดตลาดนัดชุมชน ณ ศูนย์กำจัดขยะ")) == "5.4"


def test_a_latin_abbreviation_is_met_as_a_word_only(suggester: Suggester) -> None:
    met = [r.word for s in suggester.rank("อบรม CGI ประจำปี").suggestions for r in s.reasons]
    assert "CG" not in met
    assert best(suggester.rank("อบรม CG ประจำปี")) == "4.2"


def test_the_other_fields_help_but_the_title_weighs_most(suggester: Suggester) -> None:
    vague = ProjectText("อบรมประชาชน", objective="เพื่อให้ประชาชนคัดแยกขยะต้นทาง", kpi="ปริมาณขยะลดลง")
    assert best(suggester.rank(vague)) == "7.3"
    clear = ProjectText("ก่อสร้างถนนลาดยาง", objective="เพื่อส่งเสริมการท่องเที่ยว")
    assert best(suggester.rank(clear)) == "1.1"


def test_confirmed_projects_of_the_plan_change_the_ranking(suggester: Suggester) -> None:
    title = "โครงการบ้านดินยิ้มได้ รุ่นที่ 3"
    before = suggester.rank(title)
    learnt = Suggester(FRAMEWORK, confirmed=[ConfirmedProject("โครงการบ้านดินยิ้มได้ รุ่นที่ 2", "4.4.2")])
    after = learnt.rank(title)
    assert before.uncertain
    assert (best(after), after.suggestions[0].measure) == ("4.4", "4.4.2")
    reason = after.suggestions[0].reasons[0]
    assert (reason.by, reason.met) == ("plan", "โครงการบ้านดินยิ้มได้ รุ่นที่ 2")
    assert reason.word in title
    assert not after.uncertain


def test_a_confirmed_code_of_another_framework_is_left_alone() -> None:
    odd = Suggester(FRAMEWORK, confirmed=[ConfirmedProject("ก่อสร้างถนน", "Z.9")])
    assert best(odd.rank("ก่อสร้างถนน")) == "1.1"


@given(st.text(max_size=80))
def test_any_text_gets_an_answer_and_always_the_same(text: str) -> None:
    suggester = _shared_suggester()
    ranking = suggester.rank(text)
    assert ranking == suggester.rank(text)
    assert all(one.reasons for one in ranking.suggestions)
    assert folded_text(text) == fold(text).text


def test_a_cell_full_of_text_is_read_in_part_only(suggester: Suggester) -> None:
    assert best(suggester.rank("ก่อสร้างถนน " * 3000)) == "1.1"


_KEPT: list[Suggester] = []


def _shared_suggester() -> Suggester:
    if not _KEPT:
        _KEPT.append(Suggester(FRAMEWORK))
    return _KEPT[0]
