"""Real titles: the labelled list and the city's plan. Both lie outside the project; skipped without them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kkplanner.alignment import Suggester
from kkplanner.framework import load


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(load("kkpao-2571"))


@pytest.fixture
def labelled(shared_dir: Path) -> list[tuple[str, set[str]]]:
    table = shared_dir / "alignment" / "dev.tsv"
    if not table.exists():
        pytest.skip("the labelled titles are not here")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["title"], {code.strip() for code in row["accepted"].split(",")}) for row in rows]


def test_labelled_titles_find_an_accepted_approach(
    labelled: list[tuple[str, set[str]]], suggester: Suggester
) -> None:
    first = three = issue = 0
    for title, accepted in labelled:
        codes = [one.code for one in suggester.rank(title).suggestions]
        first += bool(accepted & set(codes[:1]))
        three += bool(accepted & set(codes[:3]))
        issue += bool({code[0] for code in accepted} & {code[0] for code in codes[:1]})
    count = len(labelled)
    assert (first / count, three / count, issue / count) >= (0.88, 0.96, 0.94)
    assert three / count >= 0.96
    assert issue / count >= 0.94


def test_few_labelled_titles_are_left_to_the_clerk(
    labelled: list[tuple[str, set[str]]], suggester: Suggester
) -> None:
    assert sum(suggester.rank(title).uncertain for title, _ in labelled) / len(labelled) < 0.15


def test_every_project_of_a_real_plan_gets_reasons(
    real_truth: list[dict[str, object]], suggester: Suggester
) -> None:
    for project in real_truth:
        for one in suggester.rank(str(project["title"])).suggestions:
            assert one.reasons, project["title"]


def test_a_real_programme_agrees_with_its_issue(
    real_truth: list[dict[str, object]], suggester: Suggester
) -> None:
    """แผนงานการศึกษา holds projects of issue 3, its sports and culture apart."""
    titles = {str(row["title"]) for row in real_truth if str(row["programme"]).endswith("การศึกษา")}
    rankings = [suggester.rank(title) for title in titles]
    sure = [ranking for ranking in rankings if not ranking.uncertain]
    assert len(sure) > 20
    assert sum(ranking.suggestions[0].code.startswith("3.") for ranking in sure) / len(sure) > 0.75
