"""The curated vocabulary keeps to its form, points at real places and helps as its examples say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from kkplanner.alignment import Suggester
from kkplanner.alignment.suggest_index import build_index
from kkplanner.alignment.text_features import folded_text
from kkplanner.alignment.vocabulary import Entry, Vocabulary, vocabulary_for
from kkplanner.assets import resource
from kkplanner.framework import load

FRAMEWORK = load("kkpao-2571")
VOCABULARY = vocabulary_for("kkpao-2571")
FILES = sorted(path for path in resource("lexicon").glob("*.json") if not path.name.endswith(".schema.json"))
LEADING = [entry for entry in VOCABULARY.entries if entry.targets]
PURCHASES = [entry for entry in VOCABULARY.entries if not entry.targets]


def name_of(entry: Entry) -> str:
    return entry.phrase


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(FRAMEWORK)


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in FILES:
        yield path.name, json.loads(path.read_text(encoding="utf-8"))


def test_every_file_follows_the_schema() -> None:
    schema = json.loads(resource("lexicon", "lexicon.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for name, document in documents():
        assert [error.message for error in validator.iter_errors(document)] == [], name


def test_every_issue_has_its_file_and_many_phrases() -> None:
    names = {path.name for path in FILES}
    assert {f"issue-{node.code}.json" for node in FRAMEWORK.nodes_at("issue")} <= names
    assert sum(len(entry.wordings) for entry in VOCABULARY.entries) > 1000


def test_every_target_is_an_approach_or_a_measure() -> None:
    known = {node.code for level in ("approach", "measure") for node in FRAMEWORK.nodes_at(level)}
    assert {code for entry in LEADING for code in entry.targets} <= known


def test_every_approach_is_reached_by_some_phrase() -> None:
    index = build_index(FRAMEWORK, VOCABULARY)
    reached = {index.approach_of[code] for entry in LEADING for code in entry.targets}
    assert reached == {node.code for node in FRAMEWORK.nodes_at("approach")}


def test_no_wording_stands_twice() -> None:
    wordings = [wording for entry in VOCABULARY.entries for wording in entry.wordings]
    assert sorted(wordings) == sorted(set(wordings))


def test_phrases_are_general() -> None:
    """No numbered villages, no titles of persons, no named places."""
    named = re.compile(r"หมู่ที่ ?\d|ม\.\d|นาย[ก-ฮ]|นางสาว|เทศบาลนคร[ก-ฮ]|ขอนแก่น|อำเภอ[ก-ฮ]{2}[^ย]|ตำบลบ้าน")
    for entry in VOCABULARY.entries:
        for text in (*entry.wordings, entry.example):
            without_heads = text.replace("ที่ทำการปกครองอำเภอ", "").replace("นายก", "")
            assert not named.search(without_heads), text


def test_an_entry_meets_its_own_example_or_lends_it_letters() -> None:
    for entry in VOCABULARY.entries:
        example = folded_text(entry.example)
        parts = [part for wording in entry.wordings for part in wording.split("…")]
        assert any(folded_text(part)[:4] in example for part in parts), entry.phrase


@pytest.mark.parametrize("entry", LEADING, ids=name_of)
def test_its_example_finds_its_first_target(entry: Entry, suggester: Suggester) -> None:
    first = next(iter(entry.targets))
    approach = ".".join(first.split(".")[:2])
    found = [one.code for one in suggester.rank(entry.example).suggestions]
    assert approach in found[: entry.within]


@pytest.mark.parametrize("entry", PURCHASES, ids=name_of)
def test_what_fits_no_approach_leaves_the_program_uncertain(entry: Entry, suggester: Suggester) -> None:
    assert suggester.rank(entry.example).uncertain


def test_without_the_vocabulary_fewer_examples_are_found() -> None:
    """The entries are what helps, not the framework's text alone."""
    plain = Suggester(FRAMEWORK, vocabulary=Vocabulary(()))

    def found(suggester: Suggester) -> int:
        return sum(
            [one.code for one in suggester.rank(entry.example, top=1).suggestions]
            == [".".join(next(iter(entry.targets)).split(".")[:2])]
            for entry in LEADING
        )

    assert found(plain) < 0.6 * found(Suggester(FRAMEWORK))
