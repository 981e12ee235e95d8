"""The crosswalks that travel with the program, and walking them upward."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from kkplanner.assets import resource
from kkplanner.framework import FrameworkNotFoundError, NodeNotFoundError, load, to_document
from kkplanner.framework.crosswalk import (
    Crosswalk,
    Pair,
    between,
    chain,
    crosswalk_problems,
    load_crosswalks,
)

HOPS = {
    "kkpao-2571--kk-province-2566",
    "kkpao-2571--national-strategy",
    "kkpao-2571--nesdp-13",
    "kkpao-2571--sdg",
    "kk-province-2566--kk-cluster-2566",
    "kk-cluster-2566--northeast",
    "northeast--national-strategy",
    "kk-lgo-2566--kkpao-2571",
}
FROM_PAO = [
    ("kkpao-2571--kk-province-2566", 3),
    ("kkpao-2571--national-strategy", 3),
    ("kkpao-2571--nesdp-13", 3),
    ("kkpao-2571--sdg", 3),
]
UPWARD = {"kk-province-2566", "kk-cluster-2566", "northeast", "national-strategy", "nesdp-13", "sdg"}
DESCRIBED = "คำอธิบายในต้นฉบับ"

every_crosswalk = pytest.mark.parametrize("crosswalk", load_crosswalks(), ids=lambda each: each.id)
every_pao_node = pytest.mark.parametrize(
    "code", [node.code for node in load("kkpao-2571").nodes if node.level in ("issue", "approach", "measure")]
)


def bare(text):
    return re.sub(r"\s+", "", text)


def words_of(framework, code):
    """What a node and everything below it say, without white space."""
    node = framework.node(code)
    texts = [node.text]
    if node.note and node.note.startswith(DESCRIBED):
        texts.append(node.note)
    below = "|".join(words_of(framework, child.code) for child in framework.children(code))
    return bare("|".join(texts)) + "|" + below


def codes(reached, strength=None):
    return [each.node.code for each in reached if strength in (None, each.strength)]


def kinds(*crosswalks):
    return {problem.kind for problem in crosswalk_problems(crosswalks)}


# --- what the files hold -------------------------------------------------------------------------------


def test_each_file_is_one_hop_and_says_so():
    assert {crosswalk.id for crosswalk in load_crosswalks()} == HOPS
    for crosswalk in load_crosswalks():
        assert crosswalk.id == f"{crosswalk.source}--{crosswalk.target}"
        assert between(crosswalk.source, crosswalk.target) == crosswalk
        assert crosswalk.status == "เสนอโดยโปรแกรม"
    assert between("sdg", "kkpao-2571") is None


def test_the_files_follow_their_schema():
    from jsonschema import Draft202012Validator

    folder = resource("crosswalk")
    schema = json.loads((folder / "crosswalk.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for crosswalk in load_crosswalks():
        document = json.loads((folder / f"{crosswalk.id}.json").read_text(encoding="utf-8"))
        assert list(Draft202012Validator(schema).iter_errors(document)) == []
        assert document["id"] == crosswalk.id


def test_the_crosswalks_are_sound():
    assert crosswalk_problems(load_crosswalks()) == ()


@every_crosswalk
def test_every_reason_quotes_both_texts_word_for_word(crosswalk):
    source, target = load(crosswalk.source), load(crosswalk.target)
    for pair in crosswalk.pairs:
        below, above = words_of(source, pair.source), words_of(target, pair.target)
        quoted = [bare(quote) for quote in re.findall(r"“([^“”]+)”", pair.reason)]
        assert pair.reason.count("“") == pair.reason.count("”") == len(quoted)
        assert [quote for quote in quoted if quote not in below and quote not in above] == []
        assert any(quote in below for quote in quoted), pair
        assert any(quote in above for quote in quoted), pair


def test_the_sentences_around_the_quotations_are_not_one_pattern():
    patterns = Counter(
        re.sub(r"“[^“”]+”", "“”", pair.reason) for crosswalk in load_crosswalks() for pair in crosswalk.pairs
    )
    assert max(patterns.values()) <= 4
    assert sum(times for times in patterns.values() if times > 1) < sum(patterns.values()) // 20


@every_crosswalk
def test_reasons_are_short_sentences_of_official_thai(crosswalk):
    for pair in crosswalk.pairs:
        assert 40 <= len(pair.reason) <= 260, pair.reason
        assert not re.search(r"[.!?]$|[0-9]|  | ,|ๆ\S", pair.reason), pair.reason
        # A quotation stands apart from the words around it.
        assert not re.search(r"[^ ]“|”[^ ]", pair.reason), pair.reason


@pytest.mark.parametrize(("crosswalk_id", "most"), FROM_PAO)
def test_every_issue_and_approach_of_the_pao_has_few_pairs_of_its_own(crosswalk_id, most):
    crosswalk = between(*crosswalk_id.split("--"))
    framework = load("kkpao-2571")
    for node in (*framework.nodes_at("issue"), *framework.nodes_at("approach")):
        limit = most if node.level == "approach" else 4
        assert 1 <= len(crosswalk.targets(node.code)) <= limit, node.code


def test_what_an_issue_serves_directly_one_of_its_approaches_serves_too():
    """The summary level claims nothing that the level below it does not bear out."""
    framework = load("kkpao-2571")
    for target in ("kk-province-2566", "national-strategy", "nesdp-13", "sdg"):
        crosswalk, above = between("kkpao-2571", target), load(target)
        for issue in framework.nodes_at("issue"):
            reached = set()
            for approach in framework.children(issue.code):
                for pair in crosswalk.targets(approach.code):
                    reached |= {pair.target, *(node.code for node in above.ancestors(pair.target))}
            for pair in crosswalk.targets(issue.code):
                if pair.strength == "direct":
                    assert pair.target in reached, (target, issue.code, pair.target)


# --- walking upward ------------------------------------------------------------------------------------


@every_pao_node
def test_every_issue_approach_and_measure_reaches_every_level_above(code):
    reached = chain("kkpao-2571", code)
    assert set(reached) == UPWARD
    for framework_id, nodes in reached.items():
        found = codes(nodes)
        assert found
        assert len(found) == len(set(found))
        for each in nodes:
            assert each.framework_id == framework_id
            assert each.path[-1].target == framework_id
            assert each.path[-1].pair.target == each.node.code
            assert len(each.reasons) == len(each.path)
            assert all(each.reasons)
        strengths = [each.strength for each in nodes]
        assert strengths == sorted(strengths), "direct ones stand first"


def test_a_framework_with_a_crosswalk_of_its_own_is_not_reached_by_way_of_others():
    reached = chain("kkpao-2571", "2.3")
    hops = {framework_id: len(nodes[0].path) for framework_id, nodes in reached.items()}
    assert hops == {
        "kk-province-2566": 1,
        "national-strategy": 1,
        "nesdp-13": 1,
        "sdg": 1,
        "kk-cluster-2566": 2,
        "northeast": 3,
    }
    assert len(chain("kk-province-2566", "1.1")["national-strategy"][0].path) == 3


def test_a_measure_takes_the_pairs_of_its_approach_and_an_approach_may_take_those_of_its_issue():
    framework = load("kkpao-2571")
    crosswalk = between("kkpao-2571", "sdg")
    assert crosswalk.targets("7.4.1") == ()
    assert crosswalk.targets_of(framework, "7.4.1") == crosswalk.targets("7.4")
    # The province's approach on the monarchy has no counterpart of its own in the cluster.
    upward = chain("kk-province-2566", "6.4")["kk-cluster-2566"]
    assert codes(upward) == ["4"]
    assert upward[0].path[0].pair.source == "6"


def test_the_nodes_above_a_reached_node_come_with_it():
    best = chain("kkpao-2571", "2.2")["kk-province-2566"][0]
    assert best.node.code == "6.5"
    assert [node.code for node in best.ancestors] == ["6"]
    assert chain("kkpao-2571", "8.1")["national-strategy"][0].ancestors[0].code == "6"


@pytest.mark.parametrize(
    ("code", "framework_id", "expected"),
    [
        ("1.1.3", "kk-province-2566", "5.4"),  # ระบายน้ำ น้ำท่วม -> ลดภัยพิบัติทางธรรมชาติ
        ("1.1.3", "nesdp-13", "11"),
        ("2.2", "national-strategy", "1.2"),  # ยาเสพติด -> ปัญหาที่กระทบความมั่นคง
        ("2.2", "sdg", "3"),
        ("2.3", "kk-province-2566", "6.2"),  # สาธารณภัย
        ("2.3", "nesdp-13", "11"),
        ("3.1", "sdg", "4"),  # การศึกษา
        ("4.1", "kk-cluster-2566", "4.3"),  # สาธารณสุข
        ("4.5", "kk-province-2566", "2.3"),  # การแพทย์แผนไทย
        ("4.6", "nesdp-13", "9"),  # สวัสดิการ -> ความคุ้มครองทางสังคม
        ("5.2", "kk-cluster-2566", "1.1"),  # น้ำเพื่อการเกษตร
        ("5.2", "northeast", "1"),
        ("5.3", "kk-province-2566", "1.2"),  # OTOP
        ("5.6", "national-strategy", "2.3"),  # การท่องเที่ยว
        ("6.1", "nesdp-13", "8"),  # Smart City
        ("7.2", "sdg", "15"),  # ป่า
        ("7.4", "kk-cluster-2566", "3.3"),  # PM ๒.๕
        ("7.6", "nesdp-13", "10"),  # คาร์บอนต่ำ
        ("8.1", "national-strategy", "6.6"),  # ความโปร่งใส
        ("8.6", "sdg", "17"),  # ความร่วมมือ
    ],
)
def test_hand_verified_examples(code, framework_id, expected):
    assert expected in codes(chain("kkpao-2571", code)[framework_id])


def test_help_for_what_helps_is_left_out_where_something_better_stands():
    # Drains help against floods, and the dust measures help the climate: roads are no dust measure.
    assert codes(chain("kkpao-2571", "1.1")["kk-cluster-2566"], "direct") == ["2.1", "4.4"]
    assert "3.3" not in codes(chain("kkpao-2571", "1.1")["kk-cluster-2566"])


def test_every_strategy_of_the_old_plan_finds_its_issue_and_every_issue_is_found():
    found = set()
    for strategy in load("kk-lgo-2566").nodes_at("strategy"):
        reached = chain("kk-lgo-2566", strategy.code)
        assert set(reached) == {"kkpao-2571", *UPWARD}
        assert codes(reached["kkpao-2571"], "direct")
        found |= set(codes(reached["kkpao-2571"]))
    assert found == {issue.code for issue in load("kkpao-2571").nodes_at("issue")}


@pytest.mark.parametrize(
    ("old", "new"),
    [("1", "2"), ("2", "1"), ("3", "3"), ("4", "7"), ("5", "5"), ("6", "4"), ("7", "5"), ("8", "8")],
)
def test_the_first_place_offered_for_an_old_project_is_the_expected_one(old, new):
    assert codes(chain("kk-lgo-2566", old)["kkpao-2571"])[0] == new


def test_every_milestone_and_all_goals_but_the_sea_are_served():
    reached = {"nesdp-13": set(), "sdg": set()}
    for approach in load("kkpao-2571").nodes_at("approach"):
        for framework_id, found in reached.items():
            found |= set(codes(chain("kkpao-2571", approach.code)[framework_id]))
    assert reached["nesdp-13"] == {node.code for node in load("nesdp-13").nodes_at("milestone")}
    assert {node.code for node in load("sdg").nodes_at("goal")} - reached["sdg"] == {"14"}


def test_unknown_places_are_named_in_a_sentence():
    with pytest.raises(NodeNotFoundError, match=r"9\.9"):
        chain("kkpao-2571", "9.9")
    with pytest.raises(FrameworkNotFoundError):
        chain("nothing", "1")


def test_what_nothing_leads_away_from_reaches_nothing():
    assert chain("sdg", "1") == {}


# --- pairs changed by a clerk --------------------------------------------------------------------------


def hop(source, target, *pairs):
    return Crosswalk(f"{source}--{target}", source, target, "ยืนยันแล้ว", "1", tuple(pairs))


def test_the_strongest_path_is_kept():
    changed = (
        hop(
            "kkpao-2571",
            "kk-province-2566",
            Pair("1.1", "3.3", "direct", "ก"),
            Pair("1.1", "5.4", "supporting", "ข"),
        ),
        hop(
            "kk-province-2566",
            "kk-cluster-2566",
            Pair("5", "4", "direct", "ค"),
            Pair("3.3", "4", "direct", "ง"),
            Pair("3.3", "2.1", "supporting", "จ"),
        ),
    )
    reached = chain("kkpao-2571", "1.1", crosswalks=changed)
    assert [(each.node.code, each.reasons) for each in reached["kk-cluster-2566"]] == [
        ("4", ("ก", "ง")),
        ("2.1", ("ก", "จ")),
    ]


def test_a_circle_of_crosswalks_comes_to_an_end():
    there = hop("kkpao-2571", "sdg", Pair("1", "9", "direct", "ไป"))
    back = hop("sdg", "kkpao-2571", Pair("9", "1", "direct", "กลับ"))
    assert codes(chain("kkpao-2571", "1", crosswalks=(there, back))["sdg"]) == ["9"]


def test_a_code_that_a_newer_edition_dropped_leads_nowhere_and_is_told(tmp_path):
    sdg = load("sdg")
    newer = replace(
        sdg,
        version="2999.1",
        levels=tuple(replace(level, count=None) for level in sdg.levels),
        nodes=tuple(node for node in sdg.nodes if node.code != "9"),
    )
    (tmp_path / "sdg.json").write_text(json.dumps(to_document(newer), ensure_ascii=False), encoding="utf-8")
    assert "9" in codes(chain("kkpao-2571", "1.1")["sdg"])
    assert "9" not in codes(chain("kkpao-2571", "1.1", folder=tmp_path)["sdg"])
    found = crosswalk_problems([between("kkpao-2571", "sdg")], tmp_path)
    assert {problem.kind for problem in found} == {"unknown_target"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"source": "9.9"}, "unknown_source"),
        ({"target": "18"}, "unknown_target"),
        ({"reason": " "}, "empty_reason"),
        ({"reason": "เหตุผล\nสองบรรทัด"}, "reason_not_a_line"),
        ({"reason": "สอดคล้องกับ ๒.๓ ของจังหวัด"}, "reason_names_code"),
        ({"reason": "สอดคล้องกับหมุดหมายที่ 8"}, "reason_names_code"),
    ],
)
def test_each_fault_of_a_pair_is_found(change, kind):
    whole = between("kkpao-2571", "sdg")
    faulty = replace(whole, pairs=(*whole.pairs[:-1], replace(whole.pairs[-1], **change)))
    assert kind in kinds(faulty)


def test_the_name_of_the_dust_is_no_code():
    whole = between("kkpao-2571", "sdg")
    for reason in ("แก้ปัญหาฝุ่น PM ๒.๕ ร่วมกัน", "แก้ปัญหาฝุ่น PM2.5 ร่วมกัน"):
        dusty = replace(whole, pairs=(*whole.pairs[:-1], replace(whole.pairs[-1], reason=reason)))
        assert kinds(dusty) == set()


def test_faults_of_a_whole_crosswalk_are_found():
    whole = between("kkpao-2571", "sdg")
    first = whole.pairs[0]
    assert kinds(replace(whole, pairs=(*whole.pairs, first))) >= {"duplicate_pair", "repeated_reason"}
    assert kinds(replace(whole, pairs=tuple(reversed(whole.pairs)))) == {"not_best_first"}
    without = tuple(pair for pair in whole.pairs if pair.source not in ("1", "1.1"))
    assert kinds(replace(whole, pairs=without)) == {"uncovered"}
    assert kinds(replace(whole, target="nothing")) == {"unknown_framework"}


def test_a_reason_used_in_two_crosswalks_is_found():
    one, other = between("kkpao-2571", "sdg"), between("kkpao-2571", "nesdp-13")
    copied = replace(other, pairs=(*other.pairs[:-1], replace(other.pairs[-1], reason=one.pairs[-1].reason)))
    assert kinds(one, copied) == {"repeated_reason"}
