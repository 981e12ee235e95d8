"""The sample plan: believable, complete, the same everywhere."""

from __future__ import annotations

from collections import Counter

from kkplanner.exchange.sample import sample_plan
from kkplanner.framework import load
from kkplanner.plan.kinds import Form
from kkplanner.plan.programmes import find_programme


def test_the_sample_is_the_same_each_time() -> None:
    assert sample_plan() == sample_plan()


def test_the_sample_shows_every_form_and_every_issue() -> None:
    document = sample_plan()
    forms = Counter(project.form for project in document.projects)
    assert set(forms) == set(Form)
    assert forms[Form.P03] == 12
    assert 55 <= sum(forms.values()) - forms[Form.P03] <= 65
    assert {project.issue for project in document.projects} >= {issue.uuid for issue in document.issues}
    assert len(document.issues) == 8


def test_every_link_and_programme_of_the_sample_exists() -> None:
    document = sample_plan()
    for owner in (*document.issues, *document.projects):
        for link in owner.links:
            assert load(link.framework).find(link.code) is not None, (owner.title, link)
    assert all(find_programme(project.programme) for project in document.projects)


def test_the_samples_own_names_are_unique() -> None:
    document = sample_plan()
    uuids = [
        record.uuid
        for group in (
            document.villages,
            document.issues,
            document.projects,
            document.sections,
            document.agencies,
        )
        for record in group
    ]
    uuids += [item.uuid for project in document.projects for item in project.sub_items]
    assert len(uuids) == len(set(uuids))
