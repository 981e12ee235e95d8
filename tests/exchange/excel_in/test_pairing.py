"""A corrected file finds its projects again; what is another project is never taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exchange.excel_in.untidy import FIRST_ROW, project

from kkplanner.exchange.excel_in import Action, ImportChoices, PairedBy, import_into, read_book
from kkplanner.exchange.excel_in.pairing import pair
from kkplanner.plan.model import Project

ROAD = project(1, "ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านโนน หมู่ที่ 3", 100_000, target="กว้าง 4 เมตร ยาว 500 เมตร")
CANAL = project(2, "ขุดลอกคลองบ้านโนน หมู่ที่ 4", 80_000, target="ยาว 900 เมตร")
SHEET = "แผ่น1"


def actions(outcome):
    return [(row.row, row.action, row.paired_by) for row in outcome.report.rows]


def test_the_same_file_again_changes_nothing(bring_in):
    first = bring_in(ROAD, CANAL)
    assert actions(first) == [
        (FIRST_ROW, Action.ADDED, PairedBy.NOTHING),
        (FIRST_ROW + 1, Action.ADDED, PairedBy.NOTHING),
    ]
    again = bring_in(ROAD, CANAL, into=first.document)
    assert again.document == first.document
    assert [row.action for row in again.report.rows] == [Action.UNCHANGED] * 2
    assert [row.paired_by for row in again.report.rows] == [PairedBy.SAME] * 2


def test_a_corrected_amount_updates_the_project_and_tells_what_changed(bring_in):
    first = bring_in(ROAD, CANAL)
    corrected = [*ROAD[:4], 250_000, *ROAD[5:]]
    outcome = bring_in(corrected, CANAL, into=first.document)
    [row] = [row for row in outcome.report.rows if row.action is Action.CHANGED]
    assert (row.paired_by, row.changed, row.before.uuid) == (
        PairedBy.LIKENESS,
        ("own_budgets",),
        first.document.projects[0].uuid,
    )
    assert [one.uuid for one in outcome.document.projects] == [one.uuid for one in first.document.projects]
    assert outcome.document.projects[0].own_budgets == {2571: 25_000_000}
    assert (outcome.report.added, outcome.report.updated, outcome.report.already_there) == (0, 1, 1)


def test_a_reworded_title_is_found_by_what_it_is_about(bring_in):
    first = bring_in(ROAD, CANAL)
    reworded = [1, "ก่อสร้างถนน คสล. สายบ้านโนน หมู่ที่ 3", *ROAD[2:]]
    outcome = bring_in(reworded, into=first.document)
    assert len(outcome.document.projects) == 2
    assert outcome.document.projects[0].title == "ก่อสร้างถนน คสล. สายบ้านโนน หมู่ที่ 3"
    [row] = outcome.report.as_json()["rows"]
    assert (row["paired_with"], row["changed"]) == (ROAD[1], ["title"])
    assert 0.5 < row["likeness"] < 1


def test_sub_items_keep_their_identity(bring_in):
    item = [None, None, None, "ค่าวัสดุ", 5_000]
    first = bring_in(ROAD, item)
    outcome = bring_in([*ROAD[:2], "เพื่อให้สัญจรสะดวก", *ROAD[3:]], item, into=first.document)
    assert outcome.document.projects[0].sub_items == first.document.projects[0].sub_items
    assert outcome.report.rows[0].changed == ("objective",)


@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านโนน หมู่ที่ 5", "กว้าง 4 เมตร ยาว 500 เมตร"),  # another village
        ("ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านโนน หมู่ที่ 3 ช่วงที่ 2", "กว้าง 4 เมตร ยาว 500 เมตร"),  # another stretch
        ("ก่อสร้างรางระบายน้ำ หมู่ที่ 3", "กว้าง 4 เมตร ยาว 500 เมตร"),  # another work
    ],
)
def test_another_project_is_not_taken_for_it(bring_in, title, target):
    first = bring_in(ROAD)
    outcome = bring_in([1, title, ROAD[2], target, *ROAD[4:]], into=first.document)
    assert outcome.report.added == 1
    assert outcome.document.projects[0] == first.document.projects[0]


def test_the_clerk_refuses_a_pair_or_makes_one(bring_in, tmp_path):
    first = bring_in(ROAD, CANAL)
    road, canal = first.document.projects
    changed = [1, "ก่อสร้างถนน คสล. สายบ้านโนน หมู่ที่ 3", *ROAD[2:]]
    bring_in(changed, into=first.document)
    book = read_book(tmp_path / "book.xlsx")
    place = (SHEET, FIRST_ROW)
    new = import_into(first.document, book, choices=ImportChoices(pairs={place: None}))
    assert (new.report.added, len(new.document.projects)) == (1, 3)
    forced = import_into(first.document, book, choices=ImportChoices(pairs={place: canal.uuid}))
    assert [one.uuid for one in forced.document.projects] == [road.uuid, canal.uuid]
    assert forced.document.projects[1].title == "ก่อสร้างถนน คสล. สายบ้านโนน หมู่ที่ 3"
    assert forced.report.rows[0].paired_by is PairedBy.CHOICE


def test_each_project_is_paired_at_most_once():
    known = Project(title="อบรมอาชีพสตรี", target="สตรี 50 คน", objective="เพื่อเพิ่มรายได้")
    rows = [replace(known, uuid="1" * 36), replace(known, uuid="2" * 36, objective="เพื่อเพิ่มรายได้ครัวเรือน")]
    [found] = pair(rows, [known])
    assert (found.index, found.uuid, found.likeness) == (0, known.uuid, 0.9)


def test_a_cell_that_cannot_be_read_takes_no_amount_away(bring_in):
    """A new project has that year blank; a known one keeps what the plan has."""
    first = bring_in(ROAD, CANAL)
    spoilt = [*ROAD[:4], "#REF!", *ROAD[5:]]
    outcome = bring_in(spoilt, CANAL, into=first.document)
    assert outcome.document == first.document
    assert "import.amount-error-value" in {finding.id for finding in outcome.report.findings}
