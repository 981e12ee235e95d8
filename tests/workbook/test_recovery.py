"""A damaged file: what opens is whole; what does not is recovered, and every loss is told. Never a wrong amount unnoticed."""

from __future__ import annotations

import os
import random
import shutil
from datetime import UTC, datetime

import pytest

from kkplanner.plan.model import Village
from kkplanner.workbook import Workbook, errors
from kkplanner.workbook.backup import backup_folder, backups
from kkplanner.workbook.recovery import CandidateKind, NothingLeftError, candidates, recover
from kkplanner.workbook.recovery.salvage import salvage
from kkplanner.workbook.schema import current

MUTATIONS = 600


@pytest.fixture
def closed(book):
    """A file with a past: one thing added, one taken away, one taken back."""
    with book.operation("เพิ่ม") as op:
        op.add(Village(name="ใหม่"))
    with book.operation("ลบ") as op:
        op.remove(book.projects()[1])
    with book.operation("เพิ่มอีก") as op:
        op.add(Village(name="อีกแห่ง"))
    book.undo()
    book.close()
    return book.path


def amounts(document):
    """Every amount of a plan in satang, by project, holder, kind and year."""
    found = {}
    for project in document.projects:
        for year, amount in project.own_budgets.items():
            found[project.uuid, "", "own", year] = amount
        for year, amount in project.enacted_budgets.items():
            found[project.uuid, "", "enacted", year] = amount
        for item in project.sub_items:
            for year, amount in item.budgets.items():
                found[project.uuid, item.uuid, "own", year] = amount
    return found


def mutated(whole, chance):
    """A copy with flipped bits, a zeroed stretch, or its end cut off."""
    broken = bytearray(whole)
    kind = chance.choice(["flip", "flip", "many flips", "zeros", "cut"])
    if kind == "flip":
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    elif kind == "many flips":
        for _ in range(chance.choice([8, 100])):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    elif kind == "zeros":
        start, length = chance.randrange(len(broken)), chance.choice([16, 512, 4096, 16384])
        broken[start : start + length] = bytes(len(broken[start : start + length]))
    else:
        del broken[chance.randrange(len(broken)) :]
    return bytes(broken)


def document_of(found):
    from kkplanner.workbook.cache import DocumentCache

    return DocumentCache(found.database).document()


@pytest.mark.timeout(240)
def test_a_mutated_file_opens_whole_or_is_recovered_and_its_losses_are_told(closed):
    with Workbook.open(closed, read_only=True) as book:
        truth = book.document()
    whole = closed.read_bytes()
    chance = random.Random(2571)
    outcome = {"opens": 0, "proven": 0, "in doubt": 0, "nothing": 0}
    for _ in range(MUTATIONS):
        closed.write_bytes(mutated(whole, chance))
        try:
            with Workbook.open(closed, read_only=True) as book:
                book.history(truth.projects[0].uuid)
                assert book.document() == truth
            outcome["opens"] += 1
            continue
        except errors.WorkbookError:
            pass
        before = closed.read_bytes()
        try:
            found = salvage(closed, current())
        except NothingLeftError:
            outcome["nothing"] += 1
            continue
        document = document_of(found)
        found.close()
        assert closed.read_bytes() == before
        if found.is_proven:
            assert document == truth
            outcome["proven"] += 1
            continue
        outcome["in doubt"] += 1
        assert any("พิสูจน์ไม่ได้" in doubt for doubt in found.doubts)
        told = " ".join([*found.doubts, *(one.sentence for one in found.mended)])
        right, ours = amounts(truth), amounts(document)
        for key in ours:
            assert ours[key] == right.get(key) or f"จำนวนเงินปี {key[3]} " in told
    assert outcome["opens"] > 50
    assert outcome["proven"] > 100
    assert outcome["in doubt"] > 20
    assert outcome["nothing"] < MUTATIONS / 20


def test_every_flipped_bit_of_an_amount_is_noticed_and_put_right(closed):
    """The amounts' own pages, bit by bit: SQLite's check sees nothing wrong with most of these."""
    with Workbook.open(closed, read_only=True) as book:
        truth = book.document()
    whole = closed.read_bytes()
    cell = (163_282_000).to_bytes(4, "big")
    places = [at for at in range(len(whole)) if whole.startswith(cell, at)]
    assert places
    for place in places:
        for bit in range(32):
            broken = bytearray(whole)
            broken[place + bit // 8] ^= 1 << bit % 8
            closed.write_bytes(broken)
            with pytest.raises(errors.DamagedFileError):
                Workbook.open(closed)
            found = salvage(closed, current())
            assert found.is_proven
            assert document_of(found) == truth
            found.close()


def test_the_list_has_the_salvaged_plan_and_the_copies_with_dates_counts_and_differences(closed):
    for name in ("ก", "ข"):
        with Workbook.open(closed) as book, book.operation(name) as op:
            op.add(Village(name=name))
    with Workbook.open(closed) as book, book.operation("ลบ") as op:
        truth = book.document()
        op.remove(book.projects()[0])
    broken = bytearray(closed.read_bytes())
    place = broken.index("ก่อสร้างถนน".encode())
    broken[place] ^= 1
    closed.write_bytes(broken)
    found = candidates(closed)
    assert [one.kind for one in found].count(CandidateKind.SALVAGE) == 1
    copies = [one for one in found if one.kind is CandidateKind.BACKUP]
    assert len(copies) == len(backups(closed))
    assert all(one.is_whole and one.when.tzinfo is not None for one in copies)
    assert [one.when for one in found if one.is_whole] == sorted(
        (one.when for one in found if one.is_whole), reverse=True
    )
    assert not found[0].difference
    whole = next(one for one in copies if one.document == truth)
    assert whole.projects == found[0].projects + 1
    assert whole.difference.extra == 1
    assert whole.difference.satang == 163_282_003
    assert "เกิน 1 โครงการ" in whole.difference.thai


def test_recovering_writes_a_new_file_and_keeps_the_damaged_one(closed, tmp_path):
    with Workbook.open(closed) as book:
        truth, history = book.document(), [entry.uuid for entry in book.history()]
    broken = bytearray(closed.read_bytes())
    broken[broken.index((163_282_000).to_bytes(4, "big")) + 2] ^= 4
    closed.write_bytes(broken)
    for number, one in enumerate(candidates(closed)):
        target = tmp_path / f"กู้ {number}.kkplan"
        recover(one, target, author="สมหญิง")
        with Workbook.open(target) as book:
            assert book.document() == one.document
            if one.kind is CandidateKind.SALVAGE:
                assert one.is_whole
                assert book.document() == truth
                assert [entry.uuid for entry in book.history()] == history
        with pytest.raises(errors.FileExistsAlreadyError):
            recover(one, target)
    assert closed.read_bytes() == bytes(broken)


def test_a_package_is_a_way_back_too(closed, plan, tmp_path):
    when = datetime(2026, 11, 1, tzinfo=UTC)
    closed.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    shutil.rmtree(backup_folder(closed))
    package = tmp_path / "ส่ง.kkp.zip"
    (one,) = candidates(closed, packages=lambda path: [(package, when, plan)])
    assert (one.kind, one.source, one.when, one.projects) == (
        CandidateKind.PACKAGE,
        package,
        when,
        len(plan.projects),
    )
    recover(one, tmp_path / "ใหม่.kkplan")
    with Workbook.open(tmp_path / "ใหม่.kkplan") as book:
        assert book.document() == plan


def test_a_plan_that_was_moved_finds_the_copies_of_its_old_place(closed, tmp_path):
    with Workbook.open(closed):
        pass
    moved = tmp_path / "ย้าย" / "ชื่อใหม่.kkplan"
    moved.parent.mkdir()
    closed.rename(moved)
    whole = moved.read_bytes()
    moved.write_bytes(whole[: len(whole) * 9 // 10])
    assert CandidateKind.BACKUP in {one.kind for one in candidates(moved)}


def test_a_file_that_is_gone_is_recovered_from_its_copies(closed, plan):
    closed.unlink()
    found = candidates(closed)
    assert found
    assert {one.kind for one in found} == {CandidateKind.BACKUP}
    recover(found[-1], closed)
    with Workbook.open(closed) as book:
        assert book.document() == plan


def test_a_damaged_copy_is_not_offered(closed):
    for copy in backups(closed):
        copy.path.write_bytes(copy.path.read_bytes()[:5000])
    assert {one.kind for one in candidates(closed)} == {CandidateKind.SALVAGE}


def test_a_file_that_never_was_a_plan_leaves_nothing(tmp_path):
    path = tmp_path / "a.kkplan"
    for content in (b"", b"x" * 10_000, os.urandom(50_000), bytes(20_000), b"SQLite format 3\x00"):
        path.write_bytes(content)
        with pytest.raises(NothingLeftError):
            salvage(path, current())
        assert candidates(path) == []


def test_an_open_plan_is_not_salvaged_behind_its_back(book):
    with pytest.raises(errors.FileLockedError):
        candidates(book.path)


def test_the_header_may_be_gone(closed):
    """Without its first page the file is no database; the rows are read from the other pages."""
    with Workbook.open(closed, read_only=True) as book:
        truth = book.document()
    whole = closed.read_bytes()
    closed.write_bytes(bytes(4096) + whole[4096:])
    found = salvage(closed, current())
    assert document_of(found) == truth
    assert found.is_proven
    found.close()


def test_a_file_made_to_be_endless_is_read_in_bounded_time(tmp_path):
    """Every cell of every page leads into the same chain of pages, which leads back to itself."""
    path = tmp_path / "a.kkplan"
    chain = 300
    pages = [bytearray(4096) for _ in range(chain + 60)]
    for number in range(2, chain + 1):
        pages[number - 1][:4] = (
            number.to_bytes(4, "big") if number == chain else (number + 1).to_bytes(4, "big")
        )
    size = (chain - 2) * 4092
    cell = bytes([0x80 | size >> 14 & 0x7F, 0x80 | size >> 7 & 0x7F, size & 0x7F, 1])
    local = 489 + (size - 489) % 4092
    local = 489 if local > 4061 else local
    for page in pages[chain:]:
        page[0] = 13
        page[3:5] = (700).to_bytes(2, "big")
        at = 2000
        for cell_number in range(700):
            page[8 + 2 * cell_number : 10 + 2 * cell_number] = at.to_bytes(2, "big")
        page[at : at + 4] = cell
        page[at + 4 + local : at + 8 + local] = (2).to_bytes(4, "big")
    path.write_bytes(b"".join(bytes(page) for page in pages))
    with pytest.raises(NothingLeftError):
        salvage(path, current())
