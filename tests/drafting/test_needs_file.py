"""Needs in bulk, from a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.drafting.errors import NeedsFileError
from kkplanner.drafting.needs_file import (
    COLUMNS,
    MEGABYTES,
    MOST_NEEDS,
    not_yet_heard,
    parse_needs,
    read_needs,
)
from kkplanner.plan.model import Need

TABLE = (
    "ที่\tปัญหา/ความต้องการ\tพื้นที่\tผู้เสนอ\tลำดับความสำคัญ\n"
    "1\tน้ำประปาไม่ไหล\t๓\tผู้ใหญ่บ้าน\t๑\n"
    "\t\t\t\t\n"
    "2\tไฟทางดับ  ทั้งซอย\tบ้านโนนก หมู่ที่ 1\n"
)


def test_columns_are_told_by_their_heads() -> None:
    water, light = parse_needs(TABLE, "needs.tsv")
    assert (water.text, water.place, water.raised_by, water.priority) == (
        "น้ำประปาไม่ไหล",
        "หมู่ที่ 3",
        "ผู้ใหญ่บ้าน",
        1,
    )
    assert (light.text, light.place, light.raised_by, light.priority) == (
        "ไฟทางดับ ทั้งซอย",
        "บ้านโนนก หมู่ที่ 1",
        "",
        None,
    )
    (english,) = parse_needs("priority\ttext\n-\tถนนเป็นหลุม", "n.tsv")
    assert (english.text, english.priority) == ("ถนนเป็นหลุม", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_files_of_offices_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "needs.tsv"
    path.write_bytes(TABLE.encode(encoding))
    assert [need.text for need in read_needs(path)] == ["น้ำประปาไม่ไหล", "ไฟทางดับ ทั้งซอย"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "ไม่มีหัวคอลัมน์"),
        ("พื้นที่\nหมู่ที่ 1", "ไม่มีหัวคอลัมน์"),
        ("ปัญหา\tความต้องการ\nก\tข", "ซ้ำกัน"),
        ("ปัญหา\nน้ำ\tเกิน", "บรรทัดที่ 2 มีช่องมากกว่า"),
        ("ปัญหา\tพื้นที่\n\tหมู่ที่ 1", "บรรทัดที่ 2 ไม่มีปัญหา"),
        ("ปัญหา\tลำดับ\nน้ำ\tด่วน", "ไม่ใช่จำนวนเต็ม"),
        ("ปัญหา\tลำดับ\nน้ำ\t0", "ไม่ใช่จำนวนเต็ม"),
        ("ปัญหา\n" + "ก" * 2001, "ยาวเกิน"),
        ("ปัญหา\n" + "ก" * 200_000, "คั่นด้วยแท็บ"),
        ("ปัญหา\n" + "ก\n" * (MOST_NEEDS + 1), "เกิน 5,000"),
    ],
)
def test_what_is_wrong_is_named(table: str, reason: str) -> None:
    with pytest.raises(NeedsFileError, match=reason):
        parse_needs(table, "needs.tsv")


def test_files_that_are_no_table_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "needs.tsv"
    with pytest.raises(NeedsFileError, match="เปิดไฟล์ไม่ได้"):
        read_needs(path)
    path.write_bytes(b"a" * (MEGABYTES * 1024 * 1024 + 1))
    with pytest.raises(NeedsFileError, match="ใหญ่เกิน"):
        read_needs(path)
    path.write_bytes(b"\xff\xfe\xfd\xfc")
    with pytest.raises(NeedsFileError, match="UTF-8"):
        read_needs(path)


def test_the_same_words_at_the_same_place_are_heard_once() -> None:
    present = (Need(text="น้ำประปาไม่ไหล", place="หมู่ที่ 3"),)
    read = (
        Need(text="น้ำประปา ไม่ไหล", place="หมู่ที่ ๓"),
        Need(text="น้ำประปาไม่ไหล", place="หมู่ที่ 4"),
        Need(text="น้ำประปาไม่ไหล", place="หมู่ที่ 4"),
    )
    assert [need.place for need in not_yet_heard(read, present)] == ["หมู่ที่ 4"]


CELLS = st.text(alphabet="กขน้ำ 12๓\"'=+-").map(str.strip)


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS), max_size=5))
def test_what_was_written_is_read(rows: list[tuple[str, str]]) -> None:
    head = f"{COLUMNS['text'][0]}\t{COLUMNS['place'][0]}\n"
    found = parse_needs(head + "".join(f"{text}\t{place}\n" for text, place in rows), "n.tsv")
    assert len(found) == len(rows)
    assert all(need.text and need.text == " ".join(need.text.split()) for need in found)
