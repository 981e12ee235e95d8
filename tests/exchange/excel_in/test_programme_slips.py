"""A misspelt แผนงาน line is a แผนงาน line: rows never stay under the one before it unseen."""

from __future__ import annotations

import pytest
from exchange.excel_in.untidy import project

SLIPS = {
    "แผงงานการเกษตร": "แผนงานการเกษตร",
    "2.1 แผงงานสังคมสงเคราะห์": "แผนงานสังคมสงเคราะห์",
    "เเผนงานการศึกษา": "แผนงานการศึกษา",
    "แผน งานการศึกษา": "แผนงานการศึกษา",
    "ผแนงานการศึกษา": "แผนงานการศึกษา",
    "แผนง่านการพาณิชย์": "แผนงานการพาณิชย์",
    "ก. แผนงานการพาณิชย์": "แผนงานการพาณิชย์",
}


@pytest.mark.parametrize(("typed", "meant"), SLIPS.items())
def test_a_slip_of_spelling_is_put_right(bring_in, typed, meant):
    outcome = bring_in(project(1, "ถนน", 100), [None, typed], project(1, "คลอง", 200))
    assert [one.programme for one in outcome.document.projects][1] == meant


@pytest.mark.parametrize("text", ["งานการศึกษา", "แผนที่แนบท้าย", "แผ่นพับประชาสัมพันธ์"])
def test_another_text_is_no_programme(bring_in, text):
    outcome = bring_in(project(1, "ถนน", 100), [None, None, None, text], project(2, "คลอง", 200))
    assert {one.programme for one in outcome.document.projects} == {"แผนงานอุตสาหกรรมและการโยธา"}


def test_rows_below_the_last_foot_are_told(bring_in):
    foot = [None, "รวมงบประมาณ", None, None, 100, *[None] * 7]
    outcome = bring_in(project(1, "ถนน", 100), foot, project(2, "คลอง", 200))
    (finding,) = [one for one in outcome.report.findings if one.id == "import.rows-below-footer"]
    assert "200" in finding.message
    assert len(outcome.document.projects) == 2
