"""Opening makes a copy; copies thin out with age; the only good one never goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.plan.model import Village
from kkplanner.workbook import Workbook
from kkplanner.workbook.backup import Backup, backup_folder, backups, data_folder, surplus

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def reopen(path):
    Workbook.open(path).close()


def edit(path, name):
    with Workbook.open(path) as book, book.operation(name) as op:
        op.add(Village(name=name))


def test_each_opening_after_a_change_leaves_a_copy_and_others_none(book, plan):
    path = book.path
    book.close()
    assert len(backups(path)) == 1
    reopen(path)
    assert len(backups(path)) == 1
    edit(path, "ก")
    assert len(backups(path)) == 1
    reopen(path)
    newest, oldest = backups(path)
    with Workbook.open(oldest.path, read_only=True) as copy:
        assert copy.document() == plan
    with Workbook.open(newest.path, read_only=True) as copy:
        assert len(copy.document().villages) == 3


def test_a_damaged_copy_is_made_again_even_if_nothing_changed(book):
    path = book.path
    book.close()
    (copy,) = backups(path)
    copy.path.write_bytes(b"x" * 100)
    reopen(path)
    assert len(backups(path)) == 2


def test_workbooks_of_the_same_name_keep_their_copies_apart(tmp_path):
    assert backup_folder(tmp_path / "a" / "x.kkplan") != backup_folder(tmp_path / "b" / "x.kkplan")


def test_a_backup_that_cannot_be_made_does_not_stop_the_work(book, plan, tmp_path, monkeypatch):
    path = book.path
    book.close()
    (tmp_path / "file").touch()
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path / "file"))
    with Workbook.open(path) as again:
        assert again.document() == plan
        assert "สำรอง" in again.backup_problem


def test_the_data_folder_is_the_users_own_unless_told_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("KKPLANNER_DATA_DIR")
    assert "kkplanner" in data_folder().name
    monkeypatch.setenv("KKPLANNER_DATA_DIR", str(tmp_path))
    assert data_folder() == tmp_path


def copies(*ages: timedelta) -> list[Backup]:
    return [Backup(NOW - age, "v1000-op1-a", Path(f"{n}")) for n, age in enumerate(ages)]


def test_hourly_copies_of_two_years_thin_to_days_weeks_and_months():
    found = copies(*(timedelta(hours=hours) for hours in range(2 * 365 * 24)))
    gone = set(surplus(found, NOW))
    kept = [copy for copy in found if copy not in gone]
    today = NOW.astimezone().date()
    days = [(today - copy.moment.astimezone().date()).days for copy in kept]
    assert days.count(0) >= 12
    assert set(range(8)) <= set(days)
    assert all(days.count(day) == 1 for day in range(1, 8))
    assert sum(7 < day <= 28 for day in days) in (3, 4, 5)
    assert sum(day > 28 for day in days) in (11, 12, 13)
    assert max(days) < 400
    assert surplus(kept, NOW) == []


def test_one_old_copy_stays_for_ever():
    assert surplus(copies(timedelta(days=5000)), NOW) == []


def test_copies_from_the_future_stay():
    assert surplus(copies(timedelta(days=-3), timedelta(days=-3, hours=1), timedelta()), NOW) == []


@given(st.lists(st.integers(-100, 20_000), min_size=1, max_size=60), st.integers(0, 10_000))
def test_thinning_never_takes_the_newest_or_anything_of_today(ages, later):
    found = copies(*(timedelta(hours=age) for age in ages))
    now = NOW + timedelta(hours=later)
    gone = surplus(found, now)
    assert max(found) not in gone
    assert all(copy.moment.astimezone().date() < now.astimezone().date() for copy in gone)


@pytest.mark.parametrize("name", ["notes.txt", "20261120T120000000000Z.kkplan", ".x.part"])
def test_other_files_in_the_backup_folder_are_left_alone(book, name):
    stranger = backup_folder(book.path) / name
    stranger.touch()
    assert stranger not in [copy.path for copy in backups(book.path)]
